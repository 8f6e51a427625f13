"""The way of a selector: exact stage first, judgement only for what it leaves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Placement, State

from .decision import judge
from .exact import place_exactly
from .index import TextIndex
from .query import Query
from .typography import place_by_letters

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
    index = text if isinstance(text, TextIndex) else _made_ready(text)
    return [
        place_exactly(index, selector) or _place_otherwise(index, selector)
        for selector in selectors
    ]


@lru_cache(maxsize=2)
def _made_ready(text: str) -> TextIndex:
    # A build asks for the same text several times in a row: to weave, to check, to explain.
    return TextIndex(text)


def _place_otherwise(index: TextIndex, selector: Selector) -> Placement:
    query = Query.of(selector)
    if _hardly_words(selector.exact, query.exact):  # and it does not stand there literally
        return Placement(State.ORPHANED)
    return place_by_letters(index, query) or judge(index, query)


def _hardly_words(quotation: str, letters: str) -> bool:
    """Return whether a quotation is nothing but signs, or next to nothing else."""
    if not letters or len(quotation) > _MOST_SIGNS + _SIGNS_A_LETTER * len(letters):
        return True
    rows = _ROW.findall(quotation)
    return any(sum(map(bool, map(unicodedata.combining, row))) > _MOST_MARKS for row in rows)
