"""The kinds of value that records are made of, each with its JSON Schema.

A YAML file hands over everything as text, as typed; an editor's schema sees numbers and
booleans where YAML does. So `title: 1984` is a text here and a number there, and both are right.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from annotated_edition.yaml_files import Items

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "DAY",
    "LANG",
    "SLUG",
    "SOURCE_ID",
    "URL_SCHEMES",
    "Context",
    "Day",
    "DayOrNone",
    "Lang",
    "Record",
    "Slug",
    "SourceId",
    "SourceLink",
    "SourceLinks",
    "Switch",
    "Text",
    "TextOrTexts",
    "Url",
    "WebUrl",
    "Whole",
    "as_list",
    "fault",
    "reference_to",
]

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SOURCE_ID = r"^[A-Za-z0-9]([A-Za-z0-9_.:+/-]*[A-Za-z0-9])?$"
URL_SCHEMES = ("http", "https", "mailto")
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
LANG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def fault(code: str, message: str, expected: str = "", fix: str = "") -> PydanticCustomError:
    """An error of a validator that becomes a problem as it stands."""
    return PydanticCustomError(
        code,
        "{message}",
        {"message": message, "expected": expected, "fix": fix},
    )


class Record(BaseModel):
    """A mapping in a file of the edition; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


Text = Annotated[
    str,
    StringConstraints(pattern=r"\S"),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
"""Any text but an empty one."""

Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG, max_length=80),
    WithJsonSchema(
        {"type": ["string", "integer", "boolean"], "pattern": SLUG, "maxLength": 80, "minimum": 0}
    ),
]
"""An id: it becomes a part of addresses."""

SourceId = Annotated[
    str,
    StringConstraints(pattern=SOURCE_ID, max_length=80),
    WithJsonSchema({"type": ["string", "integer"], "pattern": SOURCE_ID, "maxLength": 80}),
]
"""The id of a source: a little wider, since reference managers make them up."""

Lang = Annotated[
    str,
    StringConstraints(pattern=LANG),
    WithJsonSchema({"type": "string", "pattern": LANG}),
]
"""A language tag."""


def reference_to(noun: str, pattern: str = SLUG) -> tuple[StringConstraints, WithJsonSchema]:
    """What a key must hold that names a record of another file.

    Args:
        noun: `speaker`, `source`, `rating` or `annotation`; the schema of an edition lists its
            ids there.
        pattern: What such an id looks like.

    Returns:
        Metadata for an annotated `str`.
    """
    schema = {"type": ["string", "integer"], "pattern": pattern, "x-edition": noun}
    return StringConstraints(pattern=r"\S"), WithJsonSchema(schema)


class _DayShape:
    """A text of ten characters, then a date: both steps are taken in pydantic's own code."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Refuses what pydantic alone would take for a date, such as a number of seconds."""
        shape = core_schema.str_schema(pattern=DAY)
        return core_schema.chain_schema([shape, core_schema.date_schema()])


Day = Annotated[
    date,
    _DayShape,
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY}),
]
"""A day of the calendar."""


_EMPTY: dict[str, Any] = {"enum": [None, ""]}


def _without_empty(value: Any) -> Any:
    return None if value == "" else value


DayOrNone = Annotated[
    Day | None,
    BeforeValidator(_without_empty),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date", "pattern": DAY}, _EMPTY]}),
]
"""A day of the calendar, or nothing behind the key."""

Context = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean", "null"]})]
"""Text around a quotation; at the edge of a page it is empty, and exporters write that."""


def _whole(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,6}", value):
        return int(value)
    raise fault("number", "this is not a whole number", "a whole number, such as 3")


Whole = Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer"})]
"""A whole number."""


def _switch(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    raise fault("switch", "this is neither true nor false", "true or false")


Switch = Annotated[bool, PlainValidator(_switch), WithJsonSchema({"type": "boolean"})]
"""Yes or no."""


def _url(value: Any, schemes: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        raise fault("url", "this is not an address", "an address that begins with https://")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise fault("url", "this is not an address", "https://… or http://…") from None
    expected = ", ".join(schemes[:-1]) + f" or {schemes[-1]}"
    if parts.scheme.lower() not in schemes:
        what = f"the scheme “{parts.scheme}”" if parts.scheme else "no scheme"
        raise fault("url", f"this address has {what}", f"an address with {expected}")
    if re.search(r'[\s<>"{}|\\^`]', value):
        raise fault(
            "url", "this address holds a character no address may hold", "it encoded (%20)"
        )
    if parts.scheme.lower() != "mailto" and not parts.hostname:
        raise fault("url", "this address names no host", "such as https://example.org/page")
    return value


def _web_url(value: Any) -> str:
    return _url(value, ("https", "http"))


def _any_url(value: Any) -> str:
    return _url(value, ("https", "http", "mailto"))


_URL_TAIL = r"[^\s<>\"{}|\\^`]"
WebUrl = Annotated[
    str,
    PlainValidator(_web_url),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"{{}}|\\^`/?#]{_URL_TAIL}*$",
        }
    ),
]
"""An address on the web."""
Url = Annotated[
    str,
    PlainValidator(_any_url),
    WithJsonSchema(
        {"type": "string", "pattern": rf"^([Hh][Tt][Tt][Pp][Ss]?://|mailto:){_URL_TAIL}+$"}
    ),
]
"""An address on the web or of a mailbox."""


def as_list(value: Any) -> Any:
    """One text as a list of one."""
    return [value] if isinstance(value, str) else value


_TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
TextOrTexts = Annotated[
    list[Text],
    BeforeValidator(as_list),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
"""One text, or a list of texts."""


class SourceLink(Record):
    """A source that a record leans on: its id, or its id and a place in it."""

    id: Annotated[str, *reference_to("source", SOURCE_ID)]
    locator: Text = ""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A bare id will do."""
        full = handler.resolve_ref_schema(handler(schema))
        whole = dict(full)
        full.clear()
        full.update({"anyOf": [whole["properties"]["id"], whole]})
        return full


def _links(value: Any) -> Any:
    if value.__class__ is Items:
        for item in value:
            if item.__class__ is str:
                return [{"id": each} if isinstance(each, str) else each for each in value]
    return value


SourceLinks = Annotated[list[SourceLink], BeforeValidator(_links)]
"""The sources of a record."""
