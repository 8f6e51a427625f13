"""From an offset in a value to its line and column in the file.

YAML takes indentation, line ends, quotation marks and escapes away from a text. Walking over
text and source side by side, character by character, finds every one of its own again.
"""

from __future__ import annotations

import re

from .tree import Place

__all__ = ["place_in_value"]

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
    at = _index(source, place)
    first = source[at : at + 1]
    step = _plain_step
    if first in "|>" and (header := _HEADER.match(source, at)):
        at = header.end()
    elif first == '"':
        at, step = at + 1, _escaped_step
    elif first == "'":
        at, step = at + 1, _doubled_step
    found = at
    for char in value[: offset + 1]:
        if char.isspace():
            continue
        found, at = step(source, at, char)
    if value[offset : offset + 1].isspace():
        found = at  # just behind the last character that can be seen
    line = source.count("\n", 0, found) + 1
    return line, found - source.rfind("\n", 0, found)


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
