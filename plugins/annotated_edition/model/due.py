"""Whether something has to be checked again."""

from __future__ import annotations

from datetime import date

from .annotation import Annotation
from .speaker import Speaker

__all__ = ["is_overdue", "is_pending"]


def is_pending(record: Annotation | Speaker) -> bool:
    """Whether a record has a day of review that no review has met yet."""
    if record.due is None:
        return False
    return record.reviewed is None or record.reviewed < record.due


def is_overdue(record: Annotation | Speaker, day: date) -> bool:
    """Whether, seen from a day, a record's day of review has passed without a review."""
    return record.due is not None and record.due < day and is_pending(record)
