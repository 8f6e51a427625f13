"""The exact stage: the quotation stands there literally, once, or its context singles it out.

Most quotations on most days end here, so it comes before everything else and prepares nothing
but the collapsed text. It answers `exact` or `ambiguous`, or passes the selector on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotated_edition.model import Candidate, Placement, Score, Selector, State

from .boundary import at_word_edges, occurrences
from .plain import PlainText, collapse

if TYPE_CHECKING:
    from .index import TextIndex

__all__ = ["MOST_CANDIDATES", "place_exactly"]

MOST_CANDIDATES: Final = 5
"""How many places a placement names; an editor reads no more."""

_MOST_REPEATS: Final = 4096
# Bounds the work on a frequent word whose context is gone. A book of 440,000 characters has
# 4,200 times its commonest word.

_FULL: Final = {
    (prefix, suffix): Score(1.0, 1.0 if prefix else None, 1.0 if suffix else None, 1.0)
    for prefix in (False, True)
    for suffix in (False, True)
}


def place_exactly(index: TextIndex, selector: Selector) -> Placement | None:
    """Place a selector that needs no judgement.

    Args:
        index: The text, made ready.
        selector: The quotation to look up.

    Returns:
        A placement that is `exact`, or `ambiguous` where repeats have the same context;
        None where the selector is for the later stages.
    """
    exact = collapse(selector.exact)
    if not exact:
        return Placement(State.ORPHANED)
    plain = index.plain
    prefix = selector.prefix or ""
    suffix = selector.suffix or ""
    has_prefix, has_suffix = bool(prefix.strip()), bool(suffix.strip())
    score = _FULL[has_prefix, has_suffix]
    text = plain.text
    if has_prefix or has_suffix:
        # As Hypothesis writes it: prefix + exact + suffix is one literal run of the text.
        head = len(collapse(prefix + selector.exact)) - len(exact)
        run = collapse(prefix + selector.exact + suffix)
        first = text.find(run)
        once = first >= 0 and text.find(run, first + 1) < 0
        # Where a context cuts a word, or lost its space in YAML, only a look at all places tells.
        if once and at_word_edges(run, head, head + len(exact)):
            start, end = plain.original_span(first + head, first + head + len(exact))
            return Placement(State.EXACT, start, end, score)
        before, behind = collapse(prefix), collapse(suffix)
        found = [
            at
            for at in occurrences(text, exact, _MOST_REPEATS)
            if (not has_prefix or stands_before(text, at, before))
            and (not has_suffix or stands_after(text, at + len(exact), behind))
        ]
        if not found and first >= 0:
            found = _all(text, run, head)
    else:
        found = occurrences(text, exact, MOST_CANDIDATES)
    if not found:
        return None
    if len(found) == 1:
        start, end = plain.original_span(found[0], found[0] + len(exact))
        return Placement(State.EXACT, start, end, score)
    return _tied(plain, found[:MOST_CANDIDATES], len(exact), score)


def stands_before(text: str, start: int, prefix: str) -> bool:
    """Return whether a collapsed prefix ends at `start`, or one space before it."""
    return text.endswith(prefix, 0, start) or (
        start > 0 and text[start - 1] == " " and text.endswith(prefix, 0, start - 1)
    )


def stands_after(text: str, end: int, suffix: str) -> bool:
    """Return whether a collapsed suffix begins at `end`, or one space after it."""
    return text.startswith(suffix, end) or (
        text[end : end + 1] == " " and text.startswith(suffix, end + 1)
    )


def _all(text: str, run: str, head: int) -> list[int]:
    found: list[int] = []
    at = text.find(run)
    while at >= 0 and len(found) < MOST_CANDIDATES:
        found.append(at + head)
        at = text.find(run, at + 1)
    return found


def _tied(plain: PlainText, found: list[int], size: int, score: Score) -> Placement:
    candidates = tuple(Candidate(*plain.original_span(at, at + size), score) for at in found)
    return Placement(
        State.AMBIGUOUS, score=score, runner_up=candidates[1], margin=0.0, candidates=candidates
    )
