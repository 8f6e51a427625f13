"""New quotations for annotations whose words do not stand in the text as quoted.

Proposed is the text's own wording with the shortest context that singles it out; what cannot be
determined for sure is left to the editor.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotated_edition.anchoring import TextIndex, anchor, shortest_context
from annotated_edition.model import Annotation, Change, Kind, Placement, Selector, State
from annotated_edition.yaml_files import YamlEdit

if TYPE_CHECKING:
    from annotated_edition.pages import Placed

__all__ = ["Left", "Proposals", "Reanchoring", "patch", "propose", "write"]

_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Reanchoring:
    """A new selector for an annotation.

    Attributes:
        annotation: The annotation.
        document: Path of its document.
        state: `recovered` or `changed`.
        old: Its selector as it is written, with its white space collapsed.
        new: The selector that stands for the passage today, and for no other.
        difference: For `changed`, the word-level difference.
        unreviews: Whether the day of the last review is taken out and the key left without one:
            the words of a rated or unrated claim are others, so an editor has to check the note
            against them.
    """

    annotation: Annotation
    document: str
    state: State
    old: Selector
    new: Selector
    difference: tuple[Change, ...] = ()
    unreviews: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """An annotation that only an editor can mend.

    Attributes:
        annotation: The annotation.
        placed: Its document with the text.
        placement: Where it may belong.
    """

    annotation: Annotation
    placed: Placed
    placement: Placement


@dataclass(frozen=True, slots=True)
class Proposals:
    """What can be done and what is left.

    Attributes:
        proposals: New selectors, in the order of documents and annotations.
        left: What only an editor can mend.
    """

    proposals: tuple[Reanchoring, ...] = ()
    left: tuple[Left, ...] = ()


@dataclass(slots=True)
class _Gathered:
    proposals: list[Reanchoring] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def propose(placed: Iterable[Placed], ids: Iterable[str] = ()) -> Proposals:
    """Propose selectors for all annotations that are not `exact`.

    Args:
        placed: The documents with their annotations' places.
        ids: The annotations to look at; all of them if there are none.
    """
    wanted = frozenset(ids)
    gathered = _Gathered()
    for each in placed:
        index = TextIndex(each.text)
        for annotation in each.document.annotations:
            state = each.placements[annotation.id].state
            if state is not State.EXACT and (not wanted or annotation.id in wanted):
                _look_at(annotation, each, index, gathered)
    return Proposals(tuple(gathered.proposals), tuple(gathered.left))


def _look_at(annotation: Annotation, placed: Placed, index: TextIndex, into: _Gathered) -> None:
    placement = placed.placements[annotation.id]
    new = _selector(placement, index)
    if new is None:
        into.left.append(Left(annotation, placed, placement))
        return
    changed = placement.state is State.CHANGED
    into.proposals.append(
        Reanchoring(
            annotation,
            placed.document.path,
            placement.state,
            _collapsed(annotation.selector),
            new,
            placement.difference,
            changed and annotation.kind is Kind.CLAIM and not annotation.needs_review,
        )
    )


def _selector(placement: Placement, index: TextIndex) -> Selector | None:
    """The selector of a place; None where there is none that finds it again for sure."""
    if not placement.state.placed or placement.start is None or placement.end is None:
        return None
    new = shortest_context(index, placement.start, placement.end)
    found = anchor(index, [new])[0]
    words = index.text[placement.start : placement.end]
    start = placement.start + len(words) - len(words.lstrip())
    return new if found.state is State.EXACT and found.start == start else None


def _collapsed(selector: Selector) -> Selector:
    exact, prefix, suffix = (
        " ".join(text.split()) if text else None
        for text in (selector.exact, selector.prefix, selector.suffix)
    )
    return Selector(exact or "", prefix or None, suffix or None)


def write(proposals: Iterable[Reanchoring], folder: Path) -> dict[str, YamlEdit]:
    """Put new selectors into the YAML files, up to saving them.

    Args:
        proposals: The proposals.
        folder: The project's folder, which the annotations' paths start from.

    Returns:
        The edited files by their paths from the project's folder.

    Raises:
        EditError: A file cannot be edited.
    """
    edits: dict[str, YamlEdit] = {}
    for proposal in proposals:
        name = proposal.annotation.location.path
        if name not in edits:
            edits[name] = YamlEdit(folder / name)
        _write(edits[name], proposal)
    return edits


def _write(edit: YamlEdit, proposal: Reanchoring) -> None:
    note, old = proposal.annotation.id, proposal.annotation.selector
    values: Mapping[str, tuple[str | None, str | None]] = {
        "exact": (old.exact, proposal.new.exact),
        "prefix": (old.prefix, proposal.new.prefix),
        "suffix": (old.suffix, proposal.new.suffix),
    }
    for key, (before, after) in values.items():
        if after is None:
            edit.remove(note, key)
        elif before is None or _other(before, after):
            # A text after `|` or `>` has a line end that no reader of the page sees.
            edit.set(note, key, after + "\n" * bool(before and before.endswith("\n")))
    if proposal.unreviews:
        edit.clear(note, "reviewed")


def _other(before: str, after: str) -> bool:
    """Whether a text is to be written anew: how its lines are broken is its author's affair."""
    return " ".join(before.split()) != " ".join(after.split()) or after != after.strip()


def patch(changes: Iterable[tuple[str, str, str]]) -> str:
    """Unified differences.

    Args:
        changes: Path, text before and text after of each file; line ends are kept.

    Returns:
        The patch; empty where no text differs.
    """
    return "".join(_file(path, before, after) for path, before, after in changes)


def _file(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        _LINES.findall(before), _LINES.findall(after), f"a/{path}", f"b/{path}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)
