"""A note of a change as its readers will see it, for the template that shows it on GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup

from annotated_edition.anchoring import word_difference
from annotated_edition.bibliography import Bibliography
from annotated_edition.model import Annotation, Change, Kind, State, find_citations
from annotated_edition.note_markdown import link_citations, render_bodies
from annotated_edition.pages import Numbering

from .comparison import NoteChange, Snapshot
from .github import difference, safe_html
from .passage import in_sentence

__all__ = ["Notes"]

_STATES: Final = {
    State.AMBIGUOUS: Markup(
        "These words are in several places; the note would be given none of them."
    ),
    State.ORPHANED: Markup("These words are not in the text; the note would have no place."),
}
_UNREVIEWED: Final = Markup(
    "Given on an earlier wording, not yet reviewed; it counts in no statistics."
)
_UNRENDERED: Final = Markup("Its page could not be rendered.")
_BODY: Final = 6_000
"""Code points of a note's Markdown that are shown."""
_KEPT: Final = 120
"""Code points of an unchanged stretch of a note, on either side of a change."""


class Notes:
    """Notes of an edition as their readers will see them."""

    def __init__(self, now: Snapshot) -> None:
        self._now = now
        self._edition = now.edition
        self._bibliography = Bibliography(now.edition.sources)

    def view(self, change: NoteChange) -> dict[str, Any]:
        """What the template shows of a note."""
        note, placement, numbers = change.note, self._now.placement(change), Numbering()
        passage = None
        if placement is not None and placement.start is not None and placement.end is not None:
            text = self._now.placed[change.document].text
            passage = in_sentence(text, placement.start, placement.end)
        state = _STATES.get(placement.state) if placement else _UNRENDERED
        return {
            "passage": passage,
            "earlier": placement is not None and placement.state is State.CHANGED,
            "state": state or (_UNREVIEWED if note.needs_review else ""),
            "rating": self._edition.scale.get(note.rating),
            "rated": note.kind is Kind.CLAIM,
            "speaker": self._edition.speakers.get(note.attributed_to or ""),
            "body": self._body(note.note, numbers, _BODY),
            "assessments": [
                {
                    "by": ", ".join(each.by),
                    "qualifier": each.qualifier,
                    "rating": self._edition.scale.get(each.rating),
                    "body": self._body(each.note, numbers, _BODY // 4) if each.note else None,
                }
                for each in note.assessments
            ],
            "sources": [*self._sources(note, numbers)],
            "changes": [*_changes(change, change.before)] if change.before else [],
        }

    def _body(self, markdown: str, numbers: Numbering, most: int) -> tuple[Markup, int]:
        """The note, and its length where it is cut."""
        cut = len(markdown) > most
        (html,) = render_bodies([markdown[:most].rsplit("\n", 1)[0] if cut else markdown])
        return safe_html(link_citations(html, numbers)), len(markdown) * cut

    def _sources(self, note: Annotation, numbers: Numbering) -> Iterator[dict[str, Any]]:
        locators: dict[str, list[str]] = {}
        for citation in note.sources:
            numbers(citation.source)
            locators.setdefault(citation.source, []).append(citation.locator)
        for cited in find_citations(note.note):
            numbers(cited.source)
        for name, number in numbers:
            if source := self._edition.sources.get(name):
                yield {
                    "number": number,
                    "label": self._bibliography.label(name),
                    "url": source.url,
                    "locator": ", ".join(filter(None, locators.get(name, []))),
                    "verified": source.verified,
                }


def _changes(change: NoteChange, before: Annotation) -> Iterator[tuple[str, Any, Any]]:
    """What has changed: key, and values before and now; for a note the difference alone."""
    for key in change.keys:
        if key == "id":
            yield key, before.id, change.note.id
        elif key == "note":
            yield key, None, _edited(before.note, change.note.note)
        else:
            old = _value(key, before, change.was_in)
            yield key, old, _value(key, change.note, change.document)


def _value(key: str, note: Annotation, document: str) -> str:
    """What a key says, in short."""
    if key in ("exact", "prefix", "suffix"):
        return getattr(note.selector, key) or ""
    if key == "sources":
        listed = (" ".join(filter(None, (each.source, each.locator))) for each in note.sources)
        return "; ".join(listed)
    if key == "assessments":
        return "; ".join(f"{', '.join(each.by)}: {each.rating}" for each in note.assessments)
    if key == "by":
        return ", ".join(note.by)
    if key == "reviewed" and note.needs_review:
        return "waits for a review"
    return str((document if key == "document" else getattr(note, key)) or "")


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
