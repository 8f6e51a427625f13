"""YAML events to a tree of texts, lists and mappings, refusing whatever else YAML can do.

1. libyaml's parser does the work (PyYAML's pure Python one where libyaml is missing); its
   events carry line and column and leave every scalar as typed: `NO` stays a text.
2. A record that cannot be read costs that record only: reading goes on with the next item of
   the same list, or the next key at the margin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from annotated_edition.model import MAX_DEPTH, MAX_NODES, MAX_REPAIRS, MAX_RESTARTS, MAX_TEXT
from annotated_edition.text import shown

from .decoding import HIDDEN, without_hidden
from .nodes import EVERYTHING, Items, Map, Place, new_items, new_map
from .report import Report
from .restrictions import (
    DROPPED,
    PROSE,
    refuse_alias,
    refuse_count,
    refuse_cut,
    refuse_depth,
    refuse_key,
    refuse_length,
    refuse_nested_key,
    refuse_properties,
    refuse_second_list,
)
from .slips import KEYS, LISTS, ROOTS, Slip, is_odd
from .syntax_errors import explain_syntax

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import Node

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment,misc]

__all__ = ["compose", "read_tree"]

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_TOP_LEVEL_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for machines without libyaml: the same events, 15 times slower."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


def parser_of(text: str) -> Callable[[], Any]:
    """The function that gives the next event of `text`, None at the end."""
    parser: Any = PureParser(text) if CParser is None else CParser(text.encode())
    get: Callable[[], Any] = parser.get_event
    return get


class _Halt(Exception):  # noqa: N818 - it stops one record, and is no error of ours
    """The record at hand cannot be read further; the reason is reported already."""

    def __init__(self, line: int, index: int) -> None:
        super().__init__(line)
        self.line = line
        self.index = index


class _Repaired(Exception):  # noqa: N818 - it stops one record, which is read anew
    """A record was repaired; it is looked for below this line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def compose(text: str) -> Node | None:
    """The nodes of a text that the strict reader has found sound; they know where they are."""
    node: Node | None = yaml.compose(text, Loader=LOADER)
    return node


def read_tree(text: str, report: Report, *, first_line: int = 1) -> Any:
    """Reads one YAML document.

    Args:
        text: The file's text, screened, with line feeds at line ends.
        report: Where problems go.
        first_line: Line of the file at which `text` begins.

    Returns:
        A `Map`, `Items` or `str`; None where there is nothing, or nothing that can be read.
    """
    return _TreeReader(text, report, first_line).read()


class _TreeReader:
    """Reads one text, in as many goes as it takes."""

    def __init__(self, text: str, report: Report, first_line: int) -> None:
        self._text = text
        self._report = report
        self._first = first_line
        self._split: list[str] | None = None
        self._hashes = " #" in text
        self._scanned = 0
        # Containers that are open, each with the key it has in the one before.
        self._stack: list[tuple[Any, str | None, Place]] = []
        self._root: Any = None
        self._tries = 0
        self._unclear = 0  # the last line of a record in which no slip was found
        # The lines of records that were repaired: first, and one past the last.
        self._repaired: list[tuple[int, int]] = []

    @property
    def _lines(self) -> list[str]:
        if self._split is None:
            self._split = self._text.split("\n")
        return self._split

    def _line(self, number: int) -> str:
        """The line of that number in the file."""
        index = number - self._first
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def read(self) -> Any:
        """Reads as much as can be read."""
        text, offset, floor = self._text, self._first, 0
        root: Any = None
        for _ in range(MAX_RESTARTS):
            halted = self._go(text, offset)
            root = _merged(root, self._root)
            if halted is None:
                break
            again = self._restart(halted if self._again else max(floor, halted))
            if again is None:
                break
            text, offset, floor = again
            # What was read over and over again stays in proportion to the file.
            if self._scanned > 3 * len(self._text) + 100_000:
                self._refuse_rest(floor)
                break
        else:
            self._refuse_rest(floor)
        self._excuse(root)
        return root

    def _refuse_rest(self, line: int) -> None:
        self._report.add(
            (line, 1),
            "unread-rest",
            "the file was not read from here on",
            fix="mend the problems above and check again",
        )

    def _excuse(self, root: Any) -> None:
        """What a repaired record lacks may be on the lines that were mistyped."""
        if not self._repaired or not isinstance(root, Map):
            return
        for items in root.values():
            if isinstance(items, Items):
                for item, (line, _) in zip(items, items.places, strict=True):
                    if isinstance(item, Map) and any(a <= line < b for a, b in self._repaired):
                        item.refused = EVERYTHING

    def _go(self, text: str, offset: int) -> int | None:
        """Reads until the end, or until something cannot be read.

        Returns:
            None at the end; otherwise a line: the next record is looked for below it.
        """
        self._stack, self._root, self._again = [], None, False
        try:
            end = self._build(parser_of(text), offset)
            for key in LISTS if isinstance(self._root, Map) else ():
                if isinstance(self._root.get(key), Map):
                    self._stack = [(self._root, None, self._root.place)]
                    self._repair(self._root.at(key)[0])
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._scanned += mark.index if mark else len(text)
            try:
                self._repair(mark.line + offset if mark else offset)
            except _Repaired as repaired:
                return repaired.line
            explain_syntax(error, self._line, offset, self._report)
            return max(self._unwind((mark.line + offset - 1) if mark else offset), self._unclear)
        except _Repaired as repaired:
            return repaired.line
        except _Halt as halt:
            self._scanned += halt.index
            return self._unwind(halt.line)
        except YAMLError as error:
            self._report.add((offset, 1), "yaml-syntax", f"this is not YAML: {shown(str(error))}")
            return self._unwind(offset + len(self._lines))
        return self._check_rest(end)

    def _unwind(self, line: int) -> int:
        """Keeps what was complete, and tells below which line to look for the next record."""
        stack = self._stack
        if not stack:
            return line
        # Kept are the root's complete values, and of the list at hand its complete items.
        root = self._root = stack[0][0]
        if len(stack) == 1:
            return line
        value, key, key_place = stack[1]
        if not isinstance(root, Map) or key is None:
            return int(value.place[0])
        if isinstance(value, Items) and not value.flow:
            root[key] = value
            root.places[key] = key_place + value.place
            if stack[2:]:
                return int(stack[2][0].place[0])
            if value and isinstance(value[-1], Map):
                value[-1].refused = EVERYTHING  # a key in a wrong column ends a record too early
            return line
        root.refused |= {key}
        return int(value.place[0])

    def _repair_root(self) -> None:
        """Looks for the key of the file's list without its colon."""
        for index, line in enumerate(self._lines):
            if line.strip() and not line.startswith("#"):
                if line.strip() in LISTS and not self._again:
                    key = line.strip()
                    self._report.add(
                        (index + self._first, len(key) + 1),
                        "missing-colon",
                        f"there is no colon after “{key}”",
                        expected="a colon",
                        fix=f"write “{key}:”, and leave the lines below as they are",
                    )
                    self._lines[index] = f"{key}:"
                    self._root, self._again = None, True
                    raise _Repaired(index + self._first - 1)
                return

    def _repair(self, line: int) -> None:
        """Looks for a slip in the record at a line, and repairs it.

        Raises:
            _Repaired: The record is to be read anew.
        """
        if not self._stack:
            self._repair_root()
        if self._tries >= MAX_REPAIRS or line <= self._unclear:
            return
        from .faults import (  # noqa: PLC0415 - few files have faults, and it is long to import
            find_slip,
            first_fault,
            next_record,
            record_at,
        )

        where = record_at(self._stack, self._line, line)
        if where is None:
            return
        self._tries += 1
        start, dash, items, key = where
        while start <= line:
            end = next_record(self._lines, self._first, start, dash)
            lines = self._lines[start - self._first : end - self._first]
            text = "\n".join(lines) + "\n"
            if len(text) > MAX_TEXT:
                return
            fault, error = first_fault(parser_of(text))
            if fault is not None:
                slip = find_slip(
                    lines,
                    dash,
                    lambda text: first_fault(parser_of(text))[0],
                    fault,
                    values=error is not None,
                )
                if slip is None:
                    self._unclear = end - 1
                    return
                self._tell(slip, start, error)
                self._lines[start - self._first : end - self._first] = slip.lines
                self._repaired.append((start, end))
                raise _Repaired(self._rewind(start, items, key))
            start = end

    def _tell(self, slip: Slip, start: int, error: MarkedYAMLError | None) -> None:
        """Reports a slip, in the words for a parser's error where it is one of a value."""
        if error is not None and not slip.code:
            explain_syntax(error, self._line, start, self._report)
            return
        self._report.add(
            (start + slip.line, slip.column),
            slip.code,
            slip.message,
            expected=slip.expected,
            fix=slip.fix,
        )

    def _rewind(self, start: int, items: Items | None, key: str | None) -> int:
        """Keeps what was read before a record, and gives the line below which it begins."""
        root = self._root = self._stack[0][0]
        self._again = True
        if items is None:
            place = root.places.pop(key, None) or self._stack[1][2]
            root.pop(key, None)
            self._stack = []
            return int(place[0]) - 1
        kept = sum(place[0] < start for place in items.places)
        del items[kept:], items.places[kept:]
        head = root.places[key][0] if key in root.places else self._stack[1][2][0]
        if not kept and self._line(head).startswith(f"{key}:"):
            root.pop(key, None)  # its list may begin in another column
            root.places.pop(key, None)
            self._stack = []
            return int(head) - 1
        if key not in root:
            root[key] = items
            root.places[key] = self._stack[1][2] + items.place
        self._stack = [self._stack[0], (items, key, root.places[key][:2])]
        return start - 1

    def _restart(self, floor: int) -> tuple[str, int, int] | None:
        """The rest of the text from the first record below line `floor` on.

        Returns:
            The text to read, the line of the file at which its first line stands, and the
            line of the record; None where nothing follows.
        """
        key, dash = None, None
        if len(self._stack) > 1 and isinstance(self._stack[1][0], Items):
            items, key, _ = self._stack[1]
            dash = None if items.flow else " " * (items.place[1] - 1) + "-"
        for index in range(max(0, floor + 1 - self._first), len(self._lines)):
            line = self._lines[index]
            number = index + self._first
            if dash and line.startswith(dash) and line[len(dash) :][:1] in ("", " "):
                return "\n".join([f"{key}:", *self._lines[index:]]), number - 1, number
            if _TOP_LEVEL_KEY.match(line):
                return "\n".join(self._lines[index:]), number, number
        return None

    def _check_rest(self, end: int | None) -> int | None:
        """Reports a second document, in which further records may be.

        Returns:
            The line below which they are looked for; None where there is no such document.
        """
        if end is None:
            return None
        for number in range(end, self._first + len(self._lines)):
            line = self._line(number).strip()
            if line and not line.startswith("#") and line != "...":
                self._report.add(
                    (number, 1),
                    "second-document",
                    "a second YAML document begins here",
                    expected="one document in a file",
                    fix="delete this line only, or put what follows into a file of its own",
                )
                root = self._root
                key = next(reversed(root), "") if isinstance(root, Map) else ""
                if (
                    key in LISTS
                    and isinstance(root[key], Items)
                    and not self._line(number)[3:].strip()
                ):
                    self._stack = [
                        (root, None, root.place),
                        (root[key], key, root.places[key][:2]),
                    ]
                    return number
                return None
        return None

    def _build(  # noqa: C901, PLR0912, PLR0915 - calls would cost more than what they do
        self, get: Callable[[], Any], offset: int
    ) -> int | None:
        """The hot loop: one turn an event, and everything it needs in local names.

        Returns:
            The line at which the document ends; None where there is no document.
        """
        report, stack, hashes = self._report, self._stack, self._hashes
        node: Any = None  # the container at hand
        mapping = False  # whether it is a mapping
        key: str | None = None  # in a mapping, the key that waits for its value
        key_place: Place = (1, 1)
        nodes = 0
        while True:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent:
                mark = event.start_mark
                value = event.value
                place = (mark.line + offset, mark.column + 1)
                style = event.style
                nodes += 1
                if event.anchor is not None or event.tag is not None:
                    refuse_properties(event, key, place, report)
                if style == '"' and not value.isprintable() and HIDDEN.search(value):
                    value = without_hidden(value, report, place)
                if nodes > MAX_NODES:
                    refuse_count(place, report)
                    raise _Halt(place[0], 4 * len(self._text) + 100_001)
                if len(value) > MAX_TEXT:
                    refuse_length(value, place, report)
                    value = value[:MAX_TEXT]
                if not mapping:
                    if node is None:
                        self._root = value
                    else:
                        node.append(value)
                        node.places.append(place)
                elif key is None:
                    key, key_place = value, place
                    if value == "<<":
                        key = refuse_key(value, place, node, report)
                    elif value in node:
                        if len(stack) == 1 and value in LISTS:
                            refuse_second_list(value, place, node, report)
                            raise _Halt(place[0] - 1, mark.index)
                        self._repair(place[0])
                        key = refuse_key(value, place, node, report)
                    elif (
                        (value not in KEYS and (is_odd(value) or _is_empty(node)))
                        or (len(stack) == 1 and value in KEYS and value not in ROOTS)
                    ) and not node.flow:
                        self._repair(place[0])
                else:
                    if hashes and not style and key in PROSE:
                        value += refuse_cut(
                            event, key, self._line(event.end_mark.line + offset), place, report
                        )
                    if key is not DROPPED:
                        node[key] = value
                        node.places[key] = key_place + place
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mark = event.start_mark
                place = (mark.line + offset, mark.column + 1)
                nodes += 1
                if event.anchor is not None or event.tag is not None:
                    refuse_properties(event, key, place, report)
                if nodes > MAX_NODES:
                    refuse_count(place, report)
                    raise _Halt(place[0], 4 * len(self._text) + 100_001)
                if len(stack) >= MAX_DEPTH:
                    refuse_depth(place, report)
                    raise _Halt(place[0], mark.index)
                if mapping and key is None:
                    refuse_nested_key(place, report)
                    raise _Halt(place[0], mark.index)
                mapping = kind is MappingStartEvent
                node = (new_map if mapping else new_items)(place, event.flow_style)
                stack.append((node, key, key_place))
                key = None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                done, key, key_place = stack.pop()
                if not stack:
                    self._root = done
                    node, mapping = None, False
                else:
                    node = stack[-1][0]
                    mapping = node.__class__ is Map
                    if not mapping:
                        node.append(done)
                        node.places.append(done.place)
                    elif key is not DROPPED:
                        node[key] = done
                        node.places[key] = key_place + done.place
                key = None
            elif kind is AliasEvent:
                mark = event.start_mark
                place = (mark.line + offset, mark.column + 1)
                refuse_alias(key, place, report)
                if mapping:
                    if key is None:
                        raise _Halt(place[0], mark.index)
                    node.refused |= {key}
                    key = None
            elif kind is DocumentEndEvent:
                mark = event.end_mark
                # Only libyaml ends a last line that has no line end.
                return int(mark.line) + offset + (mark.column > 0 and not event.explicit)
            elif kind is StreamEndEvent:
                return None


def _is_empty(node: Map) -> bool:
    """Whether the last value of a mapping is empty: what follows may be its text."""
    return bool(node) and node[next(reversed(node))] == ""


def _merged(root: Any, more: Any) -> Any:
    """What two goes have read."""
    if not isinstance(root, Map) or not isinstance(more, Map):
        return more if root is None else root
    for key, value in more.items():
        held = root.get(key)
        if isinstance(held, Items) and isinstance(value, Items):
            held.extend(value)
            held.places.extend(value.places)
        elif key not in root:
            root[key] = value
            root.places[key] = more.places[key]
    root.refused |= more.refused
    return root
