"""The summary of a change in two faces: for a pull request, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from annotated_edition.maintenance.changes import Changes, NoteChange, compare_records
from annotated_edition.model import Edition, Problem, Severity

from .faces import as_data as problem_data
from .faces import count
from .markup import bounded, clipped, folded, safe, web_link
from .review_faces import as_data, heading
from .review_markdown import affected
from .reviewing import Reviewed
from .summary_notes import Notes

if TYPE_CHECKING:
    from annotated_edition.hosts.project import Project as Opened

__all__ = ["Summary", "as_json", "as_markdown"]

_MOST_PROBLEMS: Final = 150_000
_MOST_NOTES: Final = 400_000
_MOST_REMOVED: Final = 40_000
_MOST_SHARED: Final = 10_000
"""Bytes of the parts; with a review's own bounds they stay below GitHub's megabyte."""
_OPEN: Final = 10
"""So many problems are shown without a click."""
_ALL: Final = "… and {} more: run `edition summary --format=json` for all of them."


@dataclass(frozen=True, slots=True)
class Summary:
    """What a change does, with what its faces need.

    Attributes:
        opened: The edition of today.
        reviewed: The comparison with the state of before.
        preview: Where the built site can be had; may be empty.
        unknown: Why the state of before is not known; empty where it is.
        changes: What differs between the records.
    """

    opened: Opened
    reviewed: Reviewed
    preview: str = ""
    unknown: str = ""
    changes: Changes = field(init=False)

    def __post_init__(self) -> None:
        edition: Edition = self.opened.edition
        before = edition if self.unknown else self.reviewed.before
        object.__setattr__(self, "changes", compare_records(before, edition))


def as_markdown(summary: Summary) -> str:
    """The summary for people, at most a megabyte long."""
    return "\n".join(_markdown(summary)) + "\n"


def _markdown(summary: Summary) -> Iterator[str]:
    changes, reviewed = summary.changes, summary.reviewed
    yield "## What this change does to the edition"
    yield ""
    if summary.unknown:
        yield f"The notes could not be compared: {safe(clipped(summary.unknown, 500))}"
    else:
        yield _counted(changes)
    if summary.preview:
        link = web_link(summary.preview, "The site as it would be")
        yield ""
        yield f"{link}: unpack it, run `python3 -m http.server` in it, and open the address."
    yield from _problems(summary.opened.problems)
    notes = Notes(summary.opened)
    told = [("Added", each) for each in changes.added]
    told += [("Changed", each) for each in changes.changed]
    blocks = ("\n".join(notes.block(verb, change)) for verb, change in told)
    yield from bounded(blocks, len(told), _MOST_NOTES, _ALL)
    yield from _removed(changes)
    yield from _shared(changes)
    if reviewed.review.effects.documents:
        yield ""
        yield "### What the change of the text does to the notes"
        yield ""
        yield safe(clipped(heading(reviewed.review), 500))
        yield from affected(reviewed.review)
        if reviewed.unwritable:
            yield ""
            yield f"There is no patch: {safe(clipped(reviewed.unwritable, 500))}"


def _counted(changes: Changes) -> str:
    said = [
        f"{len(found)} {verb}"
        for verb, found in (
            ("added", changes.added),
            ("changed", changes.changed),
            ("removed", changes.removed),
        )
        if found
    ]
    return f"Notes: {', '.join(said)}." if said else "No note is added, changed or removed."


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    grave = sorted(problems, key=lambda each: (ranks[each.severity], each.location, each.code))
    yield ""
    if not problems:
        yield "The check finds no problems."
        return
    lines = ("\n".join(_problem(each)) for each in grave)
    rest = "… and {} more: run `edition check`."
    listed = bounded(lines, len(grave), _MOST_PROBLEMS, rest)
    said = f"What the check finds: {count(problems) or 'nothing grave'}"
    yield from folded(f"<b>{said}</b>", listed, opened=len(grave) <= _OPEN)


def _problem(problem: Problem) -> Iterator[str]:
    place = safe(clipped(str(problem.location), 300))
    yield f"- {place}: **{problem.severity}**: {safe(clipped(problem.text, 1000))}"
    yield from (f"  - {safe(clipped(line, 500))}" for line in problem.detail)


def _removed(changes: Changes) -> Iterator[str]:
    if not changes.removed:
        return
    yield ""
    yield f"### Removed: {len(changes.removed)}"
    yield ""
    lines = (
        f"- **{safe(note.id)}** ({note.kind}, {safe(clipped(path, 200))}):"
        f" “{safe(clipped(note.selector.exact, 200))}”"
        for path, note in changes.removed
    )
    yield from bounded(lines, len(changes.removed), _MOST_REMOVED, _ALL)


def _shared(changes: Changes) -> Iterator[str]:
    lines = [
        f"- {noun.capitalize()} {verb}: {safe(clipped(', '.join(names), 1500))}"
        for noun, found in changes.shared.items()
        for verb, names in (
            ("added", found.added),
            ("changed", found.changed),
            ("removed", found.removed),
        )
        if names
    ]
    if lines:
        yield ""
        yield "### What notes share"
        yield ""
        yield from bounded(lines, len(lines), _MOST_SHARED, _ALL)


def as_json(summary: Summary) -> str:
    """The summary for programs: everything, however long."""
    changes, notes = summary.changes, Notes(summary.opened)
    data = {
        "base": summary.reviewed.review.base,
        "unknown": summary.unknown,
        "preview": summary.preview,
        "added": [_note(each, notes) for each in changes.added],
        "changed": [_note(each, notes) for each in changes.changed],
        "removed": [
            {"id": note.id, "kind": note.kind.value, "document": path}
            for path, note in changes.removed
        ],
        "shared": {
            noun: {"added": found.added, "changed": found.changed, "removed": found.removed}
            for noun, found in changes.shared.items()
        },
        "problems": [problem_data(each) for each in summary.opened.problems],
        "review": as_data(summary.reviewed.review),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _note(change: NoteChange, notes: Notes) -> dict[str, Any]:
    note, where = change.note, change.note.location
    placement = notes.placement(change)
    return {
        "id": note.id,
        "kind": note.kind.value,
        "document": change.document,
        "path": where.path,
        "line": where.line,
        "state": placement.state.value if placement else None,
        "rating": note.rating,
        "needs_review": note.needs_review,
        "keys": list(change.keys),
    }
