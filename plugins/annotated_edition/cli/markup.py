"""Texts of strangers in Markdown on GitHub: shown as they are, and nothing else.

1. A text is nothing but text: no markup, no HTML, no link, nobody called, no issue named.
2. A rendered note keeps a short list of elements, without attributes, on one line: a block of
   HTML ends at a blank line, and inside of it nothing is Markdown. Its links lead to the web
   only, and say where.
3. What is long is cut, with a sentence that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from annotated_edition.text import collapse, printable, shorten

__all__ = ["bounded", "clipped", "fenced", "folded", "safe", "safe_html", "web_link"]

_SPECIAL: Final = re.compile(
    r"(?<=www)\.|(?<!\w)[-./]|[-./](?!\w)|[!#$&(-+:<=>@\[-`{-~]", re.IGNORECASE
)
"""What may be Markdown or HTML, or may make a link: as a character reference it is neither."""
_CALLS: Final = re.compile(r"(?<=[@#])(?=\w)")
_KEPT: Final = frozenset(
    "blockquote br code dd del dl dt em hr li ol p pre strong sub sup table tbody td th thead tr"
    " ul".split()
)
_EMPTY: Final = frozenset({"br", "hr"})
_WEB: Final = re.compile(r"https?://[^\s\"'<>\\`{}|^()\[\]]{1,2000}", re.IGNORECASE)
_MOST_LINKS: Final = 20
"""Links of one note; the others are shown as text."""


def safe(text: str) -> str:
    """A text on one line that is nothing but text in Markdown.

    Args:
        text: Any text.
    """
    return _escaped(collapse(text))


def _escaped(text: str) -> str:
    flat = _CALLS.sub("\u2060", printable(text))
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", flat)


def clipped(text: str, length: int) -> str:
    """The beginning of a text on one line, cut at a word where it is too long.

    Args:
        text: Any text.
        length: How many code points it may have.
    """
    return shorten(text, length)


def web_link(url: str, text: str) -> str:
    """A link to the web as HTML; the text alone where the address is another.

    Args:
        url: Any address.
        text: What is shown.
    """
    if not _WEB.fullmatch(url):
        return safe(text)
    return f'<a href="{escape(url)}">{safe(text)}</a>'


def safe_html(html: str) -> str:
    """A rendered note as one line of HTML.

    Args:
        html: Sanitised HTML, whose elements are closed.
    """
    parser = _Filter()
    parser.feed(html)
    parser.close()
    parser.made += [f"</{tag}>" for tag in reversed(parser.still_open)]
    return f"<div>{''.join(parser.made).strip()}</div>"


class _Filter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self._links: list[str] = []
        self._count = 0
        self.still_open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append(self._link(dict(attrs).get("href") or ""))
        elif tag in _EMPTY:
            self.made.append(f"<{tag}>")
        elif tag in _KEPT:
            self.made.append(f"<{tag}>")
            self.still_open.append(tag)

    def _link(self, url: str) -> str:
        """Begins a link, and returns the host that it leads to; empty where it is none."""
        if not _WEB.fullmatch(url) or self._count >= _MOST_LINKS:
            return ""
        self._count += 1
        self.made.append(f'<a href="{escape(url)}">')
        try:
            return urlsplit(url).hostname or "?"
        except ValueError:
            return "?"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            host = self._links.pop()
            if host:
                self.made.append(f"</a> ({safe(host)})")
        elif tag in self.still_open:
            while self.still_open.pop() != tag:
                pass
            self.made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "pre" in self.still_open:
            lines = data.expandtabs(4).split("\n")
            self.made.append("&#10;".join(map(_escaped, lines)))
        else:
            self.made.append(_escaped(re.sub(r"\s+", " ", data)))


def fenced(text: str, language: str, most: int) -> tuple[list[str], bool]:
    """A text in a fence that nothing in it can close.

    Args:
        text: The text.
        language: What it is highlighted as.
        most: How many bytes of it are shown.

    Returns:
        Lines, and whether some are missing.
    """
    shown: list[str] = []
    lines = text.splitlines()
    for line in map(printable, lines):
        most -= len(line.encode()) + 1
        if most < 0:
            break
        shown.append(line)
    longest = max((len(run) for line in shown for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *shown, fence], len(shown) < len(lines)


def folded(summary: str, lines: Iterable[str], *, opened: bool = False) -> list[str]:
    """Lines under a heading that opens and closes.

    Args:
        summary: The heading, as HTML.
        lines: What is under it.
        opened: Whether it is open at first.
    """
    begin = f"<details{' open' * opened}><summary>{summary}</summary>"
    return ["", begin, "", *lines, "", "</details>"]


def bounded(blocks: Iterable[str], total: int, most: int, rest: str) -> Iterator[str]:
    """As many blocks as there is room for, and a sentence for the rest.

    Args:
        blocks: The blocks; none is asked for once there is no room.
        total: How many there are.
        most: How many bytes they may have together.
        rest: What is said of those left out, with their number for `{}`.
    """
    shown = 0
    for block in blocks:
        most -= len(block.encode()) + 1
        if most < 0:
            break
        shown += 1
        yield block
    if shown < total:
        yield ""
        yield rest.format(total - shown)
