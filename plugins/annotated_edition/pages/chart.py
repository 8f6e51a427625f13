"""A bar per claimant, made of the ratings of their claims.

The geometry is in per cent of the drawing's width: it fits any screen without being scaled, so
that its letters keep their size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from annotated_edition.model import Kind, Rating

from .context import Site
from .statements import Statement, Tally, tally

__all__ = ["Bar", "Chart", "Segment", "chart"]

BAR_HEIGHT = 46  # pixels, with the line of text above the bar
MOST_BARS = 24  # claimants that are drawn; the table beside the drawing has all
_LABEL_LENGTH = 42  # code points that fit a narrow screen
_WIDTH_OF_ICON = 5.0  # per cent that an icon and its number need


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: the claims with one rating.

    Attributes:
        rating: The rating; None for claims without a verdict.
        count: Number of claims.
        x: Where it begins, in per cent of the width.
        width: Its width, in per cent.
        middle: Its middle, in per cent.
        roomy: Whether its icon and number fit in.
    """

    rating: Rating | None
    count: int
    x: str
    width: str
    middle: str
    roomy: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The claims of one claimant.

    Attributes:
        name: The claimant's name; empty for claims nobody is named for.
        label: The name, short enough for a narrow screen.
        speaker: The claimant's id; empty where there is none.
        tally: How their claims were rated.
        segments: The parts of the bar.
        y: Where the bar's line begins, in pixels.
    """

    name: str
    label: str
    speaker: str
    tally: Tally
    segments: tuple[Segment, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one scale: their lengths can be compared.

    Attributes:
        bars: The bars, the longest first.
        tally: How all claims were rated.
        drawn: How many of the bars are drawn.
        left_out: Number of claims that do not count, since their words are no longer the same.
        start: Where text begins, in per cent of the width: at the right for languages that do.
    """

    bars: tuple[Bar, ...]
    tally: Tally
    drawn: int
    left_out: int
    start: str

    @property
    def height(self) -> int:
        """Height of the drawing in pixels."""
        return self.drawn * BAR_HEIGHT


def chart(site: Site, given: Sequence[Statement]) -> Chart:
    """Draw the ratings of claims per claimant."""
    by_speaker: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in given:
        by_speaker[statement.speaker.id if statement.speaker else ""].append(statement)
    tallies = [(speaker, tally(site.edition, them)) for speaker, them in by_speaker.items()]
    rows = sorted(
        (pair for pair in tallies if pair[1].total),
        key=lambda pair: (-pair[1].total, _name(site, pair[0]).casefold(), pair[0]),
    )
    longest = rows[0][1].total if rows else 1
    leftwards = site.words.direction == "rtl"
    bars = tuple(
        Bar(
            _name(site, speaker),
            _short(_name(site, speaker)),
            speaker,
            counted,
            _segments(counted, longest, leftwards),
            index * BAR_HEIGHT,
        )
        for index, (speaker, counted) in enumerate(rows)
    )
    whole = tally(site.edition, given)
    left_out = sum(not one.counted and one.annotation.kind is Kind.CLAIM for one in given)
    drawn = min(len(bars), MOST_BARS)
    return Chart(bars, whole, drawn, left_out, "100%" if leftwards else "0%")


def _name(site: Site, speaker: str) -> str:
    return site.edition.speakers[speaker].name if speaker else site.words("listing_nobody")


def _short(name: str) -> str:
    return name if len(name) <= _LABEL_LENGTH else name[: _LABEL_LENGTH - 1].rstrip() + "…"


def _segments(counted: Tally, longest: int, leftwards: bool) -> tuple[Segment, ...]:
    parts: list[tuple[Rating | None, int]] = [*counted.on_scale, *counted.off_scale]
    if counted.unrated:
        parts.append((None, counted.unrated))
    segments = []
    before = 0
    for rating, count in parts:
        width = 100 * count / longest
        start = 100 * before / longest
        x = 100 - start - width if leftwards else start
        segments.append(
            Segment(
                rating,
                count,
                _per_cent(x),
                _per_cent(width),
                _per_cent(x + width / 2),
                width >= _WIDTH_OF_ICON,
            )
        )
        before += count
    return tuple(segments)


def _per_cent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
