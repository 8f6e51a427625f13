"""The problems of one file, gathered in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotated_edition.model import MAX_PROBLEMS_PER_FILE, Location, Problem, Severity

if TYPE_CHECKING:
    from .nodes import Place

__all__ = ["Report"]


class Report:
    """Gathers the problems of one file.

    Attributes:
        path: POSIX path of the file, relative to the project's folder.
        more: How many problems were counted only, beyond the limit.
    """

    __slots__ = ("_seen", "more", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.more = 0
        self._seen: dict[tuple[Place, str, str], Problem] = {}

    def add(
        self,
        place: Place,
        code: str,
        message: str,
        *,
        expected: str = "",
        nearest: str = "",
        fix: str = "",
        severity: Severity = Severity.ERROR,
        annotation: str | None = None,
        detail: tuple[str, ...] = (),
    ) -> None:
        """Adds a problem, unless the same was told already.

        Args:
            place: Line and column, counted from 1.
            code: Name of the rule.
            message: What is wrong.
            expected: What was expected instead.
            nearest: The nearest thing that would have been right.
            fix: What to do about it.
            severity: How much it weighs.
            annotation: Id of the annotation it concerns.
            detail: Further lines, such as an example.
        """
        if self.more:
            self.more += 1
            return
        key = (place, code, message)
        if key in self._seen:
            return
        if len(self._seen) >= MAX_PROBLEMS_PER_FILE:
            self.more += 1
            return
        location = Location(self.path, *place)
        self._seen[key] = Problem(
            location, code, message, expected, nearest, fix, severity, detail, annotation
        )

    def has(self, place: Place) -> bool:
        """Whether something was told of this very place already."""
        return any(key[0] == place for key in self._seen)

    def take(self, other: Report, first: int, last: int) -> None:
        """Takes over another report's problems from line `first` up to before line `last`."""
        for key, problem in other._seen.items():
            if first <= problem.location.line < last:
                self._seen[key] = problem

    def __len__(self) -> int:
        return len(self._seen) + self.more

    @property
    def problems(self) -> list[Problem]:
        """What was gathered, in order of place."""
        found = sorted(self._seen.values(), key=lambda problem: (problem.location, problem.code))
        if self.more:
            last = found[-1].location
            found.append(
                Problem(
                    last,
                    "more-problems",
                    f"{self.more} more problems in this file are not listed",
                    fix="mend the ones above and check again",
                )
            )
        return found
