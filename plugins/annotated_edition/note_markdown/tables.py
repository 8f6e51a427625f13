"""Tables and fenced code in a note's Markdown, of which nothing that is written gets lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.tables import TableExtension as MarkdownTables
from markdown.extensions.tables import TableProcessor

__all__ = ["FenceExtension", "TableExtension"]


class _Table(TableProcessor):
    """A table whose last column takes the cells of a row that has too many."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]  # not in its stub
        last = len(align) - 1
        cells[last:] = [" | ".join(cell.strip(" ") for cell in cells[last:])]
        tr = SubElement(parent, "tr")
        for cell, side in zip([*cells, *[""] * len(align)], align, strict=False):
            element = SubElement(tr, "th" if parent.tag == "thead" else "td")
            element.text = cell.strip(" ")
            if side:
                element.set("align", side)


class TableExtension(Extension):
    """Puts this in the place of Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """At the priority of the one that it stands in for."""
        tables = MarkdownTables()
        tables.extendMarkdown(md)
        md.parser.blockprocessors.register(_Table(md.parser, tables.getConfigs()), "table", 75)


class _Fence(FencedBlockPreprocessor):
    """Code between fences, of which the first may name a language; if it says more, it is text."""

    FENCED_BLOCK_RE = re.compile(
        r"(?P<fence>^(?:~{3,}|`{3,}))[ ]*(?P<attrs>(?!))?\.?(?P<lang>[\w#.+-]*)[ ]*"
        r"(?P<hl_lines>(?!))?\n(?P<code>.*?)(?<=\n)(?P=fence)[ ]*$",
        re.MULTILINE | re.DOTALL,
    )


class FenceExtension(Extension):
    """Puts this in the place of Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """At the priority of the one that it stands in for."""
        fences = FencedCodeExtension()
        fences.extendMarkdown(md)
        md.preprocessors.register(_Fence(md, fences.getConfigs()), "fenced_code_block", 25)
