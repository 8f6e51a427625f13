"""The scale that comes along can be read, told apart, and is in the order of the editors."""

from __future__ import annotations

import itertools
import math
import unicodedata

import pytest

from annotated_edition.records.colour import DARK_GROUND, LIGHT_GROUND, contrast
from annotated_edition.records.ratings import preset

SCALE = preset("evidence")

# How people without one kind of cone see linear RGB: Machado, Oliveira and Fernandes 2009.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 7.0
"""Distance in OKLab, times 100; about 2 can just be told apart side by side."""


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def dot(row, column):
    return sum(a * b for a, b in zip(row, column, strict=True))


def oklab(rgb):
    """https://bottosson.github.io/posts/oklab/."""
    rgb = [min(1.0, max(0.0, part)) for part in rgb]
    cones = [
        dot(row, rgb) ** (1 / 3)
        for row in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    ]
    return [
        dot(row, cones)
        for row in (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        )
    ]


def test_ratings_and_their_order():
    assert [(rating.id, rating.value) for rating in SCALE] == [
        ("supported", 5),
        ("reported", None),
        ("unverified", None),
        ("unverifiable", None),
        ("missing-context", 4),
        ("imprecise", 4),
        ("misleading", 2),
        ("disputed", 3),
        ("unsupported", 2),
        ("false", 1),
        ("legal", None),
        ("not-rated", None),
    ]
    assert (SCALE.best, SCALE.worst) == (5, 1)


def test_none_has_no_ratings():
    assert len(preset("none")) == 0


@pytest.mark.parametrize("rating", list(SCALE), ids=lambda rating: rating.id)
def test_a_rating_says_what_it_is(rating):
    assert rating.label
    assert rating.definition.endswith(".")
    assert len(rating.icon) == 1
    assert ord(rating.icon) < 0x10000
    # Where a font has no “≠”, some browsers set “=” and a stroke over what comes next.
    assert unicodedata.decomposition(rating.icon) in {"", "<compat> 002E 002E 002E"}
    assert contrast(rating.color, LIGHT_GROUND) >= 4.5
    assert contrast(rating.color_dark, DARK_GROUND) >= 4.5


def test_icons_differ():
    assert len({rating.icon for rating in SCALE}) == len(SCALE)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ground", ["color", "color_dark"])
def test_colours_are_told_apart_by_every_reader(sight, ground):
    seen = {
        rating.id: oklab([dot(row, linear(getattr(rating, ground))) for row in SIGHTS[sight]])
        for rating in SCALE
    }
    for one, other in itertools.combinations(seen, 2):
        assert math.dist(seen[one], seen[other]) * 100 >= APART, (one, other)
