"""Speakers: `speakers.yml` or the files in `speakers/`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from annotated_edition.model import Location, Speaker, SpeakerType, Spelling
from annotated_edition.yaml_files import Map, Marks

from .annotations import citations_of
from .fields import Day, Lang, Record, Slug, SourceLinks, Text, TextOrTexts

__all__ = ["SpeakerRecord", "SpeakersFile", "speaker_of"]


class SpellingRecord(Record):
    """Another form of a name."""

    name: Text = Field(description="The form.")
    lang: Lang | None = Field(None, description="Its language.", examples=["ru"])
    note: Text = Field("", description="Where the form is met.")


def _from_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


_SPELLING_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number", "boolean"], "pattern": r"\S"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["name"],
            "properties": {
                "name": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
                "lang": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                "note": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
            },
        },
    ]
}
NameForm = Annotated[SpellingRecord, BeforeValidator(_from_name), WithJsonSchema(_SPELLING_SCHEMA)]


class SpeakerRecord(Record):
    """A person or body that speaks in a document."""

    id: Slug = Field(
        description="Its name in annotations and addresses.", examples=["amnesty-international"]
    )
    name: Text = Field(
        description="The name the edition uses.", examples=["Amnesty International"]
    )
    type: SpeakerType = Field(SpeakerType.PERSON, description="Person or organisation.")
    spellings: list[NameForm] = Field(default_factory=list, description="Other forms of the name.")
    role: Text = Field("", description="Role at the date of the text.")
    bio: Text = Field("", description="Who it is, in Markdown, with citations as in notes.")
    sources: SourceLinks = Field(
        default_factory=list, description="The sources that the bio leans on."
    )
    by: TextOrTexts = Field(default_factory=list, description="Who wrote the bio.")
    created: Day | None = Field(None, description="When it was written.")
    reviewed: Day | None = Field(None, description="When it was last checked.")
    due: Day | None = Field(None, description="When it has to be checked again.")


class SpeakersFile(Record):
    """The speakers of the edition, or some of them."""

    speakers: list[SpeakerRecord]


def speaker_of(record: SpeakerRecord, node: Map, path: str) -> Speaker:
    """The model's speaker."""
    return Speaker(
        record.id,
        record.name,
        Location(path, *node.place),
        record.type,
        tuple(Spelling(form.name, form.lang, form.note) for form in record.spellings),
        record.role,
        record.bio,
        citations_of(record.sources, node, path),
        tuple(record.by),
        record.created,
        record.reviewed,
        record.due,
        Marks.of(path, node),
    )
