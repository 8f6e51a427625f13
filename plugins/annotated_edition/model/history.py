"""What became of a note since it was first published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from .annotation import Annotation
from .fields import keys_of

__all__ = ["NoteHistory", "Revision", "Wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note said at a time, as far as readers are told later.

    Attributes:
        page: Path of its page under the documents' folder, without suffix where that is all
            that is known: a file in a folder of notes is listed under the folder's page.
        kind: What it was about, as written.
        exact: The words it spoke of, on one line.
        rating: Id of its rating; empty where it had none.
        qualifier: What the rating was limited to.
    """

    page: str
    kind: str
    exact: str
    rating: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """The first publication of a note, a change of it, or its removal.

    Attributes:
        at: When it was published, in UTC.
        commit: The commit's name.
        reason: Why: the commit's subject.
        by: Who made it.
        changed: The record's keys that have another value, sorted; empty for a first
            publication and a removal.
        before: What the note said before; None where it was not there.
        after: What it says since; None where it was taken out, and for the first publication
            of a note, which the note itself tells, or the next change.
    """

    at: datetime
    commit: str
    reason: str
    by: tuple[str, ...]
    changed: tuple[str, ...] = ()
    before: Wording | None = None
    after: Wording | None = None


@dataclass(frozen=True, slots=True)
class NoteHistory:
    """Everything that was published of one note.

    Attributes:
        note: Its id.
        revisions: The oldest first.
    """

    note: str
    revisions: tuple[Revision, ...]

    @property
    def published(self) -> Revision:
        """Its first publication."""
        return self.revisions[0]

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made it what it is, in the order in which they came."""
        return tuple(dict.fromkeys(name for each in self.revisions for name in each.by))

    @property
    def corrected(self) -> Revision | None:
        """The last of its corrections; None where there was none."""
        return next(reversed(list(self.corrections())), None)

    def corrections(self) -> Iterator[Revision]:
        """What a reader has to be told: changes of substance and removals, the oldest first."""
        for each in self.revisions[1:]:
            if each.after is None or each.before is None or SUBSTANCE.intersection(each.changed):
                yield each


SUBSTANCE = frozenset(name for name, field in keys_of(Annotation).items() if field.key.substance)
"""Keys whose change says something else to a reader; a new day of review does not."""
