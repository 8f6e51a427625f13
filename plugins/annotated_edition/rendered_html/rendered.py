"""Rendered HTML and the text a reader sees in it, with a map back.

1. The text is what a reader can select: scripts, styles and hidden parts do not count; the end
   of a block counts as a line break. Apparatus, such as headings' permalinks and footnotes'
   numbers, is kept beside it.
2. Every code point of the text knows its place in the HTML, so that marks can be spliced
   into the finished page without parsing it into a tree and writing it out again: no tree
   writer gives back every byte.

One pass over the tags, linear in the length of the HTML. Whatever is open at the end, be it a
tag, a comment or an element, must not be looked for again at each tag before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotated_edition.model import Apparatus, PageText

from .nesting import BLOCK, FOREIGN_HIDDEN, HEADINGS, Block, Control, Element, Nesting
from .runs import Run, decode_references
from .visibility import classes, display, read_attributes, visible

__all__ = ["Block", "Control", "RenderedText", "Run", "read_html"]

RAW = "iframe|noembed|noframes|script|style|textarea|title|xmp"
"""Elements whose content is no markup: they end at the first end tag of the name, or never."""

ATTRIBUTE = (
    r"=?[^\s/>=]++"  # its name
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|(\Z))|'[^']*+(?:'|(\Z))|[^\s\"'>][^\s>]*+|(?=>)))?+"
)
TAG = re.compile(
    r"<(?:(?:!--.*?(?:-->|(\Z)))"  # a comment
    rf"|({RAW})(?=[\s/>])[^>]*>.*?(?:</\2(?=[\s/>])[^>]*>|(\Z))"  # its content is no markup
    rf"|(/?)([a-z][^\s/>]*+)((?:[\s/]++|{ATTRIBUTE}|=)*+)(?:>|\Z)"  # a tag
    r"|[!?/][^>]*>)",  # a declaration, or an end tag without a name
    re.DOTALL | re.IGNORECASE,
)
ENDLESS = (1, 3, 7, 8)
"""Groups of a comment, an element or a quoted value that has no end."""
OPENING = re.compile(r"<[a-z!?/]", re.IGNORECASE)
REMARKABLE = re.compile(
    "hidden|style|popover|headerlink|lineno|footnote|noteref|backlink|arithmatex|math|katex|mjx|mermaid"
    "|ae-(?:tail|num|badge)",
    re.IGNORECASE,
)
"""What the attributes hold of an element that may be more than a part of a line."""

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),
)
# Their content is not text of the page, or is not shown by browsers of today.
UNSEEN = frozenset(
    "audio canvas datalist head iframe meter noembed noframes noscript object progress script "
    "select style template textarea title video".split(),
)
OBJECT_CONTENT = frozenset({"classid", "data", "type"})
"""Without any of these attributes, an `object` shows what stands in it."""
# No link may stand inside these.
INTERACTIVE = frozenset({"a", "button", "label"})
RUBY = frozenset({"ruby", "rb", "rt", "rtc", "rp"})
MATTERS = BLOCK | UNSEEN | INTERACTIVE | RUBY | {"mjx-assistive-mml", "mjx-container"}
MATTERS |= {"math", "svg"}
"""Every other element is part of a line, and leaves the text as it is."""

APPARATUS = frozenset(
    "ae-badge ae-num ae-tail footnote-backref footnote-ref headerlink katex-mathml lineno "
    "linenodiv linenos".split()
)
APPARATUS_ROLES = frozenset({"doc-backlink", "doc-noteref"})
APPARATUS_NAMES = frozenset({"mjx-assistive-mml", "rp", "rt", "rtc"})
NEVER_MARKED = frozenset({"headerlink", "lineno", "linenodiv", "linenos"})
WHOLE = frozenset({"arithmatex", "katex", "katex-display", "mathjax", "mermaid"})
"""Classes of what a script reads, or has written, as one piece."""
WHOLE_NAMES = frozenset({"math", "mjx-container", "svg"})
FOREIGN_BREAKS = frozenset("foreignobject mfrac mi mn mo ms mtable mtd mtext mtr text".split())
LINKS_OR_MARKS = re.compile(r"</?(?:a|button|label|mark)(?=[\s/>])|<!--/?ae-->", re.IGNORECASE)
INLINE = ("inline", "contents", "none", "ruby", "initial")
HEADING_END = 2_000
"""How far behind a heading's link to itself the end of the heading is looked for."""


@dataclass(slots=True)
class RenderedText:
    """What a reader sees in a piece of HTML.

    Attributes:
        html: The HTML that was read.
        text: Its text, which knows its apparatus; offsets are code points into it.
        runs: The runs of text in order.
        blocks: The block-level elements in order of their start tags.
    """

    html: str
    text: PageText
    runs: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class _Scan:
    """The state of one pass over the HTML."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        # Open elements that matter: blocks, controls, and whatever stands in unseen ones.
        self.nesting = Nesting()
        self.unseen = 0
        self.aside = 0
        self.apparatus: list[Apparatus] = []
        self.aside_parts: list[str] = []
        # Open elements within which every tag counts, to find the end of the element's own.
        self.inline = 0
        # The formula or diagram that is being read, and its first run.
        self.whole: Element | None = None
        self.whole_run = 0
        # What a heading's link to itself would point at.
        self.own_address = ""
        self.aside_marked = False
        self.controls: list[Control] = []
        self.block: Block | None = None
        # Whether the text so far ends at a block's edge; white space there is not marked.
        self.at_edge = True
        self.blank: Run | None = None

    def read(self) -> RenderedText:
        html, position = self.html, 0
        # Behind the last ">" no tag ends; one that begins there takes the rest, as in a browser.
        last = html.rfind(">") + 1
        endless = OPENING.search(html, last)
        stop_at = endless.start() if endless else len(html)
        for match in TAG.finditer(html, 0, last):
            start, stop = match.span()
            if start > position and not self.unseen:
                self.add_text(position, start)
            position = stop
            end, name, attributes = match.group(4, 5, 6)
            if (name is None or stop == last) and any(match[n] is not None for n in ENDLESS):
                position = stop_at = len(html)
                break
            if name is None:
                continue
            if name not in MATTERS:
                name = name.lower()
            if end:
                if name in MATTERS or self.inline:
                    self.end(name, start, stop)
            elif name in MATTERS or self.inline or REMARKABLE.search(attributes):
                self.start(name, attributes, start, stop)
        if position < stop_at and not self.unseen:
            self.add_text(position, stop_at)
        return self.finish()

    def finish(self) -> RenderedText:
        """The end of the HTML: what is still open ends here."""
        if self.blank is not None:
            self.blank.marked = False
        while self.nesting.open:
            self.close(len(self.html))
        text = PageText("".join(self.parts), tuple(self.apparatus))
        return RenderedText(self.html, text, self.runs, self.blocks)

    def add_text(self, start: int, stop: int) -> None:
        text = self.html[start:stop]
        pieces: list[tuple[int, int, bool]] = []
        if "&" in text:
            text, pieces = decode_references(text, self.length, start)
        if self.aside:
            self.aside_parts.append(text)
            self.runs.append(
                Run(
                    self.length,
                    self.length,
                    start,
                    stop,
                    [],
                    self.controls[-1] if self.controls else None,
                    marked=self.aside_marked and not text.isspace(),
                    aside=True,
                )
            )
            return
        first, self.length = self.length, self.length + len(text)
        blank = text.isspace()
        run = Run(
            first,
            self.length,
            start,
            stop,
            pieces,
            self.controls[-1] if self.controls else None,
            not (blank and self.at_edge),
        )
        self.runs.append(run)
        self.parts.append(text)
        if blank:
            self.blank = run
        else:
            self.blank = None
            self.at_edge = False

    def edge(self) -> None:
        """A block begins or ends here: the text breaks, blank text before it is not marked."""
        if self.unseen:
            return
        if self.aside:
            self.aside_parts.append(" ")
            return
        if self.blank is not None:
            self.blank.marked = False
            self.blank = None
        self.at_edge = True
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
            self.length += 1

    def start(self, name: str, written: str, start: int, stop: int) -> None:
        """A start tag."""
        nesting = self.nesting
        for closed in nesting.closed_by_start(name):
            self.close_up_to(closed, start)
        if nesting.ignores(name):
            return
        foreign = nesting.current.foreign
        attributes = read_attributes(written) if written else {}
        is_block = name in BLOCK and not foreign
        element = Element(name, start, around=self.block)
        shown = display(attributes) if "style" in attributes else ""
        element.breaks = (shown != "" and not shown.startswith(INLINE)) or (
            foreign and name in FOREIGN_BREAKS
        )
        if is_block or element.breaks:
            self.edge()
        if name in VOID or (written.endswith("/") and (foreign or name in ("svg", "math"))):
            return
        if is_block:
            self.block = element.block = Block(name, self.block, start, self.length)
            self.blocks.append(self.block)
        element.unseen = (
            name in (FOREIGN_HIDDEN if foreign else UNSEEN)
            or (foreign and name in UNSEEN and name != "object")
            or (bool(attributes) and not visible("" if foreign else name, attributes))
            or (name == "dialog" and not attributes and not foreign)
        )
        if name == "object" and OBJECT_CONTENT.isdisjoint(attributes):
            element.unseen = bool(attributes) and not visible(name, attributes)
        if element.unseen:
            self.unseen += 1
        elif not self.unseen:
            self.remark(element, attributes, stop)
        matters = is_block or element.breaks or element.unseen or element.aside or element.whole
        if matters or element.control is not None or name in RUBY or self.inline:
            nesting.push(element)
            self.inline += self.tracks(element)

    @staticmethod
    def tracks(element: Element) -> bool:
        """Whether every tag within an element counts, to find the end tag that is its own."""
        return (
            element.unseen or element.aside or element.whole or element.breaks or element.foreign
        )

    def remark(self, element: Element, attributes: dict[str, str], stop: int) -> None:
        """Look at what else a shown element is: apparatus, a formula, a control, a heading."""
        name = element.name
        named = classes(attributes)
        permalink = name == "a" and self.own_address != "" and self.is_permalink(attributes, stop)
        if (
            name in APPARATUS_NAMES
            or not APPARATUS.isdisjoint(named)
            or (attributes.get("role") in APPARATUS_ROLES and "ae-link" not in named)
            or permalink
        ):
            element.aside = True
            if not self.aside:
                self.aside_parts = []
                self.aside_marked = name != "rp" and not permalink
                self.aside_marked = self.aside_marked and NEVER_MARKED.isdisjoint(named)
            elif name == "rp" or not NEVER_MARKED.isdisjoint(named):
                self.aside_marked = False
            self.aside += 1
        if self.whole is None and (
            name in WHOLE_NAMES or any(each.lower() in WHOLE for each in named)
        ):
            element.whole = True
            self.whole = element
            self.whole_run = len(self.runs)
        if name in INTERACTIVE:
            element.control = Control()
            self.controls.append(element.control)
        elif name in HEADINGS:
            self.own_address = "#" + attributes["id"] if attributes.get("id") else ""

    def is_permalink(self, attributes: dict[str, str], stop: int) -> bool:
        """Whether a link in a heading is its permalink, and not a link around all its words."""
        if attributes.get("href") != self.own_address:
            return False
        block = self.block
        if block is None or block.name not in HEADINGS or "toclink" in classes(attributes):
            return False
        self.own_address = ""  # looked at once: the search below costs
        end = self.html.find(f"</{block.name}", stop, stop + HEADING_END)
        _, link_end, after = self.html[stop : max(end, stop)].partition("</a>")
        return bool(link_end) and (
            self.length > block.text_start or bool(TAG.sub("", after).strip())
        )

    def end(self, name: str, start: int, stop: int) -> None:
        """An end tag: closes an element of its name that it reaches, and what is open in it."""
        element = self.nesting.closed_by_end(name)
        if element is not None and element.name != name and element.foreign:
            self.close_up_to(element, start)
        elif element is not None:
            while self.nesting.current is not element:
                self.close(start)
            self.close(stop, by_own_tag=True)
        elif name in BLOCK and not self.nesting.current.foreign:
            self.edge()

    def close_up_to(self, element: Element, at: int) -> None:
        """Close an element, and what is open in it, where no end tag of its own is."""
        while self.nesting.current is not element:
            self.close(at)
        self.close(at)

    def close(self, stop: int, *, by_own_tag: bool = False) -> None:
        """Close the innermost open element."""
        element = self.nesting.pop()
        self.inline -= self.tracks(element)
        if element.aside:
            self.aside -= 1
            if not self.aside:
                words = "".join(self.aside_parts).strip()
                if words:
                    self.apparatus.append(Apparatus(self.length, words, element.name != "rp"))
        if element.control is not None:
            element.control.end = stop
            self.controls.pop()
        if element.whole:
            self.whole = None
            self.close_whole(element, stop, by_own_tag=by_own_tag)
        if element.unseen:
            self.unseen -= 1
        block = element.block
        if block is not None:
            block.html_end = stop
            block.text_end = self.length
            self.block = block.parent
        if block is not None or element.breaks:
            self.edge()

    def close_whole(self, element: Element, stop: int, *, by_own_tag: bool) -> None:
        """Make one run of what must not be cut; a mark goes around its element or nowhere."""
        runs = [run for run in self.runs[self.whole_run :] if not run.aside]
        if not runs:
            # Apparatus only: neither cut nor marked.
            for run in self.runs[self.whole_run :]:
                run.marked = False
            return
        del self.runs[self.whole_run :]
        first, last = runs[0].text_start, runs[-1].text_end
        inside = self.controls[-1] if self.controls else None
        inner = self.html[element.html_start : stop]
        held = {match.lower().strip("</") for match in LINKS_OR_MARKS.findall(inner)}
        wrapped = by_own_tag and element.block is None and held <= {"a", "button", "label"}
        if held and wrapped and inside is None:
            inside = Control(stop)
        self.runs.append(
            Run(
                first,
                last,
                element.html_start,
                stop,
                [(first, element.html_start, False)],
                inside,
                marked=wrapped,
                whole_only=not wrapped,
            )
        )
        if self.blank is not None and self.blank.text_start >= first:
            self.blank = None


def read_html(html: str) -> RenderedText:
    """Read the text that a reader sees in a piece of rendered HTML.

    Args:
        html: The page's content as the host rendered it; it need not be well-formed.

    Returns:
        The text and the map back. Offsets are code points.
    """
    return _Scan(html).read()
