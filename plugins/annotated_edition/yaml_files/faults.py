"""The lines of one record in a file that cannot be read as a whole, and their first fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from annotated_edition.model import MAX_DEPTH

from .mistyped import candidates
from .nodes import Items, Map
from .slips import KEYS, LISTS, ROOTS, Fault, Slip, is_odd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .nodes import Place

__all__ = ["find_slip", "first_fault", "next_record", "record_at"]

_MAX_TRIALS: Final = 40
_MAX_LINES: Final = 400
_FIRST_KEY = re.compile(r"( *)-[ ]+([A-Za-z_][\w-]*)[ ]*:(?:\s|$)")
_LIST_KEY = re.compile(rf"(?:{'|'.join(sorted(ROOTS))})[ ]*:(?:\s|$)")
_NODES = (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)


def record_at(
    stack: Sequence[tuple[Any, str | None, Place]], line_of: Callable[[int], str], line: int
) -> tuple[int, int, Items | None, str] | None:
    """Where the record begins that a line belongs to, and the list that it is in.

    Args:
        stack: Containers that are open at the line, each with the key it has in the one before.
        line_of: Gives a line of the file by its number.
        line: The line.

    Returns:
        The record's first line, the column of its dash from 0, its list and the key of that;
        None for the list where the file's lines make none.
    """
    if not stack or not isinstance(stack[0][0], Map):
        return None
    root = stack[0][0]
    key = stack[1][1] if len(stack) > 1 else next(reversed(root), None)
    if key not in LISTS:
        return None
    value = stack[1][0] if len(stack) > 1 else root[key]
    if isinstance(value, Map | Items) and value.flow:
        return None
    if isinstance(value, Items):
        dash = value.place[1] - 1
        start = value.places[-1][0] if value else value.place[0]
        if len(stack) > 2:  # noqa: PLR2004 - the file, its list, and the record
            start = stack[2][0].place[0]
        while start > value.place[0] and not _begins_record(line_of(start), dash):
            start -= 1
        return start, dash, value, key
    head = root.places[key][0] if key in root.places else stack[1][2][0]
    for number in range(head + 1, line + 1):
        text = line_of(number)
        if text.strip() and not text.lstrip().startswith("#"):
            margin = len(text) - len(text.lstrip(" "))
            return number, margin if text[margin] == "-" else max(margin - 2, 0), None, key
    return None


def _begins_record(line: str, dash: int) -> bool:
    found = _FIRST_KEY.match(line)
    return bool(found and len(found[1]) == dash and found[2] in KEYS)


def next_record(lines: Sequence[str], first: int, start: int, dash: int) -> int:
    """The line at which the next record or list begins.

    Args:
        lines: The file's lines.
        first: Number of the first of them.
        start: Line at which a record begins.
        dash: Column of its dash, counted from 0.
    """
    for number in range(start + 1, first + len(lines)):
        line = lines[number - first]
        if _begins_record(line, dash) or _LIST_KEY.match(line):
            return number
    return first + len(lines)


def first_fault(  # noqa: C901, PLR0911, PLR0912 - one branch a kind of event, one return a fault
    get: Callable[[], Any],
) -> tuple[Fault | None, MarkedYAMLError | None]:
    """The first thing in the lines of a record for which no list of records can be made.

    Args:
        get: Gives the parser's next event.

    Returns:
        Where it is, and what the parser says of it; None where there is none.
    """
    # Of each open container: whether it is a mapping in lines, its keys, and what comes next.
    stack: list[tuple[bool, set[str]]] = []
    waiting: list[bool] = []
    done = empty = False
    try:
        while (event := get()) is not None and not isinstance(event, StreamEndEvent):
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                stack.pop()
                waiting.pop()
                if stack and stack[-1][0]:
                    waiting[-1] = True
                continue
            if isinstance(event, DocumentEndEvent):
                done = True
            if not isinstance(event, _NODES):
                continue
            mark: Any = event.start_mark
            if done:
                return Fault(mark.line, mark.column), None
            opens = isinstance(event, MappingStartEvent | SequenceStartEvent)
            wanted = (SequenceStartEvent, MappingStartEvent)[len(stack) : len(stack) + 1]
            if wanted and not isinstance(event, wanted):
                return Fault(mark.line, -1), None
            if stack and stack[-1][0]:
                if waiting[-1]:
                    name = event.value if isinstance(event, ScalarEvent) else None
                    if name is None or name in stack[-1][1]:
                        return Fault(mark.line, mark.column), None
                    if name not in KEYS and (empty or is_odd(name)):
                        return Fault(mark.line, mark.column), None
                    stack[-1][1].add(name)
                empty = waiting[-1] is False and isinstance(event, ScalarEvent) and not event.value
                waiting[-1] = not waiting[-1]
            if opens:
                if len(stack) > MAX_DEPTH:
                    return Fault(mark.line, mark.column), None
                stack.append(
                    (isinstance(event, MappingStartEvent) and not event.flow_style, set())
                )
                waiting.append(True)
    except MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        return (Fault(where.line, where.column) if where else Fault(0, 0)), error
    except YAMLError:
        return Fault(0, 0), None
    else:
        return None, None


def find_slip(
    lines: Sequence[str],
    dash: int,
    check: Callable[[str], Fault | None],
    fault: Fault,
    *,
    values: bool,
) -> Slip | None:
    """Finds the slip for which a record cannot be read.

    Args:
        lines: The lines of the record.
        dash: Column of its dash, counted from 0.
        check: Parses a text and gives its first fault.
        fault: The first fault of these lines.
        values: Whether it is one that a value without quotation marks may cause.

    Returns:
        The slip without which the record can be read the furthest; None where none is found.
    """
    lines = lines[:_MAX_LINES]
    end = len(lines) + 1
    best: tuple[int, int, bool, int] = (fault.line, fault.column, False, -end)
    found = None
    near = sorted(candidates(lines, dash), key=lambda slip: abs(slip.line - fault.line))
    for rank, slip in enumerate(near[:_MAX_TRIALS]):
        if not slip.code and not values:
            continue
        left = check("\n".join(slip.lines) + "\n")
        # A wrong column explains much: where something else does, too, that is the cause.
        order = (slip.code != "indentation", -rank)
        reached = (end, 0, *order) if left is None else (left.line, left.column, *order)
        longer = len(slip.lines[slip.line]) - len(lines[slip.line])
        if left and left.line == fault.line == slip.line and left.column <= fault.column + longer:
            continue
        if reached > best:
            best, found = reached, slip
    return found
