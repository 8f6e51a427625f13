"""One note on one passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .assessment import Assessment
from .problem import Location
from .selector import Selector

__all__ = ["Annotation", "Citation", "Kind"]


class Kind(StrEnum):
    """What an annotation is about."""

    CONTEXT = "context"
    CLAIM = "claim"
    SPEAKER = "speaker"
    TERM = "term"
    TRANSLATION = "translation"
    SOURCE = "source"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that a record leans on.

    Attributes:
        source: Id of the source.
        locator: Where in the source, as written (`p. 4`, `para. 12`); empty for the whole.
        location: Where the citation is written.
    """

    source: str
    locator: str = ""
    location: Location = Location("")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note on one passage of a document.

    Attributes:
        id: Its name, unique in the edition; part of the page's addresses.
        kind: What it is about.
        selector: The words it speaks of.
        note: Its body, in Markdown.
        location: Where the record begins in its file.
        speaker: Id of the speaker whose words these are, or who is named there.
        claimant: For a claim, the id of the speaker who makes it.
        rating: For a claim, an id of the rating scale; None for a claim without a verdict.
        qualifier: What the rating is limited to (“that it happened”); shown in the badge.
        sources: What the note leans on.
        by: Who wrote it.
        created: When it was written.
        reviewed: When it was last held against the text and its sources.
        lang: Language of the note, a BCP 47 tag; None for the edition's own.
        assessments: For a claim, what others than the note's author found.
        due: When it has to be held against the text and its sources again.
        needs_review: Whether nobody has held it against the words of today: the key `reviewed`
            stands there without a day. A rating then counts nowhere.
        marks: Where each key's value is written, by the key's name.
    """

    id: str
    kind: Kind
    selector: Selector
    note: str
    location: Location
    speaker: str | None = None
    claimant: str | None = None
    rating: str | None = None
    qualifier: str = ""
    sources: tuple[Citation, ...] = ()
    by: tuple[str, ...] = ()
    created: date | None = None
    reviewed: date | None = None
    lang: str | None = None
    assessments: tuple[Assessment, ...] = ()
    due: date | None = None
    needs_review: bool = False
    marks: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Location:
        """Where the value of `key` is written; the record's own place where it is not."""
        return self.marks.get(key, self.location)

    @property
    def raters_differ(self) -> bool:
        """Whether those who assessed the claim came to more than one rating."""
        given = {each.rating for each in self.assessments}
        return len(given | {self.rating} if self.rating else given) > 1

    @property
    def attributed_to(self) -> str | None:
        """Id of the speaker whose words or name the passage holds, whichever key says it."""
        return self.claimant or self.speaker
