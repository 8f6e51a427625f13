"""Dates as exact as they are known: EDTF (ISO 8601-2), levels 0 and 1.

`datetime.date` has no year before 1, so a day is a number, counted as `date.toordinal` does and
on below zero, in the Gregorian calendar. A year is kept as ISO 8601 counts it, 0 for 1 BC, and
written as CSL and people count: `-0350` is 350 BC however many digits it has, and there is no
year 0. EDTF alone would have it 351 BC; two ways of counting in one file would be a trap.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

__all__ = [
    "EDTF",
    "DatePoint",
    "PartialDate",
    "calendar_day",
    "day_number",
    "edtf_of",
    "parse_date",
]

_POINT = r"-?(\d{4}(-(\d\d|XX)(-(\d\d|XX))?)?|\d{3}X|\d\dXX|\d{1,3})[~?%]?"
_ENDS = r"(\.\.)?"
EDTF = rf"^({_POINT}(/{_POINT}|/{_ENDS})?|{_ENDS}/{_POINT})$"
"""The form of a date, as JSON Schema writes it."""

_READ = re.compile(
    r"(?P<year>-?\d[\dX]{0,3})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%]?)",
    re.ASCII,
)
_CYCLE = 146_097  # days of the 400 years after which the calendar repeats
_YEARS = 400
_MONTHS = 12
_SEASONS = range(21, 25)
_SEASON_STARTS = (3, 6, 9, 12)  # months in which spring, summer, autumn and winter begin
OPEN, UNKNOWN = "..", ""


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day; that of 1 January of the year 1 is 1.

    Raises:
        ValueError: There is no such day.
    """
    cycle, rest = divmod(year - 1, _YEARS)
    return date(rest + 1, month, day).toordinal() + cycle * _CYCLE


def calendar_day(number: int) -> tuple[int, int, int]:
    """Year, month and day of a number."""
    cycle, rest = divmod(number - 1, _CYCLE)
    day = date.fromordinal(rest + 1)
    return day.year + cycle * _YEARS, day.month, day.day


def _last_day(year: int, month: int) -> int:
    return monthrange((year - 1) % _YEARS + 1, month)[1]


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A day, month, season, year or run of years.

    Attributes:
        year: The year; 0 is 1 BC. The first where digits are unspecified.
        month: From 1 on; 0 where it is not known.
        day: From 1 on; 0 where it is not known.
        season: 1 to 4, from spring to winter; 0 for none.
        unspecified: How many of the year's last digits are not known.
        approximate: Whether it is an estimate (`~`, “circa”).
        uncertain: Whether it is doubted (`?`).
    """

    year: int
    month: int = 0
    day: int = 0
    season: int = 0
    unspecified: int = 0
    approximate: bool = False
    uncertain: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing but year, month and day is said."""
        marked = self.season or self.unspecified or self.approximate or self.uncertain
        return not marked

    @property
    def last_year(self) -> int:
        """The last year it may be."""
        return self.year + (1, 10, 100)[self.unspecified] - 1

    @property
    def common_year(self) -> int:
        """The year as CSL and people count: -1 is 1 BC, and there is no year 0."""
        return self.year if self.year > 0 else self.year - 1

    @property
    def first(self) -> int:
        """Number of the first day it may be."""
        month = _SEASON_STARTS[self.season - 1] if self.season else self.month or 1
        return day_number(self.year, month, self.day or 1)

    @property
    def last(self) -> int:
        """Number of the last day it may be."""
        year, month = self.last_year, self.month or _MONTHS
        if self.season:
            year, month = divmod(year * _MONTHS + _SEASON_STARTS[self.season - 1] + 1, _MONTHS)
            month += 1
        return day_number(year, month, self.day or _last_day(year, month))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, or the range between two.

    Attributes:
        begin: The date, or the beginning of the range; None where it is open or unknown.
        end: The end of the range; None where it is open or unknown. The date again, for no range.
        ranged: Whether it is a range.
        open: Whether a missing end is open (`..`) rather than unknown.
    """

    begin: DatePoint | None
    end: DatePoint | None
    ranged: bool = False
    open: bool = False

    @property
    def points(self) -> tuple[DatePoint, ...]:
        """What is known: one date, or both ends."""
        ends = (self.begin, self.end) if self.ranged else (self.begin,)
        return tuple(point for point in ends if point is not None)

    @property
    def first(self) -> int:
        """Number of the first day; of the known end where the beginning is not known."""
        return self.points[0].first

    @property
    def last(self) -> int:
        """Number of the last day; of the known end where the end is not known."""
        return self.points[-1].last


@lru_cache(maxsize=1_000)
def parse_date(text: str) -> PartialDate:
    """Read a date in EDTF, level 0 or 1, without a time of the day.

    A year may have fewer than four digits: `476`. `-350` and `-0350` are 350 BC.

    Args:
        text: The date as written.

    Raises:
        ValueError: It is none, or there is no such day; the message says what is wrong.
    """
    first, slash, last = text.partition("/")
    if not slash:
        point = _point(text)
        return PartialDate(point, point)
    if "/" in last:
        raise ValueError("a range has two ends")
    ends = [None if end in (OPEN, UNKNOWN) else _point(end) for end in (first, last)]
    begin, end = ends
    if begin is None and end is None:
        raise ValueError("neither the beginning nor the end of this range is known")
    if begin and end and end.last < begin.first:
        raise ValueError("the range ends before it begins")
    return PartialDate(begin, end, ranged=True, open=OPEN in (first, last))


def edtf_of(parts: Sequence[int]) -> str:
    """Year, month and day as CSL counts them, in the form of EDTF: -350 is 350 BC in both."""
    year = parts[0]
    sign = "-" if year < 0 else ""
    return "-".join([f"{sign}{abs(year):04}", *(f"{part:02}" for part in parts[1:])])


def _point(text: str) -> DatePoint:
    found = _READ.fullmatch(text)
    if found is None or not re.fullmatch(_POINT, text, re.ASCII):
        raise ValueError(_refusal(text))
    digits = found["year"].lstrip("-")
    sign = -1 if found["year"].startswith("-") else 1
    unspecified = digits.count("X")
    year = sign * int(digits.replace("X", "0"))
    if not year and not unspecified:
        raise ValueError("there is no year 0; 1 BC is -0001")
    if sign < 0:
        year += 1 - (10**unspecified - 1)
    month, day = (int(part) if part and part != "XX" else 0 for part in found.group(2, 3))
    mark = found["mark"]
    marks = {"approximate": mark in {"~", "%"}, "uncertain": mark in {"?", "%"}}
    if month in _SEASONS and found["day"] is None:
        return DatePoint(year, season=month - _SEASONS.start + 1, **marks)
    _check(found["month"], found["day"], year, month, day)
    return DatePoint(year, month, day, unspecified=unspecified, **marks)


def _check(month_text: str | None, day_text: str | None, year: int, month: int, day: int) -> None:
    """Refuses what no calendar has."""
    if month_text == "XX" and day_text not in (None, "XX"):
        raise ValueError("a day without its month is not taken (EDTF level 2)")
    if month_text not in (None, "XX") and not 1 <= month <= _MONTHS:
        if _SEASONS.stop <= month <= 41:  # noqa: PLR2004 - the last of EDTF's groups of months
            raise ValueError("of EDTF's seasons, 21 (spring) to 24 (winter) are taken")
        raise ValueError(f"there is no month {month}")
    if day_text not in (None, "XX") and not 1 <= day <= _last_day(year, month):
        written = year if year > 0 else year - 1
        raise ValueError(f"{month_name[month]} {written} has no day {day}")


def _refusal(text: str) -> str:
    """What a text that is not a date may have meant."""
    if re.match(r"-?\d{4}-\d\d-\d\dT", text):
        return "a date is taken without the time of the day"
    if found := re.fullmatch(
        r"0*([1-9]\d{0,3})\s*(?:BCE?|B\.\s?C\.(?:\s?E\.)?)", text, re.IGNORECASE
    ):
        return f"{found[1]} BC is written {edtf_of([-int(found[1])])}"
    if found := re.fullmatch(r"(?:ca?\.?|circa|about)\s*(\d{4})", text, re.IGNORECASE):
        return f"about {found[1]} is written {found[1]}~"
    if re.match(r"Y-?\d", text):
        return "years of more than four digits (EDTF's Y) are not taken"
    if re.match(r"[\[{]|[~?%]\d|-?[\dX]{4}[~?%]-|-?[\dX]*X|-?\d+[ES]\d", text):
        return (
            "this is not a date of EDTF level 0 or 1; the marks ~, ? and % come last, and X"
            " stands for the last digits of a year, a whole month or a whole day"
        )
    return "this is not a date"
