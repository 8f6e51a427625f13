"""What a reader downloads, and its weight."""

from __future__ import annotations

import gzip
import re
from importlib import resources

from rjsmin import jsmin

from annotated_edition.model import Rating, RatingScale
from annotated_edition.pages import SCRIPTS, STYLES, asset
from annotated_edition.pages.assets import MODULES
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
        assert jsmin(chapter.read_text(encoding="utf-8")).strip() in script, chapter.name


def test_no_template_stands_within_a_template():
    """The minifier would take the outer one's spaces for needless."""
    reader = resources.files("annotated_edition.reader")
    for script in [*map(reader.joinpath, MODULES), *(reader / "edition").iterdir()]:
        nested = re.search(r"`[^`]*\$\{[^`}]*`", script.read_text(encoding="utf-8"))
        assert nested is None, (script.name, nested)


def test_underlines_are_written_so_that_safari_draws_them():
    """It knows neither style, colour nor thickness in the shorthand, and drops the whole rule."""
    sheet = asset("edition.css", RatingScale())
    values = re.findall(r"[;{]text-decoration:([^;}]+)", sheet)
    assert set(values) == {"none", "underline"}


def test_colours_of_the_scale_are_told_for_both_schemes():
    scale = RatingScale((Rating("false", "False", color="#aa0000", color_dark="#ff9999"),))
    sheet = asset("edition.css", scale)
    assert '[data-rating="false"]{--ae-light:#aa0000;--ae-dark:#ff9999}' in sheet
