"""Dates: whatever EDTF's levels 0 and 1 allow is read, written out, and sorted by time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.bibliography.source_dates import date_in_words, for_style
from annotated_edition.locales import available, load_words, partial_date
from annotated_edition.model import calendar_day, day_number, edtf_of, parse_date
from annotated_edition.records.csl_dates import _date as csl_date
from annotated_edition.records.record_models import slug_of

YEARS = st.integers(-9999, 9999).filter(bool)


def padded(year):
    return f"{'-' * (year < 0)}{abs(year):04}"


FULL = st.builds(
    "{}-{:02}-{:02}".format, YEARS.map(padded), st.integers(1, 12), st.integers(1, 28)
) | st.dates().map(date.isoformat)
SIMPLE = st.one_of(
    YEARS.map(padded),
    st.builds("{}-{:02}".format, YEARS.map(padded), st.integers(1, 12) | st.integers(21, 24)),
    FULL,
    st.builds("{}-{}".format, YEARS.map(padded), st.sampled_from(["XX", "XX-XX", "03-XX"])),
    YEARS.map(lambda year: padded(year)[:-1] + "X"),
    YEARS.map(lambda year: padded(year)[:-2] + "XX"),
)
POINTS = st.builds("{}{}".format, SIMPLE, st.sampled_from(["", "~", "?", "%"]))
RANGES = st.one_of(
    st.builds("{}/{}".format, POINTS, st.sampled_from(["..", ""])),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), POINTS),
    st.tuples(POINTS, POINTS)
    .map(lambda ends: sorted(ends, key=lambda end: parse_date(end).first))
    .map("/".join),
)
DATES = POINTS | RANGES


@given(DATES)
def test_every_date_is_read_and_written_out_in_every_language(written):
    dated = parse_date(written)
    assert dated.first <= dated.last
    value = csl_date(written)
    for language in available():
        words = load_words(language)
        told = partial_date(words, written)
        assert told.strip()
        assert "4444" not in told or "4444" in written
        assert ("?" in told or "؟" in told) or not ("?" in written or "%" in written)
        assert words("date_circa", date="").strip() in told or "~" not in written
        assert date_in_words(value, words) == told
        assert for_style(value, words)
    assert slug_of(written).strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""


@given(st.lists(DATES, min_size=2, max_size=8))
def test_dates_sort_by_time(written):
    for one, other in pairwise(sorted(written, key=lambda each: parse_date(each).first)):
        first, second = parse_date(one).points[0], parse_date(other).points[0]
        assert first.year <= second.year


@given(st.integers(-4_000_000, 3_652_059), st.integers(0, 800))
def test_days_have_numbers_in_their_order_without_gap(number, later):
    assert day_number(*calendar_day(number)) == number
    assert calendar_day(number) <= calendar_day(number + later)
    if number > 0:
        assert calendar_day(number) == date.fromordinal(number).timetuple()[:3]


@given(YEARS)
def test_years_are_counted_without_a_year_0(year):
    point = parse_date(edtf_of([year])).points[0]
    assert point.common_year == year
    assert csl_date({"date-parts": [[str(year)]]}) == {"date-parts": [[year]]}


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2022-13", "there is no month 13"),
        ("2022-02-29", "February 2022 has no day 29"),
        ("-0002-02-29", "February -2 has no day 29"),
        ("2022-9", "this is not a date"),
        ("0", "there is no year 0; 1 BC is -0001"),
        ("-0000", "there is no year 0; 1 BC is -0001"),
        ("Y170000002", "years of more than four digits (EDTF's Y) are not taken"),
        ("2022-09-28T10:00:00Z", "a date is taken without the time of the day"),
        ("350 BC", "350 BC is written -0350"),
        ("1 b.c.", "1 BC is written -0001"),
        ("ca. 1215", "about 1215 is written 1215~"),
        ("2001-33", "of EDTF's seasons, 21 (spring) to 24 (winter) are taken"),
        ("1985-XX-12", "a day without its month is not taken (EDTF level 2)"),
        ("2022/2021", "the range ends before it begins"),
        ("../..", "neither the beginning nor the end of this range is known"),
        ("2020/2021/2022", "a range has two ends"),
        ("٢٠٢٢", "this is not a date"),
        ("", "this is not a date"),
    ],
)
def test_what_is_not_taken_is_said(written, fault):
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole message is compared
        parse_date(written)
    assert str(error.value) == fault


@pytest.mark.parametrize(
    "written", ["1985~-06", "~1985", "[1667, 1668]", "1XXX", "XXXX", "1950S2"]
)
def test_level_2_is_refused_with_what_is_taken(written):
    with pytest.raises(ValueError, match="EDTF level 0 or 1"):
        parse_date(written)


@given(st.text(max_size=20))
def test_any_text_can_be_shown(text):
    assert isinstance(partial_date(load_words("en"), text), str)
