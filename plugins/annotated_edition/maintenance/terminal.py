"""Two wordings side by side on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import click

from annotated_edition.text import printable

__all__ = ["side_by_side"]

_LABEL = 10
_NARROW = 60


def side_by_side(rows: Iterable[tuple[str, str, str]], width: int) -> Iterator[str]:
    """Lines that show pairs of texts next to each other, or below each other if it is narrow.

    Args:
        rows: Name, old text and new text; the first row is the heading.
        width: Width of the terminal, in columns.
    """
    heading, *rest = rows
    if width < _NARROW:
        for name, old, new in rest:
            yield f"  {name}"
            yield "    " + click.style(f"- {printable(old)}", fg="red")
            yield "    " + click.style(f"+ {printable(new)}", fg="green")
        return
    column = (min(width, 140) - _LABEL - 4) // 2
    yield _row(heading[0], heading[1], heading[2], column, ("", ""))
    for name, old, new in rest:
        colours = ("red", "green") if old != new else ("", "")
        lines = zip_longest(_wrapped(old, column), _wrapped(new, column), fillvalue="")
        for number, (left, right) in enumerate(lines):
            yield _row("" if number else name, left, right, column, colours)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(printable(text), width, break_on_hyphens=False) or ["–"]


def _row(name: str, left: str, right: str, width: int, colours: tuple[str, str]) -> str:
    first, second = (
        click.style(text, fg=colour) if colour else text
        for text, colour in ((left.ljust(width), colours[0]), (right, colours[1]))
    )
    return f"  {name:<{_LABEL}}{first}  {second}".rstrip()
