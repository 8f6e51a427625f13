"""What one rater found of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .problem import Location

__all__ = ["Assessment"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a rater found of a claim, beside the rating that its note gives.

    Attributes:
        by: Who assessed it.
        rating: An id of the rating scale.
        location: Where the rating is written.
        qualifier: What the rating is limited to; shown in the badge.
        reviewed: When they assessed it.
        note: Why, in Markdown; may be empty.
    """

    by: tuple[str, ...]
    rating: str
    location: Location
    qualifier: str = ""
    reviewed: date | None = None
    note: str = ""
