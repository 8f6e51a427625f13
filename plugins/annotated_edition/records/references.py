"""Sources: `sources.yml` or the files in `sources/`, in CSL-YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self
from urllib.parse import quote

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
    model_validator,
)

from annotated_edition.model import Location, Source
from annotated_edition.yaml_files import Map, Marks

from .csl import CSL_TYPES, DATES, NAMES, NUMBERS, TEXTS
from .csl_dates import DATE_FORMS, CslDate
from .fields import Record, SourceId, Switch, Text, WebUrl, fault

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema

__all__ = ["ReferenceRecord", "ReferencesFile", "source_from"]


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


def _encoded(value: Any) -> Any:
    """An address as reference managers take it over, with what browsers encode encoded."""
    if not isinstance(value, str):
        return value
    return re.sub(r'[<>"{}|\\^`]', lambda char: quote(char[0]), value.strip())


SourceUrl = Annotated[
    WebUrl,
    BeforeValidator(_encoded),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"{}|\\^`/?#]\S*\s*$"}
    ),
]
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
    URL: SourceUrl | None = Field(None, description="Its address.")
    custom: Custom | None = Field(None, description="What this edition adds to CSL.")
    categories: list[Text] | None = Field(None, description="Free keywords.")

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


ReferenceRecord = create_model(
    "ReferenceRecord",
    __base__=_Required,
    __doc__="An entry of the bibliography, in CSL’s variables.",
    **_optional(NAMES, CslNames, "CSL names: {}."),
    **_optional(
        DATES,
        CslDate,
        f"CSL date: {{}}; {DATE_FORMS.replace('{', '{{').replace('}', '}}')}. EDTF: "
        "1215~ for about, 1215? for doubtful, 121X for its decade, -0350 for 350 BC.",
    ),
    **_optional(NUMBERS, Text, "CSL number: {}."),
    **_optional(tuple(name for name in TEXTS if name != "title"), Text, "CSL text: {}."),
)


class ReferencesFile(Record):
    """The sources of the edition, or some of them."""

    references: list[ReferenceRecord]


def source_from(record: Any, node: Map, path: str) -> Source:
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
