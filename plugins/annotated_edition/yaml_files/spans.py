"""Where in a file every text, list and mapping begins and ends, to the code point.

The reader keeps where values begin, which is all that a message needs. Whoever edits a file has
to know where they end and how they are written, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from yaml.error import YAMLError
from yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .reading import parser_of

__all__ = ["Span", "line_end", "line_start", "read_spans", "walk"]

_BLANK_LINES: Final = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)+\Z")
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")


@dataclass(slots=True)
class Span:
    """A value as it stands in a file; offsets are code points of the file's text.

    Attributes:
        start: Where it begins.
        end: One past its last code point. The blank lines below a text after `|` or `>` are
            not part of it.
        style: For a text the sign that it is written with (`'`, `"`, `|`, `>`, empty for
            none); `[` or `{` for a list or mapping in brackets, `-` or `:` for one on lines.
        text: What a text says.
        items: The items of a list.
        pairs: The keys and values of a mapping.
        tail: One past the blank lines that `|+` and `>+` count as text; else the same as `end`.
    """

    start: int
    end: int
    style: str
    text: str = ""
    items: list[Span] = field(default_factory=list)
    pairs: list[tuple[Span, Span]] = field(default_factory=list)
    tail: int = 0

    @property
    def is_text(self) -> bool:
        """Whether it is a text."""
        return self.style not in ("[", "{", "-", ":")

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or mapping in brackets."""
        return self.style in ("[", "{")

    def pair(self, key: str) -> tuple[Span, Span] | None:
        """A key of a mapping and its value."""
        return next((pair for pair in self.pairs if pair[0].text == key), None)

    def get(self, key: str) -> Span | None:
        """The value of a key of a mapping."""
        pair = self.pair(key)
        return pair[1] if pair else None


def read_spans(text: str) -> Span | None:
    """The value that a file holds, with its spans.

    Args:
        text: The file's text with its own line ends, without a byte order mark. The strict
            reader has found nothing wrong with it.

    Returns:
        None where the file holds nothing, or nothing that can be read.
    """
    get = parser_of(text)
    stack: list[tuple[Span, list[Span]]] = []
    done: Span | None = None
    try:
        while (event := get()) is not None and not isinstance(event, DocumentEndEvent):
            if isinstance(event, ScalarEvent):
                done = _text(event, text)
            elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                stack.append((_collection(event), []))
                continue
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                done = _closed(*stack.pop(), event)
            else:
                continue
            if stack:
                stack[-1][1].append(done)
    except YAMLError:
        return None
    return done


def _text(event: ScalarEvent, text: str) -> Span:
    start, end = _offset(event.start_mark), _offset(event.end_mark)
    style = event.style or ""
    if style not in ("|", ">"):
        return Span(start, end, style, event.value, tail=end)
    kept = text[start:end].rstrip(" \t")
    kept = kept[:-2] if kept.endswith("\r\n") else kept[:-1] if kept[-1:] in "\r\n" else kept
    tail = start + len(kept)
    blank = _BLANK_LINES.search(text, start, end)
    last = blank.start() if blank else end
    if not event.value.rstrip("\n").rpartition("\n")[2].strip(" \t") and event.value.strip("\n"):
        last = tail  # a line of spaces that stand beyond the indentation is part of the text
    header = text[start : line_end(text, start)].partition("#")[0]
    if "+" not in header:
        tail = last
    return Span(start, last, style, event.value, tail=max(tail, last))


def _collection(event: MappingStartEvent | SequenceStartEvent) -> Span:
    mapping = isinstance(event, MappingStartEvent)
    lines, brackets = ":{" if mapping else "-["
    style = brackets if event.flow_style else lines
    start = _offset(event.start_mark)
    return Span(start, start, style, tail=start)


def _closed(span: Span, children: list[Span], event: MappingEndEvent | SequenceEndEvent) -> Span:
    if span.style in ("{", ":"):
        span.pairs = list(zip(children[::2], children[1::2], strict=True))
    else:
        span.items = children
    if span.is_flow:
        span.end = span.tail = _offset(event.end_mark)
    elif children:
        # Where lines end a list, the parser's mark stands at whatever comes next.
        span.end, span.tail = children[-1].end, children[-1].tail
    return span


def _offset(mark: Any) -> int:
    """Offset of a mark, in code points."""
    return int(mark.index)


def line_start(text: str, offset: int) -> int:
    """Where the line begins that a code point stands in."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line ends that a code point stands in, before its line end."""
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def walk(span: Span) -> Iterator[Span]:
    """A value and all that it holds."""
    yield span
    for item in span.items:
        yield from walk(item)
    for key, value in span.pairs:
        yield key
        yield from walk(value)
