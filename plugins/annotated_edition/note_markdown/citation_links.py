"""Citations in a note's Markdown: `[@id]` and `[@id, p. 4; @other]`, Pandoc's syntax.

A note is rendered once and shown on many pages, on each of which its sources have other
numbers. So the Markdown pass leaves a citation as an element that nothing else makes, with the
ids in an attribute and the locators in it, and each page puts its own links in its place. An
element and not signs in the text: signs could be written by whoever writes the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from annotated_edition.model import CITATION, find_citations

__all__ = ["CitationExtension", "link_citations", "plain_citations"]

LEFT = re.compile(r'<cite title="([A-Za-z0-9_.:+/ -]+)">(.*?)</cite>', re.DOTALL)
BETWEEN = "<br>"


class CitationProcessor(InlineProcessor):
    """Leaves citations to `link_citations`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Put the ids of the sources into one element, and a locator for each between `<br>`."""
        del data
        cited = find_citations(m[0])
        element = Element("cite", {"title": " ".join(each.source for each in cited)})
        element.text = AtomicString(cited[0].locator)
        for each in cited[1:]:
            SubElement(element, "br").tail = AtomicString(each.locator)
        return element, m.start(0), m.end(0)


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
    if "<cite " not in html:
        return html

    def links(match: re.Match[str]) -> str:
        pairs = zip(match[1].split(), match[2].split(BETWEEN), strict=True)
        return " ".join(link(source, locator) for source, locator in pairs)

    def link(source: str, locator: str) -> str:
        place = f", {locator}" if locator else ""
        return f'<a class="ae-cite" href="#source-{source}">[{number(source)}{place}]</a>'

    return LEFT.sub(links, html)


def plain_citations(html: str, gap: str) -> str:
    """Take citations out of a rendered body.

    Args:
        html: A rendered body.
        gap: What is left in the place of each.
    """
    return LEFT.sub(gap, html) if "<cite " in html else html
