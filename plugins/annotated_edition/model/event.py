"""An entry of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .annotation import Citation
from .problem import Location

__all__ = ["Event"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in a month or in a year.

    Attributes:
        id: Its name, part of its address.
        start: First day of the event; the first of the month or year for coarser dates.
        end: Last day of the event, or of the month or year it is dated to.
        dated: The date as written (`2022-09-28`, `2022-09`, `2022-09-23/2022-09-27`).
        text: What happened, in Markdown.
        location: Where the record begins in its file.
        sources: What the entry leans on.
        annotations: Ids of annotations that it bears on.
        highlight: Whether it is the event of the document itself.
    """

    id: str
    start: date
    end: date
    dated: str
    text: str
    location: Location
    sources: tuple[Citation, ...] = ()
    annotations: tuple[str, ...] = ()
    highlight: bool = False
