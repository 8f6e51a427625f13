"""Untrusted text in Markdown on GitHub: shown as it is, and nothing else.

1. A text is nothing but text: no markup, no HTML, no link, no mention, no reference to an issue.
2. A rendered note keeps a short list of elements, without attributes, on one line: a block of
   HTML ends at a blank line, and inside of it nothing is Markdown. Its links lead to the web
   only, and say where.
3. What is long is cut, with a sentence that says so.

A template of `environment()` escapes every value that is not `Markup` already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

from annotated_edition.model import Change
from annotated_edition.text import collapse, printable

__all__ = ["bounded", "difference", "fenced", "safe", "safe_html", "web_link"]

_SPECIAL: Final = re.compile(
    r"(?<=www)\.|(?<!\w)[-./]|[-./](?!\w)|[!#$&(-+:<=>@\[-`{-~]", re.IGNORECASE
)
"""What may be Markdown or HTML, or may make a link: as a character reference it is neither."""
_MENTION: Final = re.compile(r"(?<=[@#])(?=\w)")
_KEPT: Final = frozenset(
    "a blockquote br code dd del dl dt em hr li ol p pre strong sub sup table tbody td th thead"
    " tr ul".split()
)
_WEB: Final = re.compile(r"https?://[^\s\"'<>\\`{}|^()\[\]]{1,2000}", re.IGNORECASE)
_MOST_LINKS: Final = 20
"""Links of one note; the others are shown as text."""


def safe(value: object) -> Markup:
    """A value on one line that is nothing but text in Markdown; `Markup` stays as it is."""
    return value if isinstance(value, Markup) else _escaped(collapse(str(value)))


def _escaped(text: str) -> Markup:
    flat = _MENTION.sub("\u2060", printable(text))
    return Markup(_SPECIAL.sub(lambda char: f"&#{ord(char[0])};", flat))  # noqa: S704 - escaped


def web_link(text: str, url: str) -> Markup:
    """A link to the web as HTML; the text alone where the address is another."""
    if not _WEB.fullmatch(url):
        return safe(text)
    return Markup(f'<a href="{escape(url)}">{safe(text)}</a>')  # noqa: S704 - both are escaped


def safe_html(html: str) -> Markup:
    """A rendered note as one line of HTML."""
    parser = _Filter()
    # What is left is well-formed: every element is closed.
    parser.feed(nh3.clean(html, tags=_KEPT, attributes={"a": {"href"}}, link_rel=None))
    parser.close()
    return Markup(f"<div>{''.join(parser.made).strip()}</div>")  # noqa: S704 - filtered


class _Filter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self._hosts: list[str] = []
        self._links = self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._verbatim += tag == "pre"
        if tag == "a":
            self._hosts.append(self._begin_link(dict(attrs).get("href") or ""))
        else:
            self.made.append(f"<{tag}>")

    def _begin_link(self, url: str) -> str:
        """Begins a link, and returns the host that it leads to; empty where it may not."""
        if not _WEB.fullmatch(url) or self._links >= _MOST_LINKS:
            return ""
        self._links += 1
        self.made.append(f'<a href="{escape(url)}">')
        try:
            return urlsplit(url).hostname or "?"
        except ValueError:
            return "?"

    def handle_endtag(self, tag: str) -> None:
        self._verbatim -= tag == "pre"
        if tag != "a":
            self.made.append(f"</{tag}>")
        elif host := self._hosts.pop():
            self.made.append(f"</a> ({safe(host)})")

    def handle_data(self, data: str) -> None:
        if self._verbatim:
            self.made.append("&#10;".join(map(_escaped, data.expandtabs(4).split("\n"))))
        else:
            self.made.append(_escaped(re.sub(r"\s+", " ", data)))


def difference(changes: Iterable[Change]) -> Markup:
    """A difference word by word; its pieces carry their own spaces."""
    parts = []
    for change in changes:
        old, new = safe(change.old), safe(change.new)
        gap = " " * (change.old.endswith(" ") or change.new.endswith(" "))
        words = [f"<del>{old}</del>"] * bool(old) + [f"<ins>{new}</ins>"] * bool(new)
        parts.append((old if change.kept else gap.join(words)) + gap)
    return Markup("".join(parts).strip())  # noqa: S704 - each piece is escaped


def fenced(text: str, language: str, most: int) -> tuple[Markup, bool]:
    """A text in a fence that nothing in it can close.

    Args:
        text: The text.
        language: What it is highlighted as.
        most: How many bytes of it are shown.

    Returns:
        The fence, and whether lines are missing.
    """
    lines = [printable(line) for line in text.splitlines()]
    shown = [*_within(lines, most)]
    longest = max((len(run) for line in shown for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    made = Markup("\n".join([f"{fence}{language}", *shown, fence]))  # noqa: S704 - nothing ends it
    return made, len(shown) < len(lines)


def bounded(block: Callable[[Any], str], items: Sequence[Any], most: int, rest: str) -> Markup:
    """As many blocks as there is room for, and a sentence for the rest.

    Args:
        block: Makes the block of an item; not called once there is no room.
        items: The items.
        most: How many bytes the blocks may have together.
        rest: What is said of those left out, with their number for `{}`.
    """
    shown = [*_within(map(block, items), most)]
    left = len(items) - len(shown)
    return Markup("\n".join(shown + ["", rest.format(left)] * bool(left)))  # noqa: S704 - blocks are


def _within(blocks: Any, most: int) -> Iterator[str]:
    for block in blocks:
        most -= len(block.encode()) + 1
        if most < 0:
            return
        yield block
