"""An entry of the timeline."""

from __future__ import annotations

from dataclasses import dataclass

from .annotation import Citation
from .problem import Location

__all__ = ["Event"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in a month or in a year.

    Attributes:
        id: Its name, part of its address.
        start: Number of the first day of the event, or of the month or year it is dated to, as
            `datetime.date.toordinal` counts, and on below zero before the year 1.
        end: Number of the last day.
        dated: The date as written, in EDTF (`2022-09-28`, `2022-09`, `-0043-03-15`, `1215~`).
        text: What happened, in Markdown.
        location: Where the record begins in its file.
        sources: What the entry leans on.
        annotations: Ids of annotations that it bears on.
        highlight: Whether it is the event of the document itself.
    """

    id: str
    start: int
    end: int
    dated: str
    text: str
    location: Location
    sources: tuple[Citation, ...] = ()
    annotations: tuple[str, ...] = ()
    highlight: bool = False
