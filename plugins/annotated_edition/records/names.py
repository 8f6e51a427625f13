"""What names may not hold, although their records can be read: invisible characters, devices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotated_edition.model import Severity
from annotated_edition.text import INVISIBLE, hidden_in
from annotated_edition.yaml_files import Items, Map

from .folder import RESERVED

if TYPE_CHECKING:
    from annotated_edition.yaml_files import Report

__all__ = ["check_names"]

_LABELS = frozenset(
    "author claim container-title editor family finding given label literal name publisher"
    " publisher-place qualifier role spellings term title translator".split()
)
"""Keys whose value is a name or a label; in running text, invisible characters may be quoted."""
_ESCAPE = re.compile(r"\\[xuU][0-9A-Fa-f]|\\[_NLP]")
_FILES = frozenset({"speakers"})
"""Roles of files whose records become files of the site."""


def check_names(tree: Any, text: str, role: str, report: Report) -> None:
    """Reports invisible characters in names, and ids that cannot be the name of a file.

    Args:
        tree: What a file holds.
        text: The file's text.
        role: What the file is for; see `YamlFile`.
        report: Where problems go.
    """
    # Most files hold no such character, and nothing is looked at one by one.
    if (not text.isascii() and INVISIBLE.search(text)) or _ESCAPE.search(text):
        _check_labels(tree, report)
    records = tree.get(role) if role in _FILES and isinstance(tree, Map) else None
    for record in records if isinstance(records, Items) else ():
        name = record.get("id") if isinstance(record, Map) else None
        if isinstance(name, str) and name.lower() in RESERVED:
            report.add(
                record.at("id"),
                "reserved-id",
                f"Windows keeps the name “{name}” for a device, and the id becomes a file's name",
                fix="choose another id",
                nearest=f"{name}-1",
            )


def _check_labels(node: Any, report: Report, key: str = "") -> None:
    if isinstance(node, Map):
        for name, value in node.items():
            if isinstance(value, str):
                _check_label(value, name, node.at(name), report)
            else:
                _check_labels(value, report, name)
    elif isinstance(node, Items):
        for value, place in zip(node, node.places, strict=True):
            if isinstance(value, str):
                _check_label(value, key, place, report)
            else:
                _check_labels(value, report, key)


def _check_label(value: str, key: str, place: tuple[int, int], report: Report) -> None:
    name = hidden_in(value) if key in _LABELS else ""
    if name:
        report.add(
            place,
            "invisible-character",
            f"“{key}” holds the invisible character {name}",
            fix="take it out",
            severity=Severity.WARNING,
        )
