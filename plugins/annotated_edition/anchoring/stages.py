"""The way of a selector: exact stage first, judgement only for what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotated_edition.model import Candidate, Placement, Score, State

from .boundary import occurrences
from .exact import MOST_CANDIDATES, place_exactly
from .index import TextIndex
from .plain import collapse

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
    index = text if isinstance(text, TextIndex) else TextIndex(text)
    return [place_exactly(index, selector) or _judge(index, selector) for selector in selectors]


def _judge(index: TextIndex, selector: Selector) -> Placement:
    exact = collapse(selector.exact)
    found = occurrences(index.plain.text, exact, MOST_CANDIDATES)
    score = Score(1.0, None, None, 1.0)
    if len(found) == 1:
        start, end = index.plain.original_span(found[0], found[0] + len(exact))
        return Placement(State.RECOVERED, start, end, score)
    if not found:
        return Placement(State.ORPHANED)
    return Placement(
        State.AMBIGUOUS,
        candidates=tuple(
            Candidate(*index.plain.original_span(at, at + len(exact)), score) for at in found
        ),
    )
