"""Several sources written on one line, apart: by what looks like an id or an address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from annotated_edition.text import nearest

__all__ = ["separate"]

_ADDRESS = re.compile(r"[<(\[]?https?://", re.IGNORECASE)
_ID = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_.:+/-]*[A-Za-z0-9])?)")
_WORDS = re.compile(r"[a-z]{2,}(?:-[a-z0-9]+)*-[a-z]{2,}(?:-[a-z0-9]+)*")
"""An id of several words, which no title and no locator has."""
_SEPARATOR = re.compile(r"[,;](?:\s+|(?=<?https?://))", re.IGNORECASE)
_OPENING, _CLOSING = "([“«", ")]”»"
_MAX_PARTS = 60


def separate(line: str, known: Collection[str]) -> list[str]:
    """The sources of a line, such as `un-report, p. 4, https://example.org/a A report`.

    What looks like neither an id nor an address belongs to the source before it, as its title
    or its locator; before the first address it is the title of that.

    Args:
        line: The line.
        known: The ids of the edition's sources.
    """
    ids = [name.strip().removeprefix("@") for name in line.split(",")]
    if set(ids) <= set(known):
        return ids
    parts = list(_parts(line))
    if len(parts) > _MAX_PARTS:
        return [line]
    texts = [line[start:end] for start, end in parts]
    kinds = [_kind(text, known) for text in texts]
    found: list[tuple[int, int]] = []
    titled = False  # whether the source at hand has words beside its address
    head = ""  # what it begins with
    for at, (kind, (start, end)) in enumerate(zip(kinds, parts, strict=True)):
        if not found:
            begins = True
        elif kind == "address":
            begins = head != "words" or titled
        elif kind == "id":
            begins = head != "words" and (not titled or "-" in texts[at] or texts[at][0] == "@")
        else:
            # Where titles come before their addresses, this is the title of the next one.
            begins = head == "words" and titled and "address" in kinds[at:]
        if begins:
            found.append((start, end))
            head, titled = kind, kind == "address" and " " in texts[at].strip()
            continue
        found[-1] = (found[-1][0], end)
        titled = titled or head == "address" or kind == "address"
    return [line[start:end].strip(" \t,;") for start, end in found]


def _parts(line: str) -> Iterator[tuple[int, int]]:
    """What commas and semicolons outside of brackets and quotation marks part."""
    start = depth = done = 0
    for found in _SEPARATOR.finditer(line):
        for char in line[done : found.start()]:
            depth += (char in _OPENING) - (char in _CLOSING)
            depth = max(depth, 0)
        done = found.end()
        if not depth:
            yield start, found.start()
            start = done
    yield start, len(line)


def _kind(text: str, known: Collection[str]) -> str:
    """Whether a part is an address, an id, or words."""
    if _ADDRESS.match(text) or re.fullmatch(r"\[.*\]\(https?://.*\)\.?", text):
        return "address"
    name = _ID.fullmatch(text.strip())
    if name and (
        name[1] in known
        or text.startswith("@")
        or _WORDS.fullmatch(name[1])
        or (name[1].isalpha() and nearest(name[1], frozenset(known)))
    ):
        return "id"
    return "words"
