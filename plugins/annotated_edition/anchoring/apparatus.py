"""Quotations that hold apparatus of the page: permalinks, numbers of footnotes, ruby readings.

The text is anchored without its apparatus. A selection in a browser may hold all of it, a typed
quotation none, a copied one some; so where a quotation is not found as it is, it is looked up
in the text with all apparatus written in, and what was found as `changed` is compared once more
with each piece of apparatus as optional.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Candidate, Placement, State

from .index import TextIndex
from .normalise import canonical, same_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotated_edition.model import Apparatus, Selector

__all__ = ["TextWithApparatus", "either", "without_apparatus"]

_MOST_PIECES: Final = 500
# Apparatus within one passage that is compared piece by piece.
_TYPOGRAPHY: Final = re.compile(r"[\s'-]+")


class TextWithApparatus:
    """A text with all of its apparatus written in, and the way back to the text without it."""

    def __init__(self, text: str, apparatus: Sequence[Apparatus]) -> None:
        self._text = text
        self._all = apparatus
        self._all_offsets = [piece.at for piece in apparatus]
        selected = [piece for piece in apparatus if piece.selected]
        self._offsets = [piece.at for piece in selected]
        self._words = [piece.words for piece in selected]
        self._sizes = [0, *accumulate(map(len, self._words))]
        self._starts = [at + size for at, size in zip(self._offsets, self._sizes, strict=False)]

    @cached_property
    def _distinct(self) -> frozenset[str]:
        return frozenset(self._words)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._distinct))

    @cached_property
    def index(self) -> TextIndex:
        """The text with apparatus, made ready."""
        parts: list[str] = []
        done = 0
        for at, words in zip(self._offsets, self._words, strict=True):
            parts += (self._text[done:at], words)
            done = at
        parts.append(self._text[done:])
        return TextIndex("".join(parts))

    def _offset(self, offset: int) -> int:
        """Return an offset of the text without apparatus."""
        here = bisect_right(self._starts, offset) - 1
        if here < 0:
            return offset
        return max(self._offsets[here], offset - self._sizes[here + 1])

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a span of the text without apparatus; None where apparatus is all it holds."""
        first, last = self._offset(start), self._offset(end)
        words = self._text[first:last]
        if not words.strip():
            return None
        return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())

    def _candidate(self, candidate: Candidate) -> Candidate | None:
        span = self._span(candidate.start, candidate.end)
        return span and Candidate(*span, candidate.score)

    def back(self, placement: Placement | None) -> Placement | None:
        """Return a placement in the text without apparatus.

        Args:
            placement: A placement in the text with apparatus.

        Returns:
            None where nothing is left of it.
        """
        if placement is None or placement.state is State.ORPHANED:
            return None
        if placement.start is None or placement.end is None:
            return self._back_undecided(placement)
        span = self._span(placement.start, placement.end)
        if span is None:
            return None
        return replace(
            placement,
            state=State.RECOVERED if placement.state is State.EXACT else placement.state,
            start=span[0],
            end=span[1],
            runner_up=placement.runner_up and self._candidate(placement.runner_up),
        )

    def _back_undecided(self, placement: Placement) -> Placement | None:
        candidates = tuple(filter(None, map(self._candidate, placement.candidates)))
        if not candidates:
            return None
        if len(candidates) == 1:
            only = candidates[0]
            return Placement(State.RECOVERED, only.start, only.end, only.score)
        return replace(placement, candidates=candidates, runner_up=candidates[1])

    def holds_only_apparatus(self, quotation: str, start: int, end: int) -> bool:
        """Return whether a quotation is a passage with some of the apparatus within it or beside.

        Args:
            quotation: Words as quoted.
            start: First code point of the passage in the text without apparatus.
            end: One past the last.
        """
        offsets = self._all_offsets
        first, last = bisect_left(offsets, start), bisect_right(offsets, end)
        if first == last or last - first > _MOST_PIECES:
            return False
        words = _tight(quotation)
        # How far the quotation is read, and the text that was read so far, as linked pieces.
        reached: dict[int, _Read] = {0: None}
        done = start
        for at, piece, _ in self._all[first:last]:
            reached = _further(words, reached, self._text[done:at])
            reached |= _further(words, reached, piece)
            done = at
        read = _further(words, reached, self._text[done:end]).get(len(words))
        if read is None:
            return False
        pieces = _in_order(read)
        # Where a selection breaks lines around apparatus is a matter of the page's style.
        return any(same_words(quotation, between.join(pieces)) for between in ("", "\n"))

    def trimmed(self, selector: Selector) -> Selector | None:
        """Return a selector without apparatus at the quotation's ends; None if none is there."""
        quotation = selector.exact.strip()
        first, last = 0, len(quotation)
        for size in self._lengths:
            if quotation[:size] in self._distinct:
                first = max(first, size)
            if quotation[-size:] in self._distinct:
                last = min(last, len(quotation) - size)
        words = quotation[first:last].strip()
        if not words or len(words) == len(quotation):
            return None
        return replace(selector, exact=words)

    def with_ends(self, quotation: str, placement: Placement | None) -> Placement | None:
        """Return the placement of a trimmed quotation, if what was trimmed is beside it."""
        if placement is None or placement.start is None or placement.end is None:
            return None
        start, end = placement.start, placement.end
        while start and self._text[start - 1].isspace():
            start -= 1
        while end < len(self._text) and self._text[end].isspace():
            end += 1
        if not self.holds_only_apparatus(quotation, start, end):
            return None
        return replace(placement, state=State.RECOVERED)


_Read = tuple[str, "_Read"] | None


def _further(words: str, reached: dict[int, _Read], piece: str) -> dict[int, _Read]:
    tight = _tight(piece)
    return {
        at + len(tight): (piece, read)
        for at, read in reached.items()
        if words.startswith(tight, at)
    }


def _in_order(read: _Read) -> list[str]:
    parts: list[str] = []
    while read is not None:
        parts.append(read[0])
        read = read[1]
    return parts[::-1]


def _tight(text: str) -> str:
    return _TYPOGRAPHY.sub("", canonical(text))


def either(found: Placement | None, other: Placement | None) -> Placement | None:
    """Return what two readings of a text say together: two places that fit are ambiguous.

    Args:
        found: What was found in the text without apparatus.
        other: What was found with it, in offsets of the text without.
    """
    if found is None or other is None:
        return found or other
    ours, theirs = _places(found), _places(other)
    more = [each for each in theirs if not any(_overlap(each, own) for own in ours)]
    if not more or not ours:
        return found if ours else other
    candidates = tuple(sorted((*ours, *more), key=lambda each: each.start))
    return Placement(
        State.AMBIGUOUS,
        score=candidates[0].score,
        runner_up=candidates[1],
        margin=0.0,
        candidates=candidates,
    )


def _places(placement: Placement) -> tuple[Candidate, ...]:
    if placement.start is None or placement.end is None or placement.score is None:
        return placement.candidates
    return (Candidate(placement.start, placement.end, placement.score),)


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def without_apparatus(text: TextWithApparatus, quotation: str, placement: Placement) -> Placement:
    """Return a placement as `recovered` where its words differ in apparatus only."""
    if (
        placement.state is State.CHANGED
        and placement.start is not None
        and placement.end is not None
        and text.holds_only_apparatus(quotation, placement.start, placement.end)
    ):
        return replace(placement, state=State.RECOVERED, difference=())
    return placement
