"""The shortest words around a passage that single it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Selector, State
from annotated_edition.text import collapse

from .boundary import CONTINUOUS, on_word_edges
from .exact import place_exactly
from .index import TextIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .plain import CollapsedText

__all__ = ["shortest_context"]

_CONTINUOUS: Final = re.compile(f"[{CONTINUOUS}]")
_STRIDE: Final = 40
_FARTHEST: Final = 600
# How far repeats are compared code point by code point; whole copied pages are then told apart
# by doubling the context.


def shortest_context(text: str | TextIndex, start: int, end: int) -> Selector:
    """Return a selector that stands for one span of a text and for no other.

    The context is cut at borders of words (in scripts without spaces: of signs) and as short as
    these allow; there is none where the words stand there only once. `anchor(text, [selector])`
    finds exactly this span, in state `exact`.

    Args:
        text: The text, or the text made ready.
        start: First code point of the span.
        end: One past its last code point. White space at the span's ends is left out.

    Raises:
        ValueError: The span holds nothing but white space.
    """
    index = text if isinstance(text, TextIndex) else TextIndex(text)
    words = index.text[start:end]
    exact = collapse(words)
    if not exact:
        raise ValueError("a span without words cannot be quoted")
    plain = index.plain
    here = plain.plain_offset(start + len(words) - len(words.lstrip()))
    wanted = plain.original_span(here, here + len(exact))
    for prefix, suffix in _contexts(plain, here, exact):
        # White space at the ends gets lost in YAML, so a selector that does without is better.
        for selector in (
            Selector(exact, prefix.strip() or None, suffix.strip() or None),
            Selector(exact, prefix or None, suffix or None),
        ):
            found = place_exactly(index, selector)
            if found and found.state is State.EXACT and (found.start, found.end) == wanted:
                return selector
    return Selector(exact, plain.text[:here] or None, plain.text[here + len(exact) :] or None)


def _contexts(plain: CollapsedText, here: int, exact: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of prefix and suffix, the likeliest to do and shortest first."""
    text = plain.text
    after = here + len(exact)
    low, high = _shortest(plain, here, exact)
    yield text[low:here], text[after:high]
    step = 1
    while low > 0 or high < len(text):
        low = _word_start(text, here, min(here - low + step, here))
        high = _word_end(text, after, min(high - after + step, len(text) - after))
        yield text[low:here], text[after:high]
        step *= 2


def _shortest(plain: CollapsedText, here: int, exact: str) -> tuple[int, int]:
    """Return where the shortest deciding prefix begins and the shortest suffix ends."""
    text = plain.text
    after = here + len(exact)
    places = on_word_edges(text, plain.places(exact), len(exact))
    others = [at for at in places if at != here]
    # How far each other place reads the same, going back and going on. A prefix that reaches
    # farther than that tells the two apart, and so does a suffix.
    same = sorted(
        (_same_before(text, here, at), _same_after(text, after, at + len(exact))) for at in others
    )
    worst = [0] * (len(same) + 1)
    for number in range(len(same) - 1, -1, -1):
        worst[number] = max(worst[number + 1], same[number][1] + 1)
    best = (len(text) + 1, 0, len(text))
    told = 0
    for need in [0, *dict.fromkeys(before + 1 for before, _ in same)]:
        while told < len(same) and same[told][0] < need:
            told += 1
        if need > here or worst[told] > len(text) - after:
            continue
        low, high = _word_start(text, here, need), _word_end(text, after, worst[told])
        best = min(best, (here - low + high - after, low, high))
    return best[1], best[2]


def _same_before(text: str, here: int, other: int) -> int:
    size, most = 0, min(here, other, _FARTHEST)
    while size + _STRIDE <= most and (
        text[here - size - _STRIDE : here - size] == text[other - size - _STRIDE : other - size]
    ):
        size += _STRIDE
    while size < most and text[here - 1 - size] == text[other - 1 - size]:
        size += 1
    return size


def _same_after(text: str, here: int, other: int) -> int:
    size, most = 0, min(len(text) - max(here, other), _FARTHEST)
    while size + _STRIDE <= most and (
        text[here + size : here + size + _STRIDE] == text[other + size : other + size + _STRIDE]
    ):
        size += _STRIDE
    while size < most and text[here + size] == text[other + size]:
        size += 1
    return size


def _word_start(text: str, here: int, need: int) -> int:
    """Return the start of the word that lies `need` code points before an offset."""
    if need == 0:
        return here
    low = here - need
    while low > 0 and (text[low] == " " or not _border(text, low)):
        low -= 1
    return low


def _word_end(text: str, here: int, need: int) -> int:
    """Return the end of the word that lies `need` code points after an offset."""
    if need == 0:
        return here
    high = here + need
    while high < len(text) and (text[high - 1] == " " or not _border(text, high)):
        high += 1
    return high


def _border(text: str, offset: int) -> bool:
    before, after = text[offset - 1], text[offset]
    return (
        before == " "
        or after == " "
        or _CONTINUOUS.match(before) is not None
        or _CONTINUOUS.match(after) is not None
    )
