"""The way of a selector: exact stage first, judgement only for what it leaves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

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
    if not query.exact:  # nothing but signs, and these do not stand there
        return Placement(State.ORPHANED)
    return place_by_letters(index, query) or judge(index, query)
