"""A map of which sources carry which claims: a line per source, a mark per claim.

Claims stand from left to right in the order of the text, so that a source that carries one
passage only can be told from one that carries the whole. The geometry is that of `chart`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .context import Site
from .statements import Statement, Tally, cited, tally

__all__ = ["Matrix", "MatrixMark", "MatrixRow", "matrix"]

LINE_HEIGHT = 40  # pixels, with the text above the line
MOST_LINES = 20  # sources that are drawn; the bibliography has all
_FEWEST = 2  # sources and claims that make a map
_WIDTH_OF_ICON = 3.0  # per cent
_LABEL_LENGTH = 48  # code points that fit a narrow screen


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """A claim on the line of a source; `x` and `middle` in per cent of the width."""

    statement: Statement
    x: str
    middle: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A source with the claims that lean on it; `y` in pixels."""

    source: str
    label: str
    marks: tuple[MatrixMark, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The map.

    Attributes:
        lines: The sources that are drawn, those that carry most claims first.
        sources: Number of all sources that carry claims.
        claims: Number of claims that a source carries.
        tally: The ratings of these claims.
        width: Width of a mark, in per cent.
        roomy: Whether a rating's icon fits into a mark.
        start: Where text begins, in per cent of the width.
    """

    lines: tuple[MatrixRow, ...]
    sources: int
    claims: int
    tally: Tally
    width: str
    roomy: bool
    start: str

    @property
    def height(self) -> int:
        """Height of the drawing in pixels."""
        return len(self.lines) * LINE_HEIGHT


def matrix(site: Site, claims: Sequence[Statement]) -> Matrix | None:
    """Draw which sources carry which claims; None where that is too little for a map.

    Args:
        site: The site.
        claims: The claims, in the order of the text.
    """
    known = site.edition.sources
    carried = [(one, [name for name in cited(one.annotation) if name in known]) for one in claims]
    carried = [(one, names) for one, names in carried if names]
    by_source: defaultdict[str, list[tuple[int, Statement]]] = defaultdict(list)
    for column, (one, names) in enumerate(carried):
        for name in names:
            by_source[name].append((column, one))
    if len(carried) < _FEWEST or len(by_source) < _FEWEST:
        return None
    order = sorted(
        by_source, key=lambda name: (-len(by_source[name]), site.bibliography.sort_key(name))
    )
    width = 100 / len(carried)
    leftwards = site.words.direction == "rtl"

    def mark(column: int, one: Statement) -> MatrixMark:
        x = 100 - (column + 1) * width if leftwards else column * width
        return MatrixMark(one, _per_cent(x), _per_cent(x + width / 2))

    lines = tuple(
        MatrixRow(
            name,
            _short(site.bibliography.label(name)),
            tuple(mark(column, one) for column, one in by_source[name]),
            index * LINE_HEIGHT,
        )
        for index, name in enumerate(order[:MOST_LINES])
    )
    whole = tally(site.edition, [one for one, _ in carried])
    start = "100%" if leftwards else "0%"
    roomy = width >= _WIDTH_OF_ICON
    return Matrix(lines, len(by_source), len(carried), whole, _per_cent(width), roomy, start)


def _short(label: str) -> str:
    if len(label) <= _LABEL_LENGTH:
        return label
    cut = label[: _LABEL_LENGTH - 1].rstrip()
    # A date that runs the other way is isolated, and the isolation must end.
    return cut + "…" + ("\u2069" if "\u2068" in cut else "")


def _per_cent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
