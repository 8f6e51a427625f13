"""From letters to words: the passage's bounds in the text itself.

An alignment of skeletons ends within words where these were edited, and knows nothing of the
quotation marks and full stops that the quotation began or ended with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .boundary import cuts_word
from .normalise import one_sign

if TYPE_CHECKING:
    from .index import TextIndex
    from .query import Query

__all__ = ["passage"]

_LONGEST_GAP: Final = 24
# Signs without letters that may belong to a quotation, such as a row of dashes.
_LEAST_SHARE: Final = 0.34
# Share of a word within the aligned letters from which on the whole word is taken in. A figure
# is always taken in: half of it is another figure.
_LONGEST_WORD: Final = 200
# Looked at on each side of a border; what goes on without a space for longer is no word.
_JOINT: Final = 3
# Letters on each side that must agree for a border within a word to be believed.
_INNER: Final = 3
# The quotation's own signs count more than those of its context.


def passage(index: TextIndex, query: Query, start: int, end: int) -> tuple[int, int]:
    """Return the span in the text of a quotation aligned in the skeleton.

    Args:
        index: The text, made ready.
        query: The selector that was aligned.
        start: First letter in the skeleton.
        end: One past the last letter in the skeleton; greater than `start`.
    """
    text = index.text
    first, last = index.skeleton.original_span(start, end)
    selector = query.selector
    exact = selector.exact
    skeleton = index.skeleton.text
    if not _certain(selector.prefix or "", exact) or not skeleton.endswith(
        query.prefix[-_JOINT:] + query.exact[:_JOINT], 0, start + len(query.exact[:_JOINT])
    ):
        first = _snap_start(text, first, last)
    if not _certain(exact, selector.suffix or "") or not skeleton.startswith(
        query.exact[-_JOINT:] + query.suffix[:_JOINT], end - len(query.exact[-_JOINT:])
    ):
        last = _snap_end(text, first, last)
    return _with_leading(text, first, query), _with_trailing(text, last, query)


def _certain(left: str, right: str) -> bool:
    """Return whether the selector itself says how the quotation borders on its context.

    It does where it cuts within a word, and where white space stands between the two: if the
    text has them joined, a space was lost, while “light-” and “hearted” have become one word.
    """
    if not left or not right:
        return False
    return left[-1].isspace() or right[0].isspace() or cuts_word(left[-1] + right[0], 1)


def _snap_start(text: str, start: int, end: int) -> int:
    if start == 0 or not cuts_word(text, start):
        return start
    low = start - 1
    while low > max(start - _LONGEST_WORD, 0) and cuts_word(text, low):
        low -= 1
    high = start + 1
    while high < end and cuts_word(text, high):
        high += 1
    if high >= end or text[start].isdigit():
        return low
    if high - start >= _LEAST_SHARE * (high - low):
        return low
    while text[high].isspace():
        high += 1
    return high


def _snap_end(text: str, start: int, end: int) -> int:
    if end >= len(text) or not cuts_word(text, end):
        return end
    high = end + 1
    while high < min(end + _LONGEST_WORD, len(text)) and cuts_word(text, high):
        high += 1
    low = end - 1
    while low > start and cuts_word(text, low):
        low -= 1
    if low <= start or text[end - 1].isdigit():
        return high
    if end - low >= _LEAST_SHARE * (high - low):
        return high
    while text[low - 1].isspace():
        low -= 1
    return low


def _with_leading(text: str, start: int, query: Query) -> int:
    """Take in what stands before the first letter as the quotation has it before its own."""
    exact = query.selector.exact
    wanted = exact[: _first_letter(exact)].lstrip()
    before = query.selector.prefix
    left = before[_after_last_letter(before) :] if before else None
    low = start
    while low > 0 and start - low < _LONGEST_GAP and not text[low - 1].isalnum():
        low -= 1
    return start - _share(text[low:start], left, wanted, reverse=False)


def _with_trailing(text: str, end: int, query: Query) -> int:
    exact = query.selector.exact
    wanted = exact.rstrip()[_after_last_letter(exact) :]
    after = query.selector.suffix
    right = after[: _first_letter(after)] if after else None
    high = end
    while high < len(text) and high - end < _LONGEST_GAP and not text[high].isalnum():
        high += 1
    return end + _share(text[end:high], right, wanted, reverse=True)


def _first_letter(text: str) -> int:
    return next((at for at, char in enumerate(text) if char.isalnum()), len(text))


def _after_last_letter(text: str) -> int:
    return next((at + 1 for at in range(len(text) - 1, -1, -1) if text[at].isalnum()), 0)


def _share(gap: str, outside: str | None, wanted: str, *, reverse: bool) -> int:
    """Return how much of a gap without letters belongs to the quotation.

    Args:
        gap: What stands in the text between the quotation's outermost letter and the next one.
        outside: What stood there outside of the quotation; None where the selector is silent.
        wanted: What stood there within the quotation.
        reverse: Whether the gap follows the quotation.
    """
    if not wanted or not gap:
        return 0
    inner, outer = _signs(wanted), None if outside is None else _signs(outside)
    best, taken = -1.0, 0
    for size in range(len(gap) + 1):
        within, without = (gap[:size], gap[size:]) if reverse else _split(gap, size)
        edge = within[-1:] if reverse else within[:1]
        if edge.isspace():
            continue
        likeness = _INNER * _alike(_signs(within), inner)
        if outer is not None:
            likeness += _alike(_signs(without), outer)
        if likeness > best:
            best, taken = likeness, size
    return taken


def _split(gap: str, size: int) -> tuple[str, str]:
    cut = len(gap) - size
    return gap[cut:], gap[:cut]


def _signs(text: str) -> str:
    """Return the signs of a gap, one by one: a row of dashes keeps its length."""
    return "".join(one_sign(text).split())


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shared = sum(min(one.count(sign), other.count(sign)) for sign in set(one))
    return 2 * shared / (len(one) + len(other))
