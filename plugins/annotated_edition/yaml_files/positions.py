"""From an offset in a value to its line and column in the file.

YAML takes indentation, line ends, quotation marks and escapes away from a text. Walking over
text and source side by side, character by character, finds every one of its own again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .nodes import Place

__all__ = ["place_in_value", "places_in_value"]

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n[ ]*|.)", re.DOTALL)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")


def place_in_value(source: str, place: Place, value: str, offset: int) -> Place:
    """Where in a file a character of a value stands.

    Args:
        source: Text of the file, with line feeds at line ends.
        place: Line and column at which the value begins, as a record's marks tell.
        value: The value.
        offset: The character, counted in code points of `value`.

    Returns:
        Its line and column.
    """
    return places_in_value(source, place, value, [offset])[0]


def places_in_value(source: str, place: Place, value: str, offsets: Sequence[int]) -> list[Place]:
    """Where in a file several characters of a value stand, in one walk over it.

    Args:
        source: Text of the file, with line feeds at line ends.
        place: Line and column at which the value begins.
        value: The value.
        offsets: The characters, in ascending order, counted in code points of `value`.

    Returns:
        Line and column of each.
    """
    at = _index(source, place)
    if source.startswith(value, at) and "\n" not in value:
        return [(place[0], place[1] + offset) for offset in offsets]
    header = _HEADER.match(source, at)
    if header and header[0][0] == "|":
        return _in_literal(source, header.end(), place[0] + 1, value, offsets)
    return _in_folded(source, header.end() if header else at, value, offsets)


def _in_literal(
    source: str, at: int, line: int, value: str, offsets: Sequence[int]
) -> list[Place]:
    """In a text after `|`, lines of file and value are the same but for the indentation."""
    content = next((text for text in value.split("\n") if text.strip()), "")
    found = source.find(content, at)
    indent = found - source.rfind("\n", 0, found) - 1
    return [
        (
            line + value.count("\n", 0, offset),
            indent + offset - value.rfind("\n", 0, offset),
        )
        for offset in offsets
    ]


def _in_folded(source: str, at: int, value: str, offsets: Sequence[int]) -> list[Place]:
    step = _plain_step
    if source[at : at + 1] == '"':
        at, step = at + 1, _escaped_step
    elif source[at : at + 1] == "'":
        at, step = at + 1, _doubled_step
    places: list[Place] = []
    wanted = iter(offsets)
    offset = next(wanted, None)
    for index, char in enumerate(value):
        if offset is None:
            break
        found = at
        if not char.isspace():
            found, at = step(source, at, char)
        while index == offset:
            line = source.count("\n", 0, found) + 1
            places.append((line, found - source.rfind("\n", 0, found)))
            offset = next(wanted, None)
    end = (source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
    return places + [end] * (len(offsets) - len(places))


def _index(source: str, place: Place) -> int:
    at = 0
    for _ in range(place[0] - 1):
        at = source.find("\n", at) + 1
        if at == 0:
            return len(source)
    return at + place[1] - 1


def _plain_step(source: str, at: int, char: str) -> tuple[int, int]:
    found = source.find(char, at)
    return (at, at) if found < 0 else (found, found + 1)


def _doubled_step(source: str, at: int, char: str) -> tuple[int, int]:
    found, after = _plain_step(source, at, char)
    return found, after + 1 if char == "'" and source[after : after + 1] == "'" else after


def _escaped_step(source: str, at: int, char: str) -> tuple[int, int]:
    """The next character, or the escape that stands for it; blank escapes are passed over."""
    while at < len(source):
        escape = _ESCAPE.match(source, at)
        if escape:
            code = escape[0][1:]
            meant = chr(int(code[1:], 16)) if code[0] in "xuU" and len(code) > 1 else code
            at = escape.end()
            if meant == char or (char not in code and not meant.isspace() and len(code) > 1):
                return escape.start(), at
        elif source[at] == char:
            return at, at + 1
        else:
            at += 1
    return at, at
