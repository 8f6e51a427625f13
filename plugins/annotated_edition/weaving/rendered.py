"""Rendered HTML and the text a reader sees in it, with a map back.

1. The text is what a reader can select: scripts, styles, hidden parts and headings'
   permalinks do not count; the end of a block counts as a line break.
2. Every code point of the text knows its place in the HTML, so that marks can be spliced
   into the finished page without parsing it into a tree and writing it out again: no tree
   writer gives back every byte.

One pass over the tags, linear in the length of the HTML. Whatever is open at the end, be it a
tag, a comment or an element, must not be looked for again at each tag before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

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
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{,40});?")
ENTITY_LENGTH = 60  # of a number that no character has
PERHAPS_HIDDEN = re.compile("hidden|display|headerlink|linenos", re.IGNORECASE)
HIDDEN = re.compile(
    r"""(?:^|\s)hidden(?![\w-])(?!\s*=\s*["']?until-found)"""
    r"""|(?:^|\s)style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)"""
    r"""|(?:^|\s)class\s*=\s*["'](?:[^"']*\s)?(?:headerlink|linenos)(?=[\s"'])""",
    re.IGNORECASE,
)

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),
)
# Their content is not text of the page, or is not shown by browsers of today.
UNSEEN = frozenset(
    "audio canvas datalist head iframe math meter noembed noframes noscript object progress rp "
    "script select style svg template textarea title video".split(),
)
# No link may stand inside these.
INTERACTIVE = frozenset({"a", "button", "label"})
# Labels stand in the page as boxes of their own, as those of content tabs do.
BLOCK = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "label li main menu nav ol option p pre search section summary table tbody td tfoot th thead "
    "tr ul".split(),
)
MATTERS = BLOCK | UNSEEN | INTERACTIVE
"""Every other element is part of a line, and leaves the text as it is."""


@dataclass(slots=True)
class Block:
    """A block-level element.

    Attributes:
        name: Name of the tag.
        parent: The block around it; None at the top.
        html_start: Offset of its start tag in the HTML.
        html_end: Offset behind its end tag; -1 where none was found.
        text_start: Offset of its first code point in the text.
        text_end: Offset behind its last code point in the text.
    """

    name: str
    parent: Block | None
    html_start: int
    text_start: int
    html_end: int = -1
    text_end: int = -1


@dataclass(slots=True)
class Control:
    """An element that must not hold links, such as a link.

    Attributes:
        end: Offset behind its end tag in the HTML; -1 while it is open.
    """

    end: int = -1


@dataclass(slots=True)
class _Element:
    """An element that is open where the scan stands."""

    name: str
    block: Block | None
    unseen: bool = False
    control: Control | None = None


@dataclass(slots=True)
class Run:
    """Text between two tags.

    Attributes:
        text_start: Offset of its first code point in the text.
        text_end: Offset behind its last code point.
        html_start: Offset of its first character in the HTML.
        html_end: Offset behind its last character.
        pieces: For a run with entities, (offset in the text, offset in the HTML, plain) of
            each stretch; empty where text and HTML go in step.
        inside: The element around it that must not hold links.
        marked: Whether it may be marked: white space between two blocks may not.
    """

    text_start: int
    text_end: int
    html_start: int
    html_end: int
    pieces: list[tuple[int, int, bool]]
    inside: Control | None
    marked: bool

    @property
    def in_link(self) -> bool:
        """Whether a link here would be nested in another link or control."""
        return self.inside is not None

    def whole(self, offset: int, *, end: bool) -> int:
        """A boundary that does not lie inside an entity which stands for several code points.

        Args:
            offset: Offset in the text, from `text_start` to `text_end`.
            end: Whether it is the end of a passage, which moves on, or its beginning, which
                moves back.
        """
        if not self.pieces or offset >= self.text_end:
            return offset
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        text_at, _, plain = self.pieces[index]
        if plain or offset == text_at:
            return offset
        if not end:
            return text_at
        return self.pieces[index + 1][0] if index + 1 < len(self.pieces) else self.text_end

    def html_at(self, offset: int, *, end: bool) -> int:
        """Where a boundary at `offset` of the text falls in the HTML.

        A boundary inside an entity that stands for several code points moves outward.

        Args:
            offset: Offset in the text, from `text_start` to `text_end`.
            end: Whether it is the end of a passage, and not its beginning.
        """
        if not self.pieces:
            return self.html_start + offset - self.text_start
        if offset >= self.text_end:
            return self.html_end
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        text_at, html_at, plain = self.pieces[index]
        if plain:
            return html_at + offset - text_at
        if offset == text_at or not end:
            return html_at
        return self.pieces[index + 1][1] if index + 1 < len(self.pieces) else self.html_end


@dataclass(slots=True)
class RenderedText:
    """What a reader sees in a piece of HTML.

    Attributes:
        html: The HTML that was read.
        text: Its text; offsets are code points into it.
        runs: The runs of text in order.
        blocks: The block-level elements in order of their start tags.
    """

    html: str
    text: str
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
        self.open: list[_Element] = []
        self.open_names: Counter[str] = Counter()
        self.unseen = 0
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
                if name in MATTERS or self.unseen:
                    self.end(name, start, stop)
            elif name in MATTERS or self.unseen or PERHAPS_HIDDEN.search(attributes):
                self.start(name, attributes, start)
        if position < stop_at and not self.unseen:
            self.add_text(position, stop_at)
        return self.finish()

    def finish(self) -> RenderedText:
        """The end of the HTML: what is still open ends here."""
        if self.blank is not None:
            self.blank.marked = False
        for element in reversed(self.open):
            self.close(element, len(self.html))
        return RenderedText(self.html, "".join(self.parts), self.runs, self.blocks)

    def add_text(self, start: int, stop: int) -> None:
        text = self.html[start:stop]
        pieces: list[tuple[int, int, bool]] = []
        if "&" in text:
            text, pieces = _decode(text, self.length, start)
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
        if self.blank is not None:
            self.blank.marked = False
            self.blank = None
        self.at_edge = True
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
            self.length += 1

    def start(self, name: str, attributes: str, start: int) -> None:
        """A start tag."""
        is_block = name in BLOCK
        if is_block:
            self.edge()
        if name in VOID:
            return
        element = _Element(name, None)
        if is_block:
            self.block = element.block = Block(name, self.block, start, self.length)
            self.blocks.append(self.block)
        if name in UNSEEN or (attributes and HIDDEN.search(attributes)):
            element.unseen = True
            self.unseen += 1
        elif name in INTERACTIVE:
            element.control = Control()
            self.controls.append(element.control)
        elif not is_block and not self.unseen:
            return
        self.open.append(element)
        self.open_names[name] += 1

    def end(self, name: str, start: int, stop: int) -> None:
        """An end tag: closes the innermost open element of its name, and what is open in it."""
        is_open = self.open
        if self.open_names[name]:
            while (element := is_open.pop()).name != name:
                self.close(element, start)
            self.close(element, stop)
        elif name in BLOCK:
            self.edge()

    def close(self, element: _Element, stop: int) -> None:
        """Close the innermost open element."""
        self.open_names[element.name] -= 1
        if element.unseen:
            self.unseen -= 1
        if element.control is not None:
            element.control.end = stop
            self.controls.pop()
        block = element.block
        if block is not None:
            block.html_end = stop
            block.text_end = self.length
            self.block = block.parent
            self.edge()


def _decode(raw: str, text_at: int, html_at: int) -> tuple[str, list[tuple[int, int, bool]]]:
    """Text of a run with entities, and its pieces."""
    parts: list[str] = []
    pieces: list[tuple[int, int, bool]] = []
    position = 0
    for match in ENTITY.finditer(raw):
        char, length = _entity(match[0])
        if not length:
            continue
        if match.start() > position:
            pieces.append((text_at, html_at + position, True))
            parts.append(raw[position : match.start()])
            text_at += match.start() - position
        pieces.append((text_at, html_at + match.start(), False))
        parts.append(char)
        text_at += len(char)
        position = match.start() + length
    if not pieces:
        return raw, []
    if position < len(raw):
        pieces.append((text_at, html_at + position, True))
        parts.append(raw[position:])
    return "".join(parts), pieces


def _entity(written: str) -> tuple[str, int]:
    """What an entity stands for, and how much of it is one: a known name may begin a word."""
    if written[1] == "#":
        if len(written) >= ENTITY_LENGTH:
            return "\ufffd", len(written)
        hexadecimal = written[2] in "xX"
        number = int(written[3:].rstrip(";"), 16) if hexadecimal else int(written[2:].rstrip(";"))
        # Python leaves out what browsers keep, such as control characters.
        return unescape(written) or chr(number), len(written)
    for end in range(len(written), 2, -1):
        if char := html5.get(written[1:end], ""):
            return char, end
    return "", 0


def read_html(html: str) -> RenderedText:
    """Read the text that a reader sees in a piece of rendered HTML.

    Args:
        html: The page's content as the host rendered it; it need not be well-formed.

    Returns:
        The text and the map back. Offsets are code points.
    """
    return _Scan(html).read()
