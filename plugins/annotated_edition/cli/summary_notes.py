"""One note of a pull request as its readers will see it, in GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from annotated_edition.anchoring.difference import word_difference
from annotated_edition.formats.bibliography import Bibliography
from annotated_edition.maintenance.passage import in_sentence
from annotated_edition.model import Annotation, Change, Kind, Placement, Speaker, State
from annotated_edition.pages import Numbering
from annotated_edition.records.citations import find_citations
from annotated_edition.weaving import link_citations
from annotated_edition.weaving.bodies import render_bodies

from .markup import clipped, folded, safe, safe_html, web_link
from .review_markdown import difference

if TYPE_CHECKING:
    from annotated_edition.hosts.project import Project as Opened
    from annotated_edition.maintenance.changes import NoteChange

__all__ = ["Notes"]

_BODY: Final = 6_000
"""Code points of a note's Markdown that are shown."""
_QUOTED: Final = 600
_VALUE: Final = 200
_MOST_SOURCES: Final = 30
_MOST_ASSESSMENTS: Final = 6
_KEPT: Final = 120
"""Code points of an unchanged stretch of a note, on either side of a change."""


class Notes:
    """Shows the notes of an edition.

    Args:
        opened: The edition.
    """

    def __init__(self, opened: Opened) -> None:
        self._edition = opened.edition
        self._placed = opened.placed
        self._bibliography = Bibliography(opened.edition.sources)

    def placement(self, change: NoteChange) -> Placement | None:
        """Where a note came to stand; None where its page was not rendered."""
        placed = self._placed.get(change.document)
        return placed.placements.get(change.note.id) if placed else None

    def block(self, verb: str, change: NoteChange) -> Iterator[str]:
        """One note, in lines.

        Args:
            verb: What has become of it, in one word.
            change: The note.
        """
        note = change.note
        numbers = Numbering()
        yield ""
        yield f"### {verb}: {note.kind} {safe(note.id)}"
        yield ""
        yield f"<blockquote>{self._passage(change)}</blockquote>"
        yield from self._state(change)
        yield ""
        yield " · ".join(filter(None, (self._badge(note), self._voice(note))))
        yield ""
        yield self._body(note.note, numbers)
        yield from self._assessments(note, numbers)
        yield from self._sources(note, numbers)
        yield ""
        signed = f" · by {safe(clipped(', '.join(note.by), _VALUE))}" if note.by else ""
        yield f"<sub>{safe(change.document)} · {safe(str(note.location))}{signed}</sub>"
        if change.before is not None:
            yield from self._changes(change, change.before)

    def _passage(self, change: NoteChange) -> str:
        placement = self.placement(change)
        if placement is None or placement.start is None or placement.end is None:
            return f"<b>{safe(clipped(change.note.selector.exact, _QUOTED))}</b>"
        text = self._placed[change.document].text
        found = in_sentence(text, placement.start, placement.end)
        before = safe(found.before) + " " * found.before.endswith(" ")
        after = " " * found.after.startswith(" ") + safe(found.after)
        return f"{before}<b>{safe(clipped(found.words, _QUOTED))}</b>{after}"

    def _state(self, change: NoteChange) -> Iterator[str]:
        placement, note = self.placement(change), change.note
        told = ""
        if placement is None:
            told = "Its page could not be rendered."
        elif placement.state is State.CHANGED:
            exact = clipped(note.selector.exact, _QUOTED)
            told = f"Annotated on an earlier wording: {safe(exact)}"
        elif placement.state is State.AMBIGUOUS:
            told = "These words stand in several places; the note would be given none of them."
        elif placement.state is State.ORPHANED:
            told = "These words are not in the text; the note would have no place."
        elif note.needs_review:
            told = "Given on an earlier wording, not yet reviewed; it counts in no statistics."
        if told:
            yield ""
            yield f"**{told}**" if "wording:" not in told else told

    def _badge(self, note: Annotation) -> str:
        if note.kind is not Kind.CLAIM:
            return ""
        return self._rating(note.rating, note.qualifier)

    def _rating(self, name: str | None, qualifier: str) -> str:
        rating = self._edition.scale.get(name)
        if rating is None:
            return "No verdict"
        label = clipped(f"{rating.icon} {rating.label}", _VALUE)
        return f"**{safe(label)}**" + f" ({safe(qualifier)})" * bool(qualifier)

    def _voice(self, note: Annotation) -> str:
        speaker = self._edition.speakers.get(note.voice or "")
        return _named(speaker) if speaker else ""

    def _body(self, markdown: str, numbers: Numbering, most: int = _BODY) -> str:
        cut = len(markdown) > most
        (html,) = render_bodies([markdown[:most].rsplit("\n", 1)[0] if cut else markdown])
        shown = safe_html(link_citations(html, numbers))
        more = f"The note has {len(markdown):,} characters; the rest is in the file."
        return f"{shown}\n\n{more}" if cut else shown

    def _assessments(self, note: Annotation, numbers: Numbering) -> Iterator[str]:
        for each in note.assessments[:_MOST_ASSESSMENTS]:
            by = safe(clipped(", ".join(each.by), _VALUE))
            yield ""
            yield f"{self._rating(each.rating, each.qualifier)} found by {by}"
            if each.note:
                yield ""
                yield self._body(each.note, numbers, _BODY // 4)
        if len(note.assessments) > _MOST_ASSESSMENTS:
            yield ""
            yield f"… and {len(note.assessments) - _MOST_ASSESSMENTS} more raters"

    def _sources(self, note: Annotation, numbers: Numbering) -> Iterator[str]:
        locators: dict[str, list[str]] = {}
        for citation in note.sources:
            numbers(citation.source)
            locators.setdefault(citation.source, []).append(citation.locator)
        for cited in find_citations(note.note):
            numbers(cited.source)
        known = [(name, number) for name, number in numbers if name in self._edition.sources]
        if known:
            yield ""
            yield "Sources:"
            yield ""
        for name, number in known[:_MOST_SOURCES]:
            source = self._edition.sources[name]
            label = web_link(source.url, clipped(self._bibliography.label(name), _VALUE))
            place = ", ".join(filter(None, locators.get(name, [])))
            told = f", {safe(clipped(place, _VALUE))}" if place else ""
            doubt = "" if source.verified else " (not yet verified)"
            yield f"- &#91;{number}&#93; {label}{told}{doubt}"
        if len(known) > _MOST_SOURCES:
            yield f"- … and {len(known) - _MOST_SOURCES} more"

    def _changes(self, change: NoteChange, before: Annotation) -> Iterator[str]:
        lines = []
        for key in change.keys:
            if key == "id":
                lines.append(
                    f"- id: {safe(before.id)} → {safe(change.note.id)}: links to the note's "
                    "former address lead to its page only"
                )
                continue
            if key == "note":
                lines.append(f"- note: {_edited(before.note, change.note.note)}")
                continue
            old = _value(key, before, change.was_in)
            new = _value(key, change.note, change.document)
            told = f": {safe(old) or '–'} → {safe(new) or '–'}" if old != new else ""
            lines.append(f"- {key}{told}")
        yield from folded(f"What changed: {', '.join(change.keys)}", lines)


def _named(speaker: Speaker) -> str:
    role = f", {safe(clipped(speaker.role, _VALUE))}" if speaker.role else ""
    return safe(clipped(speaker.name, _VALUE)) + role


def _value(key: str, note: Annotation, document: str) -> str:
    """What a key says, in short."""
    if key in ("exact", "prefix", "suffix"):
        return clipped(getattr(note.selector, key) or "", _VALUE)
    if key == "sources":
        listed = (" ".join(filter(None, (each.source, each.locator))) for each in note.sources)
        return clipped("; ".join(listed), _VALUE)
    if key == "assessments":
        found = (f"{', '.join(each.by)}: {each.rating}" for each in note.assessments)
        return clipped("; ".join(found), _VALUE)
    if key == "by":
        return clipped(", ".join(note.by), _VALUE)
    if key == "reviewed" and note.needs_review:
        return "waits for a review"
    return clipped(str((document if key == "document" else getattr(note, key)) or ""), _VALUE)


def _edited(before: str, after: str) -> str:
    """How the Markdown of a note has changed, long stretches that have not left out."""
    if max(len(before), len(after)) > _BODY:
        return f"{len(before):,} characters before, {len(after):,} now"
    return difference(_shortened(each) for each in word_difference(before, after))


def _shortened(change: Change) -> Change:
    if not change.kept or len(change.old) <= 2 * _KEPT:
        return change
    cut = f"{change.old[:_KEPT]} […] {change.old[-_KEPT:]}"
    return Change(cut, cut)
