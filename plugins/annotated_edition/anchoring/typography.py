"""The second stage: the same letters stand there, once, in whatever type they are set.

A quotation whose skeleton stands in the text's skeleton together with all its context needs no
judgement either. Nor does one without context, if its words stand there once.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Candidate, Placement, Score, State

from .boundary import at_word_edges
from .bounds import passage
from .difference import word_difference
from .exact import MOST_CANDIDATES
from .normalise import same_words
from .skeleton import weight
from .words import scan_text

if TYPE_CHECKING:
    from .index import TextIndex
    from .query import Query

__all__ = ["match_folded"]

_LEAST_CONTEXT: Final = 8
# Letters of context that make a run of letters more than a chance within other words.
_LEAST_FOLDED: Final = 12
# Below this many letters, case is part of a word that stands alone: “US” and “us”, “May” and
# “may” are different words.
_MOST_REPEATS: Final = 256


def match_folded(index: TextIndex, query: Query) -> Placement | None:
    """Place a selector whose letters stand in the text unchanged.

    Args:
        index: The text, made ready.
        query: A selector that the exact stage has passed on.

    Returns:
        A placement, or None where the selector needs judgement.
    """
    if query.prefix or query.suffix:
        if weight(query.prefix) + weight(query.suffix) < _LEAST_CONTEXT:
            return None
        size = len(query.prefix)
        places = [at + size for at in scan_text(index.skeleton.text, query.whole)]
        spans = [
            passage(index, query, at, at + len(query.exact)) for at in places[:MOST_CANDIDATES]
        ]
        number, counted = len(places), True
    else:
        spans, counted = _same_alone(index, query)
        number = len(spans)
    if not spans:
        return None
    score = Score(1.0, 1.0 if query.prefix else None, 1.0 if query.suffix else None, 1.0)
    if len(spans) > 1:
        candidates = tuple(Candidate(*span, score) for span in spans[:MOST_CANDIDATES])
        return Placement(
            State.AMBIGUOUS,
            score=score,
            runner_up=candidates[1],
            margin=0.0,
            candidates=candidates,
            places=number,
            counted=counted,
        )
    start, end = spans[0]
    quotation, words = query.selector.exact, index.text[start:end]
    if same_words(quotation, words):
        return Placement(State.RECOVERED, start, end, score)
    return Placement(
        State.CHANGED, start, end, score, difference=word_difference(quotation, words)
    )


def _same_alone(index: TextIndex, query: Query) -> tuple[list[tuple[int, int]], bool]:
    """Return the spans, on borders of words, that hold a quotation given without context.

    Whether these are all of them comes second.
    """
    exact = query.selector.exact
    folded = weight(query.exact) >= _LEAST_FOLDED
    spans: list[tuple[int, int]] = []
    same: dict[str, bool] = {}  # a letter stands in many places, with few kinds of signs around it
    places = scan_text(index.skeleton.text, query.exact)
    for at in islice(places, _MOST_REPEATS):
        start, end = passage(index, query, at, at + len(query.exact))
        words = index.text[start:end]
        if at_word_edges(index.text, start, end):
            if words not in same:
                same[words] = same_words(exact, words, fold=folded)
            if same[words]:
                spans.append((start, end))
    return spans, next(places, None) is None
