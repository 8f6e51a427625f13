"""Bytes of a file to text that a YAML parser may see.

What is refused here is reported and blanked out, column for column, so that the records around
it are still read.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from annotated_edition.model import MAX_FILE_BYTES
from annotated_edition.text import named

if TYPE_CHECKING:
    from pathlib import Path

    from .nodes import Place
    from .report import Report

__all__ = ["HIDDEN", "decode", "read_bytes", "screen", "without_hidden"]

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u2028\u2029"  # line ends that YAML 1.1 sees and editors do not
    "\u202a-\u202e\u2066-\u2069"  # they turn the direction of text and hide what it says
    "\ufeff\ufffe\uffff]"
)
_PLAIN = bytes([9, 10, 13, *range(0x20, 0x7F)])
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\0]\0){2}|(?:\0[^\0]){2}", re.DOTALL)
"""How UTF-16 begins, with its mark or without."""
_OTHERWISE = "in another encoding"


def read_bytes(path: Path, report: Report, limit: int = MAX_FILE_BYTES) -> bytes | None:
    """Reads an ordinary file of bounded size.

    The file is opened without following a link and without waiting, and looked at once open:
    what the folder's listing said may have changed since.

    Args:
        path: The file.
        report: Where problems go.
        limit: Size above which it is refused, in bytes.

    Returns:
        Its bytes; None where it cannot or may not be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        report.add((1, 1), "unreadable", f"the file cannot be read: {error.strerror}")
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            report.add(
                (1, 1), "not-a-file", "this is not an ordinary file", expected="an ordinary file"
            )
            return None
        if status.st_size > limit:
            report.add(
                (1, 1),
                "too-large",
                f"the file has {status.st_size:,} bytes and was not read",
                expected=f"at most {limit:,}",
                fix="split it into several files in a folder of the same name",
            )
            return None
        data = bytearray()
        while len(data) <= limit:
            chunk = os.read(handle, limit + 1 - len(data))
            if not chunk:
                break
            data += chunk
        return bytes(data[:limit])
    except OSError as error:
        report.add((1, 1), "unreadable", f"the file cannot be read: {error.strerror}")
        return None
    finally:
        os.close(handle)


def screen(data: bytes, report: Report) -> str | None:
    """Decodes a file and takes out what no file of an edition may hold.

    Args:
        data: The file's bytes.
        report: Where problems go.

    Returns:
        Its text with line feeds at line ends; None where it is not UTF-8.
    """
    text = decode(data, report)
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Deleting the harmless bytes runs at memory speed; the search is for what little is left.
    if data.translate(None, _PLAIN) and HIDDEN.search(text):
        text = without_hidden(text, report)
    if "<<<<<<<" in text or ">>>>>>>" in text or "\n=======" in text:
        text = _without_conflicts(text, report)
    if text.startswith("%") or "\n%" in text:
        text = _without_directives(text, report)
    return text


def decode(data: bytes, report: Report) -> str | None:
    """Decodes a file, without the mark that some editors put at its beginning.

    Args:
        data: The file's bytes.
        report: Where problems go.

    Returns:
        Its text; None where it is not UTF-8.
    """
    wide = _WIDE.match(data) is not None
    try:
        if not wide:
            return data.decode("utf-8-sig")
        start = 0
    except UnicodeDecodeError as error:
        start = error.start
    before = data[:start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    report.add(
        (line, column),
        "not-utf-8",
        "this file is not UTF-8: it seems to be saved " + ("as UTF-16" if wide else _OTHERWISE),
        expected="UTF-8",
        fix="save the file as UTF-8 in your editor",
    )
    return None


def without_hidden(text: str, report: Report, place: Place | None = None) -> str:
    """Reports characters that nobody sees, and puts spaces in their place.

    Args:
        text: The text.
        report: Where problems go.
        place: Where the text stands, if it is a value with escapes; otherwise it is the file.

    Returns:
        A text of the same length.
    """
    for found in HIDDEN.finditer(text):
        char = found[0]
        where = place or (
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
        )
        report.add(
            where,
            "hidden-character",
            f"invisible character {named(char)}",
            fix="take it out",
        )
        if report.more:
            break
    return HIDDEN.sub(" ", text)


def _without_conflicts(text: str, report: Report) -> str:
    open_since = False
    for found in _CONFLICT.finditer(text):
        marker = found[0][0]
        if report.more:
            break
        if not (open_since and marker in "=|>"):
            report.add(
                (text.count("\n", 0, found.start()) + 1, 1),
                "merge-conflict",
                "a merge conflict was left in the file",
                fix="keep one of the two sides and take the lines with <<<<<<<, ======= and "
                ">>>>>>> out",
            )
        open_since = marker != ">"
    return _CONFLICT.sub(lambda found: " " * len(found[0]), text)


def _without_directives(text: str, report: Report) -> str:
    """Takes out `%YAML` and `%TAG`: they change what the rest means, and cost square time."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.startswith("%"):
            report.add(
                (index + 1, 1),
                "directive",
                "a YAML directive stands here",
                expected="data only",
                fix="take the line out",
            )
            lines[index] = ""
        elif line.strip() and not line.startswith("#"):
            break
    return "\n".join(lines)
