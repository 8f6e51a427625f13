"""Where an annotation came to stand in a text, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Candidate", "Change", "Placement", "Score", "State"]


class State(StrEnum):
    """What was found out about a quotation in the text of today."""

    EXACT = "exact"
    """The quotation stands there once, or its prefix and suffix single it out."""
    RECOVERED = "recovered"
    """The same words; only typography, white space or the surroundings have changed."""
    CHANGED = "changed"
    """The passage is there, but its words were edited."""
    AMBIGUOUS = "ambiguous"
    """Several places are equally good; none is chosen."""
    ORPHANED = "orphaned"
    """The passage is gone."""

    @property
    def placed(self) -> bool:
        """Whether an annotation in this state is marked in the text."""
        return self in (State.EXACT, State.RECOVERED, State.CHANGED)


@dataclass(frozen=True, slots=True)
class Score:
    """How well a place fits a selector; every part lies between 0 and 1.

    Attributes:
        quotation: Likeness of the quoted words.
        prefix: Likeness of what stands before; None where no prefix was given.
        suffix: Likeness of what stands after; None where no suffix was given.
        total: The parts weighed together, as the decision used them.
    """

    quotation: float
    prefix: float | None
    suffix: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that was considered; offsets are code points of the text given to `anchor`.

    Attributes:
        start: Where it begins.
        end: Where it ends, the code point after its last.
        score: How well it fits.
    """

    start: int
    end: int
    score: Score


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a word-level difference between quotation and text.

    Attributes:
        old: Words of the quotation; empty where words were put in.
        new: Words of the text; empty where words were taken out.
    """

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether these words are the same on both sides."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Placement:
    """The verdict on one selector.

    Attributes:
        state: One of the five states.
        start: First code point of the passage in the text; None where nothing is placed.
        end: One past its last code point; None where nothing is placed.
        score: How well the chosen place fits; None where nothing was considered.
        runner_up: The best place that was not chosen, if there was another.
        margin: Distance in total score from the chosen place to the runner-up.
        candidates: For `ambiguous`, the places between which nothing was guessed; for
            `orphaned`, the nearest passages, best first (at most a handful).
        difference: For `changed`, the word-level difference, in order, kept words included.
        places: For `ambiguous`, how many places fit equally well; `candidates` holds the first.
        counted: Whether `places` is their number; False where counting stopped there.
    """

    state: State
    start: int | None = None
    end: int | None = None
    score: Score | None = None
    runner_up: Candidate | None = None
    margin: float | None = None
    candidates: tuple[Candidate, ...] = ()
    difference: tuple[Change, ...] = ()
    places: int = 0
    counted: bool = True
