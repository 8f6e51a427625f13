"""Links in a note's Markdown, found in linear time.

Python-Markdown looks for the end of every bracket by itself, to the end of the text: a hundred
thousand open brackets would take it hours. Nobody nests brackets deep; so a bracket in which
too many others are open is text, and the search for its end stops there. Each place is then
passed by a handful of searches at most.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    LINK_RE,
    REFERENCE_RE,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

__all__ = ["LinkExtension"]

DEPTH = 6
"""How many brackets may be open within each other."""
ADDRESS = 4_000
"""How many code points an address with its title may have."""

SQUARE = re.compile(r"[\[\]]")
ROUND = re.compile(r"[()]")


class _Text(LinkInlineProcessor):
    """A link whose end is looked for only where it may be."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - Markdown's
        """The text up to the bracket's end, the index behind that, and whether there is one."""
        end = _end(SQUARE, data, index, len(data))
        return (data[index : end - 1], end, True) if end else ("", index, False)


class _Link(_Text):
    """`[text](address "title")`."""

    def getLink(  # noqa: N802 - Markdown's name
        self, data: str, index: int
    ) -> tuple[str, str | None, int, bool]:
        """Address and title, the index behind them, and whether they are there."""
        limit = min(len(data), index + ADDRESS)
        if data[index : index + 1] != "(" or not _end(ROUND, data, index + 1, limit):
            return "", None, index, False
        href, title, end, handled = super().getLink(data[index:limit], 0)
        return href, title, index + end, handled


class _Reference(_Text, ReferenceInlineProcessor):
    """`[text][name]`."""


class _Short(_Text, ShortReferenceInlineProcessor):
    """`[name]`."""


class _Definition(ReferenceProcessor):
    """`[name]: address`, which is not shown; `[@id]: …` is a citation and the words about it."""

    RE = re.compile(
        ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!@)(", 1), ReferenceProcessor.RE.flags
    )


class LinkExtension(Extension):
    """Puts these in the place of Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Each at the priority of the one that it stands in for."""
        md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
        for name, processor, pattern, priority in (
            ("reference", _Reference, REFERENCE_RE, 170),
            ("link", _Link, LINK_RE, 160),
            ("short_reference", _Short, REFERENCE_RE, 130),
        ):
            md.inlinePatterns.register(processor(pattern, md), name, priority)


def _end(brackets: re.Pattern[str], data: str, index: int, limit: int) -> int:
    """The index behind the bracket that closes the one before `index`; 0 where none does."""
    depth = 1
    for found in brackets.finditer(data, index, limit):
        depth += 1 if found[0] in "[(" else -1
        if depth == 0:
            return found.end()
        if depth > DEPTH:
            break
    return 0
