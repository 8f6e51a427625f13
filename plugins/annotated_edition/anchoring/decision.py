"""The verdict on a selector that does not stand literally in the text.

A place is taken if it is likely enough by itself and clearly likelier than any other. Where
two places are good, nothing is guessed; where none is, the passage is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Candidate, Placement, State

from .alignment import align, context_at
from .bounds import passage
from .candidates import edited_places, unchanged_places
from .difference import word_difference
from .evidence import weigh
from .exact import MOST_CANDIDATES
from .normalise import same_words
from .skeleton import mass

if TYPE_CHECKING:
    from .evidence import Evidence
    from .index import TextIndex
    from .query import Query

__all__ = ["judge"]

_LEAST_ODDS: Final = -0.6
_LEAST_MARGIN: Final = 1.5
_WORTH_NAMING: Final = 0.5
_CLEARLY_BESIDE: Final = 0.25
_LONG: Final = 32
_LONG_ODDS: Final = 1.0
_SURE: Final = 5.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the skeleton and what speaks for it."""

    start: int
    end: int
    evidence: Evidence

    def overlaps(self, other: _Place) -> bool:
        return self.start < other.end and other.start < self.end


def judge(index: TextIndex, query: Query) -> Placement:
    """Place a selector by weighing all that speaks for each place of a text.

    Args:
        index: The text, made ready.
        query: A selector that the stages without judgement have passed on.

    Returns:
        A placement in any state but `exact`.
    """
    places = _places(index, query)
    if not places:
        return Placement(State.ORPHANED)
    best = places[0]
    rival = places[1] if len(places) > 1 else None
    score = best.evidence.score
    runner_up = _candidate(index, query, rival) if rival else None
    margin = score.total - rival.evidence.score.total if rival else None
    if best.evidence.odds < _LEAST_ODDS:
        named = tuple(
            _candidate(index, query, place)
            for place in places[:MOST_CANDIDATES]
            if place.evidence.score.quotation >= _WORTH_NAMING
        )
        return Placement(
            State.ORPHANED, score=score, runner_up=runner_up, margin=margin, candidates=named
        )
    rivals = [place for place in places[1:] if _as_good(best.evidence, place.evidence)]
    if rivals:
        tied = sorted([best, *rivals[: MOST_CANDIDATES - 1]], key=lambda place: place.start)
        return Placement(
            State.AMBIGUOUS,
            score=score,
            runner_up=runner_up,
            margin=margin,
            candidates=tuple(_candidate(index, query, place) for place in tied),
        )
    start, end = passage(index, query, best.start, best.end)
    quotation, words = query.selector.exact, index.text[start:end]
    same = same_words(quotation, words)
    return Placement(
        State.RECOVERED if same else State.CHANGED,
        start,
        end,
        score,
        runner_up,
        margin,
        difference=() if same else word_difference(quotation, words),
    )


def _candidate(index: TextIndex, query: Query, place: _Place) -> Candidate:
    return Candidate(*passage(index, query, place.start, place.end), place.evidence.score)


def _as_good(best: Evidence, other: Evidence) -> bool:
    """Return whether a place is too good for another one to be taken before it."""
    if best.same and other.same and best.beside - other.beside < _CLEARLY_BESIDE:
        return True
    return best.odds - other.odds < _LEAST_MARGIN


def _places(index: TextIndex, query: Query) -> list[_Place]:
    """Return the places that do not overlap, best first."""
    skeleton = index.skeleton.text
    repeats = unchanged_places(skeleton, query.exact)
    found = [
        _Place(at, at + len(query.exact), weigh(skeleton, query, context_at(skeleton, query, at)))
        for at in repeats
    ]
    if len(found) == 1 and mass(query.exact) >= _LONG:
        only = found[0]
        if only.evidence.odds < _LONG_ODDS:
            found = [replace(only, evidence=replace(only.evidence, odds=_LONG_ODDS))]
    found.sort(key=_order)
    if not found or found[0].evidence.odds < _SURE:
        for place in edited_places(index, query):
            aligned = align(skeleton, query, place)
            if aligned is not None:
                evidence = weigh(skeleton, query, aligned)
                found.append(_Place(aligned.start, aligned.end, evidence))
        found.sort(key=_order)
    apart: list[_Place] = []
    for each in found:
        if not any(each.overlaps(other) for other in apart):
            apart.append(each)
    return apart


def _order(place: _Place) -> tuple[float, int, int]:
    return (-place.evidence.odds, place.start, place.end)
