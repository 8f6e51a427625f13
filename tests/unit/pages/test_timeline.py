"""The time axis: to scale, every event once, and nothing outside or upon another."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated_edition.locales import load_words
from annotated_edition.model import Event, Location, day_number
from annotated_edition.pages.timeline import draw

WORDS = load_words("en")


def number_of(day):
    return day if isinstance(day, int) else day.toordinal()


def events(*spans):
    return tuple(
        Event(f"e{number}", number_of(start), number_of(end), "x", "Text.", Location("t.yml"))
        for number, (start, end) in enumerate(spans)
    )


def days(*dates):
    return events(*((day, day) for day in dates))


def number(per_cent):
    return float(per_cent.removesuffix("%"))


def test_an_empty_timeline_draws_nothing():
    drawing = draw((), WORDS)
    assert (drawing.strips, drawing.height) == ((), 0)


def test_distances_are_those_of_time():
    (strip,) = draw(days(date(2022, 1, 1), date(2022, 1, 11), date(2022, 1, 31)), WORDS).strips
    first, second, third = (number(dot.x) for dot in strip.dots)
    assert (second - first) * 2 == pytest.approx(third - second, abs=0.05)


def test_the_densest_year_and_month_are_drawn_larger():
    dense = [date(2022, 9, 20) + timedelta(days=n) for n in range(8)]
    year = [date(2022, month, 1) for month in (1, 3, 5, 7)]
    far = [date(1991, 12, 1), date(2014, 3, 16)]
    strips = draw(days(*far, *year, *dense), WORDS).strips
    assert [len(strip.dots) for strip in strips] == [2, 4, 8]
    assert [strip.window.label if strip.window else None for strip in strips] == [
        "12 events, see below",
        "8 events, see below",
        None,
    ]


def test_a_lasting_event_is_as_wide_as_it_lasts():
    (strip,) = draw(
        events((date(2022, 1, 1), date(2022, 1, 16)), (date(2022, 1, 31),) * 2), WORDS
    ).strips
    lasting, single = strip.dots
    assert number(lasting.span) == pytest.approx(46, abs=0.05)
    assert single.span == ""


DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 400)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=max(0, pair[1] - 380)))
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=40), st.sampled_from(["en", "ar"]))
def test_every_event_is_drawn_once_inside_and_apart_from_others(spans, language):
    given_events = events(*spans)
    drawing = draw(given_events, load_words(language))
    dots = [dot for strip in drawing.strips for dot in strip.dots]
    assert Counter(dot.event.id for dot in dots) == Counter(one.id for one in given_events)
    for strip in drawing.strips:
        for dot in strip.dots:
            assert 4 <= number(dot.x) <= 96
            assert strip.top <= dot.y <= strip.axis <= drawing.height
        places = sorted((dot.y, number(dot.x)) for dot in strip.dots)
        for (lane, x), (next_lane, next_x) in pairwise(places):
            assert lane != next_lane or next_x - x >= 7.4
        ticks = sorted(number(tick.x) for tick in strip.ticks)
        assert all(0 <= tick <= 100 for tick in ticks)
        assert len(set(ticks)) == len(ticks)


def test_the_first_and_the_last_year_there_is_can_be_drawn():
    ends = [date.min, date.max]
    near = [date.max - timedelta(days=n) for n in range(12)]
    drawing = draw(days(*ends, *near, *(date.min + timedelta(days=n) for n in range(12))), WORDS)
    assert sum(len(strip.dots) for strip in drawing.strips) == 26
    (strip,) = draw(events((date.min, date.max)), WORDS).strips
    assert strip.dots[0].span


def test_thousands_of_events_are_drawn():
    day = date(2022, 9, 28)
    spans = [(day, day)] * 5_000 + [(day, day + timedelta(days=1 + n % 20)) for n in range(5_000)]
    drawing = draw(events(*spans, (date(1900, 1, 1),) * 2), WORDS)
    assert sum(len(strip.dots) for strip in drawing.strips) == 10_001


def test_years_before_christ_are_drawn_to_scale():
    years = (-499, -249, 1, 251)  # 500 BC, 250 BC, AD 1, AD 251
    (strip,) = draw(days(*(day_number(year, 1, 1) for year in years)), WORDS).strips
    first, second, third, last = (number(dot.x) for dot in strip.dots)
    assert second - first == pytest.approx(third - second, abs=0.1)
    assert third - second == pytest.approx(last - third, abs=0.1)
    assert strip.ticks
    assert all(re.fullmatch(r"\d+ (BC|AD)", tick.label) for tick in strip.ticks)


@pytest.mark.parametrize("span", [40, 400, 4_000, 400_000, 4_000_000])
def test_an_axis_before_christ_has_dates(span):
    first = day_number(-2000, 5, 6)
    (*_, strip) = draw(days(first, first + span), WORDS).strips
    assert strip.ticks
    assert all(tick.label for tick in strip.ticks)
