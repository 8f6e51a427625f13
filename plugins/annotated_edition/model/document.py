"""A page that carries a source text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .annotation import Annotation
from .problem import Location

__all__ = ["Document", "Provenance"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a source text comes from: the front matter's `source`.

    Attributes:
        title: Title of the text.
        publisher: Who published it.
        author: Who wrote it.
        published: When; as written, since a day, a month or a year may be all that is known.
        url: Where it was published.
        archived: Where a copy is archived.
        retrieved: When the copy used here was taken.
        language: Language of the text, a BCP 47 tag.
        translated_from: Language it was translated from, a BCP 47 tag.
        licence: On what terms the text is reproduced.
        obtained: How the text was obtained, in Markdown.
        unknown: What is not known about it, in Markdown.
        sha256: Checksum of the text as received.
    """

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    archived: str = ""
    retrieved: date | None = None
    language: str = ""
    translated_from: str = ""
    licence: str = ""
    obtained: str = ""
    unknown: str = ""
    sha256: str = ""


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
