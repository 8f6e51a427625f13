"""Why a note has the place that it has, for the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotated_edition.anchoring import shortest_context
from annotated_edition.model import Annotation, Candidate, Placement, Score, State

from .check import candidate_line, difference_line, number_of_places

if TYPE_CHECKING:
    from annotated_edition.pages import Placed

__all__ = ["explain"]

_REASONS = {
    State.EXACT: "the words stand there as quoted, and nothing else fits them",
    State.RECOVERED: "the words are the same; typography, white space or surroundings differ",
    State.CHANGED: "the passage is there, but its words were edited",
    State.AMBIGUOUS: "several places fit about as well, so none was chosen",
    State.ORPHANED: "no place fits well enough, so none was chosen",
}


def explain(annotation: Annotation, placed: Placed, source: str) -> list[str]:
    """Tell state, score, runner-up and margin of a placement, and what would decide.

    Args:
        annotation: An annotation of the document.
        placed: The document and where its annotations came to stand.
        source: The document's Markdown, in which places are pointed at by line.

    Returns:
        Lines; the first says the state, what belongs to it is indented.
    """
    placement = placed.placements[annotation.id]
    selector = annotation.selector
    lines = [
        f"{annotation.id}: {placement.state}, {_reason(annotation, placement)}",
        f"  written in: {annotation.at('exact')}",
        f"  quotation: {_words(selector.exact)}",
    ]
    lines += [
        f"  {name}: {_words(value)}"
        for name, value in (("prefix", selector.prefix), ("suffix", selector.suffix))
        if value
    ]
    chosen = _chosen(placement)
    if chosen is not None:
        lines.append(f"  stands at: {candidate_line(chosen, placed, source)}")
    if placement.score is not None:
        name = "score" if chosen is not None else "best score"
        lines.append(f"  {name}: {_score(placement.score)}")
    if placement.difference:
        lines.append(f"  {difference_line(placement.difference)}")
    lines += _others(placement, placed, source)
    lines += _deciding(placement, placed)
    return lines


def _reason(annotation: Annotation, placement: Placement) -> str:
    selector = annotation.selector
    if placement.state is State.EXACT and (selector.prefix or selector.suffix):
        return "the words stand there as quoted, and what is quoted around them decides"
    return _REASONS[placement.state]


def _chosen(placement: Placement) -> Candidate | None:
    if placement.start is None or placement.end is None or placement.score is None:
        return None
    return Candidate(placement.start, placement.end, placement.score)


def _others(placement: Placement, placed: Placed, source: str) -> list[str]:
    lines = []
    if placement.state in (State.AMBIGUOUS, State.ORPHANED):
        shown, number = len(placement.candidates), number_of_places(placement)
        if number != str(shown):
            lines.append(f"  candidates: the first {shown} of {number} places")
        lines += [
            f"  candidate {number}: {candidate_line(candidate, placed, source)}"
            f" ({_score(candidate.score)})"
            for number, candidate in enumerate(placement.candidates, 1)
        ]
        if not placement.candidates:
            lines.append("  candidates: none")
    elif placement.runner_up is not None:
        lines.append(
            f"  runner-up: {candidate_line(placement.runner_up, placed, source)}"
            f" ({_score(placement.runner_up.score)})"
        )
    elif placement.state.placed:
        lines.append("  runner-up: none")
    if placement.margin is not None:
        lines.append(f"  margin to the runner-up: {placement.margin:.2f}")
    return lines


def _deciding(placement: Placement, placed: Placed) -> list[str]:
    """What has to be quoted for the passage, or for each candidate, to be found for sure."""
    chosen = _chosen(placement)
    if placement.state is State.EXACT:
        return []
    if chosen is not None:
        deciding = shortest_context(placed.text, chosen.start, chosen.end)
        quoted = {"exact": deciding.exact, "prefix": deciding.prefix, "suffix": deciding.suffix}
        listed = ", ".join(f"{key}: {value.strip()}" for key, value in quoted.items() if value)
        return [f"  would be found for sure by {listed}"]
    lines = []
    for number, candidate in enumerate(placement.candidates, 1):
        deciding = shortest_context(placed.text, candidate.start, candidate.end)
        quoted = {"prefix": deciding.prefix, "suffix": deciding.suffix}
        if placement.state is State.ORPHANED:
            quoted = {"exact": deciding.exact, **quoted}
        listed = ", ".join(f"{key}: {value.strip()}" for key, value in quoted.items() if value)
        if listed:
            lines.append(f"  to select candidate {number}, add {listed}")
    return lines


def _score(score: Score) -> str:
    parts = {"quotation": score.quotation, "prefix": score.prefix, "suffix": score.suffix}
    listed = [f"{name} {value:.2f}" for name, value in parts.items() if value is not None]
    return f"{score.total:.2f}; {', '.join(listed)}"


def _words(text: str) -> str:
    return f"“{' '.join(text.split())}”"
