"""The links in Markdown bodies that a host has to look at: those to its own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from annotated_edition.model import Assessment, Document, Edition, Event, Location, Term
from annotated_edition.note_markdown import Bodies, has_refused_link, may_link, relative_links

__all__ = ["BodyLinks", "linking", "note_bodies", "places_of_bodies"]

Body = tuple[str, Callable[[], Location]]
"""A body's Markdown, and what tells where it is written: of thousands, few are looked at."""


@dataclass(frozen=True, slots=True)
class BodyLinks:
    """A body and its links.

    Attributes:
        path: Path of the document it belongs to; empty for shared records.
        location: Where it is written.
        hrefs: The relative addresses that it leads to, as written.
        refused: Whether the sanitiser took the address of a link away.
    """

    path: str
    location: Location
    hrefs: tuple[str, ...] = ()
    refused: bool = False


def note_bodies(document: Document) -> list[str]:
    """The bodies of a document's notes, which are always rendered together."""
    bodies = [annotation.note for annotation in document.annotations]
    for annotation in document.annotations:
        bodies += [each.note for each in annotation.assessments if each.note]
    return bodies


def linking(edition: Edition, bodies: Bodies) -> list[BodyLinks]:
    """The bodies of an edition whose links have to be looked at.

    Args:
        edition: The edition.
        bodies: Renders them.
    """
    found = []
    for document in edition.documents.values():
        texts = note_bodies(document)
        wanted = {text for text in texts if may_link(text)}
        if wanted:
            rendered = dict(zip(texts, bodies.render(texts), strict=True))
            found += [
                _linking(document.path, locate(), rendered[text])
                for text, locate in _of_document(document)
                if text in wanted
            ]
    found += [
        _linking("", locate(), *bodies.render([text]))
        for text, locate in _shared(edition)
        if may_link(text)
    ]
    return found


def places_of_bodies(edition: Edition) -> list[Location]:
    """Where the bodies of an edition are written, in order."""
    bodies = [body for each in edition.documents.values() for body in _of_document(each)]
    return sorted(locate() for _, locate in (*bodies, *_shared(edition)))


def _linking(path: str, location: Location, html: str) -> BodyLinks:
    return BodyLinks(path, location, tuple(relative_links(html)), has_refused_link(html))


def _of_document(document: Document) -> Iterator[Body]:
    for annotation in document.annotations:
        yield annotation.note, partial(annotation.at, "note")
        for assessment in annotation.assessments:
            if assessment.note:
                yield assessment.note, partial(_location, assessment)


def _shared(edition: Edition) -> Iterator[Body]:
    for speaker in edition.speakers.values():
        yield speaker.bio, partial(speaker.at, "bio")
    for term in edition.terms.values():
        yield term.definition, partial(_location, term)
    for event in edition.events:
        yield event.text, partial(_location, event)


def _location(record: Assessment | Event | Term) -> Location:
    return record.location
