"""A review in three faces: for people, for a pull request's summary, for programs."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import click

from annotated_edition.model import Change, Severity
from annotated_edition.publishing.findings import finding, source_line
from annotated_edition.publishing.review import Effect, Effects, Outcome

from .faces import printable
from .sides import side_by_side

__all__ = ["Review", "as_json", "as_markdown", "as_text"]

_SAID: Final = {
    Outcome.ORPHANED: "passage gone",
    Outcome.AMBIGUOUS: "fits several places",
    Outcome.CHANGED: "words edited",
    Outcome.RECOVERED: "typography or surroundings edited",
    Outcome.MOVED: "moved",
    Outcome.FOUND: "has a place again",
}
_UNPLACED: Final = (Outcome.ORPHANED, Outcome.AMBIGUOUS)
_MOST_ROWS: Final = 200
_MOST_PATCH: Final = 60_000
"""Code points of a patch in Markdown; GitHub refuses a summary above a megabyte."""
_SPECIAL: Final = re.compile(
    r"(?<=www)\.|(?<!\w)[-./]|[-./](?!\w)|[!#$&(-+:<=>@\[-`{-~]", re.IGNORECASE
)
"""What may be Markdown or HTML, or may make a link: as a character reference it is neither."""


@dataclass(frozen=True, slots=True)
class Review:
    """A comparison with what its faces need.

    Attributes:
        base: The state compared to, as it was asked for.
        effects: What the change does.
        patch: What is proposed.
        old_sources: Markdown of the documents before, by path.
        new_sources: Markdown of the documents of today, by path.
    """

    base: str
    effects: Effects
    patch: str
    old_sources: Mapping[str, str]
    new_sources: Mapping[str, str]

    def lines(self, effect: Effect) -> tuple[int | None, int | None]:
        """The lines of the passage in the Markdown before and of today."""
        path = effect.placed.document.path
        old, new = effect.was.start, effect.now.start
        return (
            source_line(self.old_sources[path], effect.base, old) if old is not None else None,
            source_line(self.new_sources[path], effect.placed.text, new)
            if new is not None
            else None,
        )

    def detail(self, effect: Effect) -> tuple[str, ...]:
        """Candidates with line and context, and what would decide between them."""
        if effect.outcome not in _UNPLACED:
            return ()
        source = self.new_sources[effect.placed.document.path]
        return finding(effect.annotation, effect.now, effect.placed, Severity.ERROR, source).detail


def _heading(review: Review) -> str:
    """How many notes are concerned, and how."""
    effects = review.effects
    if not effects.documents:
        return f"No annotated text differs from {review.base}."
    count = Counter(effect.outcome for effect in effects.effects)
    said = ", ".join(f"{_SAID[outcome]} {count[outcome]}" for outcome in Outcome if count[outcome])
    texts = f"{len(effects.documents)} annotated text{'s' * (len(effects.documents) != 1)}"
    return (
        f"{texts} changed since {review.base}; of {effects.count} notes"
        f" {len(effects.effects)} are concerned{' (' * bool(said)}{said}{')' * bool(said)}."
    )


def _left(effect: Effect) -> str:
    """What is to be done about an effect; empty if nothing."""
    if effect.outcome in (Outcome.MOVED, Outcome.FOUND) and effect.settled:
        return ""
    if effect.settled:
        return "adapted already" if effect.reviewed else "adapted already, to be reviewed"
    if effect.outcome in _UNPLACED:
        return "for an editor to decide"
    return "to be adapted"


def as_text(review: Review) -> str:
    """The review for people."""
    width = shutil.get_terminal_size((100, 24)).columns
    lines = [printable(_heading(review)), ""]
    for effect in review.effects.effects:
        note = effect.annotation
        left = _left(effect)
        lines.append(
            f"{click.style(note.id, bold=True)} ({note.kind}): {_SAID[effect.outcome]}"
            f"{', ' * bool(left)}{left}"
        )
        lines.append(f"  {printable(str(note.at('exact')))}")
        old, new = review.lines(effect)
        path = effect.placed.document.path
        heading = ("", f"before{_line(path, old)}", f"now{_line(path, new)}")
        rows = [heading, ("words", effect.before, effect.after)]
        lines += side_by_side(rows, width)
        lines += [f"    {printable(line)}" for line in review.detail(effect)]
        lines.append("")
    lines += [f"added: {note.id} ({note.at('exact')})" for note in review.effects.added]
    lines += [f"removed: {name} ({path})" for name, path in review.effects.removed]
    if review.patch:
        shown = [printable(line) for line in review.patch.splitlines()]
        lines += ["Proposed by `edition reanchor`:", "", *shown]
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(path: str, line: int | None) -> str:
    return f", {path}:{line}" if line else ""


def as_json(review: Review) -> str:
    """The review for programs."""
    effects = review.effects
    data = {
        "base": review.base,
        "documents": list(effects.documents),
        "notes": effects.count,
        "effects": [_data(effect, review) for effect in effects.effects],
        "added": [note.id for note in effects.added],
        "removed": [name for name, _ in effects.removed],
        "patch": review.patch,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data(effect: Effect, review: Review) -> dict[str, Any]:
    where = effect.annotation.at("exact")
    old, new = review.lines(effect)
    return {
        "id": effect.annotation.id,
        "kind": effect.annotation.kind.value,
        "outcome": effect.outcome.value,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "document": effect.placed.document.path,
        "before": {"state": effect.was.state.value, "text": effect.before, "line": old},
        "after": {"state": effect.now.state.value, "text": effect.after, "line": new},
        "difference": [{"old": each.old, "new": each.new} for each in effect.difference],
        "candidates": [
            {
                "start": each.start,
                "end": each.end,
                "text": " ".join(effect.placed.text[each.start : each.end].split()),
            }
            for each in effect.now.candidates
        ],
        "detail": list(review.detail(effect)),
        "settled": effect.settled,
        "reviewed": effect.reviewed,
    }


def as_markdown(review: Review) -> str:
    """The review for a pull request's summary; whatever texts hold, it stays text there."""
    return "\n".join(_markdown(review)) + "\n"


def _markdown(review: Review) -> Iterator[str]:
    effects = review.effects
    yield "## What this change does to the notes"
    yield ""
    yield _safe(_heading(review))
    if effects.effects:
        yield ""
        yield "| Note | What happened | Before | Now |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(effect, review) for effect in effects.effects[:_MOST_ROWS])
        if len(effects.effects) > _MOST_ROWS:
            yield ""
            yield f"… and {len(effects.effects) - _MOST_ROWS} more"
    for effect in effects.effects[:_MOST_ROWS]:
        yield from _candidates(effect, review)
    notes = (f"{note.id} ({note.kind})" for note in effects.added)
    yield from _list("Notes added", notes)
    yield from _list("Notes removed", (f"{name} ({path})" for name, path in effects.removed))
    yield from _fenced(review.patch)


def _row(effect: Effect, review: Review) -> str:
    note, (old, new) = effect.annotation, review.lines(effect)
    left = _left(effect)
    before, after = _sides(effect)
    place = f"{note.kind}, {note.at('exact')}"
    cells = (
        f"**{_safe(note.id)}**<br>{_safe(place)}",
        f"{_SAID[effect.outcome]}{'<br>' * bool(left)}{left}",
        f"{before}{f'<br><sub>line {old}</sub>' if old else ''}",
        f"{after}{f'<br><sub>line {new}</sub>' if new else ''}",
    )
    return f"| {' | '.join(cells)} |"


def _sides(effect: Effect) -> tuple[str, str]:
    """The words before and after, the edited ones struck out and underlined."""
    if not effect.difference:
        return _safe(effect.before), _safe(effect.after) or "–"
    return _marked(effect.difference, "del"), _marked(effect.difference, "ins")


def _marked(difference: Iterable[Change], tag: str) -> str:
    parts = []
    for change in difference:
        text = change.old if tag == "del" else change.new
        words, gap = _safe(text), " " * text.endswith(" ")
        parts.append(
            (words if change.kept or not words else f"<{tag}>{words}</{tag}>") + gap * bool(words)
        )
    return "".join(parts).strip()


def _candidates(effect: Effect, review: Review) -> Iterator[str]:
    detail = review.detail(effect)
    if detail:
        yield ""
        name = _safe(effect.annotation.id)
        yield f"<details><summary>Where <b>{name}</b> may belong</summary>"
        yield ""
        yield from (f"- {_safe(line)}" for line in detail)
        yield ""
        yield "</details>"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield ""
        yield f"<details><summary>{title}: {len(listed)}</summary>"
        yield ""
        yield from (f"- {_safe(item)}" for item in listed[:_MOST_ROWS])
        yield ""
        yield "</details>"


def _fenced(patch: str) -> Iterator[str]:
    """A patch in a fence that nothing in it can close."""
    if not patch:
        return
    shown = patch[:_MOST_PATCH]
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    yield ""
    yield "<details open><summary>Proposed by <code>edition reanchor</code></summary>"
    yield ""
    yield f"{fence}diff"
    yield from (printable(line) for line in shown.splitlines())
    yield fence
    if len(patch) > _MOST_PATCH:
        yield ""
        yield "The patch is longer; `edition reanchor --dry-run --format=diff` shows all of it."
    yield ""
    yield "</details>"


def _safe(text: str) -> str:
    """Text that is nothing but text in Markdown: no markup, no HTML, no link, nobody called."""
    flat = printable(" ".join(text.split()))
    flat = re.sub(r"(?<=[@#])(?=\w)", "\u2060", flat)
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", flat)
