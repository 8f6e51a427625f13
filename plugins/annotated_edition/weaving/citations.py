"""Citations in a note's Markdown: `[@id]` and `[@id, p. 4; @other]`, Pandoc's syntax.

A note is rendered once and shown on many pages, on each of which its sources have other
numbers. So the Markdown pass leaves a citation as three private-use characters around id and
locator, which no markup touches, and each page puts its own links in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from annotated_edition.records.citations import CITATION, find_citations

__all__ = ["CitationExtension", "link_citations", "plain_citations"]

OPEN, BETWEEN, CLOSE = "\ue000", "\ue001", "\ue002"
LEFT = re.compile(rf"{OPEN}([^{BETWEEN}]+){BETWEEN}([^{CLOSE}]*){CLOSE}")


class CitationProcessor(InlineProcessor):
    """Leaves citations to `link_citations`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Put id and locator of each source between private-use characters."""
        del data
        left = " ".join(
            f"{OPEN}{cited.source}{BETWEEN}{cited.locator}{CLOSE}"
            for cited in find_citations(m[0])
        )
        return left, m.start(0), m.end(0)


class CitationExtension(Extension):
    """Adds citations to a Markdown instance."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Before links (170 and below), which begin with the same bracket; after escapes (180)."""
        md.inlinePatterns.register(CitationProcessor(CITATION.pattern, md), "citation", 175)


def link_citations(html: str, number: Callable[[str], int]) -> str:
    """Put links to the page's list of sources in the place of citations.

    Args:
        html: A rendered body.
        number: The number of a source on the page, by its id.
    """
    if OPEN not in html:
        return html

    def link(match: re.Match[str]) -> str:
        locator = f", {match[2]}" if match[2] else ""
        return f'<a class="ae-cite" href="#source-{match[1]}">[{number(match[1])}{locator}]</a>'

    return LEFT.sub(link, html)


def plain_citations(html: str) -> str:
    """Take citations out of a rendered body, for the index of a search."""
    return LEFT.sub("", html) if OPEN in html else html
