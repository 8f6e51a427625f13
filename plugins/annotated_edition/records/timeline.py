"""Events: `timeline.yml` or the files in `timeline/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from annotated_edition.model import EDTF, Event, Location, PartialDate, parse_date

from .annotations import citations_of
from .fields import Record, Slug, SourceLinks, Switch, Text, fault, reference_to

if TYPE_CHECKING:
    from annotated_edition.yaml_files import Map

__all__ = ["EventRecord", "TimelineFile", "event_of", "slug_of"]

_SPELT = {"/": "-to-", "..": "open", "~": "-circa", "?": "-uncertain", "%": "-doubtful"}
"""Characters of EDTF in ids that are made of dates."""

AnnotationId = Annotated[str, *reference_to("annotation")]


_FORMS = "2022-09-28, 2022-09, 2022 or a/b"


def _dated(value: Any) -> PartialDate:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError as error:
            raise fault("date", str(error), _FORMS) from None
    raise fault("date", "this is not a date", _FORMS)


When = Annotated[
    PartialDate,
    PlainValidator(_dated),
    WithJsonSchema({"type": ["string", "integer"], "pattern": EDTF}),
]


class EventRecord(Record):
    """Something that happened."""

    id: Slug | None = Field(None, description="Its name, part of its address; made of the date.")
    date: When = Field(
        description="A day, a month, a year, or two of them with a slash between, in EDTF: 1215~ "
        "for about, 1215? for doubtful, 121X for the decade, -0350 for 350 BC.",
        examples=["2022-09-28", "2022-09", "2022-09-23/2022-09-27", "1215~"],
    )
    text: Text = Field(description="What happened, in Markdown, with citations as in notes.")
    sources: SourceLinks = Field(
        default_factory=list, description="The sources that the entry leans on."
    )
    annotations: list[AnnotationId] = Field(
        default_factory=list, description="Ids of annotations that it bears on."
    )
    highlight: Switch = Field(False, description="Whether it is the event of the document itself.")


class TimelineFile(Record):
    """The timeline, or a part of it."""

    events: list[EventRecord]


def event_of(record: EventRecord, node: Map, path: str) -> Event:
    """The model's event; without an id of its own, the id is empty."""
    return Event(
        record.id or "",
        record.date.first,
        record.date.last,
        node["date"],
        record.text,
        Location(path, *node.place),
        citations_of(record.sources, node, path),
        tuple(record.annotations),
        record.highlight,
    )


def slug_of(dated: str) -> str:
    """A date as a part of addresses, which cannot hold all characters of EDTF."""
    spelt = dated.strip().lower()
    for mark, word in _SPELT.items():
        spelt = spelt.replace(mark, word)
    spelt = re.sub(r"(?:^|(?<=-to-))-(?=\d)", "bc-", spelt)
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")
