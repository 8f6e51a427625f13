"""The style sheets and the script that a reader downloads."""

from __future__ import annotations

from importlib import resources

from annotated_edition.model import RatingScale

__all__ = ["ASSETS", "SCRIPTS", "STYLES", "asset"]

STYLES = ("edition.css", "listings.css", "ratings.css")
SCRIPTS = ("edition.js",)
ASSETS = (*STYLES, *SCRIPTS)
"""Names of all assets. `ratings.css` is made from the scale: no page needs inline styles."""


def asset(name: str, scale: RatingScale) -> str:
    """Text of an asset.

    Args:
        name: One of `ASSETS`.
        scale: The rating scale, whose colours `ratings.css` tells.
    """
    if name == "ratings.css":
        return _ratings(scale)
    folder = resources.files("annotated_edition.reader")
    return (folder / name).read_text(encoding="utf-8")


def _ratings(scale: RatingScale) -> str:
    lines = ["/* The colours of the edition's rating scale. */"]
    for rating in scale:
        lines.append(f'[data-rating="{rating.id}"]{{--ae-rating:{rating.color}}}')
        if rating.color_dark:
            lines.append(
                f'[data-md-color-scheme="slate"] [data-rating="{rating.id}"]'
                f"{{--ae-rating:{rating.color_dark}}}"
            )
    return "\n".join(lines) + "\n"
