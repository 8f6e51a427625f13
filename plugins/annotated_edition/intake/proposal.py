"""What is to be changed in an edition's files, before anything is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from annotated_edition.model import Edition, Kind
from annotated_edition.yaml_files import YamlEdit

from .filing import header, note_file, shared_file
from .naming import propose_id
from .quotation import Quoted
from .sources import Named
from .validation import ProposalError

__all__ = ["Addition", "Amendment", "Proposal", "add_note", "add_sources", "edits_of"]

_SCHEMAS = {"annotations": "annotations", "speakers": "speakers", "references": "sources"}


@dataclass(frozen=True, slots=True)
class Addition:
    """A record to be added.

    Attributes:
        path: The file.
        key: The key of its list, such as `annotations`.
        record: The record, in the order of its keys; a key whose value is None stands there
            without one.
    """

    path: Path
    key: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A value to be given to a record that there is.

    Attributes:
        path: The file.
        id: The record's id.
        key: The key.
        value: Its new value.
    """

    path: Path
    id: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that belong together.

    Attributes:
        noun: What is proposed: `note`, `speaker` or `correction`.
        id: Id of the record that it is about.
        page: Path of the page that it is about; empty for a speaker.
        additions: Records to be added.
        amendments: Values to be changed.
        context: The passage with the words around it; may be empty.
        reason: Why something is changed, as the contributor says; may be empty.
    """

    noun: str
    id: str
    page: str = ""
    additions: tuple[Addition, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    context: str = ""
    reason: str = field(default="", compare=False)


def add_sources(named: Named, annotations: Path) -> tuple[Addition, ...]:
    """The new sources among those that were named.

    Args:
        named: What was named.
        annotations: The folder of annotations.
    """
    if not named.entries:
        return ()
    path = shared_file(annotations, "sources")
    return tuple(Addition(path, "references", entry) for entry in named.entries)


def add_note(
    edition: Edition,
    annotations: Path,
    *,
    page: str,
    quoted: Quoted,
    context: str,
    kind: Kind,
    note: str,
    created: date,
    claimant: str = "",
    rating: str = "",
    speaker: str = "",
    sources: Named | None = None,
    by: Sequence[str] = (),
    wanted_id: str = "",
    wanted_file: str = "",
) -> Proposal:
    """A new note on a passage.

    Args:
        edition: The edition.
        annotations: Its folder of annotations.
        page: Path of the page.
        quoted: The passage.
        context: The passage with the words around it.
        kind: What the note is about.
        note: Its text, in Markdown.
        created: The day.
        claimant: For a claim, id of the speaker who makes it.
        rating: For a claim, id of the rating.
        speaker: For other kinds, id of the speaker who is named or speaks.
        sources: What it leans on.
        by: Who wrote it.
        wanted_id: Its id; empty to make one from the words.
        wanted_file: Its file; empty for the usual one.

    Raises:
        Refused: The id is taken, or keys do not go together.
    """
    taken = {annotation.id for _, annotation in edition.annotations()}
    if wanted_id in taken:
        raise ProposalError(f"the id “{wanted_id}” is taken already")
    if kind is not Kind.CLAIM and (claimant or rating):
        what = "who makes the claim" if claimant else "a rating"
        raise ProposalError(
            f"{what} can only be said of a claim, and this note is of kind “{kind}”"
        )
    named = sources or Named()
    selector = quoted.selector
    record = {
        "id": wanted_id or propose_id(selector.exact, taken, str(kind)),
        "kind": str(kind),
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "claimant": claimant or None,
        "rating": rating or None,
        "speaker": speaker or None,
        "note": note.strip() + "\n",
        "sources": list(named.links) or None,
        "by": (by[0] if len(by) == 1 else list(by)) or None,
        "created": created,
    }
    addition = Addition(
        note_file(annotations, page, wanted_file),
        "annotations",
        {key: value for key, value in record.items() if value is not None},
    )
    additions = (addition, *add_sources(named, annotations))
    return Proposal("note", str(record["id"]), page, additions, (), context)


def edits_of(proposal: Proposal, project: Path) -> list[YamlEdit]:
    """The proposal as edits of files, none of them saved.

    Args:
        proposal: The proposal.
        project: The project's folder.

    Raises:
        EditError: A file is not such that it can be edited.
    """
    edits: dict[Path, YamlEdit] = {}
    additions: dict[tuple[Path, str], list[Mapping[str, Any]]] = {}
    for addition in proposal.additions:
        additions.setdefault((addition.path, addition.key), []).append(addition.record)
    for (path, key), records in additions.items():
        if path not in edits:
            edits[path] = YamlEdit(path, create=header(path, project, _SCHEMAS[key]))
        edits[path].append(key, *records)
        for record in records:
            for name, value in record.items():
                if value is None:
                    edits[path].clear(record["id"], name)
    for amendment in proposal.amendments:
        if amendment.path not in edits:
            edits[amendment.path] = YamlEdit(amendment.path)
        edit = edits[amendment.path]
        if not isinstance(amendment.value, str):
            edit.remove(amendment.id, amendment.key)  # only a text can take a text's place
        edit.set(amendment.id, amendment.key, amendment.value)
    return list(edits.values())
