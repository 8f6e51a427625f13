"""The notes of one document, as they stand below its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from annotated_edition.locales import Words
from annotated_edition.model import (
    Annotation,
    Document,
    Location,
    Placement,
    Problem,
    Rating,
    State,
)

from .context import Site, reader_words
from .environment import template
from .failure import RenderingError, failures_as_problems
from .note import Note, NoteWriter
from .raters import raters

__all__ = ["Note", "NotesPage", "badge", "notes_section"]

CITED = re.compile(r'href="#source-([^"]+)"')


@dataclass(frozen=True, slots=True)
class NotesPage:
    """What the notes of one document need to know besides the site.

    Attributes:
        document: The document.
        placements: Where each of its annotations came to stand, by id.
        numbers: The number of each placed annotation, in the order of the text.
        edit: Address where a record can be edited; empty where there is none.
        report: Address where a problem with a note, by its id, can be reported; empty where
            there is none.
        ids: Ids of the sections `notes` and `sources`, by these names.
    """

    document: Document
    placements: Mapping[str, Placement]
    numbers: Mapping[str, int]
    edit: Callable[[Location], str]
    report: Callable[[str], str]
    ids: Mapping[str, str] = field(
        default_factory=lambda: {"notes": "notes", "sources": "sources"}
    )


def badge(annotation: Annotation, site: Site, placement: Placement | None = None) -> Markup:
    """The badge of a rated claim: icon, label, what the rating is limited to, and its standing.

    Args:
        annotation: The claim.
        site: The site.
        placement: Where it stands. A rating given on other words says so wherever it is shown.
    """
    rating = site.edition.scale.get(annotation.rating)
    if rating is None:
        return Markup()
    earlier = annotation.needs_review or (
        placement is not None and placement.state is State.CHANGED
    )
    return _badge(rating, annotation.qualifier, site.words("earlier_wording") if earlier else "")


@lru_cache(maxsize=4096)
def _badge(rating: Rating, qualifier: str, standing: str) -> Markup:
    html = template("badge.html").render(rating=rating, qualifier=qualifier, standing=standing)
    return Markup(html.strip())  # noqa: S704 - the template escapes what it is given


def notes_section(page: NotesPage, site: Site) -> str:
    """Render the notes of a document, those without a place, and the sources they lean on.

    Args:
        page: The document with the placements of its annotations.
        site: The site, seen from the document's page.

    Returns:
        HTML; empty for a document without annotations.
    """
    if not page.document.annotations:
        return ""
    order = page.numbers
    annotations = sorted(
        page.document.annotations, key=lambda item: (order.get(item.id, len(order) + 1), item.id)
    )
    notes, written = _written_notes(annotations, page, site)
    citers: dict[str, list[Note]] = {}
    for note in notes:
        bodies = [note.body]
        if note.raters:
            bodies += [verdict.body for verdict in note.raters.verdicts]
        cited = [name for body in bodies for name in CITED.findall(body)]
        cited += [source.id for _, source, _ in note.sources]
        for source in dict.fromkeys(cited):
            citers.setdefault(source, []).append(note)
    return template("notes.html").render(
        words=site.words,
        ids=page.ids,
        written=written,
        placed=[note for note in notes if note.number is not None],
        unplaced=[note for note in notes if note.number is None],
        references=_references(site, citers),
        reader_words=reader_words(site.words),
    )


def _written_notes(
    annotations: Iterable[Annotation], page: NotesPage, site: Site
) -> tuple[list[Note], dict[str, str]]:
    """Notes, looked up, and their HTML by id; fails once all have been tried."""
    write = NoteWriter(site)
    notes: list[Note] = []
    written: dict[str, str] = {}
    problems: list[Problem] = []
    for annotation in annotations:
        try:
            with failures_as_problems("this note", annotation.location, annotation.id):
                note = _note(annotation, page, site)
                written[annotation.id] = write(note)
                notes.append(note)
        except RenderingError as error:
            problems += error.problems
    if problems:
        raise RenderingError(*problems)
    return notes, written


def _note(annotation: Annotation, page: NotesPage, site: Site) -> Note:
    edition = site.edition
    body = site.body(annotation.note, page.document.path)
    exact = " ".join(annotation.selector.exact.split())
    return Note(
        annotation=annotation,
        number=page.numbers.get(annotation.id),
        placement=page.placements[annotation.id],
        body=body,
        rating=edition.scale.get(annotation.rating),
        badge=badge(annotation, site, page.placements[annotation.id]),
        attributed_to=edition.speakers.get(annotation.attributed_to)
        if annotation.attributed_to
        else None,
        sources=tuple(
            (site.numbers(citation.source), edition.sources[citation.source], citation.locator)
            for citation in annotation.sources
            if citation.source in edition.sources
        ),
        edit=page.edit(annotation.location),
        report=page.report(annotation.id),
        raters=raters(annotation, site, page.document.path),
        exact=exact,
        quotation=site.words("quoted", text=exact),
        written=_written(site.words, annotation.by, annotation.created, annotation.reviewed),
    )


@lru_cache(maxsize=4096)
def _written(
    words: Words, by: tuple[str, ...], created: date | None, reviewed: date | None
) -> str:
    """Who wrote a note and when; many notes share both."""
    parts = [words("by", names=words.names(by))] if by else []
    if created:
        parts.append(words("created", date=words.date(created)))
    if reviewed and reviewed != created:
        parts.append(words("reviewed", date=words.date(reviewed)))
    return "".join(f"{part} " for part in parts)


def _references(site: Site, citers: Mapping[str, list[Note]]) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "source": site.edition.sources[source],
            "entry": Markup(site.bibliography.entry(source)),  # noqa: S704 - sanitised there
            "notes": citers.get(source, []),
        }
        for source, number in site.numbers
        if source in site.edition.sources
    ]
