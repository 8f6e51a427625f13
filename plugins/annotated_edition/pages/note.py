"""One note as HTML: words, classes and ids are a contract with `edition.js` and `edition.css`.

An edition has notes by the thousand, and a template filled for each takes three times as long
as putting the same strings together; so this is the one piece of HTML that no template makes.
What few notes have comes from templates nevertheless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from typing import Any

from markupsafe import Markup

from annotated_edition.locales import Words, direction
from annotated_edition.model import Annotation, Kind, Placement, Rating, Source, Speaker, State

from .context import Site
from .environment import template
from .raters import Raters

__all__ = ["Note", "NoteWriter"]


@dataclass(frozen=True, slots=True)
class Note:
    """One note with what it leans on, looked up.

    Attributes:
        annotation: The record.
        number: Its number in the order of the text; None where it has no place.
        placement: Where its words stand.
        body: Its rendered body.
        rating: Its rating, if it has one.
        badge: The badge of its rating.
        voice: Who speaks or is named in the passage, if that is known.
        sources: Its sources: number on the page, entry and locator of each.
        edit: Address where it can be edited; may be empty.
        report: Address where a problem with it can be reported; may be empty.
        raters: What others found of a claim; None where nobody else has assessed it.
        exact: The quotation on one line.
        quotation: The same in the language's quotation marks.
        written: Who wrote it and when, in sentences, each with a space behind it.
    """

    annotation: Annotation
    number: int | None
    placement: Placement
    body: Markup
    rating: Rating | None
    badge: Markup
    attributed_to: Speaker | None
    sources: tuple[tuple[int, Source, str], ...]
    edit: str
    report: str = ""
    raters: Raters | None = None

    exact: str = ""
    quotation: str = ""
    written: str = ""

    @property
    def earlier(self) -> bool:
        """Whether the note was written on an earlier wording of the text."""
        return self.placement.state is State.CHANGED


class NoteWriter:
    """Writes the notes of one page.

    Args:
        site: The site, seen from that page.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._words = site.words
        self._texts = _texts(site.words)

    def __call__(self, note: Note) -> str:
        """The note's article."""
        return "".join(self._parts(note))

    def _parts(self, note: Note) -> Iterator[str]:
        record, w = note.annotation, self._texts
        kind = w[f"kind_{record.kind}"]
        yield from self._opening(note, kind)
        yield '<header class="ae-note-head">'
        if note.number:
            back = self._words("back_to_passage_number", n=note.number)
            yield (
                f'<a class="ae-back" role="doc-backlink" href="#passage-{record.id}"'
                f' aria-label="{escape(back)}">'
                f"{note.number}</a> "
            )
        yield f'<span class="ae-kind">{kind}</span>'
        if note.rating:
            yield f" {note.badge}"
        elif record.kind is Kind.CLAIM:
            yield f' <span class="ae-no-verdict">{w["not_rated_claim"]}</span>'
        yield f'</header>\n<h3 class="ae-quote" dir="auto">{escape(note.quotation)}</h3>\n'
        if note.attributed_to:
            yield self._voice(note)
        yield from self._standing(note)
        if note.rating and note.rating.definition:
            defined = self._site.body(note.rating.definition)
            yield f'<div class="ae-rating-definition">{defined}</div>\n'
        language = f' lang="{escape(record.lang)}"' if record.lang else ""
        runs = direction(record.lang)
        yield f'<div class="ae-body" dir="{runs}"{language}>{note.body}</div>\n'
        if note.raters:
            yield f"{self._trust.assessed(note.raters)}\n"
        if note.sources:
            yield self._sources(note)
        yield from self._footer(note)

    def _opening(self, note: Note, kind: str) -> Iterator[str]:
        record = note.annotation
        yield (
            f'<article class="ae-note ae-{record.kind}" id="note-{record.id}"'
            f' data-kind="{record.kind}" data-kind-label="{kind}"'
        )
        if note.rating:
            label = escape(note.rating.label)
            yield f' data-rating="{note.rating.id}" data-rating-label="{label}"'
        if note.attributed_to:
            name = escape(note.attributed_to.name)
            yield f' data-claimant="{note.attributed_to.id}" data-claimant-label="{name}"'
        if record.by:
            names = escape("\n".join(record.by))
            yield f' data-by="{names}"'
        if day := record.reviewed or record.created:
            yield f' data-date="{day.isoformat()}"'
        if note.placement.state not in (State.EXACT, State.RECOVERED):
            yield f' data-state="{note.placement.state}"'
        yield ">\n"

    def _voice(self, note: Note) -> str:
        speaker = note.attributed_to
        if speaker is None:
            return ""
        name = escape(speaker.name)
        url = self._site.url(f"speaker:{speaker.id}")
        named = f'<a href="{escape(url)}" dir="auto">{name}</a>' if url else f"<bdi>{name}</bdi>"
        role = (
            f'{self._texts["comma"]}<span class="ae-role" dir="auto">{escape(speaker.role)}</span>'
            if speaker.role
            else ""
        )
        initials = escape(speaker.initials)
        return (
            f'<p class="ae-voice"><span class="ae-initials" aria-hidden="true">{initials}</span>'
            f"{named}{role}</p>\n"
        )

    def _standing(self, note: Note) -> Iterator[str]:
        """What a reader has to know of its place in the text."""
        w, placement = self._texts, note.placement
        if placement.state is State.CHANGED:
            difference = self._macros.difference(placement.difference)
            title = w["state_changed"]
            yield f'<p class="ae-earlier"><strong>{title}:</strong>\n{difference}</p>\n'
            if note.rating:
                yield f'<p class="ae-earlier">{w["earlier_rating"]}.</p>\n'
        elif note.number is None:
            yield f'<p class="ae-earlier">{w[f"state_{placement.state}"]}.</p>\n'
        elif note.annotation.needs_review:
            told = w["unreviewed_rating" if note.rating else "state_unreviewed"]
            yield f'<p class="ae-earlier">{told}.</p>\n'

    def _sources(self, note: Note) -> str:
        w, label = self._texts, self._site.bibliography.label
        cited = []
        for number, source, locator in note.sources:
            name = escape(label(source.id))
            if source.url:
                name = f'<a href="{escape(source.url)}" rel="external">{name}</a>'
            place = f", {escape(locator)}" if locator else ""
            doubt = (
                "" if source.verified else f' <em class="ae-unverified">({w["not_verified"]})</em>'
            )
            cited.append(
                f'<a class="ae-cite" href="#source-{source.id}">[{number}]</a> '
                f"<bdi>{name}{place}</bdi>{doubt}"
            )
        return (
            f'<p class="ae-sources"><span class="ae-label">{w["sources_label"]}:</span>\n'
            f"{w['semicolon'].join(cited)}</p>\n"
        )

    def _footer(self, note: Note) -> Iterator[str]:
        record, w, site = note.annotation, self._texts, self._site
        yield f'<footer class="ae-meta">{escape(note.written)}'
        if record.id in site.history:
            yield self._trust.past(record)
        if record.due:
            yield self._trust.due(record)
        yield f'<a class="ae-permalink" href="#note-{record.id}">{w["permalink"]}</a>'
        claim = site.url(f"claim:{record.id}") if record.kind is Kind.CLAIM else ""
        if claim:
            yield f' <a class="ae-claim-page" href="{escape(claim)}">{w["claim_page"]}</a>'
        links = (("edit", note.edit, w["edit_note"]), ("report", note.report, w["report_note"]))
        for name, address, words in links:
            if address:
                yield f' <a class="ae-{name}" href="{escape(address)}" rel="external">{words}</a>'
        yield "</footer>\n</article>\n"

    @cached_property
    def _trust(self) -> Any:
        return self._module("trust.html")

    @cached_property
    def _macros(self) -> Any:
        return self._module("macros.html")

    def _module(self, name: str) -> Any:
        site = self._site
        return template(name).make_module({"site": site, "words": site.words})


@cache
def _texts(words: Words) -> dict[str, str]:
    """The interface's words, escaped."""
    return {key: escape(text) for key, text in words.texts().items() if isinstance(text, str)}
