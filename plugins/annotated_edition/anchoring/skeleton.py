"""The skeleton of a text: its letters and digits, folded, with the way back to the text.

Two printings of one passage differ in quotes, dashes, spaces, hyphens at line ends, ligatures,
width, accents' encoding and case long before they differ in words. A skeleton has none of
these, so that two printings have the same one, and an edited passage differs in it only where
it was edited. It serves for finding; whether the words are the same is judged on the text
itself (see `normalise`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import Final

__all__ = ["FoldedText", "fold", "weight"]

_VIRAMA: Final = 9
_FIRST_DENSE: Final = "\u2e80"
_GAP: Final = " "
_WIDE: Final = "\x00"
_SYLLABLE: Final = re.compile(
    "[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*|.", re.DOTALL
)  # Hangul in decomposed form is one letter a syllable, whatever else spreads does so by itself
# Letters that differ between keyboards and not between words, beyond Unicode's own foldings:
# Arabic yeh and kaf as Persian types them, and the stretched line of Arabic type.
_SAME: Final = {"ی": "ي", "ى": "ي", "ک": "ك", "ـ": ""}


def _fold(char: str) -> str:
    """Return the letters and digits that one code point stands for; empty if none."""
    if "\uac00" <= char <= "\ud7a3":  # Hangul stays composed: one code point a syllable
        return char
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    kept: list[str] = []
    for part in parts:
        kind = unicodedata.category(part)[0]
        if kind == "N" and part.isdecimal():
            kept.append(str(unicodedata.decimal(part)))
        elif kind in "LN":
            kept.append(_SAME.get(part, part))
        elif kind == "M" and unicodedata.combining(part) in (0, _VIRAMA):
            kept.append(part)  # vowel signs of Indic scripts are letters to a reader
    return "".join(kept)


class _Folding(dict[int, str]):
    """Fills itself as code points are met, so that no table of all Unicode is built."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        conjoining = 0x1100 <= code <= 0x11FF  # noqa: PLR2004 -- Hangul in decomposed form
        value = _WIDE if len(folded) > 1 or conjoining else folded or _GAP
        self[code] = value
        return value


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """Return the skeleton of a short text, without a way back."""
    folded = text.translate(_FOLDING)
    return FoldedText(text).text if _WIDE in folded else folded.replace(_GAP, "")


def weight(skeleton: str) -> int:
    """Return how much a stretch of skeleton tells, in letters of an alphabet.

    A sign of Han, kana or Hangul tells about as much as three letters.
    """
    if skeleton.isascii():
        return len(skeleton)
    return len(skeleton) + 2 * sum(sign >= _FIRST_DENSE for sign in skeleton)


class FoldedText:
    """A text's letters and digits, folded.

    Attributes:
        text: The folded letters and digits, nothing between them.
    """

    __slots__ = ("_pieces", "_shifts", "_starts", "text")

    def __init__(self, source: str) -> None:
        folded = source.translate(_FOLDING)
        # Where code points were spread into several letters: offsets in the spread text from
        # which on the text's own offset is that much greater. Those of odd number begin what
        # was spread, the next ones end it.
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        if _WIDE in folded:
            folded = self._spread(source, folded)
        # Everything between two pieces is one space, so the number of a piece is also the
        # number of spaces before it: the map back is one addition.
        pieces = folded.split(_GAP)
        self.text = "".join(pieces)
        self._pieces = list(accumulate(map(len, pieces), initial=0))
        self._pieces.pop()

    def _spread(self, source: str, folded: str) -> str:
        parts: list[str] = []
        done = size = 0
        first = folded.find(_WIDE)
        while first >= 0:
            after = _SYLLABLE.match(source, first).end()  # type: ignore[union-attr]
            letters = _letters(source[first:after])
            size += first - done
            parts += (folded[done:first], letters)
            self._starts += (size, size + len(letters))
            size += len(letters)
            self._shifts += (first - size + len(letters), after - size)
            done = after
            first = folded.find(_WIDE, after)
        parts.append(folded[done:])
        return "".join(parts)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the text of a span of the skeleton that is not empty.

        What stands for several letters is taken in whole.
        """
        return self._original(start)[0], self._original(end - 1)[1]

    def _original(self, offset: int) -> tuple[int, int]:
        """Return where a letter of the skeleton comes from in the text."""
        spread = offset + bisect_right(self._pieces, offset) - 1
        if len(self._starts) == 1:
            return spread, spread + 1
        here = bisect_right(self._starts, spread) - 1
        if here % 2 == 0:
            original = spread + self._shifts[here]
            return original, original + 1
        return (
            self._starts[here] + self._shifts[here],
            self._starts[here + 1] + self._shifts[here + 1],
        )


def _letters(run: str) -> str:
    """Return the letters of a run of code points that each stand for several."""
    return "".join(filter(str.strip, map(_fold, unicodedata.normalize("NFC", run))))
