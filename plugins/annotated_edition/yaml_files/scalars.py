"""How a text is written in YAML, in the manner of the text whose place it takes.

Several spellings are tried, the likest first, and each is read back by the strict reader before
it is handed out: a spelling that would say something else is never written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .reading import read_tree
from .report import Report

__all__ = ["ScalarSpelling", "looks_like_other", "spell"]

_OTHER_THAN_TEXT: Final = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|\.nan|[-+]?\.inf"
    r"|[-+]?[0-9][0-9_,.:eExXoOa-fA-F+-]*"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ][0-9:.Zz +-]*)?)",
    re.IGNORECASE,
)
"""What other readers of YAML take for nothing, a number, a date, yes or no."""
_SIGNS: Final = "-?:,[]{}#&*!|>'\"%@`=<"
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_GAP: Final = re.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True, slots=True)
class ScalarSpelling:
    """How a text is to be written.

    Attributes:
        style: The sign of the style to keep: `'`, `"`, `|`, `>`, or empty for none.
        column: Column at which it begins, in code points from 0.
        indent: Column of the lines below the first.
        width: Length of line that it keeps to where it can.
        lines: Whether the text before it had more lines than one.
        flow: Whether it stands in brackets.
        followed: Whether something stands behind it on its line, so that no text on the lines
            below can follow.
        quote: The sign that the file quotes with.
        plain: Whether a text that looks like a number or a date needs no quotes.
        newline: The file's line end.
    """

    style: str = ""
    column: int = 0
    indent: int = 2
    width: int = 100
    lines: bool = False
    flow: bool = False
    followed: bool = False
    quote: str = '"'
    plain: bool = False
    newline: str = "\n"


def looks_like_other(text: str) -> bool:
    """Whether other readers of YAML take a text without quotes for something else."""
    return _OTHER_THAN_TEXT.fullmatch(text) is not None


def spell(value: str, spelling: ScalarSpelling, key: str = "key") -> str | None:
    """Write a text in YAML.

    Args:
        value: The text. It may hold nothing that the reader refuses.
        spelling: How to write it.
        key: The key that it is the value of; some rules of the reader depend on it.

    Returns:
        What to write behind the key; None where there is no way to write the text.
    """
    for written in _spellings(value, spelling):
        if _reads_as(written, value, spelling, key):
            return written.replace("\n", spelling.newline)
    return None


def _reads_as(written: str, value: str, spelling: ScalarSpelling, key: str) -> bool:
    report = Report("")
    if spelling.flow:
        text = f"- {{{key}: {written}, other: x}}\n"
        wanted = [{key: value, "other": "x"}]
    else:
        margin = " " * (spelling.indent - 2)
        first = "- " + " " * max(0, len(margin) - 2) if margin else ""
        text = f"{first}{key}: {written}\n{margin}other: x\n"
        wanted = [{key: value, "other": "x"}] if margin else {key: value, "other": "x"}  # type: ignore[assignment]
    return bool(read_tree(text, report) == wanted) and not len(report)


def _spellings(value: str, spelling: ScalarSpelling) -> Iterator[str]:
    fits = spelling.column + len(value) + 2 * bool(spelling.style) <= spelling.width
    block = not spelling.flow and not spelling.followed
    prose = "\n" not in value
    style = spelling.style
    wraps = prose and not spelling.flow and _GAP.search(value) is not None
    if style == "|" and block:
        yield from _literal(value, spelling)
    if style == ">" and block:
        yield from _folded(value, spelling)
    if style == "" and prose and _is_plain(value, spelling):
        if spelling.lines and not fits and wraps:
            yield _wrapped(value, spelling)
        if fits or not (block and wraps):
            yield value
    if not fits and not style and block and wraps:
        yield from _folded(value, spelling)
    if style == "" and not prose and block:
        yield from _literal(value, spelling)
    yield from _quoted(value, spelling, wrapped=not fits and wraps and bool(style or block))


def _is_plain(value: str, spelling: ScalarSpelling) -> bool:
    return (
        bool(value)
        and value[0] not in _SIGNS
        and not value[0].isspace()
        and not value[-1].isspace()
        and value.isprintable()
        and not re.search(r":(?:\s|$)|\s#", value)
        and not (spelling.flow and re.search(r"[,\[\]{}:]", value))
        and (spelling.plain or not looks_like_other(value))
    )


def _quoted(value: str, spelling: ScalarSpelling, *, wrapped: bool) -> Iterator[str]:
    sign = spelling.style if spelling.style in ("'", '"') else spelling.quote
    other = "'" if sign == '"' else '"'
    if spelling.style not in ("'", '"') and sign in value and other not in value:
        sign = other
    if sign == "'" and not re.search(r"[\n\r\t]", value):
        doubled = value.replace("'", "''")
        if wrapped:
            yield _wrapped(f"'{doubled}'", spelling)
        yield f"'{doubled}'"
    escaped = "".join(_ESCAPES.get(char, char) for char in value)
    if wrapped:
        yield _wrapped(f'"{escaped}"', spelling)
    yield f'"{escaped}"'


def _literal(value: str, spelling: ScalarSpelling) -> Iterator[str]:
    header = _header("|", value)
    if header:
        yield header + _indented(value.removesuffix("\n").split("\n"), spelling)


def _folded(value: str, spelling: ScalarSpelling) -> Iterator[str]:
    """A text after `>`; where it cannot be folded, one after `|`."""
    lines = value.removesuffix("\n").split("\n")
    header = _header(">", value)
    if header and all(line == line.strip() for line in lines):
        written: list[str] = []
        for number, line in enumerate(lines):
            if number and line:
                written.append("")  # one line end would be a space
            written += _wrap(line, spelling.width - spelling.indent) if line else [""]
        yield header + _indented(written, spelling)
    yield from _literal(value, spelling)


def _header(sign: str, value: str) -> str:
    """Sign and treatment of the last line end; empty where the text is not fit for lines."""
    if not value.strip() or value[0].isspace() or value.endswith("\n\n"):
        return ""
    return sign if value.endswith("\n") else f"{sign}-"


def _indented(lines: list[str], spelling: ScalarSpelling) -> str:
    margin = " " * spelling.indent
    return "".join(f"\n{margin}{line}" if line else "\n" for line in lines)


def _wrapped(text: str, spelling: ScalarSpelling) -> str:
    """A text on several lines, the first of which has the key before it."""
    first = spelling.width - spelling.column
    lines = _wrap(text, spelling.width - spelling.indent, max(first, 1))
    return ("\n" + " " * spelling.indent).join(lines)


def _wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """Break a text at single spaces between words.

    Args:
        text: The text.
        width: Length of a line, in code points.
        first: Length of the first line, where it differs.
    """
    lines: list[str] = []
    line = ""
    for word in _GAP.split(text):
        room = first if first is not None and not lines else width
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return lines
