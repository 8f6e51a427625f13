"""What a change of the source texts does to the annotations.

The quotations as they were before are held against both states of the text: so a change is seen
for what it is even where its author has adapted the annotations already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.model import Annotation, Change, Kind, Placement, Selector, State
from annotated_edition.text import collapse

from .movement import Movement
from .placing import Placed

__all__ = ["Effect", "Effects", "Outcome", "compare"]


class Outcome(StrEnum):
    """What has become of an annotation, the worst first."""

    ORPHANED = "orphaned"
    """Its passage is gone."""
    AMBIGUOUS = "ambiguous"
    """Its words fit several places now."""
    CHANGED = "changed"
    """The words of its passage were edited."""
    RECOVERED = "recovered"
    """Typography, white space or the surroundings of its passage were edited."""
    MOVED = "moved"
    """Its passage, the same as before, stands elsewhere in the text."""
    FOUND = "found"
    """It has a place that it had not before."""


ORDER = {outcome: number for number, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one annotation.

    Attributes:
        annotation: The annotation as it is now.
        outcome: What has become of it.
        before: The words of its passage before; its quotation if it had no place.
        after: The words of its passage now; empty if it has no place.
        was: Where its quotation of before stood in the text of before.
        now: Where that same quotation stands in the text of today.
        placed: The document of today with its text.
        base: The text of before.
        settled: Whether its quotation of today stands in the text of today as quoted: the
            annotation has been adapted already, or needs not be.
        difference: For `changed`, the word-level difference.
        reviewed: For a claim that was adapted, whether it has a day of review.
    """

    annotation: Annotation
    outcome: Outcome
    before: str
    after: str
    was: Placement
    now: Placement
    placed: Placed
    base: str
    settled: bool
    difference: tuple[Change, ...] = ()
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does to an edition.

    Attributes:
        effects: One for each annotation that is concerned, the worst first.
        documents: Paths of the documents whose text has changed.
        added: Annotations that were not there before.
        removed: Ids of annotations that are gone, each with its document.
        count: How many annotations of before were looked at.
    """

    effects: tuple[Effect, ...] = ()
    documents: tuple[str, ...] = ()
    added: tuple[Annotation, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    count: int = 0

    @property
    def open(self) -> tuple[Effect, ...]:
        """What somebody still has to see to."""
        return tuple(
            effect
            for effect in self.effects
            if not effect.settled and effect.outcome is not Outcome.MOVED
        )


@dataclass(slots=True)
class _Gathered:
    effects: list[Effect] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def compare(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> Effects:
    """Compare two states of an edition.

    Args:
        before: The annotated documents of before, by path.
        after: The annotated documents of today, by path.
    """
    old = {note.id: (note, placed) for note, placed in _notes(before.values())}
    new = {note.id: (note, placed) for note, placed in _notes(after.values())}
    found = _Gathered()
    for path in sorted(after):
        held = [
            (old[note.id][0], note)
            for note in after[path].document.annotations
            if note.id in old and old[note.id][1].document.path == path
        ]
        if path in before and held and before[path].text != after[path].text:
            found.documents.append(path)
            found.effects += _effects(before[path], after[path], held)
    found.effects.sort(key=lambda effect: (ORDER[effect.outcome], effect.annotation.id))
    return Effects(
        tuple(found.effects),
        tuple(found.documents),
        tuple(new[name][0] for name in sorted(new.keys() - old.keys())),
        tuple((name, old[name][1].document.path) for name in sorted(old.keys() - new.keys())),
        len(old),
    )


def _notes(placed: Iterable[Placed]) -> Iterator[tuple[Annotation, Placed]]:
    for each in placed:
        for annotation in each.document.annotations:
            yield annotation, each


def _effects(
    before: Placed, after: Placed, notes: list[tuple[Annotation, Annotation]]
) -> Iterator[Effect]:
    index = TextIndex(after.text)
    selectors = [old.selector for old, _ in notes]
    movement = Movement(before.text, after.text)
    for (old, new), now in zip(notes, anchor(index, selectors), strict=True):
        was = before.placements[old.id]
        outcome = _outcome(was, now, movement)
        if outcome is None:
            continue
        own = after.placements[new.id]
        shown = now if now.state.placed or not own.state.placed else own
        yield Effect(
            annotation=new,
            outcome=outcome,
            before=_words(before.text, was) or _flat(old.selector),
            after=_words(after.text, shown),
            was=was,
            now=shown,
            placed=after,
            base=before.text,
            settled=own.state is State.EXACT,
            difference=now.difference,
            reviewed=new.kind is not Kind.CLAIM or new.reviewed is not None,
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


def _flat(selector: Selector) -> str:
    return collapse(selector.exact)
