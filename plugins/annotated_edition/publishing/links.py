"""Addresses in rendered bodies that lead to other pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

__all__ = ["relative_links", "resolve_links"]

HREF = re.compile(r'(<a [^>]*?href=")([^"]*)(")')
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def relative_links(html: str) -> Iterator[str]:
    """The addresses in a body that are relative, as they were written."""
    for match in HREF.finditer(html):
        if not ELSEWHERE.match(match[2]):
            yield unescape(match[2])


def resolve_links(html: str, resolve: Callable[[str], str]) -> str:
    """Put the site's own addresses in the place of relative ones.

    Args:
        html: A rendered and sanitised body.
        resolve: From an address as written to one that holds on the page being rendered.
    """
    if "<a " not in html:
        return html

    def replace(match: re.Match[str]) -> str:
        if ELSEWHERE.match(match[2]):
            return match[0]
        return match[1] + escape(resolve(unescape(match[2]))) + match[3]

    return HREF.sub(replace, html)
