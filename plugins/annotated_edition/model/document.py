"""The whole of what an editor publishes, and the pages that carry a source text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from .annotation import Annotation
from .fields import Key
from .problem import Location
from .shared import Event, RatingScale, Source, Speaker, Term

__all__ = ["Document", "Edition", "Provenance"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a source text comes from."""

    title: Annotated[str, Key("Title of the text.")] = ""
    publisher: Annotated[str, Key("Who published it.")] = ""
    author: Annotated[str, Key("Who wrote it.")] = ""
    published: Annotated[str, Key("When; as far as it is known.")] = ""
    url: Annotated[str, Key("Where it was published.", "web address")] = ""
    archived: Annotated[str, Key("Where a copy is archived.", "web address")] = ""
    retrieved: Annotated[date | None, Key("When the copy used here was taken.")] = None
    language: Annotated[str, Key("Language of the text.", "lang")] = ""
    translated_from: Annotated[str, Key("Language it was translated from.", "lang")] = ""
    licence: Annotated[str, Key("On what terms the text is reproduced.")] = ""
    obtained: Annotated[str, Key("How the text was obtained, in Markdown.")] = ""
    unknown: Annotated[str, Key("What is not known about it, in Markdown.")] = ""
    sha256: Annotated[str, Key("Checksum of the text as received.")] = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A page that carries a source text, with its annotations.

    Attributes:
        path: POSIX path of the page under the documents' folder (`articles/a.md`).
        title: The page's title, as far as its front matter tells; else empty.
        annotations: Its annotations, sorted by id: the files' order does not matter.
        provenance: Where the text comes from, where the page says so.
        location: The page's first line.
        state: Changes whenever the files of its annotations do; empty where that is not known.
    """

    path: str
    annotations: tuple[Annotation, ...] = ()
    title: str = ""
    provenance: Provenance | None = None
    location: Location = Location("")
    state: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """Documents, annotations and what they share; every mapping is sorted by its key.

    Attributes:
        documents: By path of the page under the documents' folder.
        speakers: By id.
        sources: By id.
        scale: The rating scale.
        events: The timeline, in order of time.
        terms: The glossary, by id.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    scale: RatingScale = field(default_factory=RatingScale)
    events: tuple[Event, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)

    def annotations(self) -> Iterator[tuple[Document, Annotation]]:
        """Every annotation with its document."""
        for document in self.documents.values():
            for annotation in document.annotations:
                yield document, annotation
