"""What a reader downloads, and its weight."""

from __future__ import annotations

import gzip
import re
from importlib import resources

import pytest

from annotated_edition.model import Rating, RatingScale
from annotated_edition.publishing.assets import SCRIPTS, STYLES, asset, lighten
from annotated_edition.records.ratings import preset

BUDGET = 12_000


def test_what_every_page_loads_weighs_no_more_than_the_budget():
    scale = preset("evidence")
    weights = {
        name: len(gzip.compress(asset(name, scale).encode(), 9)) for name in (*STYLES, *SCRIPTS)
    }
    assert sum(weights.values()) <= BUDGET, weights


def test_every_chapter_of_the_script_is_in_it():
    script = asset("edition.js", RatingScale())
    chapters = list((resources.files("annotated_edition.reader") / "edition").iterdir())
    assert len(chapters) > 1
    for chapter in chapters:
        assert lighten(chapter.read_text(encoding="utf-8")).strip() in script, chapter.name


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("/* why\n * so */\na {\n  b: c; /* d */\n}\n", "a {\nb: c; /* d */\n}\n"),
        ("  // why\n  f('//x');\n\n  g(); // so\n", "f('//x');\ng(); // so\n"),
        ("/** a */\nf(`/*`);\n", "f(`/*`);\n"),
    ],
)
def test_only_comments_that_fill_lines_are_taken_away(source: str, kept: str):
    assert lighten(source) == kept


def test_underlines_are_written_so_that_safari_draws_them():
    """It knows neither style, colour nor thickness in the shorthand, and drops the whole rule."""
    sheet = asset("edition.css", RatingScale())
    values = re.findall(r"[;{]text-decoration:([^;}]+)", sheet)
    assert set(values) == {"none", "underline"}


def test_colours_of_the_scale_are_told_for_both_schemes():
    scale = RatingScale((Rating("false", "False", color="#aa0000", color_dark="#ff9999"),))
    sheet = asset("edition.css", scale)
    assert '[data-rating="false"]{--ae-light:#aa0000;--ae-dark:#ff9999}' in sheet
