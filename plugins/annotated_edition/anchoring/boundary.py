"""Where a word may begin and end.

A quotation stands at a place only if it does not begin or end within a word there: “art” is
not quoted from “party”, nor “85.4” from “85.45” or “85” from “85.4”. Scripts written without
spaces between words have no such borders, but accents and vowel signs stay with their letter in
every script.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["CONTINUOUS", "at_word_edges", "cuts_word", "on_word_edges"]

CONTINUOUS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"  # kana, Han signs
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"  # Han
)
"""Characters of scripts that write words without spaces, as the inside of a regex class."""

_CONTINUOUS: Final = re.compile(f"[{CONTINUOUS}]")
_POINT: Final = ".,٫٬"
_UNSEEN: Final = "\u00ad\u034f\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"
# Signs within words that no reader sees: soft hyphens, joiners, variants of the sign before.


def at_word_edges(text: str, start: int, end: int) -> bool:
    """Return whether a span that is not empty cuts no word at its start or end."""
    return not (start > 0 and cuts_word(text, start)) and not (
        end < len(text) and cuts_word(text, end)
    )


def cuts_word(text: str, offset: int) -> bool:
    """Return whether an offset with text on both sides lies within a word or figure."""
    before, after = text[offset - 1], text[offset]
    if not (before.isascii() and after.isascii()):
        if _is_mark(after):
            return not before.isspace()
        before, after = _letter_before(text, offset), _sign_after(text, offset)
    if before.isalnum() and after.isalnum():
        return _CONTINUOUS.match(before) is None and _CONTINUOUS.match(after) is None
    # The point within a figure: a digit on its far side makes both sides one figure.
    if before.isdigit() and after in _POINT:
        return text[offset + 1 : offset + 2].isdigit()
    if before in _POINT and after.isdigit():
        return text[max(offset - 2, 0) : offset - 1].isdigit()
    return False


def _is_mark(sign: str) -> bool:
    """Return whether a sign is an accent or vowel sign on the letter before it."""
    return (
        not sign.isalnum() and sign not in _UNSEEN and unicodedata.category(sign).startswith("M")
    )


def _letter_before(text: str, offset: int) -> str:
    """Return the sign before an offset, without what stands on it."""
    low = offset - 1
    while low > 0 and (text[low] in _UNSEEN or _is_mark(text[low])):
        low -= 1
    return text[low]


def _sign_after(text: str, offset: int) -> str:
    high = offset
    while high + 1 < len(text) and text[high] in _UNSEEN:
        high += 1
    return text[high]


def on_word_edges(text: str, places: Iterable[int], size: int) -> Iterator[int]:
    """Yield those places at which a span of a size that is not zero cuts no word of a text."""
    return (at for at in places if at_word_edges(text, at, at + size))
