"""Where a source text comes from: `source` in a page's front matter."""

from __future__ import annotations

from pydantic import Field

from annotated_edition.model import Provenance

from .fields import Day, Lang, Record, Text, WebUrl

__all__ = ["ProvenanceRecord", "provenance_of"]


class ProvenanceRecord(Record):
    """Where a source text comes from."""

    title: Text = Field("", description="Title of the text.")
    publisher: Text = Field("", description="Who published it.")
    author: Text = Field("", description="Who wrote it.")
    published: Text = Field("", description="When; as far as it is known.")
    url: WebUrl = Field("", description="Where it was published.")
    archived: WebUrl = Field("", description="Where a copy is archived.")
    retrieved: Day | None = Field(None, description="When the copy used here was taken.")
    language: Lang = Field("", description="Language of the text.")
    translated_from: Lang = Field("", description="Language it was translated from.")
    licence: Text = Field("", description="On what terms the text is reproduced.")
    obtained: Text = Field("", description="How the text was obtained, in Markdown.")
    unknown: Text = Field("", description="What is not known about it, in Markdown.")
    sha256: Text = Field("", description="Checksum of the text as received.")


def provenance_of(record: ProvenanceRecord) -> Provenance:
    """The model's provenance."""
    return Provenance(**{key: getattr(record, key) for key in ProvenanceRecord.model_fields})
