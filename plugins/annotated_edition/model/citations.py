"""Citations in Markdown: `[@id]`, `[@id, p. 4]`, `[see @a; @b, p. 2]` is not one (no prefixes).

The syntax is Pandoc's, as far as it needs no context. What stands in code is no citation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["CITATION", "NAMED", "Cited", "find_citations"]

_ID = r"[A-Za-z0-9](?:[A-Za-z0-9_.:+/-]*[A-Za-z0-9])?"
_ONE = rf"@{_ID}(?:,[^;\[\]@]*)?"
CITATION = re.compile(rf"\[\s*({_ONE}(?:\s*;\s*{_ONE})*)\s*\]")
"""A whole citation in brackets; group 1 holds what is between them."""

NAMED = re.compile(rf"@({_ID})")
"""Whatever may name a source: a cheap look at a text in which all is well."""

_PART = re.compile(rf"@({_ID})(?:,([^;\[\]@]*))?")
# Fences and inline code; an escaped bracket is text.
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.DOTALL | re.MULTILINE,
)

_MAX_TICKS = 500


@dataclass(frozen=True, slots=True)
class Cited:
    """A source named in a citation.

    Attributes:
        source: Its id.
        locator: Where in the source; empty for the whole.
        start: First code point of its `@` in the text.
        group: First code point of the citation's bracket: sources in one bracket share it.
    """

    source: str
    locator: str
    start: int
    group: int


def find_citations(text: str) -> list[Cited]:
    """Finds every source that a Markdown text cites.

    Args:
        text: A note, bio, definition or entry.

    Returns:
        What is cited, in order; offsets are code points of `text`.
    """
    if "@" not in text:
        return []
    spans = _code_in(text)
    cited = []
    for whole in CITATION.finditer(text):
        start = whole.start()
        if (start and text[start - 1] == "\\") or any(low <= start < high for low, high in spans):
            continue
        cited += [
            Cited(part[1], (part[2] or "").strip(), whole.start(1) + part.start(), start)
            for part in _PART.finditer(whole[1])
        ]
    return cited


def _code_in(text: str) -> list[tuple[int, int]]:
    """Where code stands; in a text of hundreds of ticks nobody looks, for it takes square time."""
    if not 0 < text.count("`") + text.count("~") <= _MAX_TICKS:
        return []
    return [found.span() for found in _CODE.finditer(text)]
