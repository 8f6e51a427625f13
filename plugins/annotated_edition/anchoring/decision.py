"""The verdict on a selector that does not stand literally in the text.

A place is taken if it is likely enough by itself and clearly likelier than any other. Where
two places are good, nothing is guessed; where none is, the passage is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from annotated_edition.model import Candidate, Placement, Score, State

from .alignment import align, context_at
from .bounds import passage
from .candidates import MOST_LETTERS, edited_places, unchanged_places
from .difference import word_difference
from .evidence import WEIGHTS, score
from .exact import MOST_CANDIDATES
from .normalise import same_words
from .skeleton import weight

if TYPE_CHECKING:
    from .evidence import Features, Weights
    from .index import TextIndex
    from .query import Query

__all__ = ["choose", "score_matches"]

_LEAST_ODDS: Final = -0.6
# Log-odds from which on a place is taken. Out of fold, -1.0 finds 0.3 points more of what is
# there and puts 0.1 points more of what is gone on wrong words; 0.0 the reverse, 0.7 and 0.1.
_LEAST_MARGIN: Final = 1.5
# Log-odds between the best place and the next. From 0.5 to 1.5 one in seven wrong places goes,
# and 0.06 points of right ones.
_CLEARLY_BESIDE: Final = 0.25
# Where the same letters stand at two places, one must have this much more of the context right
# beside it: what stands near decides between words, not between copies.
_LONG: Final = 32
_LONG_ODDS: Final = 1.0
# A quotation of this many letters that stands unchanged at one place only is worth these odds
# whatever its context: a moved sentence. In the set, shorter ones without their context were
# other passages in 14 of 16 cases, longer ones never unless an edited original stood elsewhere,
# and that is then worth more.
_SURE: Final = 5.0
# An unchanged quotation worth this has most of its context beside it: no edited place is worth
# more, so none is looked for. No verdict on the set depends on it.
_WORTH_NAMING: Final = 0.5
# Likeness from which on a place is named to the editor of an orphaned note.
_RESEMBLING: Final = 75
# The same, of 100, where the letters are all there is to go by.
_MOST_COMPARED: Final = 200_000
# Letters of a text that are compared one by one for that: about a millisecond.


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the skeleton and what speaks for it.

    Attributes:
        start: First letter of the passage in the skeleton.
        end: One past its last letter.
        evidence: What speaks for it.
    """

    start: int
    end: int
    evidence: Features

    def overlaps(self, other: Match) -> bool:
        """Return whether two places share a letter."""
        return self.start < other.end and other.start < self.end


def choose(index: TextIndex, query: Query, weights: Weights = WEIGHTS) -> Placement:
    """Place a selector by weighing all that speaks for each place of a text.

    Args:
        index: The text, made ready.
        query: A selector that the stages without judgement have passed on.
        weights: What each term of the evidence counts.

    Returns:
        A placement in any state but `exact`.
    """
    places = score_matches(index, query, weights)
    if not places:
        return Placement(State.ORPHANED, candidates=_resembling(index, query))
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
            places=1 + len(rivals),
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


def _candidate(index: TextIndex, query: Query, place: Match) -> Candidate:
    return Candidate(*passage(index, query, place.start, place.end), place.evidence.score)


def _resembling(index: TextIndex, query: Query) -> tuple[Candidate, ...]:
    """Return what an editor may have meant by a few words of which no run of letters is right."""
    skeleton, exact = index.skeleton.text, query.exact
    if not len(exact) <= len(skeleton) <= _MOST_COMPARED or len(exact) > MOST_LETTERS:
        return ()
    found = fuzz.partial_ratio_alignment(exact, skeleton, score_cutoff=_RESEMBLING)
    if found is None or found.dest_start >= found.dest_end:
        return ()
    span = passage(index, query, found.dest_start, found.dest_end)
    return (Candidate(*span, Score(found.score / 100, None, None, 0.0)),)


def _as_good(best: Features, other: Features) -> bool:
    """Return whether a place is too good for another one to be taken before it."""
    if best.same and other.same and best.beside - other.beside < _CLEARLY_BESIDE:
        return True
    return best.odds - other.odds < _LEAST_MARGIN


def score_matches(
    index: TextIndex, query: Query, weights: Weights = WEIGHTS, sure: float = _SURE
) -> list[Match]:
    """Return the places that a quotation may have come to stand at, best first.

    Args:
        index: The text, made ready.
        query: The selector, made ready.
        weights: What each term of the evidence counts.
        sure: Log-odds of an unchanged quotation from which on edited ones are not looked for.

    Returns:
        Places of which none overlaps another.
    """
    skeleton = index.skeleton.text
    repeats = unchanged_places(skeleton, query.exact)
    found = [
        Match(
            at,
            at + len(query.exact),
            score(skeleton, query, context_at(skeleton, query, at), weights),
        )
        for at in repeats
    ]
    if len(found) == 1 and weight(query.exact) >= _LONG:
        only = found[0]
        if only.evidence.odds < _LONG_ODDS:
            found = [replace(only, evidence=replace(only.evidence, odds=_LONG_ODDS))]
    found.sort(key=_order)
    if not found or found[0].evidence.odds < sure:
        for place in edited_places(index, query):
            aligned = align(skeleton, query, place)
            if aligned is not None:
                evidence = score(skeleton, query, aligned, weights)
                found.append(Match(aligned.start, aligned.end, evidence))
        found.sort(key=_order)
    apart: list[Match] = []
    for each in found:
        if not any(each.overlaps(other) for other in apart):
            apart.append(each)
    return apart


def _order(place: Match) -> tuple[float, int, int]:
    return (-place.evidence.odds, place.start, place.end)
