"""The exact stage: the quotation stands there literally, once, or its context singles it out.

Most quotations on most days end here, so it comes before everything else and prepares nothing
but the collapsed text. It answers `exact` or `ambiguous`, or passes the selector on.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from annotated_edition.model import Candidate, Placement, Score, Selector, State
from annotated_edition.text import collapse

from .boundary import at_word_edges, cuts_word, on_word_edges
from .plain import CollapsedText

if TYPE_CHECKING:
    from .index import TextIndex

__all__ = ["MOST_CANDIDATES", "place_exactly"]

MOST_CANDIDATES: Final = 5
"""How many places a placement names; an editor reads no more."""

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
    more = 0  # places beyond those found
    text = plain.text
    if has_prefix or has_suffix:
        # As Hypothesis writes it: prefix + exact + suffix is one literal run of the text.
        head = len(collapse(prefix + selector.exact)) - len(exact)
        run = collapse(prefix + selector.exact + suffix)
        starts = [at + head for at in islice(plain.places(run), 2)]
        # Where a context cuts a word, or lost its space in YAML, only a look at all places tells.
        if len(starts) == 1 and at_word_edges(text, starts[0], starts[0] + len(exact)):
            start, end = plain.original_span(starts[0], starts[0] + len(exact))
            return Placement(State.EXACT, start, end, score)
        found = _in_context(plain, _befores(prefix, selector), exact, _afters(suffix, selector))
    else:
        places = on_word_edges(text, plain.places(exact), len(exact))
        found = list(islice(places, MOST_CANDIDATES))
        more = sum(1 for _ in places)
    if not found:
        return None
    if len(found) == 1:
        start, end = plain.original_span(found[0], found[0] + len(exact))
        return Placement(State.EXACT, start, end, score)
    return _tied(plain, found, len(exact), score, more)


def _befores(prefix: str, selector: Selector) -> tuple[str, ...]:
    """Return how a prefix may join: as given, or with the space that YAML dropped."""
    words = collapse(prefix)
    if not words:
        return ("",)
    spaced = prefix[-1].isspace() or selector.exact[0].isspace()
    return (words + " ",) if spaced else (words, words + " ")


def _afters(suffix: str, selector: Selector) -> tuple[str, ...]:
    words = collapse(suffix)
    if not words:
        return ("",)
    spaced = suffix[0].isspace() or selector.exact[-1].isspace()
    return (" " + words,) if spaced else (words, " " + words)


def _in_context(
    plain: CollapsedText, befores: tuple[str, ...], exact: str, afters: tuple[str, ...]
) -> list[int]:
    """Return where a quotation stands with its context.

    Places on borders of words are preferred: within words only a context that cuts there tells,
    and a side without context does not.
    """
    found: set[int] = set()
    for before in befores:
        for after in afters:
            run = before + exact + after
            found.update(at + len(before) for at in plain.places(run))
    text = plain.text
    size = len(exact)
    free_start, free_end = bool(befores[0]), bool(afters[0])
    places = [
        at
        for at in sorted(found)
        if (free_start or at == 0 or not cuts_word(text, at))
        and (free_end or at + size == len(text) or not cuts_word(text, at + size))
    ]
    return list(on_word_edges(text, places, size)) or places


def _tied(plain: CollapsedText, found: list[int], size: int, score: Score, more: int) -> Placement:
    first = found[:MOST_CANDIDATES]
    candidates = tuple(Candidate(*plain.original_span(at, at + size), score) for at in first)
    return Placement(
        State.AMBIGUOUS,
        score=score,
        runner_up=candidates[1],
        margin=0.0,
        candidates=candidates,
        places=len(found) + more,
    )
