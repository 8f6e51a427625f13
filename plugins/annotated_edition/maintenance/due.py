"""Overdue reviews as problems."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime

from annotated_edition.model import Annotation, Edition, Problem, Severity, Speaker
from annotated_edition.model.due import is_overdue

__all__ = ["day_of_build", "overdue_problems"]


def day_of_build() -> date | None:
    """The day of a build as set by `SOURCE_DATE_EPOCH`; None without it.

    A build never looks at the clock: the same records would make another site tomorrow.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def overdue_problems(edition: Edition, day: date | None, severity: Severity) -> Iterator[Problem]:
    """Tell which reviews have fallen due.

    Args:
        edition: The edition.
        day: The day that counts as today; None to tell nothing.
        severity: How much it weighs.
    """
    if day is None:
        return
    for _, annotation in edition.annotations():
        if is_overdue(annotation, day):
            yield _problem(annotation, f"the note “{annotation.id}”", severity)
    for speaker in edition.speakers.values():
        if is_overdue(speaker, day):
            yield _problem(speaker, f"the speaker “{speaker.id}”", severity)


def _problem(record: Annotation | Speaker, named: str, severity: Severity) -> Problem:
    return Problem(
        record.at("due"),
        "review-due",
        f"{named} was to be reviewed by {record.due}",
        fix="hold it against its sources again, then set “reviewed” to that day and “due” to the"
        " next",
        severity=severity,
        annotation=record.id if isinstance(record, Annotation) else None,
    )
