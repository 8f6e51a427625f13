"""What an editor has to look at: quotations without their words, and overdue reviews."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from annotated_edition.anchoring import shortest_context, word_difference
from annotated_edition.model import (
    Annotation,
    Candidate,
    Change,
    Edition,
    Placement,
    Problem,
    Selector,
    Severity,
    Speaker,
    State,
    is_overdue,
)
from annotated_edition.rendered_html import drawn_by_script
from annotated_edition.text import collapse

if TYPE_CHECKING:
    from annotated_edition.pages import Placed, Policy

__all__ = [
    "candidate_line",
    "day_of_build",
    "difference_line",
    "finding",
    "number_of_places",
    "overdue_problems",
    "placement_problems",
    "source_line",
]

DETAILED = 50
"""Findings of a document that say where else its words are; the rest are without."""

AROUND = 40  # code points of context on each side of a candidate
SHOWN = 5  # candidates that a message shows
_UNCHECKED = "; part of this page is drawn by a script, which the check cannot see"
LIKE = 0.5  # likeness of a passage below which it is not worth showing as the nearest


def placement_problems(placed: Placed, policy: Policy, source: str) -> list[Problem]:
    """What the editor has to look at in a document.

    Args:
        placed: The document with the placements of its notes.
        policy: How much each state weighs.
        source: The document's Markdown, in which candidates are pointed at by line.
    """
    problems: list[Problem] = []
    for annotation in placed.document.annotations:
        placement = placed.placements[annotation.id]
        if placement.state in policy:
            severity, detailed = policy[placement.state], len(problems) < DETAILED
            problems.append(
                finding(annotation, placement, placed, severity, source, detailed=detailed)
            )
    return problems


def finding(
    annotation: Annotation,
    placement: Placement,
    placed: Placed,
    severity: Severity,
    source: str,
    *,
    detailed: bool = True,
) -> Problem:
    """Tell what became of an annotation whose words do not stand in the text as quoted.

    Args:
        annotation: The annotation.
        placement: Where it came to stand; not `exact`.
        placed: The document and the text of its page.
        severity: How much it weighs.
        source: The document's Markdown.
        detailed: Whether to look up lines and context of the places: each costs a walk through
            the text.
    """
    tell = {
        State.RECOVERED: _recovered,
        State.CHANGED: _changed,
        State.AMBIGUOUS: _ambiguous,
    }.get(placement.state, _orphaned)
    message, expected, nearest, fix, detail = tell(annotation, placement, placed, source)
    return Problem(
        location=annotation.at("exact"),
        code=f"quotation-{placement.state}",
        message=message,
        expected=expected,
        nearest=nearest,
        fix=fix,
        severity=severity,
        detail=tuple(detail) if detailed else (),
        annotation=annotation.id,
    )


_Told = tuple[str, str, str, str, Iterable[str]]


def _recovered(annotation: Annotation, placement: Placement, placed: Placed, source: str) -> _Told:
    del source
    words = _flat(placed.text[placement.start : placement.end])
    return (
        f"“{_short(annotation.selector.exact)}” stands in {placed.document.path} with other"
        " typography or surroundings",
        "",
        words if words != _flat(annotation.selector.exact) else "",
        "run `edition reanchor` to take over the text's own wording and context",
        (),
    )


def _changed(annotation: Annotation, placement: Placement, placed: Placed, source: str) -> _Told:
    start = placement.start or 0

    def detail() -> Iterator[str]:
        line = source_line(source, placed.text, start)
        if line:
            yield f"{placed.document.path}:{line}"
        yield difference_line(placement.difference)

    return (
        f"the words of “{_short(annotation.selector.exact)}” were edited in"
        f" {placed.document.path}",
        "the words as they stand in the text",
        _flat(placed.text[start : placement.end]),
        "run `edition reanchor` and look at the note again",
        detail(),
    )


def _ambiguous(annotation: Annotation, placement: Placement, placed: Placed, source: str) -> _Told:
    return (
        f"“{_short(annotation.selector.exact)}” fits {number_of_places(placement)} places in"
        f" {placed.document.path} equally well",
        "words that stand there once, or a prefix or suffix that decides",
        "",
        "add one of the prefixes or suffixes below",
        _choices(placement.candidates, placed, source, number_of_places(placement)),
    )


def number_of_places(placement: Placement) -> str:
    """How many places fit equally well, in words where they were not all counted."""
    number = max(placement.places, len(placement.candidates))
    return f"{number:,}" if placement.counted else f"at least {number:,}"


def _choices(
    candidates: Sequence[Candidate], placed: Placed, source: str, number: str = ""
) -> Iterator[str]:
    """Places with the same words, each with what would single it out."""
    shown = min(len(candidates), SHOWN)
    if number and number != str(shown):
        yield f"the first {shown} of {number}:"
    for candidate in candidates[:SHOWN]:
        yield candidate_line(candidate, placed, source)
        deciding = _deciding(placed.text, candidate.start, candidate.end)
        parts = [
            f"{name}: {value.strip()}"
            for name, value in (("prefix", deciding.prefix), ("suffix", deciding.suffix))
            if value
        ]
        if parts:
            yield f"    to select this one, add {', '.join(parts)}"


@lru_cache(maxsize=1000)
def _deciding(text: str, start: int, end: int) -> Selector:
    # Notes on the same words that fit the same places get the same advice.
    return shortest_context(text, start, end)


def _orphaned(annotation: Annotation, placement: Placement, placed: Placed, source: str) -> _Told:
    selector = annotation.selector
    given = [name for name in ("prefix", "suffix") if getattr(selector, name)]
    words = _flat(selector.exact)
    same = [c for c in placement.candidates if _flat(placed.text[c.start : c.end]) == words]
    if same and given:
        return (
            f"“{_short(selector.exact)}” stands in {placed.document.path}, but not with this"
            f" {' and '.join(given)}",
            "words right before and after it as they stand in the text",
            "",
            "correct what does not fit, or take it out where the words stand once",
            _choices(same, placed, source),
        )
    near = [c for c in placement.candidates if c.score.quotation >= LIKE][:1]
    nearest = _flat(placed.text[near[0].start : near[0].end]) if near else ""

    def detail() -> Iterator[str]:
        for candidate in near:
            yield candidate_line(candidate, placed, source)
            yield difference_line(word_difference(words, nearest))

    return (
        f"“{_short(selector.exact)}” does not stand in {placed.document.path}",
        "words that stand in the text",
        nearest,
        "copy the words from the page"
        + (", if this is the passage that is meant" if nearest else "")
        + (_UNCHECKED if drawn_by_script(placed.html) else ""),
        detail(),
    )


def candidate_line(candidate: Candidate, placed: Placed, source: str) -> str:
    """A candidate with its line in the document and the words around it."""
    text = placed.text
    before = _flat(text[max(0, candidate.start - AROUND) : candidate.start], keep_end=True)
    after = _flat(text[candidate.end : candidate.end + AROUND], keep_start=True)
    words = _flat(text[candidate.start : candidate.end])
    line = source_line(source, text, candidate.start)
    place = f"{placed.document.path}:{line}" if line else placed.document.path
    return f"{place}: …{before}[{_short(words, 120)}]{after}…"


def difference_line(difference: Iterable[Change]) -> str:
    """A word-level difference, as `git diff --word-diff` shows it."""
    parts = []
    for change in difference:
        old, new = change.old.rstrip(), change.new.rstrip()
        gap = " " * (change.old != old or change.new != new)
        marked = f"[-{old}-]" * bool(old) + f"{{+{new}+}}" * bool(new)
        parts.append((old if change.kept else marked) + gap)
    return "difference: " + "".join(parts).rstrip()


def source_line(source: str, text: str, offset: int) -> int | None:
    """The line of a document's Markdown in which a place of its rendered text begins.

    Markup stands between the words of the one and not of the other, so the words that follow
    are looked for, fewer of them at each try; which of several places it is follows from how
    many stand before it in the text.

    Args:
        source: The Markdown.
        text: The rendered text.
        offset: A code point of `text`.

    Returns:
        The line, counted from 1; None where the words stand in the Markdown in another form.
    """
    words = text[offset : offset + 200].split()
    for count in (8, 5, 3, 2, 1):
        if not words:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words[:count])))
        before = sum(1 for match in pattern.finditer(text) if match.start() < offset)
        for index, match in enumerate(pattern.finditer(source)):
            if index == before:
                return source.count("\n", 0, match.start()) + 1
    return None


def _flat(text: str, *, keep_start: bool = False, keep_end: bool = False) -> str:
    """Text with its white space collapsed; an edge keeps one space where asked."""
    flat = collapse(text)
    start = " " if keep_start and text[:1].isspace() else ""
    end = " " if keep_end and text[-1:].isspace() else ""
    return start + flat + end


def _short(text: str, length: int = 60) -> str:
    """The beginning of a text, cut at a word."""
    flat = _flat(text)
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0] + " …"


def day_of_build() -> date | None:
    """The day of a build as set by `SOURCE_DATE_EPOCH`; None without it.

    A build never looks at the clock: the same records would make another site tomorrow.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def overdue_problems(edition: Edition, day: date | None, severity: Severity) -> Iterator[Problem]:
    """Tell which reviews have fallen due.

    Args:
        edition: The edition.
        day: The day that counts as today; None to tell nothing.
        severity: How much it weighs.
    """
    if day is None:
        return
    for _, annotation in edition.annotations():
        if is_overdue(annotation, day):
            yield _overdue(annotation, f"the note “{annotation.id}”", severity)
    for speaker in edition.speakers.values():
        if is_overdue(speaker, day):
            yield _overdue(speaker, f"the speaker “{speaker.id}”", severity)


def _overdue(record: Annotation | Speaker, named: str, severity: Severity) -> Problem:
    return Problem(
        record.at("due"),
        "review-due",
        f"{named} was to be reviewed by {record.due}",
        fix="hold it against its sources again, then set “reviewed” to that day and “due” to the"
        " next",
        severity=severity,
        annotation=record.id if isinstance(record, Annotation) else None,
    )
