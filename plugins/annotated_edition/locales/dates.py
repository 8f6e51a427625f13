"""Dates of which only a part may be known, in the words of a language."""

from __future__ import annotations

from datetime import date

from babel.dates import format_interval, format_skeleton

from annotated_edition.model import DatePoint, PartialDate, parse_date

from .words import Words
from .words import _locale as locale_of

__all__ = ["interval", "partial_date", "year_name"]

_SEASONS = ("spring", "summer", "autumn", "winter")
_MODERN = 1000  # years before it are told with their era, as CSL has it
_STAND_IN = 4444  # a leap year of which no language writes a part differently
_MONTH = "yMMMM"


def partial_date(words: Words, written: str) -> str:
    """A day, month, year, or range of them, as the language writes it.

    Args:
        words: The language.
        written: The date in EDTF: `2022-09-28`, `2022-09`, `-0350`, `1215~`, `2022/2023`.

    Returns:
        The date in words; the text as written where it is none of these.
    """
    try:
        dated = parse_date(written.strip())
    except ValueError:
        return written
    return _ranged(words, dated) if dated.ranged else _point(words, dated.points[0])


def interval(words: Words, begin: date, end: date) -> str:
    """Two days as one range, without saying twice what they share (`23–27 September 2022`)."""
    if begin == end:
        return words.date(begin)
    locale = locale_of(words.locale)
    return str(format_interval(begin, end, skeleton="yMMMMd", locale=locale))


def year_name(words: Words, year: int) -> str:
    """A year as the language writes it, with its era before the year 1000.

    Args:
        words: The language.
        year: The year as ISO 8601 counts it: 0 is 1 BC.
    """
    if year >= _MODERN:
        day = date(year, 1, 1)
        return str(format_skeleton("y", day, locale=locale_of(words.locale)))
    return f"{_common(year)} {_era(words, year)}"


def _common(year: int) -> int:
    return year if year > 0 else 1 - year


def _era(words: Words, year: int) -> str:
    return str(locale_of(words.locale).eras["abbreviated"][int(year > 0)])


def _ranged(words: Words, dated: PartialDate) -> str:
    """Both ends; an unknown one is a question mark, an open one nothing."""
    begin, end = dated.begin, dated.end
    if begin is None or end is None:
        missing = "" if dated.open else words("date_unknown")
        return "–".join(_point(words, point) if point else missing for point in (begin, end))
    if begin.plain and end.plain and not begin.month and not end.month:
        if begin.year < _MODERN and end.year < _MODERN and (begin.year > 0) == (end.year > 0):
            return f"{_common(begin.year)}–{year_name(words, end.year)}"
    elif begin.plain and end.plain and begin.day and end.day and begin.year >= _MODERN:
        days = [date(point.year, point.month, point.day) for point in (begin, end)]
        return interval(words, *days)
    return "–".join(_point(words, point) for point in (begin, end))


def _point(words: Words, point: DatePoint) -> str:
    if point.unspecified:
        shown = words(
            "date_between",
            first=year_name(words, point.year),
            last=year_name(words, point.last_year),
        )
    elif point.season:
        season = _SEASONS[point.season - 1]
        shown = words(f"date_{season}", year=year_name(words, point.year))
    else:
        shown = _calendar(words, point)
    if point.approximate:
        shown = words("date_circa", date=shown)
    return words("date_uncertain", date=shown) if point.uncertain else shown


def _calendar(words: Words, point: DatePoint) -> str:
    """Year, month and day as far as they are known."""
    if not point.month:
        return year_name(words, point.year)
    modern = point.year >= _MODERN
    day = date(point.year if modern else _STAND_IN, point.month, point.day or 1)
    if point.day:
        shown = words.date(day)
    else:
        shown = str(format_skeleton(_MONTH, day, locale=locale_of(words.locale)))
    if modern:
        return shown
    year = str(_common(point.year))
    return f"{shown.replace(str(_STAND_IN), year)} {_era(words, point.year)}"
