"""The text of a page, with what is set beside its words."""

from __future__ import annotations

from typing import Self

__all__ = ["PageText"]


class PageText(str):
    """The words that a page shows, and the apparatus set beside them.

    Apparatus is what a reader sees, and may copy, without reading it as part of the sentence:
    a heading's permalink, a footnote's number, the reading of a ruby annotation. The string is
    the text without it, so whatever needs only the words can treat it as any other string.

    Attributes:
        apparatus: Each piece, with the offset in the text at which it is inserted; ascending.
    """

    __slots__ = ("apparatus",)

    apparatus: tuple[tuple[int, str], ...]

    def __new__(cls, text: str, apparatus: tuple[tuple[int, str], ...] = ()) -> Self:
        """Return a text with its apparatus."""
        made = super().__new__(cls, text)
        made.apparatus = apparatus
        return made
