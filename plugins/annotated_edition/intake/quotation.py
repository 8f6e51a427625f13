"""The words that a contributor names, found in the text that the page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotated_edition.anchoring import TextIndex, anchor, shortest_context
from annotated_edition.model import Selector, State

from .validation import ProposalError

__all__ = ["Places", "Quoted", "find_quotation", "in_context", "places_of"]

AROUND = 60
_NEAR = 0.5
_OMISSION = re.compile(r"\S\s*(?:…|\.{3,}|\[\s*…\s*\])\s*\S")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a text.

    Attributes:
        selector: What singles it out, in the text's own words.
        start: Its first code point in the text.
        end: One past its last code point.
    """

    selector: Selector
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a quotation fits equally well.

    Attributes:
        first: The first of them in the order of the text, each with what singles it out.
        number: How many there are.
        counted: Whether there are no more than that.
    """

    first: Sequence[Quoted]
    number: int
    counted: bool = True

    def __str__(self) -> str:
        return f"{self.number:,}" if self.counted else f"at least {self.number:,}"

    @property
    def cut(self) -> str:
        """That only the first are listed; empty where all are."""
        shown = len(self.first)
        return f"the first {shown} of {self}" if shown < self.number or not self.counted else ""


def places_of(text: str, selector: Selector) -> Places:
    """The places that a quotation fits equally well, each with what singles it out.

    Args:
        text: The text of the page.
        selector: The quotation as it was given.

    Returns:
        The places; one where it is found, none where it is not.
    """
    index = TextIndex(text)
    placement = anchor(text, [selector])[0]
    if placement.state in (State.EXACT, State.RECOVERED):
        spans = [(placement.start or 0, placement.end or 0)]
    elif placement.state is State.AMBIGUOUS:
        spans = sorted((each.start, each.end) for each in placement.candidates)
    else:
        spans = []
    quoted = [_quoted(index, selector, start, end) for start, end in spans]
    return Places(quoted, max(len(quoted), placement.places), placement.counted)


def _quoted(index: TextIndex, given: Selector, start: int, end: int) -> Quoted:
    """A place with a selector that singles it out: the given one where it does, and is exact."""
    if given.prefix or given.suffix:
        kept = Selector(_flat(given.exact), _context(given.prefix), _context(given.suffix))
        placement = anchor(index.text, [kept])[0]
        if placement.state is State.EXACT and (placement.start, placement.end) == (start, end):
            return Quoted(kept, start, end)
    return Quoted(shortest_context(index, start, end), start, end)


def find_quotation(text: str, selector: Selector, page: str) -> Quoted:
    """The one place that a quotation stands at.

    Args:
        text: The text of the page.
        selector: The quotation, with the words around it where they are needed.
        page: Path of the page, for messages.

    Raises:
        Refused: It stands nowhere, or at several places.
    """
    places = places_of(text, selector)
    if places.number == 1:
        return places.first[0]
    if not places.number:
        raise ProposalError(_not_found(text, selector, page))
    raise ProposalError(
        f"the quotation stands in {page} at {places} places; say which by the words before "
        f"or after it{places.cut and f', here {places.cut}'}: " + _choices(text, places.first)
    )


def _choices(text: str, places: Sequence[Quoted]) -> str:
    said = []
    for place in places:
        around = place.selector
        parts = [f"before: “{_flat(around.prefix)}”" if around.prefix else ""]
        parts.append(f"after: “{_flat(around.suffix)}”" if around.suffix else "")
        said.append(" and ".join(filter(None, parts)) or in_context(text, place.start, place.end))
    return "; or ".join(said)


def _not_found(text: str, selector: Selector, page: str) -> str:
    placement = anchor(text, [selector])[0]
    nearest = ""
    if placement.start is not None:
        nearest = _flat(text[placement.start : placement.end])
    else:
        near = [each for each in placement.candidates if each.score.quotation >= _NEAR]
        nearest = _flat(text[near[0].start : near[0].end]) if near else ""
    words = _flat(selector.exact)
    if nearest == words:
        return f"“{words[:300]}” stands in {page}, but not between these words before and after it"
    words = words if len(words) <= AROUND else words[: AROUND - 1] + "…"
    message = f"“{words}” does not stand in {page}; copy the words from the page"
    if _OMISSION.search(selector.exact):
        message += (
            "; a quotation leaves nothing out: give the whole passage, or only the words before"
            " or after the “…”"
        )
    return message + (f"; the nearest there is “{nearest[:300]}”" if nearest else "")


def in_context(text: str, start: int, end: int) -> str:
    """A passage with the words around it, on one line, the passage in square brackets.

    Args:
        text: The text.
        start: First code point of the passage.
        end: One past its last.
    """
    before = " ".join(("." + text[max(0, start - AROUND) : start] + ".").split())[1:-1]
    after = " ".join(("." + text[end : end + AROUND] + ".").split())[1:-1]
    left = "…" if start > AROUND else ""
    right = "…" if end + AROUND < len(text) else ""
    return f"{left}{before}[{_flat(text[start:end])}]{after}{right}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _context(text: str | None) -> str | None:
    return _flat(text) or None if text else None
