"""The style sheet and the script that a reader downloads."""

from __future__ import annotations

from importlib import resources

from rcssmin import cssmin
from rjsmin import jsmin

from annotated_edition.model import RatingScale

__all__ = ["ASSETS", "MODULES", "SCRIPTS", "STYLES", "asset"]

STYLES = ("edition.css",)
"""One sheet for all, which is one request less and compresses better than several."""
SCRIPTS = ("edition.js",)
MODULES = ("citing.js", "sorting.js", "suggest.js")
"""What a script fetches when it is needed."""
ASSETS = (*STYLES, *SCRIPTS, *MODULES)

_SHEETS = ("edition.css", "listings.css")
_CHAPTERS = (
    "page elements card pointer keys moving margin laying filters sharing actions start".split()
)
"""What `edition.js` is made of, in an order in which each finds its constants: one scope."""
_SCOPE = "window.aeLoaded || (() => {\n%s})();\n"
"""A script that is loaded twice starts once."""


def asset(name: str, scale: RatingScale) -> str:
    """Text of an asset.

    Args:
        name: One of `ASSETS`.
        scale: The rating scale, whose colours the style sheet tells, so that no page needs
            inline styles.
    """
    # The sources are for reading; what readers of the edition download need not weigh as much.
    if name in SCRIPTS:
        chapters = "\n".join(_read(f"edition/{part}.js") for part in _CHAPTERS)
        return str(jsmin(_SCOPE % chapters)) + "\n"
    if name in MODULES:
        return str(jsmin(_read(name))) + "\n"
    return str(cssmin("\n".join(map(_read, _SHEETS)))) + _ratings(scale)


def _read(name: str) -> str:
    return (resources.files("annotated_edition.reader") / name).read_text(encoding="utf-8")


def _ratings(scale: RatingScale) -> str:
    return "".join(
        f'[data-rating="{rating.id}"]{{--ae-light:{rating.color}'
        f"{f';--ae-dark:{rating.color_dark}' if rating.color_dark else ''}}}"
        for rating in scale
    )
