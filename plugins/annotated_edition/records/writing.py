"""Editing an edition's YAML files so that every byte stays that was not meant to change.

1. A value is found by the parser's own marks, and only its code points are replaced, written
   in the style of the old ones. Comments, order, line ends, indentation and quotation marks are
   never generated anew, so nothing has to put them back.
2. What comes out is read by the strict reader and compared with what was meant before a byte
   goes to the disk.

    edit = YamlEdit(Path("annotations/article.yml"))
    edit.set("turnout", "exact", "a turnout of 85.5 percent")
    edit.set("turnout", "prefix", "with")      # a new key, placed where people expect it
    edit.remove("turnout", "reviewed")
    edit.append("annotations", {"id": "new-note", "kind": "context", …})
    edit.text()                                # to look at
    edit.save()                                # atomically
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from .events import read_tree
from .folder import read_bytes
from .layout import Layout, key_column
from .report import Report
from .saving import EditError, save_files
from .screening import HIDDEN, screen
from .spans import Span, read_spans

__all__ = ["EditError", "Value", "YamlEdit", "save_all"]

Value = str | date | int | bool | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written: texts, days, numbers, lists and mappings of these."""

ORDER: Final = (
    "id",
    "kind",
    "name",
    "type",
    "title",
    "exact",
    "prefix",
    "suffix",
    "claimant",
    "speaker",
    "rating",
    "qualifier",
    "note",
    "sources",
    "by",
    "created",
    "reviewed",
    "lang",
)
"""Where a key that is new to a record goes: behind the last of these that comes before it."""

_HARMLESS: Final = frozenset(["cut-at-hash"])
"""Problems that leave no doubt about what a file says."""
_BOM: Final = "\ufeff"


class YamlEdit:
    """Edits of one YAML file, gathered until `save`.

    Every method may be called any number of times, in any order; later calls see what earlier
    ones did.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path, *, create: str | None = None) -> None:
        """Read a file.

        Args:
            path: The file.
            create: What a file that does not exist yet begins with, such as a comment for
                editors; None to insist that it exists.

        Raises:
            EditError: It does not exist, cannot be read, is no UTF-8, or is not the YAML of an
                edition: such a file has to be mended by hand first.
        """
        self.path = path
        self._before = self._read(create)
        content = create or "" if self._before is None else self._before.decode("utf-8")
        self._bom = _BOM if content.startswith(_BOM) else ""
        self._original = self._text = content.removeprefix(_BOM)
        self._splices: list[tuple[int, int, str]] = []
        self._tree = self._checked(self._text)
        self._spans = read_spans(self._text)
        self._layout = Layout(self._text, self._spans)

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

    def _checked(self, text: str) -> Any:
        """What the strict reader makes of a text."""
        report = Report(str(self.path))
        screened = screen(text.encode("utf-8"), report)
        tree = read_tree(screened or "", report)
        grave = [problem for problem in report.problems if problem.code not in _HARMLESS]
        if grave:
            raise EditError(f"{grave[0]}; the file was left as it is")
        return tree

    @property
    def is_changed(self) -> bool:
        """Whether the file would be another."""
        self._flush()
        return self._text != self._original or self._before is None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the file's records, in its order."""
        self._flush()
        return tuple(
            name.text
            for _, record in self._records()
            if (name := record.get("id")) is not None and name.is_text
        )

    def get(self, record_id: str, key: str) -> str | None:
        """The text of a record's key as the file has it; None if it has no such text."""
        self._flush()
        value = self._record(record_id).get(key)
        return value.text if value is not None and value.is_text else None

    def set(
        self, record_id: str, key: str, value: Value, *, after: str | Iterable[str] | None = None
    ) -> None:
        """Give a record's key a value, in the style that the old value is written in.

        Args:
            record_id: The record's id.
            key: The key; it is added if the record has none of that name.
            value: The new value.
            after: The key, or several in order of preference, behind which a new key goes. If
                not given, it goes where such a key usually stands.

        Raises:
            EditError: There is no such record, or the value cannot be written.
        """
        _refuse_hidden(value, self.path, key)
        self._flush()
        record = self._record(record_id)
        pair = record.pair(key)
        tree = self._tree_record(record_id)
        if pair is None:
            self._add(record, key, value, after)
        else:
            written = self._layout.value(
                value, key, pair[1], column=key_column(self._text, pair[0]), in_flow=record.is_flow
            )
            self._replace(pair[1], self._need(written, key))
        tree[key] = plain(value)

    def remove(self, record_id: str, key: str) -> bool:
        """Take a key out of a record, with its line. A comment behind it stays, on its own line.

        Returns:
            Whether the record had such a key.

        Raises:
            EditError: There is no such record, or the key is all that it has.
        """
        self._flush()
        record = self._record(record_id)
        pair = record.pair(key)
        if pair is None:
            return False
        if len(record.pairs) == 1:
            raise EditError(f"{self.path}: “{key}” is all that “{record_id}” has; remove it whole")
        start, end, put = self._layout.removal(record, pair)
        self._splice(start, end, put)
        del self._tree_record(record_id)[key]
        return True

    def append(self, list_key: str, record: Mapping[str, Value]) -> None:
        """Add a record to the end of a list, laid out as the one before it is.

        Args:
            list_key: The key of the list (`annotations`, `speakers`, `references` …); it is
                added if the file has no such key.
            record: The record, in the order in which its keys are to stand. Values that are
                None are left out.

        Raises:
            EditError: The key holds something else, or a value cannot be written.
        """
        record = {key: value for key, value in record.items() if value is not None}
        for key, value in record.items():
            _refuse_hidden(value, self.path, key)
        self._flush()
        items = self._spans.get(list_key) if self._spans else None
        if self._spans is not None and self._spans.style != ":":
            raise EditError(f"{self.path}: the file is no mapping on lines; add the record by hand")
        held = self._tree.get(list_key) if self._tree else None
        if items is not None and not isinstance(held, list) and (held or not items.is_text):
            raise EditError(f"{self.path}: “{list_key}” holds no list")
        start, end, put = self._layout.addition(list_key, items, record)
        self._splice(start, end, put)
        if self._tree is None:
            self._tree = {}
        self._tree[list_key] = [*(held or []), plain(record)]

    def text(self) -> str:
        """The file's text with all edits, with its own line ends and byte order mark."""
        self._flush()
        return self._bom + self._text

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
        self._original = self._text

    def _records(self) -> Iterable[tuple[str, Span]]:
        for key, value in self._spans.pairs if self._spans else ():
            for item in value.items:
                if item.style in (":", "{"):
                    yield key.text, item

    def _record(self, record_id: str) -> Span:
        for _, record in self._records():
            name = record.get("id")
            if name is not None and name.is_text and name.text == record_id:
                return record
        raise EditError(f"{self.path}: there is no record “{record_id}”")

    def _tree_record(self, record_id: str) -> Any:
        for items in self._tree.values():
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict) and item.get("id") == record_id:
                    return item
        raise EditError(f"{self.path}: there is no record “{record_id}”")

    def _add(
        self, record: Span, key: str, value: Value, after: str | Iterable[str] | None
    ) -> None:
        if after is None:
            before = ORDER[: ORDER.index(key)] if key in ORDER else ()
            after = reversed(before)
        names = [after] if isinstance(after, str) else list(after)
        pairs = (record.pair(name) for name in names)
        anchor = next((pair for pair in pairs if pair is not None), record.pairs[-1])
        start, put = self._layout.new_key(record, anchor, key, value)
        self._splice(start, start, self._need(put, key))

    def _need(self, written: str | None, key: str) -> str:
        if written is None:
            raise EditError(f"{self.path}: the value of “{key}” cannot be written in YAML")
        return written

    def _replace(self, span: Span, written: str) -> None:
        before = self._text[span.start - 1 : span.start]
        gap = " " if span.start == span.end and before == ":" else ""
        self._splice(span.start, span.end, gap + written)

    def _splice(self, start: int, end: int, put: str) -> None:
        self._splices.append((start, end, put))

    def _flush(self) -> None:
        """Apply what is waiting, and see that the file says what it is meant to say."""
        if not self._splices:
            return
        text = self._text
        for start, end, put in sorted(self._splices, reverse=True):
            text = text[:start] + put + text[end:]
        self._splices.clear()
        tree = self._checked(text)
        if tree != self._tree:
            raise EditError(
                f"{self.path}: the edit would have changed more than was meant; the file was"
                " left as it is"
            )
        self._text = text
        self._spans = read_spans(text)
        self._layout = Layout(text, self._spans)


def save_all(edits: Iterable[YamlEdit]) -> None:
    """Write several files: either each is written, or nothing is wrong with any of them.

    Raises:
        EditError: One may not be written; see `save_files`.
    """
    changed = [edit for edit in edits if edit.is_changed]
    save_files({edit.path: edit.content() for edit in changed})
    for edit in changed:
        edit.saved()


def plain(value: Value) -> Any:
    """A value as the strict reader gives it: everything is a text."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _refuse_hidden(value: Any, path: Path, key: str) -> None:
    flat = plain(value)
    texts = [flat] if isinstance(flat, str) else []
    if isinstance(flat, Mapping):
        for name, each in flat.items():
            _refuse_hidden(each, path, name)
    elif isinstance(flat, list):
        for each in flat:
            _refuse_hidden(each, path, key)
    for text in texts:
        found = HIDDEN.search(text)
        if found or any("\ud800" <= char <= "\udfff" for char in text):
            sign = found[0] if found else next(c for c in text if "\ud800" <= c <= "\udfff")
            raise EditError(
                f"{path}: the value of “{key}” holds a character that nobody sees:"
                f" U+{ord(sign):04X}; take it out"
            )


