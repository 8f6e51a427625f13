"""A time axis to scale: the whole span, and under it the densest year and month drawn larger.

Every event is drawn once, in the finest strip that it lies in as a whole. As in `chart`, the
geometry is in per cent across and in pixels down.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise

from babel import Locale
from babel.dates import format_skeleton

from annotated_edition.locales import Words, partial_date, year_name
from annotated_edition.model import Event, calendar_day, day_number

__all__ = ["Dot", "Drawing", "Strip", "Tick", "Window", "draw"]

_CLOSER = (365, 30)  # days of the strips under the first
_FEWEST = 4  # events that are worth a strip of their own
_ZOOM = 3  # how much larger a strip must draw what is in it
_MARGIN = 4.0  # per cent on both sides, so that the outermost dots are whole
_DISTANCE = 7.5  # per cent between two dots of a lane: 24 pixels on a narrow screen
_LANE = 24  # pixels
_LETTER = 2.2  # per cent that a letter needs on a narrow screen


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An event; `span` is the width of what it lasts, empty for a day."""

    event: Event
    number: int
    x: str
    y: int
    left: str
    span: str


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a strip that the next strip draws larger."""

    x: str
    end: str
    width: str
    middle: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One axis with its events; `top` and `axis` are pixels from the top of the drawing."""

    top: int
    axis: int
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    window: Window | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All strips; `height` in pixels, `left` and `right` are the ends of every axis."""

    strips: tuple[Strip, ...]
    height: int
    left: str
    right: str


Span = tuple[int, int]
"""The numbers of a first and a last day."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days of a span as per cent of the width, from the right where the language runs so."""

    first: int
    days: int
    leftwards: bool

    def __call__(self, day: int) -> float:
        part = (day - self.first) / self.days
        x = _MARGIN + part * (100 - 2 * _MARGIN)
        return 100 - x if self.leftwards else x

    def label(self, x: float, letters: int) -> tuple[str, float, float]:
        """How a label is anchored at a place so that it stays inside, and from where to where."""
        width = letters * _LETTER
        if x < width / 2:
            return ("end" if self.leftwards else "start"), x, x + width
        if x > 100 - width / 2:
            return ("start" if self.leftwards else "end"), x - width, x
        return "middle", x - width / 2, x + width / 2


def draw(events: Sequence[Event], words: Words) -> Drawing:
    """Lay out a timeline.

    Args:
        events: In the order of the list beside the drawing, which numbers them.
        words: The interface's words: their language names the months and gives the direction.
    """
    numbers = {event.id: number for number, event in enumerate(events, 1)}
    spans = _spans(events)
    inside = [[event for event in events if _within(event, span)] for span in spans] + [[]]
    strips = []
    top = 0
    for level, span in enumerate(spans):
        scale = _Scale(span[0], max(span[1] - span[0], 1), words.direction == "rtl")
        closer = {event.id for event in inside[level + 1]}
        own = [event for event in inside[level] if event.id not in closer]
        window = _window(scale, spans[level + 1], len(closer), words) if closer else None
        top += 18 if window else 4
        lanes = _lanes(own, scale)
        axis = top + max(_LANE * (max(lanes.values(), default=0) + 1), 2 * _LANE) + 4
        dots = tuple(_dot(event, numbers[event.id], scale, axis, lanes[event.id]) for event in own)
        strips.append(Strip(top, axis, tuple(_ticks(span, scale, words)), dots, window))
        top = axis + 40
    return Drawing(tuple(strips), max(top - 16, 0), _per_cent(_MARGIN), _per_cent(100 - _MARGIN))


def _within(event: Event, span: Span) -> bool:
    return span[0] <= event.start and event.end <= span[1]


def _spans(events: Sequence[Event]) -> list[Span]:
    """The whole span, and the densest year and month as far as they are worth a strip."""
    if not events:
        return []
    spans = [(min(event.start for event in events), max(event.end for event in events))]
    for days in _CLOSER:
        first, last = spans[-1]
        if last - first < _ZOOM * days:
            continue
        densest = _densest([event for event in events if _within(event, spans[-1])], days)
        if densest:
            spans.append(densest)
    return spans


def _densest(events: Sequence[Event], days: int) -> Span | None:
    """The days with most events, as tight as the events allow; None where they are few."""
    short = sorted((event.end, event.start) for event in events if event.end != event.start)
    single = sorted([event.start for event in events if event.end == event.start])
    starts = sorted({*single, *(start for _, start in short)})
    best: tuple[int, Span] | None = None
    ended: list[int] = []  # starts, sorted, of those that have ended where the window ends
    for start in starts:
        end = start + days - 1
        while len(ended) < len(short) and short[len(ended)][0] <= end:
            insort(ended, short[len(ended)][1])
        count = bisect_right(single, end) - bisect_left(single, start)
        count += len(ended) - bisect_left(ended, start)
        if count >= _FEWEST and (best is None or count > best[0]):
            best = (count, (start, end))
    if best is None:
        return None
    inside = [event.end for event in events if _within(event, best[1])]
    return (best[1][0], max(inside)) if max(inside) > best[1][0] else best[1]


def _window(scale: _Scale, span: Span, count: int, words: Words) -> Window:
    one, other = sorted((scale(span[0]), scale(span[1])))
    middle = (one + other) / 2
    label = words("chart_window", n=count)
    return Window(
        x=_per_cent(one),
        end=_per_cent(other),
        width=_per_cent(max(other - one, 0.5)),
        middle=_per_cent(middle),
        label=label,
        anchor=scale.label(middle, len(label))[0],
    )


def _lanes(events: Sequence[Event], scale: _Scale) -> dict[str, int]:
    """A lane for each event, the lowest in which it touches no other."""
    lanes: dict[str, int] = {}
    taken: deque[tuple[float, int]] = deque()
    free: list[int] = []
    for x, event_id in sorted((abs(scale(event.start)), event.id) for event in events):
        while taken and x - taken[0][0] >= _DISTANCE:
            heappush(free, taken.popleft()[1])
        lane = heappop(free) if free else len(taken)
        taken.append((x, lane))
        lanes[event_id] = lane
    return lanes


def _dot(event: Event, number: int, scale: _Scale, axis: int, lane: int) -> Dot:
    x, end = scale(event.start), scale(event.end)
    span = _per_cent(abs(end - x)) if event.end > event.start else ""
    y = axis - 14 - _LANE * lane
    return Dot(event, number, _per_cent(x), y, _per_cent(min(x, end)), span)


def _ticks(span: Span, scale: _Scale, words: Words) -> list[Tick]:
    """The finest series of dates whose labels do not touch."""
    locale = Locale.parse(words.locale, sep="-")
    for skeleton, dates in _rulers(span):
        ticks = []
        reaches = []
        for day in dates:
            label = _label(skeleton, day, words, locale)
            anchor, *reach = scale.label(scale(day), len(label) + 1)
            ticks.append(Tick(_per_cent(scale(day)), label, anchor))
            reaches.append(reach)
        reaches.sort()
        if ticks and all(one[1] <= other[0] for one, other in pairwise(reaches)):
            return ticks
    return []


def _label(skeleton: str, day: int, words: Words, locale: Locale) -> str:
    year, month, of_month = calendar_day(day)
    if skeleton == "y":
        return year_name(words, year)
    if year < 1:
        return partial_date(words, f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{of_month:02}")
    return str(format_skeleton(skeleton, date(year, month, of_month), locale=locale))


def _rulers(span: Span) -> Iterator[tuple[str, list[int]]]:
    """Ever coarser series of dates in a span, each with the skeleton of its labels."""
    first, last = span
    length = last - first
    for step in (1, 2, 3, 7, 14):
        if length <= step * 7:
            yield "MMMd", list(range(first, last + 1, step))
    for step in (1, 2, 3, 6):
        if length <= step * 31 * 7:
            months = _months(span)
            yield "yMMM", [day for month, day in months if month % step == 0]
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if length <= years * 366 * 12:
            yield "y", list(_years(span, years))
    yield "yMMMd", [first]


def _years(span: Span, step: int) -> Iterator[int]:
    """The first days of round years in a span, after the one that it begins in.

    Years before Christ are round as people count them: 500 BC is -499.
    """
    first, last = calendar_day(span[0])[0], calendar_day(span[1])[0]
    for year in range(first + 1, last + 1):
        if (year if year > 0 else year - 1) % step == 0:
            yield day_number(year, 1, 1)


def _months(span: Span) -> list[tuple[int, int]]:
    """The first days of months in a span, each after the month, counted from 0."""
    (year, month, _), (last_year, last_month, _) = calendar_day(span[0]), calendar_day(span[1])
    count = (last_year - year) * 12 + last_month - month
    months = [divmod(month - 1 + n, 12) for n in range(count + 1)]
    days = [(month, day_number(year + years, month + 1, 1)) for years, month in months]
    return [(month, day) for month, day in days if span[0] <= day <= span[1]]


def _per_cent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
