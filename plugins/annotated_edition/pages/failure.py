"""What becomes of a record whose rendering fails: a problem at its place, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annotated_edition.model import Location, Problem

__all__ = ["RenderingError", "failures_as_problems"]


class RenderingError(Exception):
    """Records cannot be rendered.

    Attributes:
        problems: The same for an editor, each with its record's place.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@contextmanager
def failures_as_problems(
    what: str, location: Location, annotation: str | None = None
) -> Iterator[None]:
    """Turn whatever goes wrong while something is rendered into a problem.

    The innermost such block wins: it knows best which record it is.

    Args:
        what: What is rendered, for the message.
        location: Where it is written.
        annotation: Id of the annotation, if it is one.

    Raises:
        RenderingError: It cannot be rendered.
    """
    try:
        yield
    except RenderingError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RenderingError(
            Problem(
                location=location,
                code="not-rendered",
                message=f"{what} cannot be rendered ({reason})",
                fix="this is a fault of the program: please report it with the record; until it"
                " is mended, write the record in another way",
                annotation=annotation,
            )
        ) from error
