"""A person or body that speaks in a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .annotation import Citation
from .problem import Location

__all__ = ["Speaker", "SpeakerType", "Spelling"]


class SpeakerType(StrEnum):
    """What kind of speaker it is, in schema.org's terms."""

    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another form of a name.

    Attributes:
        name: The form.
        lang: Its language, a BCP 47 tag; None where it is not tied to one.
        note: Where the form is met, if that needs saying (“as the article spells it”).
    """

    name: str
    lang: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that speaks in a document.

    Attributes:
        id: Its name in the records and in addresses.
        name: The name the edition uses.
        location: Where the record begins in its file.
        type: Person or organisation.
        spellings: Other forms of the name.
        role: Role at the date of the text.
        bio: Who it is, in Markdown.
        sources: What the bio leans on.
        by: Who wrote it.
        created: When it was written.
        reviewed: When it was last checked.
        due: When it has to be checked again.
        marks: Where each key's value is written.
    """

    id: str
    name: str
    location: Location
    type: SpeakerType = SpeakerType.PERSON
    spellings: tuple[Spelling, ...] = ()
    role: str = ""
    bio: str = ""
    sources: tuple[Citation, ...] = ()
    by: tuple[str, ...] = ()
    created: date | None = None
    reviewed: date | None = None
    due: date | None = None
    marks: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Location:
        """Where the value of `key` is written; the record's own place where it is not."""
        return self.marks.get(key, self.location)

    @property
    def initials(self) -> str:
        """Up to two letters that stand for a portrait."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
