"""What a file of notes said at a time, as far as a comparison needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotated_edition.model import Wording
from annotated_edition.records.events import read_tree
from annotated_edition.records.folder import SHARED
from annotated_edition.records.report import Report
from annotated_edition.records.screening import screen
from annotated_edition.records.tree import Items, Map

__all__ = ["Version", "holds_notes", "page_of", "read_versions"]

_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Version:
    """A note as it was.

    Attributes:
        values: Its values by key, on one line each: how lines are broken says nothing.
        page: The file's path without suffix, below the folder of notes.
    """

    values: Mapping[str, str]
    page: str

    @property
    def wording(self) -> Wording:
        """What readers are told of it later."""
        get = self.values.get
        return Wording(
            self.page,
            get("kind", ""),
            get("exact", ""),
            get("rating", ""),
            get("qualifier", ""),
        )

    def changed(self, other: Version) -> tuple[str, ...]:
        """The keys that have another value in another version, sorted."""
        keys = self.values.keys() | other.values.keys()
        return tuple(sorted(key for key in keys if self.values.get(key) != other.values.get(key)))


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
    """Read the notes of a file.

    Args:
        data: The file's content.
        page: See `Version.page`.

    Returns:
        The notes by id, and whether all of them could be read.
    """
    report = Report(page)
    text = screen(data, report)
    tree = read_tree(text, report) if text is not None else None
    items = tree.get("annotations") if isinstance(tree, Map) else None
    found: dict[str, Version] = {}
    for item in items if isinstance(items, Items) else ():
        name = item.get("id") if isinstance(item, Map) else None
        if isinstance(name, str) and name not in found:
            values = {key: _flat(value) for key, value in item.items() if key != "id"}
            found[name] = Version(values, page)
    return found, not len(report)


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
