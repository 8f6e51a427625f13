"""Ids that a page has of its own where the edition wants to have them.

A text may well have headings such as “Notes”, “Sources” or “Note 1”. They keep their ids: a
section of ours takes another one then, and a note whose address leads elsewhere is told of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator

from annotated_edition.model import (
    Annotation,
    Document,
    Edition,
    Problem,
    Severity,
    Source,
)

from .placing import Placed
from .statements import cited

__all__ = ["free_id", "own_ids", "taken_ids"]

_BEGINNINGS = ("notes", "sources", "note-", "passage-", "source-")
_PARTS = ("", "-title", "-unplaced", "-unplaced-title")
_ID = re.compile(rf"""\sid\s*=\s*["']?((?:{"|".join(_BEGINNINGS)})[^"'\s>]*)""", re.IGNORECASE)


_HEADING = re.compile(r"^ {0,3}#{1,6}(?!#)(.*)$|^(\S.*)\n[-=]+[ \t]*$", re.MULTILINE)


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


def taken_ids(placed: Placed, edition: Edition, source: Callable[[], str]) -> Iterator[Problem]:
    """The notes and sources of a page whose address leads to something else on it.

    Args:
        placed: The page with its notes.
        edition: The edition.
        source: Gives the page's Markdown, in which the other element is looked for.
    """
    own = own_ids(placed.html) if placed.document.annotations else frozenset()
    if not own:
        return
    markdown, document = "", placed.document
    for name, record, noun in _ids(document, edition):
        if name not in own:
            continue
        markdown = markdown or source()
        place = _place_of(name, markdown)
        where = f"{document.location.path}:{place}" if place else document.location.path
        yield Problem(
            location=record.location if isinstance(record, Source) else record.at("id"),
            code="id-taken",
            message=f"{where} has a heading or another element with the id “{name}”, so that"
            f" links to this {noun} lead there",
            fix=f"give the {noun} another id, or change that of the page",
            severity=Severity.WARNING,
            annotation=record.id if isinstance(record, Annotation) else None,
        )


def _ids(document: Document, edition: Edition) -> Iterator[tuple[str, Annotation | Source, str]]:
    """The ids that a page gets, each with its record and what that is called."""
    found: set[str] = set()
    for annotation in document.annotations:
        yield f"note-{annotation.id}", annotation, "note"
        yield f"passage-{annotation.id}", annotation, "note"
        found.update(cited(annotation))
    for name in sorted(found & edition.sources.keys()):
        yield f"source-{name}", edition.sources[name], "source"


def _place_of(name: str, markdown: str) -> str:
    """Line and column of the element with an id; empty where it is not written out."""
    written = re.escape(name)
    found = re.search(
        rf"""\{{[^{{}}\n]*?(#{written})(?![\w-])|\sid\s*=\s*["']?({written})(?![\w-])""", markdown
    )
    start = found.start(found.lastindex or 0) if found else -1
    if start < 0:
        headings = (
            h
            for h in _HEADING.finditer(markdown)
            if _slug((h[1] or h[2] or "").strip(" \t#")) == name
        )
        heading = next(headings, None)
        start = heading.start() if heading else -1
    if start < 0:
        return ""
    return f"{markdown.count(chr(10), 0, start) + 1}:{start - markdown.rfind(chr(10), 0, start)}"


def _slug(heading: str) -> str:
    """The id that Python-Markdown makes of a heading."""
    words = re.sub(r"\{:?[^{}]*\}[ \t]*$", "", heading).strip(" \t#")
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w\s-]", "", ascii_only).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
