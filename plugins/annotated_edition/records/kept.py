"""Annotations of files in which nothing was wrong, kept between builds.

Reading and checking a file costs more than anything else that a build does of which nothing has
changed. A file is known again by its bytes. What it names may have gone meanwhile: then it is
read anew, so that whoever has to mend it is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from annotated_edition.fingerprint import fingerprint
from annotated_edition.model import (
    Annotation,
    Assessment,
    Citation,
    Kind,
    Location,
    Selector,
    find_citations,
)
from annotated_edition.yaml_files import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from .resolution import Known

__all__ = ["CachedFile", "ParsedFileCache"]

KINDS = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class CachedFile:
    """The annotations of one file, and what they name.

    Attributes:
        annotations: The annotations.
        speakers: Ids of speakers.
        sources: Ids of sources.
        ratings: Ids of ratings.
    """

    annotations: tuple[Annotation, ...]
    speakers: frozenset[str]
    sources: frozenset[str]
    ratings: frozenset[str]

    def holds(self, known: Known) -> bool:
        """Whether all that is named exists."""
        return (
            self.speakers <= known.speakers
            and self.sources <= known.sources
            and self.ratings <= known.ratings
        )


class ParsedFileCache:
    """Keeps the annotations of sound files.

    Args:
        store: Where to; None to keep nothing.
    """

    def __init__(self, store: MutableMapping[str, str] | None) -> None:
        self._store = store

    def key(self, path: str, data: bytes) -> str:
        """The name under which a file is kept; empty where nothing is.

        Args:
            path: The file, relative to the project's folder: annotations know where they stand.
            data: What it holds.
        """
        if self._store is None:
            return ""
        digest = blake2b(data, digest_size=16)
        digest.update(f"\0{path}\0{fingerprint()}".encode("utf-8", "surrogatepass"))
        return f"annotations {digest.hexdigest()}"

    def find(self, key: str, path: str) -> CachedFile | None:
        """What is kept of a file, if anything is."""
        text = self._store.get(key) if self._store is not None else None
        if text is None:
            return None
        *names, rows = json.loads(text)
        speakers, sources, ratings = map(frozenset, names)
        found = tuple(_annotation(row, path) for row in rows)
        return CachedFile(found, speakers, sources, ratings)

    def keep(self, key: str, annotations: Iterable[Annotation]) -> None:
        """Keep the annotations of a file in which nothing is wrong."""
        if self._store is None:
            return
        speakers, sources, ratings, rows = set(), set(), set(), []
        for note in annotations:
            speakers |= {note.speaker, note.claimant}
            ratings |= {note.rating, *(each.rating for each in note.assessments)}
            sources |= {each.source for each in note.sources}
            for text in (note.note, *(each.note for each in note.assessments)):
                sources |= {cited.source for cited in find_citations(text)}
            rows.append(_row(note))
        names = [sorted(name for name in each if name) for each in (speakers, sources, ratings)]
        self._store[key] = json.dumps([*names, rows], ensure_ascii=False, separators=(",", ":"))


def _row(note: Annotation) -> list[Any]:
    """An annotation in JSON, in the order of its fields."""
    selector = note.selector
    return [
        note.id,
        str(note.kind),
        [selector.exact, selector.prefix, selector.suffix],
        note.note,
        [note.location.line, note.location.column],
        note.speaker,
        note.claimant,
        note.rating,
        note.qualifier,
        [[each.source, each.locator, *_place(each.location)] for each in note.sources],
        note.by,
        _written(note.created),
        _written(note.reviewed),
        note.lang,
        [
            [
                each.by,
                each.rating,
                each.qualifier,
                _written(each.reviewed),
                each.note,
                *_place(each.location),
            ]
            for each in note.assessments
        ],
        _written(note.due),
        note.needs_review,
        note.marks.text if isinstance(note.marks, Marks) else "",
    ]


def _annotation(row: list[Any], path: str) -> Annotation:
    """The annotation of a row."""
    (
        name,
        kind,
        selector,
        body,
        place,
        speaker,
        claimant,
        rating,
        qualifier,
        sources,
        by,
        created,
        reviewed,
        lang,
        assessments,
        due,
        needs_review,
        marks,
    ) = row
    return Annotation(
        name,
        KINDS[kind],
        Selector(*selector),
        body,
        Location(path, *place),
        speaker,
        claimant,
        rating,
        qualifier,
        tuple(
            [
                Citation(source, locator, Location(path, line, column))
                for source, locator, line, column in sources
            ]
        )
        if sources
        else (),
        tuple(by),
        _day(created),
        _day(reviewed),
        lang,
        tuple([_assessment(each, path) for each in assessments]) if assessments else (),
        _day(due),
        needs_review,
        Marks(path, marks),
    )


def _assessment(row: list[Any], path: str) -> Assessment:
    by, rating, qualifier, reviewed, note, line, column = row
    return Assessment(
        tuple(by), rating, Location(path, line, column), qualifier, _day(reviewed), note
    )


def _place(location: Location) -> tuple[int, int]:
    return (location.line, location.column)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
