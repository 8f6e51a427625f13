"""Which elements are open while HTML is read, where end tags may be left out.

The rules are those of the HTML standard's tree construction, as far as they decide which text an
element holds: a list's item ends at the next item of the same list, a cell at the next cell of
the same table, a paragraph where a block begins. No rule looks back through the open elements:
each of these knows what a tag could close from where it stands, so that reading stays linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

__all__ = [
    "BLOCK",
    "FOREIGN_HIDDEN",
    "HEADINGS",
    "_BREAKOUT",
    "Block",
    "Control",
    "Element",
    "Nesting",
]

# Labels stand in the page as boxes of their own, as those of content tabs do.
BLOCK: Final = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "label legend li listing main menu nav ol optgroup option p pre search section summary table "
    "tbody td tfoot th thead tr ul".split(),
)
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLOSES_PARAGRAPH: Final = BLOCK - frozenset(
    "body br caption col colgroup label legend optgroup option tbody td tfoot th thead tr".split()
) | {"xmp", "plaintext"}
_SCOPES: Final = frozenset("applet button caption marquee object table td template th".split())
_TABLE: Final = frozenset("table caption colgroup thead tbody tfoot tr td th".split())
_CELLS: Final = ("tr", "td", "th", "caption", "colgroup")
_BETWEEN_CELLS: Final = frozenset({"table", "tbody", "tfoot", "thead", "tr"})
_GROUPS: Final = ("thead", "tbody", "tfoot", *_CELLS)
# What of a table the start of a part closes, the outermost first.
_CLOSES_IN_TABLE: Final = {
    "td": _CELLS[1:],
    "th": _CELLS[1:],
    "tr": _CELLS,
    **dict.fromkeys(("thead", "tbody", "tfoot", "colgroup", "caption"), _GROUPS),
    "col": ("caption",),
}
_RUBY: Final = ("rtc", "rb", "rt", "rp")
_CLOSES_NEAR: Final = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "optgroup": ("optgroup", "option"),
    "rt": _RUBY[1:],
    "rp": _RUBY[1:],
    "rb": _RUBY,
    "rtc": _RUBY,
}
_PASSED: Final = frozenset("address dialog div label legend optgroup option p".split())
# Blocks within which an item's end tag may still be left out; not so within any other.
_STOPS: Final = BLOCK | _SCOPES
_FORMATTING: Final = frozenset(
    "a b big code em font i label nobr s small strike strong tt u".split()
)
# Their end tags close them across a block; those of other inline elements do not.
_NOT_SPECIAL: Final = frozenset("dialog label legend optgroup option".split())
# Blocks that the standard does not call special: any end tag reaches across them.

FOREIGN_HIDDEN: Final = frozenset(
    "annotation annotation-xml clippath defs desc filter lineargradient marker mask metadata "
    "mphantom pattern radialgradient script style symbol title".split()
)
"""Elements of SVG and MathML whose content is not shown where it stands."""
_INTEGRATION: Final = frozenset(
    "annotation-xml desc foreignobject mi mn mo ms mtext title".split()
)
_BREAKOUT: Final = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var".split()
)
"""Start tags that end SVG and MathML."""


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
class Element:
    """An open element.

    Attributes:
        name: Name of the tag.
        html_start: Offset of its start tag in the HTML.
        block: The block that it is, if it is one.
        around: The innermost block around it.
        control: The control that it is, if it is one.
        unseen: Whether its content is hidden.
        breaks: Whether the text breaks before and behind it, though it is not a block.
        aside: Whether its content is apparatus beside the text.
        whole: Whether its content must not be cut by marks: a formula, a diagram.
        foreign: Whether its content is SVG or MathML.
    """

    name: str
    html_start: int
    block: Block | None = None
    around: Block | None = None
    control: Control | None = None
    unseen: bool = False
    breaks: bool = False
    aside: bool = False
    whole: bool = False
    foreign: bool = False
    # The innermost special block that it is or stands in, and the one that it stands in.
    special: Block | None = field(init=False, repr=False, default=None)
    special_around: Block | None = field(init=False, repr=False, default=None)
    # Open elements by name, up to the innermost that end tags do not reach beyond.
    scope: dict[str, list[Element]] = field(init=False, repr=False)
    near: dict[str, Element] = field(init=False, repr=False)
    table: dict[str, Element] = field(init=False, repr=False)


class Nesting:
    """The open elements that matter for the text."""

    def __init__(self) -> None:
        self._root = root = Element("", 0)
        root.scope, root.near, root.table = {}, {}, {}
        self.open: list[Element] = []

    @property
    def current(self) -> Element:
        """The innermost open element, or one without a name."""
        return self.open[-1] if self.open else self._root

    def push(self, element: Element) -> None:
        """Open an element."""
        name, parent = element.name, self.current
        element.foreign = name in ("svg", "math") or (parent.foreign and name not in _INTEGRATION)
        element.special_around = parent.special
        element.special = (
            element.block
            if element.block is not None and name not in _NOT_SPECIAL
            else parent.special
        )
        closed = name in _INTEGRATION if parent.foreign else name in _SCOPES
        element.scope = {} if closed else parent.scope
        element.scope.setdefault(name, []).append(element)
        if name in _CLOSES_NEAR:
            kept = parent.near if name in _RUBY or name in _PASSED else {}
            element.near = {**kept, name: element}
        else:
            passed = (
                name != "ruby" and name not in _SCOPES and (name not in BLOCK or name in _PASSED)
            )
            element.near = parent.near if passed else {}
            if name == "ruby":
                element.near = {key: item for key, item in parent.near.items() if key not in _RUBY}
        if name == "table" and not element.foreign:
            element.table = {name: element}
        elif name in _TABLE and not element.foreign:
            element.table = {**parent.table, name: element}
        else:
            element.table = {} if name == "template" else parent.table
        self.open.append(element)

    def ignores(self, name: str) -> bool:
        """Return whether a start tag is none here: a part of a table outside of any table."""
        outside = not self.current.table and not self.current.foreign
        return outside and name in _TABLE and name != "table"

    def pop(self) -> Element:
        """Close the innermost element."""
        element = self.open.pop()
        element.scope[element.name].pop()
        return element

    def closed_by_start(self, name: str) -> Iterator[Element]:
        """Yield the elements that a start tag closes; each must be closed before the next."""
        if self.current.foreign:
            if name not in _BREAKOUT:
                return
            yield self._foreign_root()
        if name in _CLOSES_NEAR and (name not in _RUBY or self.current.scope.get("ruby")):
            for each in _CLOSES_NEAR[name]:
                if (element := self.current.near.get(each)) is not None:
                    yield element
        if name in _CLOSES_PARAGRAPH and (paragraphs := self.current.scope.get("p")):
            yield paragraphs[-1]
        if name in HEADINGS and self.current.name in HEADINGS:
            yield self.current
        yield from self._closed_in_table(name)

    def _closed_in_table(self, name: str) -> Iterator[Element]:
        if name == "table" and self.current.name in _BETWEEN_CELLS:
            yield self.current.table["table"]
        for each in _CLOSES_IN_TABLE.get(name, ()):
            if (element := self.current.table.get(each)) is not None:
                yield element

    def _foreign_root(self) -> Element:
        """The outermost element of the SVG or MathML that text now stands in."""
        at = len(self.open) - 1
        while at > 0 and self.open[at - 1].foreign:
            at -= 1
        return self.open[at]

    def closed_by_end(self, name: str) -> Element | None:
        """Return the element that an end tag closes; None where there is none in reach."""
        current = self.current
        if name == "p" and current.foreign:
            return self._foreign_root()
        if name in _TABLE:
            return current.table.get(name)
        found = current.scope.get(name)
        if not found and name in HEADINGS:
            found = next(filter(None, map(current.scope.get, HEADINGS)), None)
        if not found:
            return None
        element = found[-1]
        if name == "li" and any(
            lists[-1].html_start > element.html_start
            for lists in map(current.scope.get, ("ul", "ol"))
            if lists
        ):
            return None
        inline = name not in BLOCK and name not in _FORMATTING and name not in _SCOPES
        inline = inline and name != "select"
        if inline and not current.foreign and element.special_around is not current.special:
            return None
        return element
