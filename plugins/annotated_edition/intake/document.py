"""A received text to a page of the edition: its provenance, and the text itself untouched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import zip_longest
from pathlib import PurePosixPath

import yaml

from annotated_edition.model import SIGNS
from annotated_edition.yaml_files import HIDDEN

from .escaping import escape_text, page_title, spell_out
from .html_to_markdown import markdown_of
from .validation import ProposalError

__all__ = [
    "Received",
    "distinct_paragraphs",
    "first_difference",
    "page_with_front_matter",
    "receive",
]

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_MAX_BYTES = 20_000_000
_LONGEST_TITLE, _WIDTH = 160, 100
_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n")
_MAX_SIGNS = 20_000  # signs of Markdown in a text; to render more takes a page minutes
# Bounded, so that tags that never end are passed in linear time.
_TITLE = re.compile(r"<title[^>]{0,500}>(.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_HEADLINE = re.compile(r"<h1\b[^>]{0,500}>(.{0,1000}?)</h1>", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(
    r"<html\b[^>]{0,500}?\slang=[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE
)
_ORDINARY_LENGTH = 500_000  # code points that are rendered in a few seconds
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Received:
    """A text as it was received.

    Attributes:
        kind: `text`, `markdown` or `html`.
        text: The text, with line feeds at line ends.
        sha256: Checksum of the file's bytes.
        title: What it seems to be called; empty where nothing says.
        language: What it says its language is; empty where nothing says.
    """

    kind: str
    text: str
    sha256: str
    title: str
    language: str = ""

    def markdown(self, base: str = "", *, spelt: bool = False) -> str:
        """The page's Markdown, without front matter.

        Args:
            base: The address that links of a web page start from; without one, those that name
                no site are reduced to their words.
            spelt: Whether every sign of a plain text is written as an entity.

        Raises:
            Refused: A web page has no text, or is nested too deep.
        """
        if self.kind == "markdown":
            return self.text.strip("\n") + "\n"
        if self.kind == "html":
            markdown = markdown_of(self.text, base)
            if not markdown.strip():
                raise ProposalError(
                    "no text stands in the HTML: a script may bring it; save the page from a "
                    "browser once it is shown there"
                )
            return markdown
        write = spell_out if spelt else escape_text
        first, _, rest = self.text.strip().partition("\n")
        if self.title and " ".join(first.split()) == self.title:
            return f"# {write(first)}\n{write(rest)}" if rest.strip() else f"# {write(first)}"
        return write(self.text)


def receive(name: str, data: bytes, encoding: str = "utf-8-sig") -> Received:
    """Take in a file.

    Args:
        name: Its name; its end tells what it holds.
        data: Its bytes.
        encoding: How its letters are written as bytes.

    Raises:
        Refused: It is too large, in another encoding, empty, or holds what no page can show.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _SUFFIXES:
        known = ", ".join(filter(None, _SUFFIXES))
        raise ProposalError(f"{name} is of no kind that can be taken in; expected one of {known}")
    if len(data) > _MAX_BYTES:
        raise ProposalError(f"{name} has {len(data):,} bytes; expected at most {_MAX_BYTES:,}")
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ProposalError(
            f"{name} is not in the encoding “{encoding}”; name its own with --encoding ({error})"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    kind = _SUFFIXES[suffix]
    hidden = HIDDEN.search(text)
    if hidden and kind != "html":
        line = text.count("\n", 0, hidden.start()) + 1
        raise ProposalError(
            f"{name}, line {line}: invisible character"
            f" U+{ord(hidden[0]):04X}; take it out of a copy, and keep the file as received"
        )
    text = HIDDEN.sub(" ", text)
    signs = sum(map(text.count, SIGNS)) if kind == "text" else 0
    if signs > _MAX_SIGNS:
        raise ProposalError(
            f"{name} has {signs:,} Markdown characters; expected at most"
            f" {_MAX_SIGNS:,}; make several pages of it"
        )
    if not text.strip():
        raise ProposalError(f"{name} is empty")
    if kind == "markdown" and _FRONT_MATTER.match(text):
        raise ProposalError(
            f"{name} has front matter already; put it under docs/ and add `source:` there"
        )
    found = _LANGUAGE.search(text) if kind == "html" else None
    language = found[1] if found else ""
    return Received(kind, text, hashlib.sha256(data).hexdigest(), _title(kind, text), language)


def _title(kind: str, text: str) -> str:
    if kind == "html":
        found = _HEADLINE.findall(text)
        # A site's name is often the first of several; the page's own title says which it is.
        named = found if len(found) == 1 else _TITLE.findall(text)[:1]
        return " ".join(unescape(re.sub(r"<[^>]*>", "", named[0])).split()) if named else ""
    if kind == "markdown":
        heading = _HEADING.search(text)
        return heading[1].rstrip().rstrip("#").rstrip() if heading else ""
    first, _, rest = text.strip().partition("\n")
    # A line by itself above the text is its headline; one of many lines of a paragraph is not.
    alone = not rest or not rest.split("\n", 1)[0].strip()
    return " ".join(first.split()) if alone and len(first) <= _LONGEST_TITLE else ""


def page_with_front_matter(markdown: str, title: str, source: Mapping[str, str | date]) -> str:
    """A page with front matter.

    Args:
        markdown: The text.
        title: The page's title.
        source: What is known of where the text comes from; what is empty is left out.
    """
    known = {key: value for key, value in source.items() if value}
    matter = yaml.safe_dump(
        {"title": page_title(title), "source": known},
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
    )
    return f"---\n{matter}---\n\n{markdown}"


def distinct_paragraphs(text: str) -> str:
    """A text in which no paragraph is said twice: to render one of them is enough.

    Args:
        text: A plain text; one of ordinary length is returned whole.
    """
    if len(text) <= _ORDINARY_LENGTH:
        return text
    return "\n\n".join(dict.fromkeys(_PARAGRAPH_END.split(text)))


def first_difference(received: str, shown: str) -> str:
    """Where two texts part, white space aside; empty where they do not.

    Args:
        received: The text as it was received.
        shown: The text as a page shows it.
    """
    ours, theirs = received.split(), shown.split()
    for index, (one, other) in enumerate(zip_longest(ours, theirs, fillvalue="(nothing)")):
        if one != other:
            near = " ".join(ours[max(0, index - 3) : index + 1])
            return f"“{near}” is shown as “{other}”"
    return ""
