"""Annotations: the files under `annotations/` that mirror the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from annotated_edition.model import Annotation, Assessment, Citation, Kind, Location, Selector
from annotated_edition.yaml_files import Map, Marks

from .fields import (
    Context,
    Day,
    DayOrNone,
    Lang,
    Record,
    Slug,
    SourceLink,
    SourceLinks,
    Text,
    TextOrTexts,
    as_list,
    reference_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["AnnotationRecord", "AnnotationsFile", "annotation_of", "citations_of"]

Qualifier = Annotated[
    str,
    StringConstraints(pattern=r"\S", max_length=80),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": 80}),
]
SpeakerId = Annotated[str, *reference_to("speaker")]
RatingId = Annotated[str, *reference_to("rating")]
_RATER = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
Raters = Annotated[
    list[Text],
    Field(min_length=1),
    BeforeValidator(as_list),
    WithJsonSchema({"anyOf": [_RATER, {"type": "array", "items": _RATER, "minItems": 1}]}),
]


_KIND_RULES: dict[str, Any] = {
    "dependencies": {"qualifier": ["rating"]},
    "if": {"properties": {"kind": {"const": "claim"}}},
    "then": {"not": {"required": ["speaker"]}},
    "else": {
        "not": {
            "anyOf": [
                {"required": [key]} for key in ("claimant", "rating", "qualifier", "assessments")
            ]
        }
    },
}


class AssessmentRecord(Record):
    """What another rater found of a claim."""

    by: Raters = Field(description="Who assessed the claim.", examples=["bea"])
    rating: RatingId = Field(description="What they found.")
    qualifier: Qualifier = Field("", description="What their rating is limited to.")
    reviewed: Day | None = Field(None, description="When they assessed it.")
    note: Text = Field("", description="Why, in Markdown, with citations as in notes.")


class AnnotationRecord(Record):
    """One note on one passage."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_KIND_RULES)

    id: Slug = Field(
        description="Its name, unique in the edition; part of the address of the note.",
        examples=["turnout-zaporizhzhia"],
    )
    kind: Kind = Field(
        description="What it is about. `claim` can be rated; `furniture` is what came along "
        "with the text, such as a promotional line, and is folded away.",
    )
    exact: Text = Field(
        description="The words it speaks of, copied from the page as a reader sees it.",
        examples=["a turnout of 85.4 percent"],
    )
    prefix: Context | None = Field(
        None, description="Words right before the quotation, where it stands on the page twice."
    )
    suffix: Context | None = Field(
        None, description="Words right after the quotation, where it stands on the page twice."
    )
    note: Text = Field(
        description="The note, in Markdown; [@source-id] or [@source-id, p. 4] cites a source.",
        examples=["Other reports of the same day gave 82.40 % [@ria-zaporizhzhia, para. 4]."],
    )
    claimant: SpeakerId | None = Field(None, description="For a claim: who makes it.")
    rating: RatingId | None = Field(
        None, description="For a claim: what was found; without it, a claim stands unrated."
    )
    qualifier: Qualifier = Field(
        "",
        description="What the rating is limited to; shown in the badge.",
        examples=["that it happened"],
    )
    speaker: SpeakerId | None = Field(
        None, description="For any kind but a claim: whose words these are, or who is named."
    )
    sources: SourceLinks = Field(
        default_factory=list, description="The sources that the note leans on."
    )
    by: TextOrTexts = Field(default_factory=list, description="Who wrote the note.")
    created: Day | None = Field(None, description="When it was written.")
    reviewed: DayOrNone = Field(
        None,
        description="When it was last held against the text and its sources. Without a day behind "
        "it, the note waits for that, since the text was reworded: its rating counts nowhere.",
    )
    lang: Lang | None = Field(
        None, description="Language of the note, where it is not the edition's.", examples=["en"]
    )
    assessments: list[AssessmentRecord] = Field(
        default_factory=list,
        description="For a claim: what other raters found; where they differ, the page says so.",
    )
    due: Day | None = Field(
        None,
        description="When it has to be held against the text and its sources again.",
        examples=["2027-01-01"],
    )


class AnnotationsFile(Record):
    """The annotations of one page, or some of them."""

    annotations: list[AnnotationRecord]


def citations_of(links: Sequence[SourceLink], node: Map, path: str) -> tuple[Citation, ...]:
    """The sources that a record leans on, each with its place."""
    if not links:
        return ()
    items = node["sources"]
    return tuple(
        Citation(
            link.id,
            link.locator,
            Location(
                path,
                *(item.at("id") if isinstance(item, Map) else items.places[index]),
            ),
        )
        for index, (link, item) in enumerate(zip(links, items, strict=True))
    )


def _assessments(
    records: Sequence[AssessmentRecord], node: Map, path: str
) -> tuple[Assessment, ...]:
    if not records:
        return ()
    return tuple(
        Assessment(
            tuple(record.by),
            record.rating,
            Location(path, *item.at("rating")),
            record.qualifier,
            record.reviewed,
            record.note,
        )
        for record, item in zip(records, node["assessments"], strict=True)
    )


def _context(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


def annotation_of(record: AnnotationRecord, node: Map, path: str) -> Annotation:
    """The model's annotation.

    Args:
        record: What was read and checked.
        node: Where it was read from.
        path: The file, relative to the project's folder.

    Returns:
        The annotation, with its places.
    """
    line, column = node.place
    return Annotation(
        record.id,
        record.kind,
        Selector(record.exact, _context(record.prefix), _context(record.suffix)),
        record.note,
        Location(path, line, column),
        record.speaker,
        record.claimant,
        record.rating,
        record.qualifier,
        citations_of(record.sources, node, path),
        tuple(record.by),
        record.created,
        record.reviewed,
        record.lang,
        _assessments(record.assessments, node, path),
        record.due,
        record.reviewed is None and "reviewed" in node,
        Marks.of(path, node),
    )
