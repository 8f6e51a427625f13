"""The whole of what an editor publishes, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .annotation import Annotation
from .document import Document
from .event import Event
from .rating import RatingScale
from .source import Source
from .speaker import Speaker
from .term import Term

__all__ = ["Edition"]


@dataclass(frozen=True, slots=True)
class Edition:
    """Documents, annotations and what they share; every mapping is sorted by its key.

    Attributes:
        documents: By path of the page under the documents' folder.
        speakers: By id.
        sources: By id.
        scale: The rating scale.
        events: The timeline, in order of time.
        terms: The glossary, by id.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    scale: RatingScale = field(default_factory=RatingScale)
    events: tuple[Event, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)

    def annotations(self) -> Iterator[tuple[Document, Annotation]]:
        """Every annotation with its document."""
        for document in self.documents.values():
            for annotation in document.annotations:
                yield document, annotation
