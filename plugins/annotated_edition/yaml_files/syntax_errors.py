"""What a YAML parser says, in the words of somebody who wanted to write a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotated_edition.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import MarkedYAMLError

    from .report import Report

__all__ = ["QUOTE_IT", "TYPOGRAPHIC", "explain_syntax", "quoted_typographically"]

QUOTE_IT = "put the text in quotes, or use |"

TYPOGRAPHIC = "“”„‟‘’‚«»‹›"
"""Quotation marks that are letters for YAML."""

_KEY = re.compile(r"^(\s*(?:-\s+)*)([A-Za-z_][\w-]*):(\s+)(\S.*)$")
_ESCAPE = re.compile(r"\bescape\b|\bhexa?decimal\b")
"""What both parsers say of a backslash in a text between double quotation marks."""
_MEANINGS = {
    "*": "takes for a reference to an anchor",
    "&": "takes for an anchor",
    "!": "takes for a tag",
    "@": "keeps for itself",
    "`": "keeps for itself",
    "%": "takes for a directive",
    "[": "takes for a list",
    "{": "takes for a mapping",
    "]": "takes for the end of a list",
    "}": "takes for the end of a mapping",
    ",": "takes for the next item of a list",
    ">": "takes for a text on the lines below",
    "|": "takes for a text on the lines below",
    "?": "takes for a key",
    "-": "takes for a list",
}


def quoted_typographically(value: str) -> str:
    """The word within typographic quotation marks; empty where there are none around it."""
    inner = value.strip(TYPOGRAPHIC)
    return inner if inner and len(inner) < len(value) and value[0] in TYPOGRAPHIC else ""


def explain_syntax(
    error: MarkedYAMLError, line_of: Callable[[int], str], offset: int, report: Report
) -> None:
    """Reports a parser's error at the place that has to be mended.

    Args:
        error: What the parser raised.
        line_of: Gives a line of the file by its number.
        offset: Line of the file at which the parsed text begins.
        report: Where the problem goes.
    """
    mark = error.problem_mark or error.context_mark
    line = mark.line + offset if mark else offset
    column = mark.column + 1 if mark else 1
    text = line_of(line)
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        report.add(
            (line, indent.index("\t") + 1),
            "tab",
            "the line is indented with a tab",
            expected="spaces",
            fix="put two spaces in its place",
        )
        return
    if _ESCAPE.search(error.problem or ""):
        report.add(
            (line, max(text.rfind("\\", 0, column), 0) + 1),
            "escape",
            "within these quotation marks YAML reads “\\” and what follows as one character, and"
            " knows none that is written so",
            fix="write “\\\\” where a backslash is meant, or use |",
        )
        return
    start = error.context_mark
    if "quoted scalar" in (error.context or "") and start is not None:
        report.add(
            (start.line + offset, start.column + 1),
            "open-quote",
            "the quotation mark that opens here is not closed",
            fix="close it, or use | and put the text on the lines below",
        )
        return
    # The parser sees the mistake at the value or, looking for the next key, somewhat after it.
    for number in range(line, max(line - 3, 0), -1):
        found = _KEY.match(line_of(number))
        if found and _explain_value(found, number, column if number == line else None, report):
            return
        if found:
            break
    odd = re.match(r"\s*(?:-\s+)*([A-Za-z_][\w-]*):", text)
    if odd and odd.start(1) + 1 == column:
        report.add(
            (line, column),
            "indentation",
            f"“{odd[1]}” begins in column {column}, where no key is expected",
            fix="let the keys of one record begin in the same column",
        )
        return
    problem = (error.problem or "not understood").replace("did not find expected", "no")
    report.add(
        (line, column),
        "yaml-syntax",
        f"this is not YAML: {shown(problem)}",
        fix="let the keys of one record begin in the same column, and "
        + QUOTE_IT.replace("the text", "a text that holds “: ” or begins with a sign"),
    )


def _explain_value(found: re.Match[str], line: int, column: int | None, report: Report) -> bool:
    """Reports what is wrong with a value written on its key's line; False if nothing is seen."""
    key, value = found[2], found[4]
    at = found.start(4) + 1
    first = value[0]
    if first in "\"'":
        close = re.match(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', value)
        if close and close.end() < len(value.rstrip()):
            report.add(
                (line, at + close.end()),
                "text-after-quote",
                f"the text of “{key}” goes on after its closing quotation mark",
                fix="put the whole text in quotes of the other kind, or use |",
            )
            return True
        if not close and column is not None and column > at:
            report.add(
                (line, at),
                "open-quote",
                "the quotation mark here ends a text that began further up",
                fix="close that text where it ends, or use |",
            )
            return True
        return False
    if first in _MEANINGS and not (first in "|>" and re.fullmatch(r"[|>][-+0-9]*\s*", value)):
        if not report.has((line, at)):
            report.add(
                (line, at),
                "unquoted-sign",
                f"“{key}” begins with “{first}”, which YAML {_MEANINGS[first]}",
                fix=QUOTE_IT,
            )
        return True
    colon = re.search(r":(?:\s|$)", value)
    if colon and (column is None or column >= at):
        report.add(
            (line, at + colon.start()),
            "unquoted-colon",
            f"the text of “{key}” holds a colon, which in YAML ends a key",
            fix=QUOTE_IT,
        )
        return True
    return False
