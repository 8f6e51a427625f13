"""Dates of which only a part may be known, in the words of a language."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_interval, format_skeleton

from . import Words
from . import _locale as locale_of

__all__ = ["interval", "partial_date"]

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_SKELETONS = {1: "y", 2: "yMMMM"}


def partial_date(words: Words, written: str) -> str:
    """A day, month, year, or range of them, as the language writes it.

    Args:
        words: The language.
        written: `2022-09-28`, `2022-09`, `2022`, or two of them with a slash between.

    Returns:
        The date in words; the text as written where it is none of these.
    """
    first, slash, last = written.partition("/")
    if slash:
        begin, end = _parse(first), _parse(last)
        if begin and end and begin[1] == end[1] == 3:  # noqa: PLR2004 - both are days
            return interval(words, begin[0], end[0])
        parts = (partial_date(words, part.strip()) for part in (first, last))
        return "–".join(part for part in parts if part)
    parsed = _parse(written)
    if parsed is None:
        return written
    day, known = parsed
    if known not in _SKELETONS:
        return words.date(day)
    return str(format_skeleton(_SKELETONS[known], day, locale=locale_of(words.locale)))


def interval(words: Words, begin: date, end: date) -> str:
    """Two days as one range, without saying twice what they share (`23–27 September 2022`)."""
    if begin == end:
        return words.date(begin)
    locale = locale_of(words.locale)
    return str(format_interval(begin, end, skeleton="yMMMMd", locale=locale))


def _parse(written: str) -> tuple[date, int] | None:
    """A date, and how many of its three parts are known."""
    match = _DAY.fullmatch(written.strip())
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        return date(*[*parts, 1, 1][:3]), len(parts)
    except ValueError:
        return None
