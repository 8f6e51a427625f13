"""Text between two tags of an HTML page, and where each of its code points is in the HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from .nesting import Control

__all__ = ["Run", "decode_references"]

ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{,40});?")
ENTITY_LENGTH = 60  # of a number that no character has


@dataclass(slots=True)
class Run:
    """Text between two tags.

    Attributes:
        text_start: Offset of its first code point in the text.
        text_end: Offset behind its last code point.
        html_start: Offset of its first character in the HTML.
        html_end: Offset behind its last character.
        pieces: For a run with entities, (offset in the text, offset in the HTML, plain) of
            each stretch; empty where text and HTML go in step.
        inside: The element around it that must not hold links.
        marked: Whether it may be marked: white space between two blocks may not.
        aside: Whether it is apparatus, which takes no room in the text.
        whole_only: Whether it is a block that a script reads as one piece, around which a mark
            is not possible.
    """

    text_start: int
    text_end: int
    html_start: int
    html_end: int
    pieces: list[tuple[int, int, bool]]
    inside: Control | None
    marked: bool
    aside: bool = False
    whole_only: bool = False

    def whole(self, offset: int, *, end: bool) -> int:
        """A boundary that does not lie inside an entity which stands for several code points.

        Args:
            offset: Offset in the text, from `text_start` to `text_end`.
            end: Whether it is the end of a passage, which moves on, or its beginning, which
                moves back.
        """
        if not self.pieces or offset >= self.text_end:
            return offset
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        text_at, _, plain = self.pieces[index]
        if plain or offset == text_at:
            return offset
        if not end:
            return text_at
        return self.pieces[index + 1][0] if index + 1 < len(self.pieces) else self.text_end

    def html_at(self, offset: int, *, end: bool) -> int:
        """Where a boundary at `offset` of the text falls in the HTML.

        A boundary inside an entity that stands for several code points moves outward.

        Args:
            offset: Offset in the text, from `text_start` to `text_end`.
            end: Whether it is the end of a passage, and not its beginning.
        """
        if self.aside:
            return self.html_end if end else self.html_start
        if not self.pieces:
            return self.html_start + offset - self.text_start
        if offset >= self.text_end:
            return self.html_end
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        text_at, html_at, plain = self.pieces[index]
        if plain:
            return html_at + offset - text_at
        if offset == text_at or not end:
            return html_at
        return self.pieces[index + 1][1] if index + 1 < len(self.pieces) else self.html_end


def decode_references(
    raw: str, text_at: int, html_at: int
) -> tuple[str, list[tuple[int, int, bool]]]:
    """Text of a run with entities, and its pieces."""
    parts: list[str] = []
    pieces: list[tuple[int, int, bool]] = []
    position = 0
    for match in ENTITY.finditer(raw):
        char, length = _entity(match[0])
        if not length:
            continue
        if match.start() > position:
            pieces.append((text_at, html_at + position, True))
            parts.append(raw[position : match.start()])
            text_at += match.start() - position
        pieces.append((text_at, html_at + match.start(), False))
        parts.append(char)
        text_at += len(char)
        position = match.start() + length
    if not pieces:
        return raw, []
    if position < len(raw):
        pieces.append((text_at, html_at + position, True))
        parts.append(raw[position:])
    return "".join(parts), pieces


def _entity(written: str) -> tuple[str, int]:
    """What an entity stands for, and how much of it is one: a known name may begin a word."""
    if written[1] == "#":
        if len(written) >= ENTITY_LENGTH:
            return "\ufffd", len(written)
        hexadecimal = written[2] in "xX"
        number = int(written[3:].rstrip(";"), 16) if hexadecimal else int(written[2:].rstrip(";"))
        # Python leaves out what browsers keep, such as control characters.
        return unescape(written) or chr(number), len(written)
    for end in range(len(written), 2, -1):
        if char := html5.get(written[1:end], ""):
            return char, end
    return "", 0
