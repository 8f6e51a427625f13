"""Markers of listings in a page's Markdown, and those that name a listing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from annotated_edition.model import Location, Problem, Severity
from annotated_edition.text import nearest, shown

from .listings import LISTINGS

__all__ = ["LISTING", "unknown_markers"]

LISTING = re.compile(rf"<!--\s*edition:\s*({'|'.join(LISTINGS)})\s*-->")
"""The marker that a listing takes the place of."""

_MARKER = re.compile(r"<!--\s*(editions?\b\s*:?)\s*([^<>\n]{0,80}?)\s*-->", re.IGNORECASE)
_MOST = 100
"""Markers of one page that are looked at."""
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})", re.MULTILINE)


def unknown_markers(markdown: str, path: str) -> Iterator[Problem]:
    """The markers of a page that no listing takes the place of: they would vanish silently.

    Args:
        markdown: The page's Markdown; what is shown in it as code is left alone.
        path: The page's path, for people.
    """
    for found in islice(_MARKER.finditer(markdown), _MOST):
        if LISTING.fullmatch(found[0]) or _is_code(markdown, found.start()):
            continue
        guess = nearest(found[2], LISTINGS)
        if ":" not in found[1] and not guess:
            continue  # a comment that begins with the word
        yield Problem(
            Location(
                path,
                markdown.count("\n", 0, found.start()) + 1,
                found.start() - markdown.rfind("\n", 0, found.start()),
            ),
            "unknown-listing",
            f"there is no listing “{shown(found[2])}”"
            if found[2] not in LISTINGS
            else "this is not how the marker of a listing is written",
            expected="one of " + ", ".join(LISTINGS),
            nearest=f"<!-- edition: {guess} -->" if guess else "",
            severity=Severity.WARNING,
        )


def _is_code(markdown: str, offset: int) -> bool:
    fence = ""
    for found in _FENCE.finditer(markdown, 0, offset):
        if not fence:
            fence = found[1]
        elif found[1].startswith(fence):
            fence = ""
    before = markdown[markdown.rfind("\n", 0, offset) + 1 : offset]
    return bool(fence) or before.count("`") % 2 == 1
