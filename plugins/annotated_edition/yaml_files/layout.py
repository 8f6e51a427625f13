"""How a file is laid out, and where in it something is taken out or put in.

Nothing here changes a file: every method answers with a span of the text and what to put there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from .scalars import ScalarSpelling, looks_like_other, spell
from .spans import Span, line_end, line_start, walk

__all__ = ["BODIES", "Layout", "key_column"]

BODIES: Final = frozenset(["note", "bio", "definition", "text"])
"""Keys whose value is Markdown, which gets lines of its own and a line end."""

_NARROWEST, _USUAL, _WIDEST = 80, 100, 120
_LINE: Final = re.compile(r"\r\n|\r|\n")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")


class Layout:
    """The habits of a file's author.

    Attributes:
        newline: The line end that most lines have.
        width: Length of its longest line, within bounds.
        quote: The sign that it quotes with.
    """

    def __init__(self, text: str, spans: Span | None) -> None:
        self._text = text
        self._spans = spans
        ends = Counter(_LINE.findall(text))
        self.newline = ends.most_common(1)[0][0] if ends else "\n"
        lengths = [len(line) for line in _LINE.split(text) if len(line) <= _WIDEST]
        longest = max(lengths) if len(lengths) > 1 else _USUAL
        self.width = max(longest, _NARROWEST)
        signs = Counter(span.style for span in walk(spans)) if spans else Counter[str]()
        self.quote = "'" if signs["'"] > signs['"'] else '"'
        self.step = 2
        if spans is not None and spans.style == ":":
            lists = [value for _, value in spans.pairs if value.style == "-"]
            self.step = self._column(lists[0].start) if lists else 2

    def _column(self, offset: int) -> int:
        return offset - line_start(self._text, offset)

    def text(
        self, value: str, key: str, old: Span, column: int, *, in_flow: bool, plain: bool = False
    ) -> str | None:
        """A text in the place of an old value.

        Args:
            value: The text.
            key: Its key.
            old: The old value.
            column: Column of the key.
            in_flow: Whether it stands in brackets.
            plain: Whether it is a number or a date, which needs no quotes.

        Returns:
            What to put there; None where there is no way to write the text.
        """
        source = self._text
        written = source[old.start : old.end]
        block = old.style in ("|", ">")
        comment = ""
        below = _LINE.split(written)[1:]
        if block:
            found = _COMMENT.search(_LINE.split(written)[0])
            comment = f" {found[0]}" if found else ""
        indents = [len(line) - len(line.lstrip(" ")) for line in below if line.strip()]
        indent = indents[0] if indents and indents[0] > column else column + 2
        behind = source[old.end : line_end(source, old.end)]
        spelled = spell(
            value,
            ScalarSpelling(
                style=old.style if old.is_text else "",
                column=self._column(old.start) + (old.start == old.end),
                indent=indent,
                width=self.width,
                lines=bool(below),
                flow=in_flow,
                followed=bool(behind) and not block,
                quote=self.quote,
                plain=old.style == "" and (plain or looks_like_other(old.text)),
                newline=self.newline,
            ),
            key,
        )
        if spelled is None or not comment:
            return spelled
        first, end, rest = spelled.partition(self.newline)
        return f"{first}{comment}{end}{rest}" if spelled[0] in "|>" or not end else None

    def removal(self, record: Span, pair: tuple[Span, Span]) -> tuple[int, int, str]:
        """Where a key and its value are, and what is left in their place."""
        text, (key, value) = self._text, pair
        number = next(i for i, each in enumerate(record.pairs) if each is pair)
        following = record.pairs[number + 1][0] if number + 1 < len(record.pairs) else None
        if record.is_flow:
            if following is not None:
                return key.start, following.start, ""
            return record.pairs[number - 1][1].end, value.end, ""
        if number == 0 and following is not None:
            # What follows takes its place behind the dash, or a comment does.
            comment = _COMMENT.search(text, value.end, following.start)
            return key.start, comment.start() if comment else following.start, ""
        start = line_start(text, key.start)
        end = line_end(text, value.tail)
        inside = text[value.start : value.end] if value.style in ("|", ">") else ""
        found = _COMMENT.search(_LINE.split(inside)[0]) or _COMMENT.search(text, value.end, end)
        if found:
            return start, end, " " * self._column(key.start) + found[0]
        after = _LINE.match(text, end)
        if after:
            return start, after.end(), ""
        before = line_end(text, max(start - 2, 0))
        return before, end, ""

    def new_key(
        self, record: Span, anchor: tuple[Span, Span], key: str, value: Any
    ) -> tuple[int, str | None]:
        """Where a new key goes, and what to put there.

        Args:
            record: The mapping.
            anchor: The key and value behind which it goes.
            key: The key.
            value: Its value.
        """
        if record.is_flow:
            inline = self.inline(value, key)
            return anchor[1].end, None if inline is None else f", {key}: {inline}"
        column = self._column(record.pairs[0][0].start)
        lines = self._entry(key, value, column)
        at = line_end(self._text, anchor[1].tail)
        if lines is None:
            return at, None
        return at, self.newline + " " * column + self.newline.join(lines)

    def addition(
        self, list_key: str, items: Span | None, record: Mapping[str, Any]
    ) -> tuple[int, int, str | None]:
        """Where a new record goes, and what to put there.

        Args:
            list_key: Key of the list.
            items: The list; None where the file has no such key.
            record: The record.
        """
        text, newline = self._text, self.newline
        if items is not None and items.style == "[" and items.items:
            return self._flow_addition(items.items[-1], record)
        if items is not None and items.style == "-" and items.items:
            return self._block_addition(items, record)
        body = self._item(record, self.step, self.step + 2)
        if body is None:
            return 0, 0, None
        if items is not None:
            start = len(text[: items.start].rstrip(" "))
            end = line_end(text, items.end)
            return start, end, f"{text[items.end : end].rstrip()}{newline}{body}"
        gap = newline if self._spans is not None else ""
        whole = f"{gap}{list_key}:{newline}{body}"
        ended = not text or text[-1] in "\r\n"
        return len(text), len(text), f"{whole}{newline}" if ended else f"{newline}{whole}"

    def _flow_addition(self, last: Span, record: Mapping[str, Any]) -> tuple[int, int, str | None]:
        inline = self.inline(record, "")
        start = line_start(self._text, last.start)
        margin = self._text[start : last.start]
        gap = " " if margin.strip() else f"{self.newline}{margin}"
        return last.end, last.end, None if inline is None else f",{gap}{inline}"

    def _block_addition(
        self, items: Span, record: Mapping[str, Any]
    ) -> tuple[int, int, str | None]:
        text, last = self._text, items.items[-1]
        dash = self._column(items.start)
        keys = self._column(last.pairs[0][0].start) if last.style == ":" else dash + 2
        body = self._item(record, dash, keys)
        at = line_end(text, last.tail)
        while (after := _LINE.match(text, at)) is not None:
            end = line_end(text, after.end())
            line = text[after.end() : end]
            if not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) >= keys):
                break
            at = end  # the last record's own comments stay with it
        blank = self._blank_lines(items) if len(items.items) > 1 else 1
        return at, at, None if body is None else self.newline * (blank + 1) + body

    def _blank_lines(self, items: Span) -> int:
        """How many blank lines stand between the last two records."""
        between = self._text[items.items[-2].tail : items.items[-1].start]
        return sum(1 for line in _LINE.split(between)[1:-1] if not line.strip())

    def _item(self, record: Mapping[str, Any], dash: int, column: int) -> str | None:
        entries = [self._entry(key, value, column) for key, value in record.items()]
        lines: list[str] = []
        for entry in entries:
            if entry is None:
                return None
            lines += [" " * column + entry[0], *entry[1:]]
        lines[0] = " " * dash + "-".ljust(column - dash) + lines[0][column:]
        return self.newline.join(lines)

    def _entry(self, key: str, value: Any, column: int) -> list[str] | None:
        """A key with its value, in lines; the first begins at the key's column."""
        if isinstance(value, str | date | int):
            written = spell(
                flat(value),
                ScalarSpelling(
                    style="|" if key in BODIES else "",
                    column=column + len(key) + 2,
                    indent=column + 2,
                    width=self.width,
                    quote=self.quote,
                    plain=not isinstance(value, str),
                    newline=self.newline,
                ),
                key,
            )
            return None if written is None else f"{key}: {written}".split(self.newline)
        inline = self.inline(value, key)
        if inline is None:
            return None
        if column + len(key) + 2 + len(inline) <= self.width or not isinstance(value, Sequence):
            return [f"{key}: {inline}"]
        each = [self.inline(item, key) for item in value]
        margin = " " * (column + self.step)
        return [f"{key}:", *(f"{margin}- {item}" for item in each)]

    def inline(self, value: Any, key: str) -> str | None:
        """A value on one line, as it stands in brackets."""
        if isinstance(value, str | date | int):
            plain = not isinstance(value, str)
            return spell(
                flat(value),
                ScalarSpelling(flow=True, quote=self.quote, plain=plain, width=10**6),
                key,
            )
        if isinstance(value, Mapping):
            pairs = {name: self.inline(each, name) for name, each in value.items()}
            if None in pairs.values():
                return None
            return "{" + ", ".join(f"{name}: {each}" for name, each in pairs.items()) + "}"
        items = [self.inline(each, key) for each in value]
        return None if None in items else "[" + ", ".join(map(str, items)) + "]"


def flat(value: str | date | int) -> str:
    """A value as the strict reader gives it: everything is a text."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def key_column(text: str, key: Span) -> int:
    """Column of a key, in code points from 0."""
    return key.start - line_start(text, key.start)
