"""Links in a note's Markdown, found in linear time.

Python-Markdown looks for the end of every bracket by itself, to the end of the text: a hundred
thousand open brackets would take it hours. Nobody nests brackets deep; so a bracket in which
too many others are open is text, and the search for its end stops there. Each place is then
passed by a handful of searches at most.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    LINK_RE,
    REFERENCE_RE,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.preprocessors import Preprocessor

__all__ = ["LinkExtension"]

DEPTH = 6
"""How many brackets may be open within each other."""
ADDRESS = 4_000
"""How many code points an address with its title may have."""

SQUARE = re.compile(r"[\[\]]")
ROUND = re.compile(r"[()]")
_USE = re.compile(r"\[([^\[\]]*)\](?!:)")


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
    """`[name]: address`, which is not shown where a link uses it; any other is a text.

    So are a second one of the same name, and `[@id]: …`: a citation and the words about it.
    """

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.used: frozenset[str] = frozenset()

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Take the first definition out of a block that is one."""
        del parent
        block, known = blocks[0], self.parser.md.references
        for found in self.RE.finditer(block):
            name = _name(found[1])
            if name not in self.used or name in known:
                continue
            address = found[2].removeprefix("<").removesuffix(">")
            known[name] = (address, found[5] or found[6])
            rest = [block[: found.start()].rstrip("\n"), block[found.end() :].lstrip("\n")]
            blocks[:1] = [part for part in rest if part.strip()]
            return True
        return False


class _Uses(Preprocessor):
    """Looks for the names in brackets that define nothing."""

    def __init__(self, md: Markdown, definition: _Definition) -> None:
        super().__init__(md)
        self._definition = definition

    def run(self, lines: list[str]) -> list[str]:
        """The lines as they are."""
        self._definition.used = frozenset(map(_name, _USE.findall("\n".join(lines))))
        return lines


def _name(written: str) -> str:
    """The name of a definition as links look it up."""
    return " ".join(written.lower().split())


class LinkExtension(Extension):
    """Puts these in the place of Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Each at the priority of the one that it stands in for."""
        definition = _Definition(md.parser)
        md.parser.blockprocessors.register(definition, "reference", 15)
        # After fences (25), in which nothing is used.
        md.preprocessors.register(_Uses(md, definition), "uses", 15)
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
