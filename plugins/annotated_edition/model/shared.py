"""What documents share: speakers, sources, the rating scale, events and terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from .annotation import Annotation, Citation
from .fields import Key
from .problem import Location

__all__ = [
    "Event",
    "Rating",
    "RatingScale",
    "Source",
    "Speaker",
    "SpeakerType",
    "Spelling",
    "Term",
    "is_overdue",
]


class SpeakerType(StrEnum):
    """What kind of speaker it is, in schema.org's terms."""

    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another form of a name."""

    name: Annotated[str, Key("The form.")]
    lang: Annotated[str | None, Key("Its language.", "lang", ("ru",))] = None
    note: Annotated[str, Key("Where the form is met.")] = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that speaks in a document.

    Its keys are described where they are defined.

    Attributes:
        location: Where the record begins in its file.
        marks: Where the value of each key is written, by the key.
    """

    id: Annotated[
        str, Key("Its name in annotations and addresses.", "slug", ("amnesty-international",))
    ]
    name: Annotated[str, Key("The name the edition uses.", examples=("Amnesty International",))]
    location: Location
    type: Annotated[SpeakerType, Key("Person or organisation.")] = SpeakerType.PERSON
    spellings: Annotated[tuple[Spelling, ...], Key("Other forms of the name.", "spellings")] = ()
    role: Annotated[str, Key("Role at the date of the text.")] = ""
    bio: Annotated[str, Key("Who it is, in Markdown, with citations as in notes.")] = ""
    sources: Annotated[tuple[Citation, ...], Key("The sources that the bio leans on.")] = ()
    by: Annotated[tuple[str, ...], Key("Who wrote the bio.")] = ()
    created: Annotated[date | None, Key("When it was written.")] = None
    reviewed: Annotated[date | None, Key("When it was last checked.")] = None
    due: Annotated[date | None, Key("When it has to be checked again.")] = None
    marks: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Location:
        """Where the value of `key` is written; the record's own place where it is not."""
        return self.marks.get(key, self.location)

    @property
    def initials(self) -> str:
        """Up to two letters that stand for a portrait."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary.

    Its keys are described where they are defined.

    Attributes:
        location: Where the record begins in its file.
    """

    id: Annotated[str, Key("Its name, part of its address.", "slug", ("referendum",))]
    term: Annotated[str, Key("The term itself.")]
    definition: Annotated[str, Key("What it means, in Markdown, with citations as in notes.")]
    location: Location
    forms: Annotated[
        tuple[str, ...], Key("Abbreviations and forms in other languages.", "list")
    ] = ()
    sources: Annotated[tuple[Citation, ...], Key("The sources that the definition leans on.")] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        start: Number of the first day of the event, or of the month or year it is dated to, as
            `datetime.date.toordinal` counts, and on below zero before the year 1.
        end: Number of the last day.
        location: Where the record begins in its file.
    """

    id: Annotated[
        str, Key("Its name, part of its address; made of the date.", "slug", optional=True)
    ]
    start: int
    end: int
    dated: Annotated[
        str,
        Key(
            "A day, a month, a year, or two of them with a slash between, in EDTF: 1215~ "
            "for about, 1215? for doubtful, 121X for the decade, -0350 for 350 BC.",
            "edtf",
            ("2022-09-28", "2022-09", "2022-09-23/2022-09-27", "1215~"),
            name="date",
        ),
    ]
    text: Annotated[str, Key("What happened, in Markdown, with citations as in notes.")]
    location: Location
    sources: Annotated[tuple[Citation, ...], Key("The sources that the entry leans on.")] = ()
    annotations: Annotated[
        tuple[str, ...], Key("Ids of annotations that it bears on.", "annotations")
    ] = ()
    highlight: Annotated[bool, Key("Whether it is the event of the document itself.")] = False


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography entry, as Zotero exports and Pandoc reads it.

    Attributes:
        id: Its name in citations.
        csl: The entry in CSL-JSON form (https://docs.citationstyles.org), `id` included;
            dates normalised to `date-parts`.
        location: Where the entry begins in its file.
        verified: False where the editors have not seen the source themselves
            (`custom: {verified: false}`); shown as “not yet verified”.
        marks: Where each key's value is written.
    """

    id: str
    csl: Mapping[str, Any]
    location: Location
    verified: bool = True
    marks: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        """Its title; the id where it has none."""
        return str(self.csl.get("title") or self.id)

    @property
    def remark(self) -> str:
        """What the editors say of it: CSL's `note`; empty where they say nothing."""
        return " ".join(str(self.csl.get("note") or "").split())

    @property
    def url(self) -> str:
        """Its address; empty where it has none."""
        return str(self.csl.get("URL") or "")


@dataclass(frozen=True, slots=True)
class Rating:
    """One value of the scale.

    Its keys are described where they are defined.

    Attributes:
        location: Where the rating is defined; None for a preset.
    """

    id: Annotated[str, Key("Its name in annotations.", "slug", ("disputed",))]
    label: Annotated[str, Key("Its name on the badge.", examples=("Disputed",))]
    definition: Annotated[str, Key("When it is used, in Markdown.")] = ""
    exclusion: Annotated[str, Key("When it is not used, in Markdown.")] = ""
    color: Annotated[
        str,
        Key(
            "Its colour on a light page; contrast with white at least 4.5.",
            "light colour",
            ("#6a1b9a",),
        ),
    ] = "#546e7a"
    color_dark: Annotated[str, Key("Its colour on a dark page.", "dark colour")] = ""
    icon: Annotated[str, Key("One or two characters before the label.", "icon", ("⇄",))] = ""
    value: Annotated[
        int | None,
        Key(
            "Its place on the scale (schema.org ratingValue); none for what is off the "
            "scale, such as opinions."
        ),
    ] = None
    location: Location | None = None  # None for a preset


@dataclass(frozen=True, slots=True)
class RatingScale:
    """Ratings in their order.

    Attributes:
        ratings: The values, in the order in which listings show them.
        name: What the scale is called.
        best: schema.org `bestRating`; None for a scale without numbers.
        worst: schema.org `worstRating`.
    """

    ratings: tuple[Rating, ...] = ()
    name: str = ""
    best: int | None = None
    worst: int | None = None

    def __iter__(self) -> Iterator[Rating]:
        return iter(self.ratings)

    def __len__(self) -> int:
        return len(self.ratings)

    def get(self, rating_id: str | None) -> Rating | None:
        """The rating of that id, or None."""
        return next((rating for rating in self.ratings if rating.id == rating_id), None)


def is_overdue(record: Annotation | Speaker, day: date) -> bool:
    """Whether, seen from a day, a record's day of review has passed without a review."""
    if record.due is None or record.due >= day:
        return False
    return record.reviewed is None or record.reviewed < record.due
