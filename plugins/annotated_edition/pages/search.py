"""What a search finds of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from annotated_edition.locales import Words, partial_date
from annotated_edition.model import Annotation, Edition, Event, Speaker, Term
from annotated_edition.note_markdown import plain_text

__all__ = ["Entry", "event_entry", "note_entry", "speaker_entry", "term_entry"]

_ENDS = (".", "!", "?", "…", "؟", "。")


@dataclass(frozen=True, slots=True)
class Entry:
    """One result of a search.

    Attributes:
        fragment: The part of the address behind `#`.
        title: Its title, as HTML text: what is special in HTML is escaped.
        text: What it is found by, likewise.
    """

    fragment: str
    title: str
    text: str


def note_entry(annotation: Annotation, body: str, edition: Edition, words: Words) -> Entry:
    """The entry of a note: kind, quotation and verdict, who speaks, and the note's words.

    Plain text and not HTML: it costs less to make and less to download.

    Args:
        annotation: The note's record.
        body: Its rendered body.
        edition: The edition, for names.
        words: The interface's words.
    """
    rating = edition.scale.get(annotation.rating)
    attributed_to = (
        edition.speakers.get(annotation.attributed_to) if annotation.attributed_to else None
    )
    quotation = words("quoted", text=" ".join(annotation.selector.exact.split()))
    verdict = rating.label if rating else ""
    if rating and annotation.qualifier:
        verdict = f"{rating.label} ({annotation.qualifier})"
    return Entry(
        f"note-{annotation.id}",
        _text(f"{words(f'kind_{annotation.kind}')}: {quotation}"),
        _sentences(
            _text(verdict), _text(attributed_to.name if attributed_to else ""), plain_text(body)
        ),
    )


def speaker_entry(speaker: Speaker, bio: str) -> Entry:
    """The entry of a speaker: all forms of the name, role and bio."""
    forms = ", ".join(spelling.name for spelling in speaker.spellings)
    return Entry(
        f"speaker-{speaker.id}",
        _text(speaker.name),
        _sentences(_text(speaker.role), _text(forms), plain_text(bio)),
    )


def term_entry(term: Term, definition: str) -> Entry:
    """The entry of a term of the glossary."""
    return Entry(
        f"term-{term.id}",
        _text(term.term),
        _sentences(_text(", ".join(term.forms)), plain_text(definition)),
    )


def event_entry(event: Event, text: str, words: Words) -> Entry:
    """The entry of an event of the timeline."""
    return Entry(f"event-{event.id}", _text(partial_date(words, event.dated)), plain_text(text))


def _text(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _sentences(*parts: str) -> str:
    """Parts one after the other, each ended by a full stop where it does not end a sentence."""
    *ended, last = [part for part in parts if part] or [""]
    return "".join(f"{each} " if each.endswith(_ENDS) else f"{each}. " for each in ended) + last
