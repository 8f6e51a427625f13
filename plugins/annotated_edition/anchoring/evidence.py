"""How strongly a place speaks for being the quotation's own.

Three things are weighed: how alike the quoted words are, how much of prefix and suffix stands
beside them, and how much of these stands near at all. A long quotation needs little context
and one word needs all of it, so likeness counts by the length it was measured on. What comes
out are log-odds: above zero, places like this one are more often right than wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from annotated_edition.model import Score

from .skeleton import mass

if TYPE_CHECKING:
    from .alignment import Alignment
    from .query import Query

__all__ = ["Evidence", "weigh"]

_ENOUGH_CONTEXT: Final = 24
# Letters of context beyond which more tells no more: what is left of Hypothesis' 32 code
# points without spaces and punctuation.
_CHANCE_LIKENESS: Final = 0.4
# Two unrelated stretches of one language share about this much in order (measured: 0.35-0.45).
_EVEN: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weights of a logistic regression over the candidates of the development set.

    Fitted on 72,000 candidates of 10,900 cases (each with all its context, one side of it, and
    none). Fitted without one of its nine sources at a time, no weight moves by more than a
    third of its size and the share of right verdicts by less than 0.2 points.
    """

    base: float = -20.7
    likeness: float = 10.1
    likeness_by_length: float = 2.3
    same: float = -1.1
    near: float = 1.9
    near_best: float = 2.6
    near_best_by_length: float = -0.5
    near_both: float = -0.5
    beside: float = 3.5
    beside_best: float = 1.3
    beside_both: float = -0.2
    missing_side: float = 2.1
    stretch: float = -1.7


_W: Final = _Weights()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a place.

    Attributes:
        odds: Natural logarithm of the odds that the place is right.
        score: The same as shares between 0 and 1, with their parts.
        same: Whether the skeletons of quotation and passage are equal.
        beside: How much of the context stands right beside the passage, the better side's
            share between 0 and 1, chance taken off.
    """

    odds: float
    score: Score
    same: bool
    beside: float


def weigh(skeleton: str, query: Query, found: Alignment) -> Evidence:
    """Return what speaks for an alignment being the quotation's own place.

    Args:
        skeleton: The text's skeleton.
        query: The selector, made ready.
        found: Where the quotation was aligned.
    """
    start, end = found.start, found.end
    likeness = Indel.normalized_similarity(query.exact, skeleton[start:end])
    length = math.log(mass(query.exact) + 1)
    before = skeleton[max(start - len(query.prefix), 0) : start]
    after = skeleton[end : end + len(query.suffix)]
    prefix = _Side.of(query.prefix, before, found.head)
    suffix = _Side.of(query.suffix, after, found.tail)
    near_best = max(prefix.near, suffix.near)
    beside_best = max(prefix.beside, suffix.beside)
    same = likeness == 1.0
    odds = (
        _W.base
        + _W.likeness * likeness
        + _W.likeness_by_length * likeness * length
        + _W.same * same
        + _W.near * (prefix.near + suffix.near)
        + _W.near_best * near_best
        + _W.near_best_by_length * near_best * length
        + _W.near_both * prefix.near * suffix.near
        + _W.beside * (prefix.beside + suffix.beside)
        + _W.beside_best * beside_best
        + _W.beside_both * prefix.beside * suffix.beside
        + _W.missing_side * ((not query.prefix) + (not query.suffix))
        + _W.stretch * abs(math.log((end - start) / len(query.exact) + _EVEN))
    )
    score = Score(
        quotation=likeness,
        prefix=prefix.likeness if query.prefix else None,
        suffix=suffix.likeness if query.suffix else None,
        total=1 / (1 + math.exp(-odds)),
    )
    return Evidence(odds, score, same, beside_best)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side's context says, weighed by its length.

    Attributes:
        near: Share of it that stands in order near the passage.
        beside: Likeness to what stands right beside the passage, chance taken off.
        likeness: The same likeness as it was measured.
    """

    near: float
    beside: float
    likeness: float

    @classmethod
    def of(cls, context: str, window: str, agreeing: int) -> _Side:
        if not context:
            return cls(0.0, 0.0, 0.0)
        weight = min(mass(context), _ENOUGH_CONTEXT) / _ENOUGH_CONTEXT
        likeness = Indel.normalized_similarity(context, window)
        above = max(likeness - _CHANCE_LIKENESS, 0.0) / (1 - _CHANCE_LIKENESS)
        return cls(weight * agreeing / len(context), weight * above, likeness)
