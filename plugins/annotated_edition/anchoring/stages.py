"""The way of a selector: exact stage first, judgement only for what it leaves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Apparatus, PageText, Placement, State

from .apparatus import TextWithApparatus, either, without_apparatus
from .exact import place_exactly
from .index import TextIndex
from .query import Query
from .typography import match_folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotated_edition.model import Selector

__all__ = ["anchor"]

_MOST_SIGNS: Final = 200
_SIGNS_A_LETTER: Final = 8
# What of a quotation may be no letter: a leader of dots has some. Each of its signs is looked at
# for every place where its letters stand, and one letter may stand everywhere.
_MOST_MARKS: Final = 30
# Accents and the like on one letter, as in Unicode's stream-safe text (UAX 15): no writing has
# more, and to put them into their order takes time that grows with the square of their number.
_ROW: Final = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def anchor(text: str | TextIndex, selectors: Sequence[Selector]) -> list[Placement]:
    """Find where quotations stand in a text.

    Args:
        text: The text, or the text made ready where it is used more than once.
        selectors: The quotations, in any order; each one's placement depends on none of the
            others.

    Returns:
        One placement for each selector, in the order given, with offsets in code points of
        the text.
    """
    index = text if isinstance(text, TextIndex) else _made_ready(text, _apparatus(text))
    if not index.apparatus:
        return [
            place_exactly(index, selector) or _place_otherwise(index, selector)
            for selector in selectors
        ]
    whole = TextWithApparatus(index.text, index.apparatus)
    return [_place_with_apparatus(index, whole, selector) for selector in selectors]


def _apparatus(text: str) -> tuple[Apparatus, ...]:
    return text.apparatus if isinstance(text, PageText) else ()


@lru_cache(maxsize=2)
def _made_ready(text: str, apparatus: tuple[Apparatus, ...]) -> TextIndex:
    # A build asks for the same text several times in a row: to weave, to check, to explain.
    return TextIndex(PageText(text, apparatus))


def _place_otherwise(index: TextIndex, selector: Selector) -> Placement:
    query = Query.of(selector)
    if _hardly_words(selector.exact, query.exact):  # and it does not stand there literally
        return Placement(State.ORPHANED)
    return match_folded(index, query) or _choose(index, query)


def _choose(index: TextIndex, query: Query) -> Placement:
    from .decision import choose  # noqa: PLC0415 - only edited quotations need it, and rapidfuzz

    return choose(index, query)


def _place_with_apparatus(
    index: TextIndex, whole: TextWithApparatus, selector: Selector
) -> Placement:
    """Place a selector in a text with apparatus, each stage without it and with it."""
    found = either(
        place_exactly(index, selector), whole.back(place_exactly(whole.index, selector))
    )
    if found is not None and found.state is not State.ORPHANED:
        return found
    query = Query.of(selector)
    if _hardly_words(selector.exact, query.exact):
        return Placement(State.ORPHANED)
    placed = [
        without_apparatus(whole, selector.exact, each)
        for each in (
            match_folded(index, query),
            whole.back(match_folded(whole.index, query)),
        )
        if each is not None
    ]
    # A reading with the same words comes before one with the same letters.
    placed.sort(key=lambda each: each.state is State.CHANGED)
    if placed and placed[0].state is not State.CHANGED:
        placed = [each for each in placed if each.state is not State.CHANGED]
    if placed:
        return either(placed[0], placed[-1]) or placed[0]
    trimmed = whole.trimmed(selector)
    if trimmed is not None:
        found = whole.with_ends(selector.exact, place_exactly(index, trimmed))
        if found is not None:
            return found
    found = _choose(index, query)
    if found.state is State.ORPHANED:
        found = whole.back(_choose(whole.index, query)) or found
    return without_apparatus(whole, selector.exact, found)


def _hardly_words(quotation: str, letters: str) -> bool:
    """Return whether a quotation is nothing but signs, or next to nothing else."""
    if not letters or len(quotation) > _MOST_SIGNS + _SIGNS_A_LETTER * len(letters):
        return True
    rows = _ROW.findall(quotation)
    return any(sum(map(bool, map(unicodedata.combining, row))) > _MOST_MARKS for row in rows)
