"""Ids that a page has of its own where the edition wants to have them.

A text may well have headings such as “Notes”, “Sources” or “Note 1”. They keep their ids: a
section of ours takes another one then, and a note whose address leads elsewhere is told of.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from annotated_edition.model import Problem, Severity

from .placing import Placed

__all__ = ["free_id", "own_ids", "taken_ids"]

_BEGINNINGS = ("notes", "sources", "note-", "passage-")
_PARTS = ("", "-title", "-unplaced", "-unplaced-title")
_ID = re.compile(rf"""\sid\s*=\s*["']?((?:{"|".join(_BEGINNINGS)})[^"'\s>]*)""", re.IGNORECASE)


def own_ids(html: str) -> frozenset[str]:
    """The ids in a page that look like the edition's.

    Args:
        html: The page's content as the host rendered it.
    """
    if not any(beginning in html for beginning in _BEGINNINGS):
        return frozenset()
    return frozenset(_ID.findall(html))


def free_id(name: str, taken: Container[str]) -> str:
    """An id for a section, such that neither it nor those of its parts are taken.

    Args:
        name: The one that is wanted.
        taken: Ids of the page.
    """
    free, number = name, 1
    while any(f"{free}{part}" in taken for part in _PARTS):
        number += 1
        free = f"{name}-{number}"
    return free


def taken_ids(placed: Placed) -> Iterator[Problem]:
    """The notes of a page whose address leads to something else on it.

    Args:
        placed: The page with its notes.
    """
    own = own_ids(placed.html)
    for annotation in placed.document.annotations if own else ():
        for name in (f"note-{annotation.id}", f"passage-{annotation.id}"):
            if name in own:
                yield Problem(
                    location=annotation.at("id"),
                    code="id-taken",
                    message=f"{placed.document.path} has a heading or another element with the id"
                    f" “{name}”, so that links to this note lead there",
                    fix="give the note another id",
                    severity=Severity.WARNING,
                    annotation=annotation.id,
                )
