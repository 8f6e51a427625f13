"""Dates of bibliography entries, as CSL-JSON, Pandoc and EDTF write them, in one form.

Years are counted as people do: -350 is 350 BC, and there is no year 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Never

from pydantic import PlainValidator, WithJsonSchema

from annotated_edition.model import EDTF, PartialDate, edtf_of, parse_date

from .fields import fault

__all__ = ["DATE_FORMS", "CslDate"]

DATE_FORMS = "2022-09-28, 2022-09, 2022, a/b or {year: 2022, month: 9, day: 28}"
_POINT_KEYS = ("year", "month", "day")
_DATE_KEYS = frozenset("date-parts season circa literal raw year month day".split())
_NOT_CIRCA = frozenset(("", "0", "false", "no"))
_SEASONS = range(21, 25)  # EDTF's, which CSL's processors take for months, too
_MONTHS = 12
_NO_YEAR = "CSL has no year 0; -1 is 1 BC"
_PART = re.compile(r"-?\d{1,4}", re.ASCII)


def _refuse() -> Never:
    raise fault("date", "this is not a date", DATE_FORMS)


def _parsed(text: str) -> PartialDate:
    try:
        return parse_date(text)
    except ValueError as error:
        raise fault("date", str(error), DATE_FORMS) from None


def _from_edtf(text: str) -> dict[str, Any]:
    """A date written as text."""
    dated = _parsed(text)
    points = dated.points
    value: dict[str, Any] = {
        "date-parts": [
            [part for part in (point.common_year, point.month, point.day) if part]
            for point in points
        ]
    }
    if not dated.ranged and points[0].season:
        value["season"] = points[0].season
    if any(point.approximate for point in points):
        value["circa"] = True
    simple = all(not (point.uncertain or point.unspecified) for point in points)
    if dated.ranged:
        simple = len(points) == 2 and all(point.plain for point in points)  # noqa: PLR2004
    # What CSL has no word for is kept as it was written.
    return value if simple else {**value, "edtf": text}


def _point(point: Any) -> list[int]:
    """Year, month and day, as a list or as Pandoc's mapping; a season comes as a month."""
    if isinstance(point, Mapping):
        if not point or set(point) - set(_POINT_KEYS):
            _refuse()
        point = [point[key] for key in _POINT_KEYS if key in point]
    if not isinstance(point, list) or not 1 <= len(point) <= len(_POINT_KEYS):
        _refuse()
    while point and point[-1] == "":
        point = point[:-1]
    if not all(isinstance(part, str) and _PART.fullmatch(part) for part in point):
        _refuse()
    numbers = [int(part) for part in point]
    if not any(numbers):
        return []  # an open end, as Zotero writes it
    while not numbers[-1]:
        numbers.pop()
    if not numbers[0]:
        raise fault("date", _NO_YEAR, DATE_FORMS)
    _parsed(edtf_of(numbers))
    return numbers


def _points(value: Any) -> dict[str, Any]:
    """`date-parts`: one point in time, or the two of a range."""
    if not isinstance(value, list) or len(value) not in (1, 2):
        _refuse()
    points = [_point(point) for point in value]
    if not any(points):
        raise fault("date", _NO_YEAR, DATE_FORMS)
    if len(points) == 1:
        (point,) = points
        if len(point) > 1 and point[1] > _MONTHS:
            return {"date-parts": [point[:1]], "season": point[1] - _SEASONS.start + 1}
        return {"date-parts": points}
    edtf = "/".join(edtf_of(point) if point else ".." for point in points)
    if not all(points):
        return {**_from_edtf(edtf), "edtf": edtf}
    return {**_from_edtf(edtf), "date-parts": points}


def _date(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return _from_edtf(value.strip())
    if isinstance(value, list):
        return _points(value)
    if not isinstance(value, Mapping) or set(value) - _DATE_KEYS:
        _refuse()
    date: dict[str, Any] = {}
    if "date-parts" in value:
        date = _points(value["date-parts"])
    elif "year" in value:
        date = _points([{key: value[key] for key in _POINT_KEYS if key in value}])
    elif isinstance(raw := value.get("raw"), str):
        date = _raw(raw)
    if isinstance(literal := value.get("literal"), str):
        date["literal"] = literal
    date |= _season(value.get("season"), date)
    if not date:
        _refuse()
    circa = value.get("circa")
    if isinstance(circa, str) and circa.strip().lower() not in _NOT_CIRCA:
        date["circa"] = True
    return date


def _season(value: Any, date: Mapping[str, Any]) -> dict[str, Any]:
    """CSL's 1 to 4 or EDTF's 21 to 24; a season in words is kept with the year."""
    if not isinstance(value, str) or not value:
        return {}
    if re.fullmatch(r"2?[1-4]", value, re.ASCII):
        return {"season": int(value) % 10}
    if value.isdecimal():
        raise fault("date", "this is not a season", "1 (spring) to 4 (winter)")
    if "literal" in date:
        return {}
    years = [str(point[0]) for point in date.get("date-parts", ())[:1]]
    words = " ".join([value, *years])
    return {"literal": words, "edtf": words}


def _raw(text: str) -> dict[str, Any]:
    """What a reference manager took over from a page: a date, or words."""
    try:
        return _from_edtf(text.strip())
    except ValueError:
        return {"literal": text}


_NUMBER = {"type": ["string", "integer"], "pattern": r"^-?\d{1,4}$"}
_POINT_SCHEMA = {
    "type": "object",
    "properties": {"year": _NUMBER, "month": _NUMBER, "day": _NUMBER},
    "required": ["year"],
}
_DATE_SCHEMA = {
    "anyOf": [
        {"type": ["string", "integer"], "pattern": EDTF},
        {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {**_POINT_SCHEMA, "additionalProperties": False},
        },
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": _NUMBER},
                },
                **_POINT_SCHEMA["properties"],  # type: ignore[dict-item]
                "season": {"type": ["string", "integer"]},
                "circa": {"type": ["boolean", "integer", "string"]},
                "literal": {"type": "string"},
                "raw": {"type": "string"},
            },
            "anyOf": [{"required": [key]} for key in ("date-parts", "year", "literal", "raw")],
        },
    ]
}

CslDate = Annotated[dict[str, Any], PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
"""A date in CSL's form: `date-parts`, `season`, `circa`, `literal`, and `edtf` for the rest."""
