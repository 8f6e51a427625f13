"""What is wrong with a file, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotated_edition.text import log_line

__all__ = ["EditionError", "Location", "Problem", "Severity"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    Attributes:
        path: POSIX path relative to the project's folder.
        line: Line, counted from 1.
        column: Column in code points, counted from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a problem weighs: errors fail a build, warnings fail a strict one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the words of the contributor who has to mend it.

    Printed as `path:line:col: message; expected …; did you mean …; fix`.

    Attributes:
        location: Where it is wrong.
        code: A stable kebab-case name of the rule, such as `unknown-key`.
        message: What is wrong, one clause, no full stop.
        expected: What was expected instead, without the word “expected”; may be empty.
        nearest: The nearest thing that would have been right; may be empty.
        fix: What to do about it, as an imperative clause; may be empty.
        severity: How much it weighs.
        detail: Further lines for the terminal and the log (candidates, differences).
        annotation: Id of the annotation it concerns, where there is one.
    """

    location: Location
    code: str
    message: str
    expected: str = ""
    nearest: str = ""
    fix: str = ""
    severity: Severity = Severity.ERROR
    detail: tuple[str, ...] = ()
    annotation: str | None = None

    @property
    def text(self) -> str:
        """The problem in one line, without its place."""
        parts = [self.message]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.nearest:
            parts.append(f"did you mean “{self.nearest}”?")
        if self.fix:
            parts.append(self.fix)
        return "; ".join(parts)

    def __str__(self) -> str:
        lines = [f"{self.location}: {self.text}", *(f"    {line}" for line in self.detail)]
        return "\n".join(map(log_line, lines))


class EditionError(Exception):
    """Work on an edition cannot go on; its text names the problems on one line.

    Args:
        problems: Why.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.text for problem in problems))

    @classmethod
    def of(cls, path: object, code: str, message: str) -> EditionError:
        """An error with one problem of a file or folder as a whole.

        Args:
            path: The file or folder.
            code: Name of the rule.
            message: What is wrong, and what to do about it.
        """
        return cls(Problem(Location(str(path)), code, message))
