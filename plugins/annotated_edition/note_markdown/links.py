"""Addresses in rendered bodies that lead to other pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from urllib.parse import urlsplit

__all__ = ["has_refused_link", "may_link", "relative_links", "resolve_links"]

HREF = re.compile(r'(<a (?:title="[^"]*" )?href=")([^"]*)(")')
REFUSED = re.compile(r'<a(?: title="[^"]*")?>')
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
PERHAPS = re.compile(
    # Behind a text in brackets an address follows, unless it is plainly one of the web …
    r"\]\((?!https?://(?:[a-wyzA-WYZ][A-Za-z0-9-]*\.)+[a-wyzA-WYZ][A-Za-z]+[/)])"
    r"|\]:|<"  # … or it is defined below, or stands in angle brackets.
)
UNSEEN = re.compile(r"^[\x00-\x20]+|[\t\n\r]")


def may_link(markdown: str) -> bool:
    """Whether a body can hold a link that is relative, or is none that may be followed.

    Sees what is written and not what it renders to: for most bodies that is enough to know that
    nobody has to look at their links.
    """
    return PERHAPS.search(markdown) is not None


def has_refused_link(html: str) -> bool:
    """Whether the sanitiser took the address of a link away: it was none that may be followed.

    Args:
        html: A rendered and sanitised body.
    """
    return REFUSED.search(html) is not None


def relative_links(html: str) -> Iterator[str]:
    """The addresses in a body that are relative, as they were written."""
    for match in HREF.finditer(html):
        href = unescape(match[2])
        if _is_relative(href):
            yield href


def resolve_links(html: str, resolve: Callable[[str], str]) -> str:
    """Put the site's own addresses in the place of relative ones.

    Args:
        html: A rendered and sanitised body.
        resolve: From an address as written to one that holds on the page being rendered.
    """
    if "<a " not in html:
        return html

    def replace(match: re.Match[str]) -> str:
        href = unescape(match[2])
        return match[1] + escape(resolve(href)) + match[3] if _is_relative(href) else match[0]

    return HREF.sub(replace, html)


def _is_relative(href: str) -> bool:
    """Whether an address stays in the site; browsers read it without what nobody sees in it."""
    if ELSEWHERE.match(UNSEEN.sub("", href).replace("\\", "/")):
        return False
    try:
        urlsplit(href)
    except ValueError:
        return False
    return True
