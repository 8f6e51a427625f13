"""An entry of the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from .annotation import Citation
from .problem import Location

__all__ = ["Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term that several documents or notes use.

    Attributes:
        id: Its name, part of its address.
        term: The term itself.
        definition: What it means, in Markdown.
        location: Where the record begins in its file.
        forms: Abbreviations and forms in other languages.
        sources: What the definition leans on.
    """

    id: str
    term: str
    definition: str
    location: Location
    forms: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
