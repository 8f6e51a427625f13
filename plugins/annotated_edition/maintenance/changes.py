"""What differs between two states of an edition, record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from annotated_edition.model import Annotation, Edition, Location

__all__ = ["Changes", "NoteChange", "SharedChanges", "compare_records"]

KEYS: Final = (
    "document",
    "kind",
    "exact",
    "prefix",
    "suffix",
    "claimant",
    "speaker",
    "rating",
    "qualifier",
    "note",
    "sources",
    "by",
    "created",
    "reviewed",
    "due",
    "lang",
    "assessments",
)
"""What a note can differ in, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that is new or has changed.

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
    """Records of one kind that notes share, by id.

    Attributes:
        added: New ones.
        changed: Changed ones.
        removed: Ones that are gone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two states of an edition.

    Attributes:
        added: New notes.
        changed: Changed notes.
        removed: Notes that are gone, each with the path of its document.
        shared: Changes of speakers, sources, ratings and terms, where there are any.
    """

    added: tuple[NoteChange, ...]
    changed: tuple[NoteChange, ...]
    removed: tuple[tuple[str, Annotation], ...]
    shared: Mapping[str, SharedChanges]


def compare_records(before: Edition, after: Edition) -> Changes:
    """Compare two states of an edition; where in a file a record stands makes no difference.

    Args:
        before: The edition as it was.
        after: The edition as it is.
    """
    old = {note.id: (document.path, note) for document, note in before.annotations()}
    new = {note.id: (document.path, note) for document, note in after.annotations()}
    renamed = _renamed(old, new)
    added, changed = [], []
    for name in sorted(new, key=lambda name: (new[name][0], name)):
        path, note = new[name]
        if name in renamed:
            was_in, former = old[renamed[name]]
            changed.append(NoteChange(path, note, former, was_in, ("id",)))
            continue
        if name not in old:
            added.append(NoteChange(path, note))
            continue
        was_in, former = old[name]
        one, other = _values(was_in, former), _values(path, note)
        keys = tuple(key for key in KEYS if one[key] != other[key])
        if keys:
            changed.append(NoteChange(path, note, former, was_in, keys))
    gone = old.keys() - new.keys() - set(renamed.values())
    removed = tuple(old[name] for name in sorted(gone))
    pairs = {
        "speakers": (before.speakers, after.speakers),
        "sources": (before.sources, after.sources),
        "ratings": (
            {rating.id: rating for rating in before.scale},
            {rating.id: rating for rating in after.scale},
        ),
        "terms": (before.terms, after.terms),
    }
    shared = {noun: _shared(one, other) for noun, (one, other) in pairs.items()}
    empty = SharedChanges()
    return Changes(
        tuple(added),
        tuple(changed),
        removed,
        {noun: found for noun, found in shared.items() if found != empty},
    )


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


def _shared(before: Mapping[str, Any], after: Mapping[str, Any]) -> SharedChanges:
    both = sorted(before.keys() & after.keys())
    return SharedChanges(
        tuple(sorted(after.keys() - before.keys())),
        tuple(name for name in both if _bare(before[name]) != _bare(after[name])),
        tuple(sorted(before.keys() - after.keys())),
    )


def _bare(value: Any) -> Any:
    """A value without the places that it is written at."""
    if isinstance(value, Location):
        return None
    if is_dataclass(value):
        return tuple(_bare(getattr(value, each.name)) for each in fields(value) if each.compare)
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    return value
