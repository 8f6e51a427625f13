"""What a change does to the notes of an edition: to their records, and to their places.

The quotations as they were before are compared with both states of the text: so a change is seen
for what it is even where its author has adapted the notes already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.model import (
    Annotation,
    Change,
    Edition,
    Kind,
    Location,
    Placement,
    Severity,
    State,
    keys_of,
)
from annotated_edition.text import collapse

from .check import finding, source_line
from .movement import Movement

if TYPE_CHECKING:
    from annotated_edition.pages import Placed

__all__ = ["Comparison", "Effect", "NoteChange", "Outcome", "SharedChanges", "Snapshot", "compare"]

KEYS: Final = ("document", *(name for name in keys_of(Annotation) if name != "id"))
"""What a note can differ in, in the order in which it is reported."""


class Outcome(StrEnum):
    """What has become of a note's place, the worst first."""

    ORPHANED = "orphaned"
    """Its passage is gone."""
    AMBIGUOUS = "ambiguous"
    """Its words fit several places now."""
    CHANGED = "changed"
    """The words of its passage were edited."""
    RECOVERED = "recovered"
    """Typography, white space or the surroundings of its passage were edited."""
    MOVED = "moved"
    """Its passage, the same as before, is elsewhere in the text."""
    FOUND = "found"
    """It has a place that it had not before."""


_ORDER = {outcome: number for number, outcome in enumerate(Outcome)}
UNPLACED: Final = (Outcome.ORPHANED, Outcome.AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An edition at one time.

    Attributes:
        edition: Its records.
        placed: Its documents with the placements of their notes, by path.
        sources: The Markdown of these documents, by path.
    """

    edition: Edition = field(default_factory=Edition)
    placed: Mapping[str, Placed] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def placement(self, change: NoteChange) -> Placement | None:
        """Where a note is; None where its page was not rendered."""
        placed = self.placed.get(change.document)
        return placed.placements.get(change.note.id) if placed else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the text does to one note.

    Attributes:
        annotation: The note as it is now.
        outcome: What has become of it.
        before: The words of its passage before; its quotation if it had no place.
        after: The words of its passage now; empty if it has no place.
        was: Where its quotation of before was in the text of before.
        now: Where that same quotation is in the text of today.
        placed: The document of today with its text.
        settled: Whether its quotation of today is in the text of today as quoted: the note has
            been adapted already, or needs not be.
        difference: For `changed`, the word-level difference.
        reviewed: For a claim that was adapted, whether it has a day of review.
        lines: The lines of the passage in the Markdown before and of today, where known.
        detail: Without a place: candidates with line and context, and what would decide.
    """

    annotation: Annotation
    outcome: Outcome
    before: str
    after: str
    was: Placement
    now: Placement
    placed: Placed
    settled: bool
    difference: tuple[Change, ...] = ()
    reviewed: bool = True
    lines: tuple[int | None, int | None] = (None, None)
    detail: tuple[str, ...] = ()

    @property
    def to_do(self) -> str:
        """What is to be done about it; empty if nothing."""
        if self.settled:
            if self.outcome in (Outcome.MOVED, Outcome.FOUND):
                return ""
            return "adapted already" if self.reviewed else "adapted already, to be reviewed"
        return "for an editor to decide" if self.outcome in UNPLACED else "to be adapted"


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note whose record is new or has changed.

    Attributes:
        document: Path of its document.
        note: The note as it is now.
        before: The note as it was; None for a new one.
        was_in: Path of the document that it was in; empty for a new one.
        keys: What has changed, by the names of its keys, and `document`; `id` where the note is
            a former one that says the very same under another id.
    """

    document: str
    note: Annotation
    before: Annotation | None = None
    was_in: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedChanges:
    """Ids of the records of one type, shared by notes, that are new, have changed or are gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change does to an edition.

    Attributes:
        effects: One for each note whose place is affected, the worst first.
        documents: Paths of the documents whose text has changed.
        count: How many notes there were before.
        added: New notes.
        changed: Notes whose record has changed.
        removed: Notes that are gone, each with the path of its document.
        shared: Changes of speakers, sources, ratings and terms, where there are any.
    """

    effects: tuple[Effect, ...] = ()
    documents: tuple[str, ...] = ()
    count: int = 0
    added: tuple[NoteChange, ...] = ()
    changed: tuple[NoteChange, ...] = ()
    removed: tuple[tuple[str, Annotation], ...] = ()
    shared: Mapping[str, SharedChanges] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Effect, ...]:
        """What an editor still has to look at."""
        return tuple(
            effect
            for effect in self.effects
            if not effect.settled and effect.outcome is not Outcome.MOVED
        )


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Compare two states of an edition; where in a file a record is makes no difference.

    Args:
        before: The edition as it was.
        after: The edition as it is.
    """
    old = {note.id: (path, note) for path, note in _notes(before)}
    documents: list[str] = []
    effects: list[Effect] = []
    for path, placed in sorted(after.placed.items()):
        held = [
            (old[note.id][1], note)
            for note in placed.document.annotations
            if note.id in old and old[note.id][0] == path
        ]
        if held and before.placed[path].text != placed.text:
            documents.append(path)
            effects += _effects(path, before, after, held)
    effects.sort(key=lambda effect: (_ORDER[effect.outcome], effect.annotation.id))
    added, changed, removed = _records(before.edition, after.edition)
    return Comparison(
        tuple(effects),
        tuple(documents),
        len(old),
        tuple(added),
        tuple(changed),
        tuple(removed),
        dict(_shared(before.edition, after.edition)),
    )


def _notes(snapshot: Snapshot) -> Iterator[tuple[str, Annotation]]:
    for path, placed in snapshot.placed.items():
        for annotation in placed.document.annotations:
            yield path, annotation


def _effects(
    path: str, before: Snapshot, after: Snapshot, notes: list[tuple[Annotation, Annotation]]
) -> Iterator[Effect]:
    base, placed, source = before.placed[path], after.placed[path], after.sources[path]
    movement = Movement(base.text, placed.text)
    quoted = anchor(TextIndex(placed.text), [old.selector for old, _ in notes])
    for (old, new), now in zip(notes, quoted, strict=True):
        was, own = base.placements[old.id], placed.placements[new.id]
        outcome = _outcome(was, now, movement)
        if outcome is None:
            continue
        shown = now if now.state.placed or not own.state.placed else own
        lost = outcome in UNPLACED
        yield Effect(
            annotation=new,
            outcome=outcome,
            before=_words(base.text, was) or collapse(old.selector.exact),
            after=_words(placed.text, shown),
            was=was,
            now=shown,
            placed=placed,
            settled=own.state is State.EXACT,
            difference=now.difference,
            reviewed=new.kind is not Kind.CLAIM or new.reviewed is not None,
            lines=(
                _line(before.sources[path], base.text, was),
                _line(source, placed.text, shown),
            ),
            detail=finding(new, shown, placed, Severity.ERROR, source).detail if lost else (),
        )


def _outcome(was: Placement, now: Placement, movement: Movement) -> Outcome | None:
    """What has become of a quotation; None where nothing has."""
    if not now.state.placed:
        return Outcome(now.state.value) if now.state is not was.state else None
    if not was.state.placed:
        return Outcome.FOUND
    if now.state is not State.EXACT and now.state is not was.state:
        return Outcome(now.state.value)
    if was.start is None or now.start is None:
        return None
    return Outcome.MOVED if movement.moved(was.start, now.start) else None


def _words(text: str, placement: Placement) -> str:
    return collapse(text[placement.start or 0 : placement.end or 0])


def _line(source: str, text: str, placement: Placement) -> int | None:
    return None if placement.start is None else source_line(source, text, placement.start)


_Found = tuple[list[NoteChange], list[NoteChange], list[tuple[str, Annotation]]]


def _records(before: Edition, after: Edition) -> _Found:
    """Notes that are new, have changed or are gone."""
    old = {note.id: (document.path, note) for document, note in before.annotations()}
    new = {note.id: (document.path, note) for document, note in after.annotations()}
    renamed = _renamed(old, new)
    added, changed = [], []
    for name in sorted(new, key=lambda name: (new[name][0], name)):
        path, note = new[name]
        if name in renamed:
            was_in, former = old[renamed[name]]
            changed.append(NoteChange(path, note, former, was_in, ("id",)))
        elif name not in old:
            added.append(NoteChange(path, note))
        else:
            was_in, former = old[name]
            one, other = _values(was_in, former), _values(path, note)
            keys = tuple(key for key in KEYS if one[key] != other[key])
            if keys:
                changed.append(NoteChange(path, note, former, was_in, keys))
    gone = old.keys() - new.keys() - set(renamed.values())
    return added, changed, [old[name] for name in sorted(gone)]


def _renamed(
    old: Mapping[str, tuple[str, Annotation]], new: Mapping[str, tuple[str, Annotation]]
) -> dict[str, str]:
    """The new notes that say what just one former note said, each with that one's id."""
    texts: list[defaultdict[str, list[str]]] = []
    for notes, names in ((old, old.keys() - new.keys()), (new, new.keys() - old.keys())):
        by_text: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            by_text[repr(_values(*notes[name]))].append(name)
        texts.append(by_text)
    before, after = texts
    return {
        after[text][0]: before[text][0]
        for text in before.keys() & after.keys()
        if len(before[text]) == len(after[text]) == 1
    }


def _values(document: str, note: Annotation) -> dict[str, Any]:
    selector = note.selector
    special = {
        "document": document,
        "exact": selector.exact.split(),
        "prefix": (selector.prefix or "").split(),
        "suffix": (selector.suffix or "").split(),
        "note": note.note.strip(),
        "reviewed": (note.reviewed, note.needs_review),
    }
    return {key: special[key] if key in special else _bare(getattr(note, key)) for key in KEYS}


def _shared(before: Edition, after: Edition) -> Iterator[tuple[str, SharedChanges]]:
    for noun in ("speakers", "sources", "ratings", "terms"):
        old, new = _by_id(before, noun), _by_id(after, noun)
        changed = (
            name for name in old.keys() & new.keys() if _bare(old[name]) != _bare(new[name])
        )
        found = SharedChanges(
            tuple(sorted(new.keys() - old.keys())),
            tuple(sorted(changed)),
            tuple(sorted(old.keys() - new.keys())),
        )
        if found != SharedChanges():
            yield noun, found


def _by_id(edition: Edition, noun: str) -> Mapping[str, Any]:
    if noun == "ratings":
        return {rating.id: rating for rating in edition.scale}
    found: Mapping[str, Any] = getattr(edition, noun)
    return found


def _bare(value: Any) -> Any:
    """A value without the places that it is written at."""
    if isinstance(value, Location):
        return None
    if is_dataclass(value):
        return tuple(_bare(getattr(value, each.name)) for each in fields(value) if each.compare)
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    return value
