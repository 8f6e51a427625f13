"""A short cut for files in the plain style that nearly all are written in.

One regular expression a line makes the same tree as libyaml's events, in a third of the time.
It knows block lists and mappings, texts on one line, plain texts that go on below, texts after
`|`, and lists of words in brackets. At the first thing it does not know for certain it gives up,
and the events decide: nothing is ever refused here, and a generated test holds both ways to the
same result.

What repeats is possessive: there is nothing to go back for, and to remember every place where
one might takes a hundred times the memory of the line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from annotated_edition.model import MAX_DEPTH, MAX_NODES, MAX_TEXT

from .nodes import Items, Map, new_items, new_map
from .slips import LISTS

__all__ = ["scan"]

_LINE = re.compile(
    r"""
    ([ ]*)(-[ ])?
    (?:([A-Za-z_][A-Za-z0-9_-]*):(?:[ ]|(?=\n)))?
    (?:
      ([^\s\-?:,\[\]{}\#&*!|>'"%@`][^\n:\#]*+(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#]*+)*+)  # plain
      | '((?:[^'\n]++|'')*+)'
      | "([^"\\\n]*)"
      | \[([A-Za-z0-9_][A-Za-z0-9_./-]*+(?:,[ ][A-Za-z0-9_][A-Za-z0-9_./-]*+)*+)\]
      | (\|-?)
    )?\n
    """,
    re.VERBOSE,
)
_MORE = re.compile(r"[ ]*([^\s:\#][^\n:\#]*+(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#]*+)*+)(?<![ ])\n")
"""A line on which a plain text goes on."""
_COMMENT = re.compile(r"[ ]*#[^\n]*\n")
_SPACES = re.compile(r"[ ]*")
_BLANK = re.compile(r"[ ]+\n")
_MAX_WORDS = 50


@cache
def _body(indent: int) -> re.Pattern[str]:
    """Lines of a text after `|` that are indented by `indent` or empty."""
    return re.compile(rf"(?:(?:[ ]{{{indent}}}[^\n]*+)?+\n)++")


def scan(text: str, first_line: int = 1) -> Map | None:  # noqa: C901, PLR0911, PLR0912, PLR0915
    """Reads a file in the plain style.

    Args:
        text: The file's text, screened.
        first_line: Line of the file at which it begins.

    Returns:
        Its mapping; None where the file is written in another style, or is not sound.
    """
    if "\t" in text or not text.endswith("\n") or text.count("\n") * 2 > MAX_NODES:
        return None
    match = _LINE.match
    at, end, line = 0, len(text), first_line - 1
    root: Map | None = None
    # Open containers with the indentation of their keys or dashes; the innermost is at hand.
    stack: list[tuple[int, Any]] = []
    node: Any = None
    column = -1
    mapping = False  # whether `node` is one
    waiting: str | None = None  # a key of `node` whose value begins on a line below
    waiting_place = (0, 0)
    while at < end:
        found = match(text, at)
        line += 1
        if found is None:
            found = _COMMENT.match(text, at)
            if found is None:
                return None
            at = found.end()
            continue
        spaces, dash, key, plain, single, double, words, block = found.groups()
        indent = len(spaces)
        # The common case, one more key of the record at hand, takes no further look.
        if (
            indent != column
            or dash is not None
            or key is None
            or waiting is not None
            or not mapping
        ):
            if key is None and dash is None:
                if text[at : found.end()].isspace():
                    at = found.end()
                    continue
                return None  # a text that goes on
            # 1. The container that this line belongs to.
            if waiting is not None:
                if dash is not None and indent >= column:
                    child: Any = new_items((line, indent + 1))
                elif dash is None and indent > column:
                    child = new_map((line, indent + 1))
                else:
                    return None
                node[waiting] = child
                node.places[waiting] = waiting_place + child.place
                waiting = None
                stack.append((column, node))
                node, column = child, indent
                mapping = dash is None
                if len(stack) >= MAX_DEPTH - 2:
                    return None
            elif node is None:
                if dash is not None:
                    return None
                root = node = new_map((line, indent + 1))
                column, mapping = indent, True
            else:
                while column > indent or (column == indent and mapping is (dash is not None)):
                    if not stack:
                        return None
                    column, node = stack.pop()
                    mapping = node.__class__ is Map
                if column != indent:
                    return None
            # 2. A dash opens an item of a list.
            if dash is not None:
                indent += 2
                if key is not None:
                    child = new_map((line, indent + 1))
                    node.append(child)
                    node.places.append(child.place)
                    stack.append((column, node))
                    node, column, mapping = child, indent, True
        at = found.end()
        # 3. The value, if it stands on this line: one space behind the colon.
        place = (line, indent + 1 if key is None else indent + len(key) + 3)
        if plain is not None:
            if plain[-1] == " ":
                return None
            value: Any = plain
            # A line that is indented deeper than the key goes on with its text.
            deeper = " " * (column + 1)
            while text.startswith(deeper, at):
                more = _MORE.match(text, at)
                if more is None:
                    return None
                value += " " + more[1]
                at = more.end()
                line += 1
        elif block is not None:
            inner = len(_SPACES.match(text, at)[0])  # type: ignore[index] # it always matches
            body = _body(inner).match(text, at)
            if key is None or inner <= column or body is None or text[at + inner] == "\n":
                return None
            value = body[0][inner:].replace("\n" + " " * inner, "\n").rstrip("\n")
            if block == "|":
                value += "\n"
            at = body.end()
            if _BLANK.match(text, at):
                return None  # an empty line with too few spaces: the text may go on below it
            line += body[0].count("\n")
        elif words is not None:
            value = _words(words, place)
            if value is None:
                return None
        elif single is not None:
            value = single.replace("''", "'")
        elif double is not None:
            value = double
        elif key is not None and key not in node:
            waiting, waiting_place = key, (place[0], indent + 1)
            continue
        else:
            return None
        if len(value) > MAX_TEXT:
            return None
        if key is None:
            node.append(value)
            node.places.append(place)
        elif key in node:
            return None
        else:
            node[key] = value
            node.places[key] = (place[0], indent + 1, *place)
    # A record in the place of a list has lost its dash, and a key beside it its indentation.
    lists = [] if root is None else [root[key] for key in root if key in LISTS]
    lost = lists and (len(lists) < len(root or ()) or any(isinstance(each, Map) for each in lists))
    return None if lost or waiting is not None else root


def _words(words: str, place: tuple[int, int]) -> Items | None:
    """A list of words in brackets."""
    items = new_items(place, flow=True)
    line, column = place[0], place[1] + 1
    for word in words.split(", "):
        items.append(word)
        items.places.append((line, column))
        column += len(word) + 2
    return items if len(items) <= _MAX_WORDS else None
