"""Editing an edition's YAML files so that every byte stays that was not meant to change.

1. A value is found by the parser's own marks, and only its code points are replaced, written
   in the style of the old ones. Comments, order, line ends, indentation and quotation marks are
   never generated anew, so nothing has to put them back.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from annotated_edition.model import MAX_TEXT

from .decoding import HIDDEN, read_bytes, screen
from .layout import BODIES, Layout, flat, key_column
from .reading import read_tree
from .report import Report
from .saving import EditError, save_files
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
    "due",
    "lang",
    "assessments",
)
"""Where a key that is new to a record goes: behind the last of these that comes before it."""

_HARMLESS: Final = frozenset(["cut-at-hash"])
"""Problems that leave no doubt about what a file says."""
_BOM: Final = "\ufeff"
_UNWRITABLE: Final = re.compile(f"{HIDDEN.pattern}|[\ud800-\udfff]")


class YamlEdit:
    """Edits of one YAML file, gathered until `save`.

    Every method may be called any number of times, in any order; later calls see what earlier
    ones did.

    Attributes:
        path: The file.
    """

    _text: str
    _tree: Any
    _spans: Span | None
    _layout: Layout
    _index: dict[str, tuple[Span, dict[str, Any]]]
    _touched: set[tuple[str, str]]

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
        self._original = content.removeprefix(_BOM)
        self._splices: list[tuple[int, int, str]] = []
        self._read_again(self._original, self._checked(self._original))

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
        return tuple(self._index)

    def get(self, record_id: str, key: str) -> str | None:
        """The text of a record's key as the file would have it; None if it has no such text."""
        value = self._entry(record_id)[1].get(key)
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
                not given, it goes where such a key usually stands.

        Raises:
            EditError: There is no such record, or the value cannot be written.
        """
        self._refuse_hidden(value, key)
        self._settle(record_id, key)
        span, _ = self._entry(record_id)
        pair = span.pair(key)
        if pair is None:
            self._add(record_id, key, value, after)
        elif pair[1].is_text and isinstance(value, str | date | int):
            column = key_column(self._text, pair[0])
            put = self._layout.text(
                flat(value),
                key,
                pair[1],
                column,
                in_flow=span.is_flow,
                plain=not isinstance(value, str),
            )
            empty = pair[1].start == pair[1].end
            self._splice(pair[1].start, pair[1].end, put, key, " " * empty)
            self._touched.add((record_id, key))
        else:
            raise EditError(f"{self.path}: “{key}” of “{record_id}” is no text; edit it by hand")
        self._entry(record_id)[1][key] = plain(value)

    def clear(self, record_id: str, key: str) -> None:
        """Leave a record's key without a value; it is added if the record has none of that name.

        Raises:
            EditError: There is no such record, or the value cannot be taken out.
        """
        self.set(record_id, key, "")
        self._flush()
        span, _ = self._entry(record_id)
        pair = span.pair(key)
        if pair is not None and not span.is_flow:
            # On a line of its own, no quotation marks need to stand for nothing.
            self._splice(self._text.index(":", pair[0].end) + 1, pair[1].end, "", key)
            self._flush()

    def remove(self, record_id: str, key: str) -> bool:
        """Take a key out of a record, with its line. A comment behind it stays, on its own line.

        Returns:
            Whether the record had such a key.

        Raises:
            EditError: There is no such record, or the key is all that it has.
        """
        self._settle(record_id, key)
        span, tree = self._entry(record_id)
        if span.is_flow or span.pairs[0][0].text == key:
            self._flush()  # its neighbours move
            span, tree = self._entry(record_id)
        pair = span.pair(key)
        if pair is None:
            return False
        if len(tree) == 1:
            raise EditError(f"{self.path}: “{key}” is all that “{record_id}” has; remove it whole")
        self._splice(*self._layout.removal(span, pair), key)
        neighbours = (name.text for name, _ in span.pairs)
        self._touched |= {(record_id, key)} if not span.is_flow else set()
        if span.is_flow or span.pairs[0] is pair:
            self._touched |= {(record_id, name) for name in neighbours}
        del tree[key]
        return True

    def append(self, list_key: str, *records: Mapping[str, Value | None]) -> None:
        """Add records to the end of a list, laid out as the one before them is.

        Bodies in Markdown (`note`, `bio`, `definition`, `text`) get a line end, and lines of
        their own.

        Args:
            list_key: The key of the list (`annotations`, `speakers`, `references` …); it is
                added if the file has no such key.
            records: The records, each in the order in which its keys are to stand. Values that
                are None are left out.

        Raises:
            EditError: The key holds something else, or a value cannot be written.
        """
        made = [self._made(record) for record in records]
        # The others follow the first, which the file may have made room for.
        for batch in (made[:1], made[1:]):
            if batch:
                self._append(list_key, batch)

    def _made(self, record: Mapping[str, Value | None]) -> dict[str, Value]:
        made = {
            key: f"{value.strip(chr(10))}\n" if key in BODIES and isinstance(value, str) else value
            for key, value in record.items()
            if value is not None
        }
        for key, value in made.items():
            self._refuse_hidden(value, key)
        return made

    def _append(self, list_key: str, batch: Sequence[Mapping[str, Value]]) -> None:
        """Add records that all go to the same place."""
        self._flush()
        if self._spans is not None and self._spans.style != ":":
            raise EditError(f"{self.path}: the file is no mapping on lines; add it by hand")
        items = self._spans.get(list_key) if self._spans else None
        held = self._tree.get(list_key) if self._tree else None
        if held and not isinstance(held, list):
            raise EditError(f"{self.path}: “{list_key}” holds no list")
        additions = [self._layout.addition(list_key, items, made) for made in batch]
        start, end, _ = additions[0]
        pieces = [put for _, _, put in additions if put is not None]
        whole = "".join(pieces) if len(pieces) == len(batch) else None
        self._splice(start, end, whole, list_key)
        if self._tree is None:
            self._tree = {}
        self._tree[list_key] = [*(held or []), *map(plain, batch)]
        self._flush()

    @property
    def original(self) -> str:
        """The file's text as it was read or last saved; empty for a new file."""
        return "" if self._before is None else self._before.decode("utf-8")

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

    def _read_again(self, text: str, tree: Any) -> None:
        self._text = text
        self._tree = tree
        self._spans = read_spans(text)
        self._layout = Layout(text, self._spans)
        self._touched = set()
        self._index = {}
        for key, value in self._spans.pairs if self._spans else ():
            for span, item in zip(value.items, tree[key.text], strict=value.items != []):
                if isinstance(item, dict) and isinstance(name := item.get("id"), str):
                    self._index.setdefault(name, (span, item))

    def _entry(self, record_id: str) -> tuple[Span, dict[str, Any]]:
        """A record, as it stands in the file and as it is meant."""
        if record_id not in self._index:
            raise EditError(f"{self.path}: there is no record “{record_id}”")
        return self._index[record_id]

    def _settle(self, record_id: str, key: str) -> None:
        """Have a key's span be true again after an edit of the key."""
        if (record_id, key) in self._touched:
            self._flush()

    def _add(
        self, record_id: str, key: str, value: Value, after: str | Iterable[str] | None
    ) -> None:
        if after is None:
            after = reversed(ORDER[: ORDER.index(key)] if key in ORDER else ())
        names = [after] if isinstance(after, str) else list(after)
        _, tree = self._entry(record_id)
        anchor = next((name for name in names if name in tree), None) or list(tree)[-1]
        span, _ = self._entry(record_id)
        pair = span.pair(anchor)
        if pair is None or (record_id, f"behind {anchor}") in self._touched:
            self._flush()
            span, _ = self._entry(record_id)
            pair = span.pair(anchor)
        if pair is None:
            raise EditError(f"{self.path}: there is no key “{anchor}” in “{record_id}”")
        at, put = self._layout.new_key(span, pair, key, value)
        self._splice(at, at, put, key)
        self._touched |= {(record_id, key), (record_id, f"behind {anchor}")}

    def _splice(self, start: int, end: int, put: str | None, key: str, gap: str = "") -> None:
        if put is None:
            raise EditError(f"{self.path}: the value of “{key}” cannot be written in YAML")
        self._splices.append((start, end, gap + put))

    def _flush(self) -> None:
        """Apply what is waiting, and see that the file says what it is meant to say."""
        if not self._splices:
            return
        text = self._text
        for start, end, put in sorted(self._splices, reverse=True):
            text = text[:start] + put + text[end:]
        self._splices.clear()
        meant = self._tree
        try:
            self._read_again(text, self._meant(text, meant))
        except EditError:
            self._read_again(self._text, self._checked(self._text))
            raise

    def _meant(self, text: str, meant: Any) -> Any:
        """What a text says, which is what it is meant to say."""
        tree = self._checked(text)
        if tree != meant:
            raise EditError(
                f"{self.path}: the edit would have changed more than was meant; the file was"
                " left as it is"
            )
        return tree

    def _refuse_hidden(self, value: Value, key: str) -> None:
        for text in _texts(plain(value)):
            found = _UNWRITABLE.search(text)
            if found:
                raise EditError(
                    f"{self.path}: the value of “{key}” holds a character that nobody sees:"
                    f" U+{ord(found[0]):04X}; take it out"
                )
            if len(text) > MAX_TEXT:
                raise EditError(
                    f"{self.path}: the value of “{key}” has {len(text):,} characters; expected"
                    f" at most {MAX_TEXT:,}"
                )


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
    return flat(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)
