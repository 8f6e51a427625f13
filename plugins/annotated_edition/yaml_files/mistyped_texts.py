"""Texts of a record that YAML reads as something else: not indented, not closed, not quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .restrictions import PROSE
from .slips import Line, Slip, key_of, value_of, with_lines
from .syntax_errors import QUOTE_IT, TYPOGRAPHIC

__all__ = ["SHORT_KEY", "unindented", "values_of", "without_bar"]

SHORT_KEY: Final = re.compile(r"[^\s:]+(?: [^\s:]+){0,2}:(?:\s|$)")
_SIGNS: Final = frozenset("*&!@`%[{]},>|?-")
_PAIRS: Final = {"[": "]", "{": "}"}


def unindented(lines: Sequence[str], split: Sequence[Line], index: int) -> Iterator[Slip]:
    """A line of a text that does not begin to the right of its key."""
    above = next(
        (at for at in range(index - 1, -1, -1) if key_of(split[at]) and lines[at].strip()), None
    )
    if above is None:
        return
    key, column = key_of(split[above]), split[above].column
    if key not in PROSE or len(split[index].margin) > column:
        return
    above_it = value_of(split[above])
    if above_it and above_it[0] not in "|>" and SHORT_KEY.match(split[index].rest):
        return
    end = _end_of_text(lines, split, above, column)
    if index >= end:
        return
    body = [len(split[at].margin) for at in range(above + 1, index) if lines[at].strip()]
    indent = min((each for each in body if each > column), default=column + 2)
    value = value_of(split[above])
    least = min(
        len(split[at].margin)
        for at in range(index, end)
        if lines[at].strip() and len(split[at].margin) <= column
    )
    changed = {
        at: " " * (indent - least) + lines[at]
        for at in range(index, end)
        if lines[at].strip() and len(split[at].margin) <= column
    }
    if not value.strip():
        # A text below a key alone is read as it is only after a bar.
        changed[above] = f"{lines[above].rstrip()} |"
    yield Slip(
        index,
        len(split[index].margin) + 1,
        "text-not-indented",
        f"this line belongs to the text of “{key}”, but is not indented",
        f"every line of the text further to the right than “{key}”",
        f"put {indent} spaces before each line of the text"
        + ("" if value.strip() else f", and write “{key}: |” above it"),
        with_lines(lines, changed),
    )


def _end_of_text(lines: Sequence[str], split: Sequence[Line], above: int, column: int) -> int:
    """The line at which the next key of a record begins."""
    for at in range(above + 1, len(lines)):
        line = split[at]
        if key_of(line) and (line.column == column or (line.bullet and line.column <= column)):
            return at
    return len(lines)


def without_bar(
    lines: Sequence[str], split: Sequence[Line], index: int, key: str, value: str
) -> Iterator[Slip]:
    """A text on the lines below its key, without the bar that it needs."""
    if value or key not in PROSE or index + 1 >= len(lines):
        return
    below = next((at for at in range(index + 1, len(lines)) if lines[at].strip()), None)
    if below is None or len(split[below].margin) <= split[index].column or key_of(split[below]):
        return
    yield Slip(
        index,
        len(lines[index].rstrip()) + 1,
        "missing-bar",
        f"the text of “{key}” is on the lines below, but there is no “|” after the colon",
        f"“{key}: |”",
        f"write “{key}: |”, and leave the lines below as they are",
        with_lines(lines, {index: f"{lines[index].rstrip()} |"}),
    )


def values_of(
    lines: Sequence[str], split: Sequence[Line], index: int, key: str, value: str
) -> Iterator[Slip]:
    """A bracket or quotation mark that is not closed, or a text that needs quotation marks."""
    if not value:
        return
    end = _end_of_value(lines, split, index)
    last = end - 1
    start = len(lines[index]) - len(value)
    whole = "\n".join([value, *lines[index + 1 : end]])
    if value[0] in _PAIRS:
        broken = _unclosed(whole)
        if broken:
            at, closer, where = broken
            row = whole.count("\n", 0, at)
            column = at - (whole.rfind("\n", 0, at) + 1) + (start if not row else 0)
            fixed = (whole[:where].rstrip() + closer + whole[where:]).split("\n")
            changed = {index + n: text for n, text in enumerate(fixed)}
            changed[index] = lines[index][:start] + fixed[0]
            yield Slip(
                index + row,
                column + 1,
                "open-bracket",
                f"the bracket “{whole[at]}” that opens here is not closed",
                f"“{closer}” at its end",
                f"put “{closer}” after the last item; if the bracket belongs to a text, put the"
                " text in quotes",
                with_lines(lines, changed),
            )
    if value[0] in "\"'":
        closed = re.match(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', whole, re.DOTALL)
        if not closed:
            text = lines[last].rstrip() if last > index else lines[index].rstrip()
            yield Slip(
                index,
                start + 1,
                "open-quote",
                "the quotation mark that opens here is not closed",
                "",
                "close it, or use | and put the text on the lines below",
                with_lines(lines, {last: text + value[0]}),
            )
    if key not in PROSE and value[0] in _PAIRS:
        return
    colon = re.search(r":(?:\s|$)", whole)
    if colon and value[0] not in _SIGNS and value[0] not in "\"'":
        row = whole.count("\n", 0, colon.start())
        column = colon.start() - (whole.rfind("\n", 0, colon.start()) + 1) + (0 if row else start)
        fixed = ("'" + whole.rstrip().replace("'", "''") + "'").split("\n")
        changed = {index + n: text for n, text in enumerate(fixed)}
        changed[index] = lines[index][:start] + fixed[0]
        straight = "put the text in straight quotes (“ and ” are letters for YAML), or use |"
        yield Slip(
            index + row,
            column + 1,
            "unquoted-colon",
            f"the text of “{key}” holds a colon, which in YAML ends a key",
            "",
            straight if value[0] in TYPOGRAPHIC else QUOTE_IT,
            with_lines(lines, changed),
        )
        return
    # What YAML reads as something else than a text: the parser's own error names the place.
    inner = whole
    if value[0] in "\"'":
        inner = whole.rstrip()
        inner = inner[1:-1] if len(inner) > 1 and inner[-1] == inner[0] else inner[1:]
    if value[0] in _SIGNS or value[0] in "\"'":
        fixed = ("'" + inner.rstrip().replace("'", "''") + "'").split("\n")
        changed = {index + n: text for n, text in enumerate(fixed)}
        changed[index] = lines[index][:start] + fixed[0]
        yield Slip(index, start + 1, "", key, "", "", with_lines(lines, changed))


def _end_of_value(lines: Sequence[str], split: Sequence[Line], index: int) -> int:
    """One past the last line that a value written beside its key goes on to."""
    end = index + 1
    for at in range(index + 1, len(lines)):
        line = split[at]
        if not lines[at].strip():
            continue
        if line.bullet or key_of(line) or len(line.margin) <= split[index].column:
            break
        end = at + 1
    return end


def _unclosed(text: str) -> tuple[int, str, int] | None:
    """The bracket that is not closed: its offset, what closes it, and where that goes."""
    stack: list[int] = []
    quote = ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and text[max(0, at - 99) : at].rstrip(" \n")[-1:] in (
            "[",
            "{",
            ",",
            ":",
        ):
            quote = char
        elif char in _PAIRS:
            stack.append(at)
        elif char in "]}" and stack:
            if char != _PAIRS[text[stack[-1]]]:
                return stack[-1], _PAIRS[text[stack[-1]]], at
            stack.pop()
            if not stack:
                return None
        elif char == "#" and text[at - 1 : at] in (" ", "\n"):
            return (stack[-1], _PAIRS[text[stack[-1]]], at) if stack else None
    return (
        (stack[-1], _PAIRS[text[stack[-1]]], len(text.rstrip())) if stack and not quote else None
    )
