"""The dates of sources: read from CSL-JSON, told in words, and made ready for a style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotated_edition.locales import Words, partial_date, year_name
from annotated_edition.model import DatePoint, PartialDate, edtf_of, parse_date

__all__ = ["date_in_words", "date_of", "first_day", "for_style"]

_MODERN = 1000  # years before it need their era
_SEASONS = range(1, 5)


def date_of(value: Any) -> PartialDate | None:
    """A CSL date; None where it is missing, or in words that no calendar knows."""
    try:
        return parse_date(_edtf(value)) if value else None
    except (TypeError, ValueError, IndexError):
        return None


def first_day(value: Any) -> int | None:
    """The number of the first day that a CSL date may be, to sort by."""
    dated = date_of(value)
    if dated is None and isinstance(value, Mapping):  # words, and the year they belong to
        dated = date_of({"date-parts": value.get("date-parts")})
    return dated.first if dated else None


def date_in_words(value: Any, words: Words) -> str:
    """A CSL date in the words of a language; empty where there is none."""
    if date_of(value) is not None:
        return partial_date(words, _edtf(value))
    if isinstance(value, Mapping):
        value = value.get("edtf") or value.get("literal") or value.get("raw") or ""
    return " ".join(str(value or "").split())


def for_style(value: Any, words: Words) -> Any:
    """A CSL date with what a style's processor cannot tell of it in words.

    An era, a decade and doubt are put around the year that the style shows. A range is put into
    words as a whole, since the processor drops it where a style shows a part of it only.
    """
    dated = date_of(value)
    if dated is None:
        return {"literal": date_in_words(value, words)} if value else value
    if dated.ranged:
        return {"literal": date_in_words(value, words)}
    point = dated.points[0]
    marked = point.unspecified or point.approximate or point.uncertain
    return _shown(point, words) if marked or point.year < _MODERN else value


def _shown(point: DatePoint, words: Words) -> dict[str, Any]:
    parts = [part for part in (point.common_year, point.month, point.day) if part]
    date: dict[str, Any] = {"date-parts": [parts]}
    if point.season:
        date["season"] = point.season
    if point.unspecified:
        first, last = year_name(words, point.year), year_name(words, point.last_year)
        date["year-shown"] = words("date_between", first=first, last=last)
    elif point.year < _MODERN:
        date["year-shown"] = year_name(words, point.year)
    if point.approximate:
        date |= {"circa": True, "circa-shown": _around("date_circa", words)}
    if point.uncertain:
        date["uncertain-shown"] = _around("date_uncertain", words)
    return date


def _around(key: str, words: Words) -> tuple[str, str]:
    before, _, after = words(key, date="\0").partition("\0")
    return before, after


def _edtf(value: Any) -> str:
    """A CSL date in EDTF.

    Raises:
        ValueError: It is none that EDTF knows.
    """
    if not isinstance(value, Mapping):
        return str(value).strip()
    if written := value.get("edtf"):
        return str(written).strip()
    parts = [[int(part) for part in point] for point in value.get("date-parts") or () if point]
    season = int(value.get("season") or 0) % 20
    if len(parts) == 1 and season in _SEASONS:
        parts = [[parts[0][0], 20 + season]]
    points = [edtf_of(point) for point in parts[:2]]
    mark = "~" if value.get("circa") else ""
    return "/".join(f"{point}{mark}" for point in points)
