"""Passages that overlap, cut into fragments that do not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .rendered import RenderedText, Run

__all__ = ["Fragment", "Passage", "cut"]


class Passage(NamedTuple):
    """The words that one note speaks of.

    Attributes:
        note: Id of the note.
        start: First code point in the text.
        end: One past the last.
    """

    note: str
    start: int
    end: int


_Piece = tuple[Run, int, int, tuple[str, ...]]


class Fragment(NamedTuple):
    """A stretch of text without a tag in it, on which the same notes speak throughout.

    Attributes:
        run: The run of text it lies in.
        start: First code point in the text.
        end: One past the last.
        notes: Ids of all notes on it, in the passages' order.
        begins: Ids of the notes whose first fragment it is.
        ends: Ids of the notes whose last fragment it is.
    """

    run: Run
    start: int
    end: int
    notes: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]


def cut(rendered: RenderedText, passages: Sequence[Passage]) -> list[Fragment]:
    """Cut passages into fragments at each other's bounds and at every tag.

    Args:
        rendered: The text with its runs.
        passages: What to cut, ordered by start, end and note.

    Returns:
        Fragments in the order of the text. A passage of which no run may be marked (white
        space between two blocks) has none. Linear in runs and passages, and in the number of
        notes on each fragment.
    """
    whole = [_whole(rendered.runs, passage) for passage in passages]
    if whole != passages:
        whole.sort(key=lambda passage: (passage.start, passage.end, passage.note))
    pieces = _without_needless(list(_pieces(rendered.runs, whole)))
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, (_, _, _, notes) in enumerate(pieces):
        for note in notes:
            first.setdefault(note, index)
            last[note] = index
    return [
        Fragment(
            run,
            start,
            end,
            notes,
            tuple(note for note in notes if first[note] == index),
            tuple(note for note in notes if last[note] == index),
        )
        for index, (run, start, end, notes) in enumerate(pieces)
    ]


def _without_needless(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out blocks that cannot be marked, but for notes that speak of nothing else."""
    if not any(run.whole_only for run, _, _, _ in pieces):
        return pieces
    marked = {note for run, _, _, notes in pieces if not run.whole_only for note in notes}
    kept = (
        (run, start, end, tuple(note for note in notes if note not in marked))
        if run.whole_only
        else (run, start, end, notes)
        for run, start, end, notes in pieces
    )
    return [piece for piece in kept if piece[3]]


def _whole(runs: Sequence[Run], passage: Passage) -> Passage:
    """A passage that cuts no entity apart."""
    start, end = passage.start, passage.end
    first = bisect_right(runs, start, key=_text_start) - 1
    if first >= 0 and runs[first].pieces:
        start = runs[first].whole(start, end=False)
    last = bisect_left(runs, end, key=_text_start) - 1
    if last >= 0 and runs[last].pieces:
        end = runs[last].whole(end, end=True)
    if (start, end) == (passage.start, passage.end):
        return passage
    return Passage(passage.note, start, end)


def _text_start(run: Run) -> int:
    return run.text_start


def _pieces(runs: Sequence[Run], passages: Sequence[Passage]) -> Iterator[_Piece]:
    """Runs cut at the passages' bounds, with the notes on each piece."""
    bounds = sorted({offset for p in passages for offset in (p.start, p.end)})
    active: list[Passage] = []
    upcoming = 0
    first_run = 0
    for start, end in pairwise(bounds):
        active = [passage for passage in active if passage.end > start]
        while upcoming < len(passages) and passages[upcoming].start <= start:
            active.append(passages[upcoming])
            upcoming += 1
        if not active:
            continue
        notes = tuple(passage.note for passage in active)
        while first_run < len(runs) and _lies_before(runs[first_run], start):
            first_run += 1
        index = first_run
        while index < len(runs) and runs[index].text_start < end:
            run = runs[index]
            index += 1
            if run.aside:
                at = run.text_start
                within = tuple(p.note for p in active if p.start < at)
                if within and run.marked:
                    yield run, at, at, within
            elif (run.marked or run.whole_only) and run.text_start < run.text_end:
                yield run, max(start, run.text_start), min(end, run.text_end), notes


def _lies_before(run: Run, start: int) -> bool:
    """Whether a run ends before an offset; apparatus at the offset does not."""
    return run.text_end < start or (run.text_end == start and not run.aside)
