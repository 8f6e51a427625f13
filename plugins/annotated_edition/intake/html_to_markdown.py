"""A saved web page reduced to Markdown: its text, and the markup that says what text is.

The sanitiser takes out whatever runs, loads or is no text; what is left is written as Markdown.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import nh3

from .escaping import escape_inline, escape_start
from .validation import ProposalError

__all__ = ["markdown_of"]

# All that browsers set off as blocks: words on both sides of one are never a single word.
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol li pre hr table tr div address article aside caption "
    "center dd details dl dt fieldset figcaption figure footer header hgroup legend main menu "
    "section summary".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SPANS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_OPENED = {"*": "\0e", "**": "\0s"}
# A form's controls go and its text stays: some sites put the whole page into one.
_GONE = frozenset(
    "script style noscript template iframe object svg math head title nav button select "
    "textarea canvas audio video".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_UNCLOSED = frozenset(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody "
    "td tfoot th thead tr track wbr".split()
)
"""Elements that need no end tag."""
_MAX_DEPTH = 2_000
_SANITISER = nh3.Cleaner(
    tags=(_BLOCKS | set(_SPANS) | {"a", "br", "td", "th"}),
    clean_content_tags=set(_GONE),
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


class _Writer(HTMLParser):
    """Writes sanitised HTML as Markdown, block by block."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self.blocks: list[str] = []
        self._line: list[str] = []
        self._heading = 0
        self._quotes: list[bool] = []
        self._lists: list[int] = []  # 0 for bullets, else the number of the next item
        self._item = ""
        self._items: list[bool] = []  # of each open item, whether it was begun
        self._links: list[str] = []
        self._open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what begins."""
        if tag in _BLOCKS:
            self._flush()
            self._begin(tag)
        elif tag in _SPANS:
            self._open[_SPANS[tag]] += 1
            if self._open[_SPANS[tag]] == 1:
                self._line.append(_OPENED[_SPANS[tag]])
        elif tag == "br":
            self._line.append("\0br")
        elif tag == "a":
            self._links.append(_absolute(dict(attrs).get("href") or "", self._base))
            self._line.append("\0[" if self._links[-1] else "")
        elif tag in ("td", "th"):
            self._line.append(" ")

    def _begin(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = int(tag[1])
        elif tag == "blockquote":
            # Within a list a quotation is text of its item.
            self._quotes.append(not self._items)
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._items.append(False)
            number = self._lists[-1] if self._lists else 0
            if number:
                self._lists[-1] += 1
            self._item = f"{number}. " if number else "- "

    def handle_endtag(self, tag: str) -> None:
        """Notes what ends."""
        if tag in _BLOCKS:
            self._flush()
            self._end(tag)
        elif tag in _SPANS:
            self._open[_SPANS[tag]] -= 1
            if self._open[_SPANS[tag]] == 0:
                self._line.append(f"\0/{_SPANS[tag]}")
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._line.append(f"\0]{address}" if address else "")

    def _end(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = 0
        elif tag == "blockquote" and self._quotes:
            self._quotes.pop()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li" and self._items:
            self._items.pop()
            self._item = ""

    def handle_data(self, data: str) -> None:
        """Takes in text."""
        self._line.append(data)

    def done(self) -> str:
        """The Markdown, once everything was fed."""
        self.close()
        self._flush()
        return "\n\n".join(self.blocks) + "\n"

    def _flush(self) -> None:
        text = _inline(self._line)
        self._line.clear()
        if not text:
            return
        depth = sum(self._items)
        text = "\n".join(escape_start(line) for line in text.split("\n"))
        if self._heading and not self._items:
            text = f"{'#' * self._heading} {text.replace('<br>' + chr(10), ' ')}"
        marker = self._item if self._items else ""
        if self._items:
            self._items[-1] = True
        first = "    " * depth + marker
        rest = "    " * (depth + bool(marker))
        lines = text.split("\n")
        lines = [first + lines[0], *(rest + line for line in lines[1:])]
        self.blocks.append("\n".join("> " * sum(self._quotes) + line for line in lines))
        self._item = ""


def _inline(pieces: list[str]) -> str:
    """The pieces of a block as one line of Markdown, or several with line breaks."""
    text = ""
    for piece in pieces:
        if not piece.startswith("\0"):
            text += escape_inline(re.sub(r"\s+", " ", piece))
        elif piece == "\0br":
            text = text.rstrip(" ") + "<br>\n"
        elif piece == "\0[":
            text += "["
        elif piece.startswith("\0]"):
            address = re.sub(r"[\s<>]", "", piece[2:])
            text += f"](<{address}>)"
        elif piece.startswith("\0/"):
            text = _closed(text, piece[2:])
        else:
            text += piece  # an opening sign, until its end is known
    text = re.sub(r"\0[es]", "", text)
    lines = [re.sub(r" {2,}", " ", line).strip(" ") for line in text.split("\n")]
    return "\n".join(lines).removesuffix("<br>").strip()


def _closed(text: str, sign: str) -> str:
    """Sets emphasis between its signs, white space outside of them; none around nothing."""
    start = text.rfind(_OPENED[sign])
    if start < 0:
        return text
    before, inner = text[:start], text[start + 2 :]
    words = inner.strip(" ")
    if not words or "<br>\n" in words:
        return before + inner
    lead, tail = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
    return f"{before}{lead}{sign}{words}{sign}{tail}"


def _absolute(address: str, base: str) -> str:
    """An address that leads there from any page; empty where there is none."""
    try:
        found = urljoin(base, address) if address and not address.startswith("#") else ""
        return found if urlsplit(found).scheme else ""
    except ValueError:
        return ""


def markdown_of(html: str, base: str = "") -> str:
    """A web page as Markdown.

    Args:
        html: The page, or a part of it; it need not be well-formed.
        base: The address that its links start from; without one, those that name no site are
            reduced to their words.

    Returns:
        Its headings, paragraphs, lists, quotations, emphasis and links to the web; of all else
        the text.

    Raises:
        Refused: Its elements are nested so deep that to read them would take minutes.
    """
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise ProposalError(
            f"its HTML is nested {deepest:,} deep; expected at most {_MAX_DEPTH:,}"
        )
    writer = _Writer(base)
    writer.feed(_SANITISER.clean(html.replace("\0", "")))
    return writer.done()
