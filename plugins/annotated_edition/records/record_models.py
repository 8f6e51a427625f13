"""Pydantic models and the model's records, both made from the table of fields."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    create_model,
)

from annotated_edition.model import (
    EDTF,
    Annotation,
    Assessment,
    Citation,
    Event,
    Location,
    PartialDate,
    Selector,
    Speaker,
    Spelling,
    Term,
    keys_of,
    parse_date,
    type_hints,
)
from annotated_edition.yaml_files import Map, Marks

from .colour import DarkColour, LightColour
from .fields import (
    LANG,
    Context,
    Day,
    DayOrNone,
    Lang,
    Record,
    Slug,
    SourceLinks,
    Switch,
    Text,
    TextOrTexts,
    WebUrl,
    Whole,
    as_list,
    fault,
    reference_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotated_edition.model import RecordField

    from .fields import SourceLink

__all__ = [
    "AnnotationsFile",
    "SpeakersFile",
    "TermsFile",
    "TimelineFile",
    "citations_of",
    "event_of",
    "model_of",
    "record_of",
    "slug_of",
]

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_EDTF_FORMS = "2022-09-28, 2022-09, 2022 or a/b"
_SPELT = {"/": "-to-", "..": "open", "~": "-circa", "?": "-uncertain", "%": "-doubtful"}
"""Characters of EDTF in ids that are made of dates."""
_KIND_RULES: dict[str, Any] = {
    "dependencies": {"qualifier": ["rating"]},
    "if": {"properties": {"kind": {"const": "claim"}}},
    "then": {"not": {"required": ["speaker"]}},
    "else": {
        "not": {
            "anyOf": [
                {"required": [name]}
                for name, field in keys_of(Annotation).items()
                if field.key.claims_only
            ]
        }
    },
}


def _dated(value: Any) -> PartialDate:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError as error:
            raise fault("date", str(error), _EDTF_FORMS) from None
    raise fault("date", "this is not a date", _EDTF_FORMS)


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class _Annotation(Record):
    """What the keys of an annotation have to do with each other."""

    model_config = ConfigDict(json_schema_extra=_KIND_RULES)


@cache
def model_of(record: type) -> type[BaseModel]:
    """The pydantic model that checks the keys of a record of the model."""
    keys: dict[str, Any] = {
        name: (_type(field), _field(field)) for name, field in keys_of(record).items()
    }
    model: type[BaseModel] = create_model(
        f"{record.__name__}Record",
        __base__=_Annotation if record is Annotation else Record,
        __doc__=(record.__doc__ or "").partition("\n")[0],
        **keys,
    )
    return model


def _field(field: RecordField) -> Any:
    return Field(
        ... if field.required else field.default,
        description=field.key.description,
        examples=list(field.key.examples) or None,
    )


def _type(field: RecordField) -> Any:
    """The pydantic type of a key: that of its format, or else that of its field's type."""
    type_ = field.type
    nullable = type(None) in get_args(type_)
    if nullable:
        (type_,) = (each for each in get_args(type_) if each is not type(None))
    if field.key.format:
        found: Any = _FORMATS[field.key.format]
    elif isinstance(type_, type) and issubclass(type_, StrEnum):
        found = type_
    elif type_ in _TYPES:
        found = _TYPES[type_]
    else:
        found = list[model_of(get_args(type_)[0])]  # type: ignore[misc] # made at run time
    return found | None if nullable else found


_TYPES: dict[Any, Any] = {
    str: Text,
    date: Day,
    bool: Switch,
    int: Whole,
    tuple[str, ...]: TextOrTexts,
    tuple[Citation, ...]: SourceLinks,
}
_FORMATS: dict[str, Any] = {
    "slug": Slug,
    "lang": Lang,
    "web address": WebUrl,
    "context": Context,
    "day or nothing": DayOrNone,
    "list": list[Text],
    "annotations": list[Annotated[str, *reference_to("annotation")]],
    "speaker": Annotated[str, *reference_to("speaker")],
    "rating": Annotated[str, *reference_to("rating")],
    "qualifier": Annotated[
        str,
        StringConstraints(pattern=r"\S", max_length=80),
        WithJsonSchema({**_TEXT, "maxLength": 80}),
    ],
    "raters": Annotated[
        list[Text],
        Field(min_length=1),
        BeforeValidator(as_list),
        WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}),
    ],
    "edtf": Annotated[
        PartialDate,
        PlainValidator(_dated),
        WithJsonSchema({"type": ["string", "integer"], "pattern": EDTF}),
    ],
    "light colour": LightColour,
    "dark colour": DarkColour,
    "icon": Annotated[
        str,
        StringConstraints(pattern=r"^\S{1,2}$"),
        WithJsonSchema({"type": ["string", "number"], "pattern": r"^\S{1,2}$"}),
    ],
}
_SPELLING = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": _TEXT,
        "lang": {"type": "string", "pattern": LANG},
        "note": _TEXT,
    },
}
_FORMATS["spellings"] = list[  # type: ignore[misc] # made at run time
    Annotated[
        model_of(Spelling),
        BeforeValidator(_named),
        WithJsonSchema({"anyOf": [_TEXT, _SPELLING]}),
    ]
]


class AnnotationsFile(Record):
    """The annotations of one page, or some of them."""

    annotations: list[model_of(Annotation)]  # type: ignore[valid-type] # made at run time


class SpeakersFile(Record):
    """The speakers of the edition, or some of them."""

    speakers: list[model_of(Speaker)]  # type: ignore[valid-type] # made at run time


class TermsFile(Record):
    """The glossary, or a part of it."""

    terms: list[model_of(Term)]  # type: ignore[valid-type] # made at run time


class TimelineFile(Record):
    """The timeline, or a part of it."""

    events: list[model_of(Event)]  # type: ignore[valid-type] # made at run time


def record_of(record: Any, checked: Any, node: Map, path: str, **given: Any) -> Any:
    """A record of the model, made of what was checked.

    Args:
        record: The model's dataclass.
        checked: The mapping, as pydantic has it.
        node: Where it was read from.
        path: The file, relative to the project's folder.
        given: Values of fields that are not keys.
    """
    values = given
    hints = type_hints(record)
    if "location" in hints:
        place = node.at("rating") if record is Assessment else node.place
        values.setdefault("location", Location(path, *place))
    if "marks" in hints:
        values["marks"] = Marks.of(path, node)
    for name, field in keys_of(record).items():
        if name not in hints or name in values:
            continue
        value = getattr(checked, name)
        item = get_args(field.type)[0] if isinstance(value, list) else None
        if item is Citation:
            value = citations_of(value, node, path)
        elif item is not None and item is not str:
            value = tuple(
                record_of(item, each, inner, path)
                for each, inner in zip(value, node[name], strict=True)
            )
        elif item is not None:
            value = tuple(value)
        values[name] = value
    if record is Annotation:
        around = (_context(checked.prefix), _context(checked.suffix))
        values["selector"] = Selector(checked.exact, *around)
        values["needs_review"] = checked.reviewed is None and "reviewed" in node
    return record(**values)


def _context(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


def citations_of(links: Sequence[SourceLink], node: Map, path: str) -> tuple[Citation, ...]:
    """The sources that a record cites, each with its place."""
    if not links:
        return ()
    items = node["sources"]
    places = [
        item.at("id") if isinstance(item, Map) else place
        for item, place in zip(items, items.places, strict=True)
    ]
    return tuple(
        Citation(link.id, link.locator, Location(path, *place))
        for link, place in zip(links, places, strict=True)
    )


def event_of(checked: Any, node: Map, path: str) -> Event:
    """The model's event; without an id of its own, the id is empty."""
    when = checked.date
    event: Event = record_of(
        Event, checked, node, path, start=when.first, end=when.last, dated=node["date"]
    )
    return event


def slug_of(dated: str) -> str:
    """A date as a part of addresses, which cannot hold all characters of EDTF."""
    spelt = dated.strip().lower()
    for mark, word in _SPELT.items():
        spelt = spelt.replace(mark, word)
    spelt = re.sub(r"(?:^|(?<=-to-))-(?=\d)", "bc-", spelt)
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")
