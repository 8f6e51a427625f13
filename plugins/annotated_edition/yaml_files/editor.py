"""Editing an edition's YAML files so that every line stays that was not meant to change.

1. Edits are gathered as values that are meant. What ruamel.yaml writes for a key that changed
   takes the place of the old key or value, found by the parser's own marks; all other lines are
   the file's own.
2. What comes out is read by the strict reader and compared with what was meant before a byte
   goes to the disk.

    edit = YamlEdit(Path("annotations/article.yml"))
    edit.set("turnout", "exact", "a turnout of 85.5 percent")
    edit.set("turnout", "prefix", "with")      # a new key, placed where people expect it
    edit.clear("turnout", "reviewed")          # the key stays, without a value
    edit.remove("turnout", "suffix")
    edit.append("annotations", {"id": "new-note", "kind": "context", …})
    edit.text()                                # to look at
    edit.save()                                # atomically
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from annotated_edition.model import MAX_TEXT

from .decoding import HIDDEN, read_bytes, screen
from .emitting import BODIES, CLEARED, LINE, Habits, Old, Value, looks_like_other, plain
from .reading import compose, read_tree
from .report import Report
from .saving import EditError, save_files

__all__ = ["EditError", "YamlEdit", "save_all"]

ORDER: Final = tuple(
    "id kind name type title exact prefix suffix claimant speaker rating qualifier note sources by"
    " created reviewed due lang assessments".split()
)
"""Where a key that is new to a record goes: behind the last of these that comes before it."""

_HARMLESS: Final = frozenset(["cut-at-hash"])
"""Problems that leave no doubt about what a file says."""
_BOM: Final = "\ufeff"
_UNWRITABLE: Final = re.compile(f"{HIDDEN.pattern}|[\ud800-\udfff]")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_BLANK_LINES: Final = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)+\Z")

Splice = tuple[int, int, str]
"""Two offsets in a file's text, and what to put between them."""


@dataclass(slots=True)
class _Record:
    """A record: its node in the file (None for a new one), its values, and the values meant."""

    node: MappingNode | None
    before: Mapping[str, Any]
    meant: dict[str, Any]


class YamlEdit:
    """Edits of one YAML file, gathered until `save`.

    Attributes:
        path: The file.

    Args:
        path: The file.
        create: What a file that does not exist yet begins with, such as a comment for editors;
            None to insist that it exists.

    Raises:
        EditError: It does not exist, cannot be read, is not UTF-8, or is not the YAML of an
            edition: such a file has to be mended by hand first.
    """

    def __init__(self, path: Path, *, create: str | None = None) -> None:
        self.path = path
        self._before = self._read(create)
        content = create or "" if self._before is None else self._before.decode("utf-8")
        self._bom = _BOM if content.startswith(_BOM) else ""
        self._load(content.removeprefix(_BOM))

    def _read(self, create: str | None) -> bytes | None:
        if self.path.is_symlink():
            raise EditError(
                f"{self.path}: this is a symbolic link; edit the file that it leads to"
            )
        if not self.path.exists():
            if create is None:
                raise EditError(f"{self.path}: there is no such file")
            return None
        report = Report(str(self.path))
        data = read_bytes(self.path, report)
        if data is None or screen(data, report) is None:
            raise EditError(str(report.problems[0]))
        return data

    def _load(self, text: str) -> None:
        self._source = text
        self._tree = self._checked(text)
        self._root = compose(text)
        self._habits = Habits(text, self._root)
        self._records: dict[str, _Record] = {}
        self._added: dict[str, list[_Record]] = {}
        self._result: str | None = text
        for key, value in self._root.value if isinstance(self._root, MappingNode) else ():
            for node, item in zip(value.value, self._tree[key.value], strict=value.value != ""):
                if isinstance(node, MappingNode) and isinstance(name := item.get("id"), str):
                    self._records.setdefault(name, _Record(node, item, dict(item)))

    def _checked(self, text: str) -> Any:
        """What the strict reader makes of a text."""
        report = Report(str(self.path))
        tree = read_tree(screen(text.encode("utf-8"), report) or "", report)
        grave = [problem for problem in report.problems if problem.code not in _HARMLESS]
        if grave:
            raise EditError(f"{grave[0]}; the file was left as it is")
        return tree

    @property
    def is_changed(self) -> bool:
        """Whether the file would be another."""
        return self._edited() != self._source or self._before is None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the file's records, in its order."""
        return tuple(self._records)

    @property
    def original(self) -> str:
        """The file's text as it was read or last saved; empty for a new file."""
        return "" if self._before is None else self._before.decode("utf-8")

    def get(self, record_id: str, key: str) -> str | None:
        """The text of a record's key as the file would have it; None if it has no such text."""
        value = self._record(record_id).meant.get(key)
        return value if isinstance(value, str) else None

    def set(
        self, record_id: str, key: str, value: Value, *, after: str | Iterable[str] | None = None
    ) -> None:
        """Give a record's key a value, in the style that the old value is written in.

        Args:
            record_id: The record's id.
            key: The key; it is added if the record has none of that name.
            value: The new value. A list or mapping can only be given to a new key.
            after: The key, or several in order of preference, behind which a new key goes. If
                not given, it goes where such a key usually is.

        Raises:
            EditError: There is no such record, or the value cannot be written.
        """
        self._refuse_unwritable(value, key)
        meant = self._record(record_id).meant
        scalar = str | date | int
        if key not in meant:
            if after is None:
                after = reversed(ORDER[: ORDER.index(key)] if key in ORDER else ())
            names = [after] if isinstance(after, str) else after
            anchor = next((name for name in names if name in meant), None) or list(meant)[-1]
            pairs = list(meant.items())
            at = list(meant).index(anchor) + 1
            meant = dict([*pairs[:at], (key, value), *pairs[at:]])
        elif isinstance(meant[key], scalar) and isinstance(value, scalar):
            meant[key] = value
        else:
            raise EditError(
                f"{self.path}: “{key}” of “{record_id}” is not a text; edit it by hand"
            )
        self._records[record_id].meant = meant
        self._result = None

    def clear(self, record_id: str, key: str) -> None:
        """Leave a record's key without a value; it is added if the record has none of that name.

        Raises:
            EditError: There is no such record, or its value is not a text.
        """
        self.set(record_id, key, CLEARED)

    def remove(self, record_id: str, key: str) -> bool:
        """Take a key out of a record, with its line. A comment behind it stays, on its own line.

        Returns:
            Whether the record had such a key.

        Raises:
            EditError: There is no such record, or the key is all that it has.
        """
        meant = self._record(record_id).meant
        if key not in meant:
            return False
        if len(meant) == 1:
            raise EditError(f"{self.path}: “{key}” is all that “{record_id}” has; remove it whole")
        del meant[key]
        self._result = None
        return True

    def append(self, list_key: str, *records: Mapping[str, Value | None]) -> None:
        """Add records to the end of a list, formatted as the one before them is.

        Bodies in Markdown (`note`, `bio`, `definition`, `text`) get a line end, and lines of
        their own.

        Args:
            list_key: The key of the list (`annotations`, `speakers`, `references` …); it is
                added if the file has no such key.
            records: The records, each in the order in which its keys are to be. Values that
                are None are left out.

        Raises:
            EditError: The key holds something else, or a value cannot be written.
        """
        root = self._root
        if root is not None and (not isinstance(root, MappingNode) or root.flow_style):
            raise EditError(
                f"{self.path}: the file is not a mapping on lines of its own; add it by hand"
            )
        held = self._tree.get(list_key) if self._tree else None
        if held and not isinstance(held, list):
            raise EditError(f"{self.path}: “{list_key}” is not a list")
        for record in records:
            made = {
                key: f"{value.strip(chr(10))}\n"
                if key in BODIES and isinstance(value, str)
                else value
                for key, value in record.items()
                if value is not None
            }
            for key, value in made.items():
                self._refuse_unwritable(value, key)
            added = _Record(None, {}, made)
            self._added.setdefault(list_key, []).append(added)
            if isinstance(name := made.get("id"), str):
                self._records.setdefault(name, added)
        self._result = None

    def text(self) -> str:
        """The file's text with all edits, with its own line ends and byte order mark."""
        return self._bom + self._edited()

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            EditError: It may not be written, or somebody else has changed it meanwhile.
        """
        save_all([self])

    def content(self) -> bytes:
        """What is to be written: checked against what is on the disk now.

        Raises:
            EditError: Somebody else has changed the file since it was read.
        """
        now = self.path.read_bytes() if self.path.exists() else None
        if now != self._before:
            raise EditError(f"{self.path}: the file was changed meanwhile; run the command again")
        return self.text().encode("utf-8")

    def saved(self) -> None:
        """Take note that the text is on the disk now."""
        self._before = self.text().encode("utf-8")
        self._load(self._edited())

    def _record(self, record_id: str) -> _Record:
        if record_id not in self._records:
            raise EditError(f"{self.path}: there is no record “{record_id}”")
        return self._records[record_id]

    def _refuse_unwritable(self, value: Value, key: str) -> None:
        for text in _texts(plain(value)):
            if found := _UNWRITABLE.search(text):
                raise EditError(
                    f"{self.path}: the value of “{key}” holds the invisible character"
                    f" U+{ord(found[0]):04X}; take it out"
                )
            if len(text) > MAX_TEXT:
                raise EditError(
                    f"{self.path}: the value of “{key}” has {len(text):,} characters; expected"
                    f" at most {MAX_TEXT:,}"
                )

    def _edited(self) -> str:
        """The text with all edits, once the strict reader reads what is meant."""
        if self._result is None:
            text = self._source
            splices = sorted(self._splices(), key=lambda splice: splice[:2])
            for start, end, put in reversed(splices):
                text = text[:start] + put + text[end:]
            if self._checked(text) != self._meant():
                raise EditError(
                    f"{self.path}: the edit would have changed more than was meant; the file was"
                    " left as it is"
                )
            self._result = text
        return self._result

    def _meant(self) -> Any:
        """What the strict reader is to read."""
        changed = {id(each.before): plain(each.meant) for each in self._records.values()}
        tree = {
            key: [changed.get(id(item), item) for item in value]
            if isinstance(value, list)
            else value
            for key, value in (self._tree or {}).items()
        }
        for key, added in self._added.items():
            tree[key] = [*(tree.get(key) or []), *(plain(each.meant) for each in added)]
        return tree or self._tree

    def _splices(self) -> Iterator[Splice]:
        for record in self._records.values():
            if record.node is not None and record.meant != record.before:
                yield from self._changes(record, record.node)
        for key, added in self._added.items():
            yield from self._additions(key, [each.meant for each in added])

    def _changes(self, record: _Record, node: MappingNode) -> Iterator[Splice]:
        """What changes a record's lines into those that are meant."""
        meant, kept = record.meant, [key.value for key, _ in node.value]
        kept = [name for name in kept if name in meant]
        if not kept:
            raise EditError(f"{self.path}: nothing is left of a record; edit it by hand")
        new: dict[str, list[str]] = {}
        anchor = kept[0]
        for name in meant:
            if name in record.before:
                anchor = name
            else:
                new.setdefault(anchor, []).append(name)
        for number, (key, value) in enumerate(node.value):
            if key.value not in meant:
                yield from self._removal(node, number, kept)
            elif plain(meant[key.value]) != record.before[key.value]:
                yield self._replacement(node, key, value, meant[key.value])
            for name in new.get(key.value, ()):
                yield self._insertion(node, value, name, meant[name])

    def _replacement(self, record: MappingNode, key: Node, value: Node, new: Value) -> Splice:
        """A new value in the place of an old one, in its style."""
        source, habits = self._source, self._habits
        end, _ = self._ends(value)
        column = self._column(key)
        if record.flow_style:
            put = '""' if isinstance(new, type(CLEARED)) else habits.inline(new)
            if isinstance(value, ScalarNode) and value.style in ("'", '"'):
                put = self._same_quotes(put, value.style, new)
            return value.start_mark.index, end, " " * (value.start_mark.index == end) + put
        if not isinstance(value, ScalarNode) or not isinstance(new, str | date | int):
            return key.start_mark.index, end, habits.pair(key.value, new, column)
        written = source[value.start_mark.index : end]
        head, *below = LINE.split(written)
        block = value.style in ("|", ">")
        indents = [len(line) - len(line.lstrip(" ")) for line in below if line.strip()]
        old = Old(
            style=value.style or "",
            indent=max(indents[0] - column, 1) if indents and indents[0] > column else 2,
            lines=bool(below),
            followed=not block and end < self._line_end(end),
            bare=not value.style and looks_like_other(value.value),
        )
        put = habits.pair(key.value, new, column, old).removeprefix(f"{key.value}:")
        if block and (comment := _COMMENT.search(head)):
            first, line_end, rest = put.partition(habits.newline)
            put = f"{first} {comment[0]}{line_end}{rest}"
        if isinstance(new, type(CLEARED)) or value.start_mark.index == end:
            return source.index(":", key.end_mark.index) + 1, end, put
        return value.start_mark.index, end, put.removeprefix(" ")

    def _same_quotes(self, put: str, quote: str, new: Value) -> str:
        """A text within brackets in the quotes that the old one had, where it has any."""
        habits = Habits("", None)
        habits.quote = quote
        text = plain(new)
        return f"{quote}{text}{quote}" if put == text and quote not in text else habits.inline(new)

    def _removal(self, record: MappingNode, number: int, kept: list[str]) -> Iterator[Splice]:
        """A key and its value taken out, with their lines."""
        text, pairs = self._source, record.value
        key, value = pairs[number]
        end, tail = self._ends(value)
        following = [pair[0] for pair in pairs[number + 1 :]]
        if record.flow_style:
            if any(each.value in kept for each in following):
                yield key.start_mark.index, following[0].start_mark.index, ""
            elif pairs[number - 1][0].value in kept:
                yield self._ends(pairs[number - 1][1])[0], self._ends(pairs[-1][1])[0], ""
            return
        start = key.start_mark.index
        if not any(pair[0].value in kept for pair in pairs[:number]):
            # What follows takes its place behind the dash, or a comment does.
            comment = _COMMENT.search(text, end, following[0].start_mark.index)
            yield start, comment.start() if comment else following[0].start_mark.index, ""
            return
        start, end = self._line_start(start), self._line_end(tail)
        block = isinstance(value, ScalarNode) and value.style in ("|", ">")
        head = LINE.split(text[value.start_mark.index : end])[0] if block else ""
        if found := _COMMENT.search(head) or _COMMENT.search(text, tail, end):
            yield start, end, " " * self._column(key) + found[0]
        elif after := LINE.match(text, end):
            yield start, after.end(), ""
        else:
            yield self._line_end(max(start - 2, 0)), end, ""

    def _insertion(self, record: MappingNode, anchor: Node, key: str, value: Value) -> Splice:
        """A new key behind the value of another."""
        end, tail = self._ends(anchor)
        if record.flow_style:
            inline = '""' if isinstance(value, type(CLEARED)) else self._habits.inline(value)
            return end, end, f", {key}: {inline}"
        column = self._column(record.value[0][0])
        at, newline = self._line_end(tail), self._habits.newline
        return at, at, newline + " " * column + self._habits.pair(key, value, column)

    def _additions(self, list_key: str, records: list[dict[str, Any]]) -> Iterator[Splice]:
        """New records at the end of a list."""
        text, habits, newline = self._source, self._habits, self._habits.newline
        pairs = self._root.value if isinstance(self._root, MappingNode) else ()
        items = next((value for key, value in pairs if key.value == list_key), None)
        if isinstance(items, SequenceNode) and items.value and items.flow_style:
            end, start = self._ends(items.value[-1])[0], items.value[-1].start_mark.index
            margin = text[self._line_start(start) : start]
            gap = " " if margin.strip() else f"{newline}{margin}"
            for record in records:
                yield end, end, f",{gap}{habits.inline(record)}"
        elif isinstance(items, SequenceNode) and items.value:
            yield self._behind(items, records)
        else:
            lines = [habits.record(each, habits.step, habits.step + 2) for each in records]
            body = (2 * newline).join(lines)
            if items is not None:
                start, end = items.start_mark.index, self._ends(items)[0]
                last = self._line_end(end)
                comment = text[end:last].rstrip()
                yield len(text[:start].rstrip(" ")), last, f"{comment}{newline}{body}"
            else:
                gap = newline if self._root is not None else ""
                whole = f"{gap}{list_key}:{newline}{body}"
                ended = not text or text[-1] in "\r\n"
                whole = f"{whole}{newline}" if ended else f"{newline}{whole}"
                yield len(text), len(text), whole

    def _behind(self, items: SequenceNode, records: list[dict[str, Any]]) -> Splice:
        """New records behind the last of a list on lines, with as many blank lines between."""
        text, last, newline = self._source, items.value[-1], self._habits.newline
        dash = items.start_mark.column
        keys = dash + 2
        if isinstance(last, MappingNode) and not last.flow_style:
            keys = self._column(last.value[0][0])
        at = self._line_end(self._ends(last)[1])
        while (after := LINE.match(text, at)) is not None:
            line = text[after.end() : self._line_end(after.end())]
            if not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) >= keys):
                break
            at = after.end() + len(line)  # the last record's own comments stay with it
        blank = 1
        if len(items.value) > 1:
            between = text[self._ends(items.value[-2])[1] : last.start_mark.index]
            blank = sum(not line.strip() for line in LINE.split(between)[1:-1])
        gap = newline * (blank + 1)
        return at, at, "".join(gap + self._habits.record(each, dash, keys) for each in records)

    def _ends(self, node: Node) -> tuple[int, int]:
        """One past a value's last character, and past the blank lines that it counts as text."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, MappingNode | SequenceNode):
            children = node.value[-1:]
            if node.flow_style or not children:
                return end, end
            last = children[0][1] if isinstance(node, MappingNode) else children[0]
            return self._ends(last)
        assert isinstance(node, ScalarNode)  # noqa: S101 - of nodes there are three kinds
        if node.style not in ("|", ">"):
            return end, end
        whole = self._source[start:end].rstrip(" \t")
        whole = re.sub(r"(?:\r\n|\r|\n)\Z", "", whole)
        tail = start + len(whole)
        last_line = node.value.rstrip("\n").rpartition("\n")[2]
        blank = _BLANK_LINES.search(whole)
        # A line of spaces that go on beyond the indentation is part of the text.
        kept = node.value.strip("\n") and not last_line.strip(" \t")
        end = start + blank.start() if blank and not kept else tail
        head = self._source[start : self._line_end(start)].partition("#")[0]
        return end, tail if "+" in head else end

    def _column(self, node: Node) -> int:
        return node.start_mark.index - self._line_start(node.start_mark.index)

    def _line_start(self, offset: int) -> int:
        return max(self._source.rfind(sign, 0, offset) for sign in "\r\n") + 1

    def _line_end(self, offset: int) -> int:
        found = LINE.search(self._source, offset)
        return found.start() if found else len(self._source)


def save_all(edits: Iterable[YamlEdit]) -> None:
    """Write several files: either each is written, or nothing is wrong with any of them.

    Raises:
        EditError: One may not be written; see `save_files`.
    """
    changed = [edit for edit in edits if edit.is_changed]
    save_files({edit.path: edit.content() for edit in changed})
    for edit in changed:
        edit.saved()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)
