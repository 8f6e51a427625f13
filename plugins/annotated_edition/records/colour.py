"""Whether a colour can be read on the page's ground."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from .fields import fault

__all__ = [
    "DARK_GROUND",
    "LIGHT_GROUND",
    "READABLE",
    "DarkColour",
    "LightColour",
    "contrast",
    "is_colour",
]

LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#1e2129"
"""The ground of Material's `slate` scheme."""
READABLE = 4.5
"""Contrast of small text, WCAG 2.2 success criterion 1.4.3."""


_LINEAR_BELOW = 0.04045  # sRGB


def is_colour(text: str) -> bool:
    """Whether `text` is a hexadecimal colour of six digits."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _colour(value: Any, ground: str, name: str) -> str:
    if not isinstance(value, str) or not is_colour(value):
        raise fault(
            "colour",
            "this is not a colour",
            "six hexadecimal digits in quotes, such as '#00695c'",
        )
    found = contrast(value, ground)
    if found < READABLE:
        raise fault(
            "faint-colour",
            f"this colour is too faint on a {name} page: its contrast is {found:.1f}",
            f"at least {READABLE}",
            f"make it {'darker' if name == 'light' else 'lighter'}",
        )
    return value.lower()


def _light(value: Any) -> str:
    return _colour(value, LIGHT_GROUND, "light")


def _dark(value: Any) -> str:
    return _colour(value, DARK_GROUND, "dark")


_COLOUR_SCHEMA = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
LightColour = Annotated[str, PlainValidator(_light), WithJsonSchema(_COLOUR_SCHEMA)]
DarkColour = Annotated[str, PlainValidator(_dark), WithJsonSchema(_COLOUR_SCHEMA)]
