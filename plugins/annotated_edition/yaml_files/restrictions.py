"""What YAML can do beyond texts, lists and mappings, refused in a contributor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotated_edition.model import MAX_DEPTH, MAX_NODES, MAX_TEXT
from annotated_edition.text import shown

from .syntax_errors import QUOTE_IT

if TYPE_CHECKING:
    from .nodes import Map, Place
    from .report import Report

__all__ = [
    "DROPPED",
    "PROSE",
    "refuse_alias",
    "refuse_count",
    "refuse_cut",
    "refuse_depth",
    "refuse_key",
    "refuse_length",
    "refuse_nested_key",
    "refuse_properties",
    "refuse_second_list",
]

_BODIES = frozenset(["note", "bio", "definition", "text"])
DROPPED = "\0"
"""Stands for a key whose value is read and dropped; no file can hold it."""
PROSE = frozenset(
    [
        "exact",
        "prefix",
        "suffix",
        "note",
        "bio",
        "role",
        "name",
        "title",
        "term",
        "text",
        "definition",
        "exclusion",
        "qualifier",
        "label",
        "obtained",
        "unknown",
    ]
)
"""Keys whose value is running text, in which ` #` is meant as it stands."""


def _refuse_sign(
    code: str, sign: str, meaning: str, key: str | None, place: Place, report: Report
) -> None:
    subject = f"“{shown(key)}”" if key and key is not DROPPED else "this"
    report.add(
        place,
        code,
        f"{subject} begins with “{sign}”, which YAML takes for {meaning}",
        fix=QUOTE_IT if key in PROSE else "take it out: an edition's files hold data only",
    )


def refuse_properties(event: Any, key: str | None, place: Place, report: Report) -> None:
    """Tells of an anchor or a tag."""
    if event.anchor is not None:
        _refuse_sign("anchor", "&", "an anchor", key, place, report)
    else:
        _refuse_sign("tag", "!", "a tag", key, place, report)


def refuse_alias(key: str | None, place: Place, report: Report) -> None:
    """Tells of a reference to an anchor."""
    _refuse_sign("alias", "*", "a reference to an anchor", key, place, report)


def refuse_length(value: str, place: Place, report: Report) -> None:
    """Tells of a text that is too long."""
    report.add(
        place,
        "too-long",
        f"the text has {len(value):,} characters and is cut off",
        expected=f"at most {MAX_TEXT:,}",
        fix="shorten it, or make it several notes",
    )


def refuse_key(key: str, place: Place, node: Map, report: Report) -> str:
    """Tells of a key that cannot be taken; what stands for it."""
    if key == "<<":
        report.add(
            place,
            "merge-key",
            "a merge key (“<<”) stands here",
            expected="data only",
            fix="write the keys out",
        )
    else:
        line, column = node.key_at(key)
        report.add(
            place,
            "duplicate-key",
            f"“{shown(key)}” was given already in line {line}, column {column}",
            fix=f"put both texts below one “{key}”" if key in _BODIES else "keep one of the two",
        )
    return DROPPED


def refuse_second_list(key: str, place: Place, node: Map, report: Report) -> None:
    """Reports a second list of records under the same key."""
    line, column = node.key_at(key)
    report.add(
        place,
        "duplicate-key",
        f"“{shown(key)}” was given already in line {line}, column {column}",
        expected=f"one “{shown(key)}:” in a file, with all records below it",
        fix="delete this one word and its colon, and keep the records below it",
    )


def refuse_nested_key(place: Place, report: Report) -> None:
    """Tells of a list or mapping in the place of a key."""
    report.add(
        place,
        "nested-key",
        "a list or mapping stands where a key should be",
        expected="a word and a colon",
        fix=f"if it belongs to a text, {QUOTE_IT}",
    )


def refuse_count(place: Place, report: Report) -> None:
    """Tells of more values than a file may hold."""
    report.add(
        place,
        "too-many-values",
        f"the file holds more than {MAX_NODES:,} values",
        fix="split it into several files",
    )


def refuse_depth(place: Place, report: Report) -> None:
    """Tells of lists and mappings too deep within each other."""
    report.add(
        place,
        "too-deep",
        f"lists and mappings are nested more than {MAX_DEPTH} deep",
        fix=f"if the brackets belong to a text, {QUOTE_IT}",
    )


def refuse_cut(event: Any, key: str, line: str, place: Place, report: Report) -> str:
    """Reports a text that YAML cuts off at ` #`, where a comment begins.

    Returns:
        What is read for a text of which nothing was left.
    """
    rest = line[event.end_mark.column :]
    if not rest.lstrip().startswith("#"):
        return ""
    column = event.end_mark.column + len(rest) - len(rest.lstrip()) + 1
    where = (place[0] + event.end_mark.line - event.start_mark.line, column)
    if not event.value:
        report.add(
            where,
            "cut-at-hash",
            f"the text of “{key}” begins with “#”, where YAML begins a comment",
            fix=f"if “{shown(rest)}” is the text, {QUOTE_IT}; if it is a comment, give it a line"
            " of its own",
        )
        return rest.strip()
    report.add(
        where,
        "cut-at-hash",
        f"the text of “{key}” ends before “ #”, where YAML begins a comment",
        fix=f"if “{shown(rest)}” belongs to the text, {QUOTE_IT}; "
        "if it is a comment, give it a line of its own",
    )
    return ""
