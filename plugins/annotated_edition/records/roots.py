"""What a file of the edition must be at its outermost level: a mapping with its one key.

Nothing of a file is ignored without a word: one that holds something else, or nothing, is
reported with an example of what it should look like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotated_edition.model import Severity
from annotated_edition.text import hidden_in, nearest, shown
from annotated_edition.yaml_files import Items, Map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotated_edition.yaml_files import Place, Report

__all__ = ["EXAMPLES", "HOMES", "is_html", "root_of"]

HOMES = {
    "annotations": "the file of their page",
    "speakers": "speakers.yml",
    "references": "sources.yml",
    "ratings": "ratings.yml",
    "scale": "ratings.yml",
    "events": "timeline.yml",
    "terms": "terms.yml",
}
"""The keys at the outermost level, and the file in which each belongs."""

EXAMPLES = {
    "annotations": "  - {id: turnout, kind: context, exact: words of the page, note: A note.}",
    "speakers": "  - {id: ada-lovelace, name: Ada Lovelace}",
    "references": "  - {id: ria-2022, type: webpage, title: Title of the page}",
    "ratings": "  - {id: disputed, label: Disputed}",
    "events": "  - {date: 2022-09-28, text: What happened.}",
    "terms": "  - {id: oblast, term: oblast, definition: What it means.}",
}
"""The second line of the shortest file that holds a record."""

_FIRST = re.compile(r"^(?!---[ \t]*(?:#.*)?$)[ \t]*(?=[^\s#])", re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype\b|!--|\?xml\b|/?[a-z][\w-]*[\s/>])", re.IGNORECASE)


def root_of(
    tree: Any, key: str, text: str, report: Report, others: Sequence[str] = ()
) -> Map | None:
    """The mapping that a file holds, with what is wrong with it reported.

    Args:
        tree: What was read.
        key: The key that its list stands under.
        text: The file's text; empty where it is not known.
        report: Where problems go.
        others: Further keys that the file may hold.

    Returns:
        The mapping; None where the file holds none.
    """
    if isinstance(tree, Map):
        _check_keys(tree, key, report, others)
        return tree
    place = tree.place if isinstance(tree, Items) else _beginning(text)
    example = (f"{key}:", EXAMPLES[key])
    if isinstance(tree, Items):
        report.add(
            place,
            "wrong-type",
            "the file holds a list",
            expected=f"the key “{key}” with a list below it",
            fix=f"write “{key}:” above the list",
            detail=example,
        )
    elif tree:
        report.add(
            place,
            "wrong-type",
            "the file holds HTML, not records"
            if is_html(tree)
            else f"the file holds the text “{shown(tree)}”",
            expected=f"the key “{key}” with a list below it",
            fix="write it like this",
            detail=example,
        )
    elif not report:
        report.add(
            (1, 1),
            "empty-file",
            "the file is empty",
            fix="take it out, or begin it like this",
            severity=Severity.INFO,
            detail=example,
        )
    return None


def is_html(text: str) -> bool:
    """Whether a file was saved as HTML, such as the error page of a service."""
    return _HTML.match(text.lstrip()) is not None


def _beginning(text: str) -> Place:
    """Where the first character is that is neither white space nor a comment."""
    found = _FIRST.search(text)
    if found is None:
        return (1, 1)
    start = found.end()
    return (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _check_keys(tree: Map, key: str, report: Report, others: Sequence[str]) -> None:
    known = (key, *others)
    for name in tree:
        if name in known:
            continue
        # An old habit or another file's key: say where it belongs.
        home, hidden = HOMES.get(name, ""), hidden_in(name)
        guess = "" if home else nearest(name, known)
        report.add(
            tree.key_at(name),
            "unknown-key",
            f"unknown key “{shown(name)}”"
            + (f" with the invisible character {hidden}" if hidden else ""),
            expected="" if guess else " or ".join(f"“{each}”" for each in known),
            nearest=guess,
            fix=f"{name} go into {home}"
            if home
            else "rename it"
            if guess
            else "rename it, or take it out",
        )
    given = [name for name in known if name in tree or name in tree.refused]
    if not given and not report:
        report.add(
            (1, 1),
            "missing-key",
            f"the file has no “{key}”",
            fix=f"begin it with “{key}:”",
            detail=(f"{key}:", EXAMPLES[key]),
        )
    elif tree.get(key) == "" and len(given) == 1:
        report.add(
            tree.key_at(key),
            "empty-list",
            f"“{key}” is empty",
            fix="write a record below it, or take the file out",
            severity=Severity.INFO,
            detail=(f"{key}:", EXAMPLES[key]),
        )
