"""Sources: `sources.yml` or the files in `sources/`, in CSL-YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Never, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    create_model,
    model_validator,
)

from annotated_edition.model import Location, Source

from .csl import CSL_TYPES, DATES, NAMES, NUMBERS, TEXTS
from .fields import Record, SourceId, Switch, Text, WebUrl, fault
from .periods import PERIOD, period_of
from .tree import Map, Marks

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema

__all__ = ["ReferenceRecord", "ReferencesFile", "source_of"]

_DATE_FORMS = "2022-09-28, 2022-09, 2022, a/b or {year: 2022, month: 9, day: 28}"
_SEASONS = {"21": 1, "22": 2, "23": 3, "24": 4}
_POINT_KEYS = ("year", "month", "day")
_DATE_KEYS = frozenset("date-parts season circa literal raw year month day".split())


class Name(Record):
    """A person's name in parts, or a body's name as one literal."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None
    suffix: Text | None = None
    dropping_particle: Text | None = Field(None, alias="dropping-particle")
    non_dropping_particle: Text | None = Field(None, alias="non-dropping-particle")
    comma_suffix: Switch | None = Field(None, alias="comma-suffix")
    static_ordering: Switch | None = Field(None, alias="static-ordering")
    parse_names: Switch | None = Field(None, alias="parse-names")

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=False,
        json_schema_extra={"anyOf": [{"required": ["family"]}, {"required": ["literal"]}]},
    )

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.family is None and self.literal is None:
            raise fault("name", "this name has neither “family” nor “literal”", "one of the two")
        return self


class _OneOrMany:
    """A list, or one mapping for a list of one."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


def _parts_of(text: str) -> dict[str, Any]:
    """A date written as text (EDTF level 0, seasons, `~` for about)."""
    plain = text.rstrip("~?")
    extra: dict[str, Any] = {"circa": True} if plain != text else {}
    season = re.fullmatch(r"(\d{4})-(2[1-4])", plain, re.ASCII)
    if season:
        return {"date-parts": [[int(season[1])]], "season": _SEASONS[season[2]], **extra}
    try:
        parts = period_of(plain).parts
    except ValueError as error:
        raise fault("date", str(error), _DATE_FORMS) from None
    return {"date-parts": [list(point) for point in parts], **extra}


def _refuse_date() -> Never:
    raise fault("date", "this is not a date", _DATE_FORMS)


def _point(point: Any) -> list[int]:
    """Year, month and day, as a list or as Pandoc's mapping."""
    if isinstance(point, Mapping):
        if not point or set(point) - set(_POINT_KEYS):
            _refuse_date()
        point = [point[key] for key in _POINT_KEYS if key in point]
    if not isinstance(point, list) or not 1 <= len(point) <= len(_POINT_KEYS):
        _refuse_date()
    if not all(isinstance(part, str) and re.fullmatch(r"\d{1,4}", part) for part in point):
        _refuse_date()
    numbers = [int(part) for part in point]
    _parts_of("-".join([f"{numbers[0]:04}", *(f"{part:02}" for part in numbers[1:])]))
    return numbers


def _points(value: Any) -> list[list[int]]:
    """`date-parts`: one point in time, or the two of a range."""
    if not isinstance(value, list) or len(value) not in (1, 2):
        _refuse_date()
    return [_point(point) for point in value]


def _date(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return _parts_of(value)
    if isinstance(value, list):
        return {"date-parts": _points(value)}
    if not isinstance(value, Mapping) or set(value) - _DATE_KEYS:
        _refuse_date()
    date: dict[str, Any] = {}
    if "date-parts" in value:
        date["date-parts"] = _points(value["date-parts"])
    elif "year" in value:
        date["date-parts"] = [_point({key: value[key] for key in _POINT_KEYS if key in value})]
    elif isinstance(value.get("raw"), str):
        date = _parts_of(value["raw"])
    date |= {key: value[key] for key in ("literal", "season") if isinstance(value.get(key), str)}
    if value.get("circa") in ("true", "1"):
        date["circa"] = True
    if not date:
        _refuse_date()
    return date


_NUMBER = {"type": ["string", "integer"], "pattern": r"^\d{1,4}$"}
_POINT = {
    "type": "object",
    "properties": {"year": _NUMBER, "month": _NUMBER, "day": _NUMBER},
    "required": ["year"],
}
_DATE_SCHEMA = {
    "anyOf": [
        {"type": ["string", "integer"], "pattern": PERIOD.replace("$", "[~?]?$")},
        {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {**_POINT, "additionalProperties": False},
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
                **_POINT["properties"],  # type: ignore[dict-item]
                "season": {"type": ["string", "integer"]},
                "circa": {"type": ["boolean", "integer"]},
                "literal": {"type": "string"},
                "raw": {"type": "string"},
            },
            "anyOf": [{"required": [key]} for key in ("date-parts", "year", "literal", "raw")],
        },
    ]
}

CslDate = Annotated[dict[str, Any], PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
CslNames = Annotated[list[Name], BeforeValidator(_as_list), _OneOrMany]


class Custom(Record):
    """What CSL has no word for."""

    verified: Switch = Field(
        True,
        description="false where the editors have not seen the source themselves; it is then "
        "shown as “not yet verified”.",
    )

    model_config = ConfigDict(extra="allow")


def _optional(names: tuple[str, ...], type_: Any, description: str) -> dict[str, Any]:
    return {
        re.sub(r"\W", "_", name): (
            type_ | None,
            Field(None, alias=name, description=description.format(name)),
        )
        for name in names
    }


class _Required(Record):
    """An entry of the bibliography."""

    id: SourceId = Field(description="Its name in citations.", examples=["ria-zaporizhzhia"])
    type: Literal[CSL_TYPES] = Field(  # type: ignore[valid-type]
        description="What kind of publication it is.", examples=["article-newspaper"]
    )
    title: Text = Field(description="Its title.")
    URL: WebUrl | None = Field(None, description="Its address.")
    custom: Custom | None = Field(None, description="What this edition adds to CSL.")
    categories: list[Text] | None = Field(None, description="Free keywords.")

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


ReferenceRecord = create_model(
    "ReferenceRecord",
    __base__=_Required,
    __doc__="An entry of the bibliography, in CSL’s variables.",
    **_optional(NAMES, CslNames, "CSL names: {}."),
    **_optional(
        DATES, CslDate, f"CSL date: {{}}; {_DATE_FORMS.replace('{', '{{').replace('}', '}}')}."
    ),
    **_optional(NUMBERS, Text, "CSL number: {}."),
    **_optional(tuple(name for name in TEXTS if name != "title"), Text, "CSL text: {}."),
)


class ReferencesFile(Record):
    """The sources of the edition, or some of them."""

    references: list[ReferenceRecord]


def source_of(record: Any, node: Map, path: str) -> Source:
    """The model's source."""
    csl = record.model_dump(by_alias=True, exclude_none=True, exclude={"custom", "categories"})
    custom = record.custom
    return Source(
        record.id,
        csl,
        Location(path, *node.place),
        custom is None or custom.verified,
        Marks.of(path, node),
    )
