"""The text of a page, with what is set beside its words."""

from __future__ import annotations

from typing import NamedTuple, Self

__all__ = ["Apparatus", "PageText"]


class Apparatus(NamedTuple):
    """A piece of apparatus.

    Attributes:
        at: The offset in the text at which it is inserted.
        words: What it says.
        selected: Whether a selection in a browser holds it. The parentheses that stand around a
            ruby reading where ruby is not shown (`rp`) are in copies from elsewhere only.
    """

    at: int
    words: str
    selected: bool = True


class PageText(str):
    """The words that a page shows, and the apparatus set beside them.

    Apparatus is what a reader sees, and may copy, without reading it as part of the sentence:
    a heading's permalink, a footnote's number, the reading of a ruby annotation. The string is
    the text without it, so whatever needs only the words can treat it as any other string.

    Attributes:
        apparatus: Its pieces, in the order of the text.
    """

    __slots__ = ("apparatus",)

    apparatus: tuple[Apparatus, ...]

    def __new__(cls, text: str, apparatus: tuple[Apparatus, ...] = ()) -> Self:
        """Return a text with its apparatus."""
        made = super().__new__(cls, text)
        made.apparatus = apparatus
        return made
