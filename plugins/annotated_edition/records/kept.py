"""Annotations of files in which nothing was wrong, kept between builds.

Reading and checking a file costs more than anything else that a build does of which nothing has
changed. A file is known again by its bytes. What it names may have gone meanwhile: then it is
read anew, so that whoever has to mend it is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin

from annotated_edition.fingerprint import fingerprint
from annotated_edition.model import Annotation, Location, find_citations, type_hints
from annotated_edition.yaml_files import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from .resolution import Known

__all__ = ["CachedFile", "ParsedFileCache"]


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
        read = cast("Callable[[Any, str], Any]", _reader(tuple[Annotation, ...]))
        return CachedFile(read(rows, path), speakers, sources, ratings)

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
            rows.append(_plain(note))
        names = [sorted(name for name in each if name) for each in (speakers, sources, ratings)]
        self._store[key] = json.dumps([*names, rows], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one return a type
    """A value of the model in JSON: a record is the list of its fields' values."""
    if value is None or value.__class__ in (str, bool, int):
        return value
    if isinstance(value, Location):
        return (value.line, value.column)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return value.text if isinstance(value, Marks) else ""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return [_plain(getattr(value, name)) for name in type_hints(value.__class__)]


@cache
def _reader(type_: Any) -> Callable[[Any, str], Any] | None:  # noqa: PLR0911 - the same
    """How a value of a type is made of what `_plain` made of it; None where it is the same."""
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (each for each in get_args(type_) if each is not NoneType)
    if get_origin(type_) is tuple:
        item = _reader(get_args(type_)[0])
        if item is None:
            return lambda values, _: tuple(values)
        return lambda values, path: tuple([item(each, path) for each in values])
    if type_ is Location:
        return lambda place, path: Location(path, *place)
    if type_ is date:
        return lambda day, _: date.fromisoformat(day)
    if get_origin(type_) is Mapping:
        return lambda text, path: Marks(path, text)
    if isinstance(type_, type) and is_dataclass(type_):
        record: Any = type_
        readers = [_reader(each) for each in type_hints(record).values()]
        return lambda values, path: record(
            *(
                value if read is None or value is None else read(value, path)
                for read, value in zip(readers, values, strict=True)
            )
        )
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return lambda value, _: type_(value)
    return None
