"""One note on one passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from .fields import Key
from .problem import Location

__all__ = ["Annotation", "Assessment", "Citation", "Kind", "Selector"]


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
    """A source that a record cites.

    Attributes:
        source: Id of the source.
        locator: Where in the source, as written (`p. 4`, `para. 12`); empty for the whole.
        location: Where the citation is written.
    """

    source: str
    locator: str = ""
    location: Location = Location("")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What another rater found of a claim.

    Its keys are described where they are defined.

    Attributes:
        location: Where the rating is written.
    """

    by: Annotated[tuple[str, ...], Key("Who assessed the claim.", "raters", ("bea",))]
    rating: Annotated[str, Key("What they found.", "rating")]
    location: Location
    qualifier: Annotated[str, Key("What their rating is limited to.", "qualifier")] = ""
    reviewed: Annotated[date | None, Key("When they assessed it.")] = None
    note: Annotated[str, Key("Why, in Markdown, with citations as in notes.")] = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """The quoted words of an annotation, with the words around them.

    The three fields are those of the W3C Web Annotation `TextQuoteSelector`
    (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """

    exact: Annotated[
        str,
        Key(
            "The words it speaks of, copied from the page as a reader sees it.",
            examples=("a turnout of 85.4 percent",),
            substance=True,
        ),
    ]
    prefix: Annotated[
        str | None,
        Key("Words right before the quotation, where it stands on the page twice.", "context"),
    ] = None
    suffix: Annotated[
        str | None,
        Key("Words right after the quotation, where it stands on the page twice.", "context"),
    ] = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note on one passage.

    Its keys are described where they are defined.

    Attributes:
        location: Where the record begins in its file.
        needs_review: Whether the key `reviewed` has no day: the note waits for a review since the
            text was reworded, and its rating is not counted.
        marks: Where the value of each key is written, by the key.
    """

    id: Annotated[
        str,
        Key(
            "Its name, unique in the edition; part of the address of the note.",
            "slug",
            ("turnout-zaporizhzhia",),
        ),
    ]
    kind: Annotated[
        Kind,
        Key(
            "What it is about. `claim` can be rated; `furniture` is what came along "
            "with the text, such as a promotional line, and is folded away.",
            substance=True,
        ),
    ]
    selector: Annotated[Selector, Key("The quotation, whose keys are written flat.", name="*")]
    note: Annotated[
        str,
        Key(
            "The note, in Markdown; [@source-id] or [@source-id, p. 4] cites a source.",
            examples=("Other reports of the same day gave 82.40 % [@ria-zaporizhzhia, para. 4].",),
            substance=True,
        ),
    ]
    location: Location
    claimant: Annotated[
        str | None,
        Key("For a claim: who makes it.", "speaker", substance=True, claims_only=True),
    ] = None
    rating: Annotated[
        str | None,
        Key(
            "For a claim: what was found; without it, a claim stands unrated.",
            "rating",
            substance=True,
            claims_only=True,
        ),
    ] = None
    qualifier: Annotated[
        str,
        Key(
            "What the rating is limited to; shown in the badge.",
            "qualifier",
            ("that it happened",),
            substance=True,
            claims_only=True,
        ),
    ] = ""
    speaker: Annotated[
        str | None,
        Key(
            "For any kind but a claim: whose words these are, or who is named.",
            "speaker",
            substance=True,
        ),
    ] = None
    sources: Annotated[
        tuple[Citation, ...], Key("The sources that the note leans on.", substance=True)
    ] = ()
    by: Annotated[tuple[str, ...], Key("Who wrote the note.")] = ()
    created: Annotated[date | None, Key("When it was written.")] = None
    reviewed: Annotated[
        date | None,
        Key(
            "When it was last held against the text and its sources. Without a day behind it, "
            "the note waits for that, since the text was reworded: its rating counts nowhere.",
            "day or nothing",
        ),
    ] = None
    lang: Annotated[
        str | None,
        Key("Language of the note, where it is not the edition's.", "lang", ("en",)),
    ] = None
    assessments: Annotated[
        tuple[Assessment, ...],
        Key(
            "For a claim: what other raters found; where they differ, the page says so.",
            substance=True,
            claims_only=True,
        ),
    ] = ()
    due: Annotated[
        date | None,
        Key(
            "When it has to be held against the text and its sources again.",
            examples=("2027-01-01",),
        ),
    ] = None
    needs_review: bool = False  # `reviewed` is there without a day
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
