"""The links in Markdown bodies that a host has to look at: those to its own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from annotated_edition.model import Assessment, Edition, Event, Location, Term
from annotated_edition.weaving import Bodies

from .links import has_refused_link, may_link, relative_links

__all__ = ["Linking", "linking", "places_of_bodies"]

Body = tuple[str, str, Callable[[], Location]]
"""Path of the document that a body belongs to, its Markdown, and what tells where it is written:
an edition has thousands, and few are looked at."""


@dataclass(frozen=True, slots=True)
class Linking:
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


def linking(edition: Edition, bodies: Bodies) -> list[Linking]:
    """The bodies of an edition whose links have to be looked at.

    Args:
        edition: The edition.
        bodies: Renders them.
    """
    wanted = [body for body in _bodies(edition) if may_link(body[1])]
    rendered = bodies.render([markdown for _, markdown, _ in wanted])
    return [
        Linking(path, locate(), tuple(relative_links(html)), has_refused_link(html))
        for (path, _, locate), html in zip(wanted, rendered, strict=True)
    ]


def places_of_bodies(edition: Edition) -> list[Location]:
    """Where the bodies of an edition are written, in order."""
    return sorted(locate() for _, _, locate in _bodies(edition))


def _bodies(edition: Edition) -> Iterator[Body]:
    for document, annotation in edition.annotations():
        yield document.path, annotation.note, partial(annotation.at, "note")
        for assessment in annotation.assessments:
            if assessment.note:
                yield document.path, assessment.note, partial(_location, assessment)
    for speaker in edition.speakers.values():
        yield "", speaker.bio, partial(speaker.at, "bio")
    for term in edition.terms.values():
        yield "", term.definition, partial(_location, term)
    for event in edition.events:
        yield "", event.text, partial(_location, event)


def _location(record: Assessment | Event | Term) -> Location:
    return record.location
