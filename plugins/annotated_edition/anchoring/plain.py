"""A text with its white space collapsed, and the way back to the text's own offsets.

How white space runs is no part of a quotation: a reader's browser, a YAML block and an HTML
source all break lines where they like. So quotations are looked up in a text in which every
run of white space is one space. Runs are rare (the gaps between blocks), so the map back is a
short list of shifts and not a number per character.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from .words import WordIndex, scan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CollapsedText"]

# All that str.isspace() is true for, but the space itself: the same set that str.split() cuts at.
_ASCII_SPACES: Final = "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f"
_OTHER_SPACES: Final = (
    "\n\r\t\xa0\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)

_MANY: Final = 200
# So many quotations read a text for what the index of its words costs.


class CollapsedText:
    """A text in which every run of white space is one space.

    Attributes:
        text: The collapsed text.
    """

    __slots__ = ("_asked", "_shifts", "_starts", "_words", "text")

    def __init__(self, source: str) -> None:
        self._asked = 0
        self._words: WordIndex | None = None
        for space in _ASCII_SPACES if source.isascii() else _OTHER_SPACES:
            if space in source:
                source = source.replace(space, " ")
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        at = source.find("  ")
        if at < 0:
            self.text = source
            return
        parts: list[str] = []
        done = shift = 0
        while at >= 0:
            after = at + 2
            while source.startswith(" ", after):
                after += 1
            parts.append(source[done : at + 1])
            shift += after - at - 1
            self._starts.append(after - shift)
            self._shifts.append(shift)
            done = after
            at = source.find("  ", after)
        parts.append(source[done:])
        self.text = "".join(parts)

    def places(self, run: str) -> Iterator[int]:
        """Yield where a run that is not empty stands in the collapsed text.

        Returns:
            Offsets in the collapsed text, ascending; places may overlap.
        """
        self._asked += 1
        if self._asked < _MANY:
            return scan_text(self.text, run)
        if self._words is None:
            self._words = WordIndex(self.text)
        return self._words.places(run)

    def original(self, offset: int) -> int:
        """Return where a code point of the collapsed text stands in the text itself."""
        shifts = self._shifts
        if len(shifts) == 1:
            return offset
        return offset + shifts[bisect_right(self._starts, offset) - 1]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the text itself of a span that is not empty."""
        return self.original(start), self.original(end - 1) + 1

    def plain_offset(self, offset: int) -> int:
        """Return where an offset of the text itself stands in the collapsed text."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] + self._shifts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        here = low - 1
        plain = offset - self._shifts[here]
        return min(plain, self._starts[low]) if low < len(self._starts) else plain
