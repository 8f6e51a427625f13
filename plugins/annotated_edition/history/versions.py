"""What a file of notes said at a time, as far as a comparison needs it.

1. A file is cut at its records, and records are compared as they are written: in most versions
   of a file all but one are the same, and what is the same need not be read.
2. What differs is read by the strict reader, and so is a file that is written in another style.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from annotated_edition.model import Wording
from annotated_edition.records.folder import SHARED
from annotated_edition.yaml_files.decoding import screen
from annotated_edition.yaml_files.nodes import Items, Map
from annotated_edition.yaml_files.reading import read_tree
from annotated_edition.yaml_files.report import Report

__all__ = ["Version", "holds_notes", "page_of", "read_versions"]

_SUFFIXES = (".yml", ".yaml")
_KEY = "annotations:\n"
_FIRST = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)- ")
_OTHER_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


class Version:
    """A note as it was.

    Args:
        text: The note's record as it was written.
        page: The file's path without suffix, below the folder of notes.
        values: Its values, if they have been read already.
    """

    def __init__(self, text: str, page: str, values: Mapping[str, str] | None = None) -> None:
        self.page = page
        self._text = text
        if values is not None:
            self.values = values

    @cached_property
    def values(self) -> Mapping[str, str] | None:
        """Its values by key, on one line each; None where it cannot be read."""
        report = Report(self.page)
        tree = read_tree(f"{_KEY}{self._text}", report)
        items = tree.get("annotations") if isinstance(tree, Map) else None
        if len(report) or not isinstance(items, Items) or len(items) != 1:
            return None
        return _values(items[0])

    @property
    def wording(self) -> Wording:
        """What readers are told of it later."""
        get = (self.values or {}).get
        return Wording(
            self.page,
            get("kind", ""),
            get("exact", ""),
            get("rating", ""),
            get("qualifier", ""),
        )

    def is_sound(self, before: Version) -> bool:
        """Whether it can be read; of what stood there before, that is known already."""
        return self._same(before) or self.values is not None

    def _same(self, other: Version) -> bool:
        return bool(self._text) and self._text == other._text

    def changed(self, other: Version) -> tuple[str, ...]:
        """The keys that have another value in another version, sorted."""
        if self._same(other):
            return ()
        mine, theirs = self.values, other.values
        if mine is None or theirs is None:
            return ()
        keys = mine.keys() | theirs.keys()
        return tuple(sorted(key for key in keys if mine.get(key) != theirs.get(key)))


def page_of(path: str, folder: str) -> str:
    """A file's path without suffix, below the folder of notes."""
    return path.removeprefix(f"{folder}/").rpartition(".")[0]


def holds_notes(path: str, folder: str) -> bool:
    """Whether a file is one of notes, by its name."""
    if not path.lower().endswith(_SUFFIXES) or not path.startswith(f"{folder}/"):
        return False
    parts = page_of(path, folder).split("/")
    return parts[0] not in SHARED and not any(part.startswith(".") for part in parts)


def read_versions(data: bytes, page: str) -> tuple[dict[str, Version], bool]:
    """Find the notes of a file.

    Args:
        data: The file's content.
        page: Its path without suffix, below the folder of notes.

    Returns:
        The notes by id, and whether all of them could be found.
    """
    report = Report(page)
    text = screen(data, report)
    if text is not None and not len(report):
        records = _cut(text)
        if records is not None:
            return {name: Version(record, page) for name, record in records.items()}, True
    tree = read_tree(text, report) if text is not None else None
    items = tree.get("annotations") if isinstance(tree, Map) else None
    found: dict[str, Version] = {}
    for item in items if isinstance(items, Items) else ():
        values = _values(item)
        name = item.get("id") if values is not None else None
        if isinstance(name, str):
            found.setdefault(name, Version("", page, values))
    return found, not len(report)


def _cut(text: str) -> dict[str, str] | None:
    """The records of a file by id; None where that cannot be told without reading it."""
    head, key, rest = text.partition(_KEY)
    first = _FIRST.match(rest)
    if not key or first is None or _OTHER_KEY.search(head) or _OTHER_KEY.search(rest):
        return None
    indent = first[1]
    starts = [match.start() for match in re.finditer(rf"^{indent}- ", rest, re.MULTILINE)]
    name_of = re.compile(rf"^{indent}(?:- |  )id: ([a-z0-9-]+)$", re.MULTILINE)
    records: dict[str, str] = {}
    for start, end in zip(starts, [*starts[1:], len(rest)], strict=True):
        record = rest[start:end]
        name = name_of.search(record)
        if name is None:
            return None
        records.setdefault(name[1], record)
    return records


def _values(item: Any) -> dict[str, str] | None:
    if not isinstance(item, Map):
        return None
    return {key: _flat(value) for key, value in item.items() if key != "id"}


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
