"""Dates that are known to the day, the month or the year, and ranges of them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

__all__ = ["PERIOD", "Period", "period_of"]

_MONTHS = 12
_DAY = 3  # parts of a date that is known to the day
_POINT = r"\d{4}(-\d{2}(-\d{2})?)?"
PERIOD = rf"^{_POINT}(/{_POINT})?$"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of a date to its last.

    Attributes:
        start: First day.
        end: Last day.
        parts: Year, month and day as far as they are known; one or two of them.
    """

    start: date
    end: date
    parts: tuple[tuple[int, ...], ...]


def _parts(text: str) -> tuple[int, ...]:
    parts = tuple(int(part) for part in text.split("-"))
    if parts[0] < 1:
        raise ValueError("there is no year 0")
    if len(parts) > 1 and not 1 <= parts[1] <= _MONTHS:
        raise ValueError(f"there is no month {parts[1]}")
    days = calendar.monthrange(*parts[:2])[1] if len(parts) > 1 else 0
    if len(parts) == _DAY and not 1 <= parts[2] <= days:
        raise ValueError(f"{calendar.month_name[parts[1]]} {parts[0]} has no day {parts[2]}")
    return parts


def _first(parts: tuple[int, ...]) -> date:
    return date(*(*parts, 1, 1)[:3])


def _last(parts: tuple[int, ...]) -> date:
    year, month, *day = (*parts, 12)[:2] if len(parts) < _DAY else parts
    return date(year, month, *(day or [calendar.monthrange(year, month)[1]]))


def period_of(text: str) -> Period:
    """Reads `2022-09-28`, `2022-09`, `2022`, or two of them with a slash between.

    Args:
        text: The date as written.

    Returns:
        The period.

    Raises:
        ValueError: It is none, or there is no such day; the message says what is wrong.
    """
    if not re.fullmatch(PERIOD, text, re.ASCII):
        raise ValueError("this is not a date")
    parts = tuple(_parts(point) for point in text.split("/"))
    period = Period(_first(parts[0]), _last(parts[-1]), parts)
    if period.end < period.start:
        raise ValueError("the range ends before it begins")
    return period
