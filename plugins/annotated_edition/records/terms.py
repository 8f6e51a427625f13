"""Terms: `terms.yml` or the files in `terms/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from annotated_edition.model import Location, Term

from .annotations import citations_of
from .fields import Record, Slug, SourceLinks, Text

if TYPE_CHECKING:
    from annotated_edition.yaml_files import Map

__all__ = ["TermRecord", "TermsFile", "term_of"]


class TermRecord(Record):
    """An entry of the glossary."""

    id: Slug = Field(description="Its name, part of its address.", examples=["referendum"])
    term: Text = Field(description="The term itself.")
    definition: Text = Field(description="What it means, in Markdown, with citations as in notes.")
    forms: list[Text] = Field(
        default_factory=list, description="Abbreviations and forms in other languages."
    )
    sources: SourceLinks = Field(
        default_factory=list, description="The sources that the definition leans on."
    )


class TermsFile(Record):
    """The glossary, or a part of it."""

    terms: list[TermRecord]


def term_of(record: TermRecord, node: Map, path: str) -> Term:
    """The model's term."""
    return Term(
        record.id,
        record.term,
        record.definition,
        Location(path, *node.place),
        tuple(record.forms),
        citations_of(record.sources, node, path),
    )
