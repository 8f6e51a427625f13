"""The style sheet and the script that a reader downloads."""

from __future__ import annotations

import re
from importlib import resources

from annotated_edition.model import RatingScale

__all__ = ["ASSETS", "MODULES", "SCRIPTS", "STYLES", "asset", "lighten"]

STYLES = ("edition.css",)
"""One sheet for all, which is one request less and compresses better than several."""
SCRIPTS = ("edition.js",)
MODULES = ("citing.js", "suggest.js")
"""What a script fetches when it is needed."""
ASSETS = (*STYLES, *SCRIPTS, *MODULES)

_SHEETS = ("edition.css", "listings.css")
_CHAPTERS = "page elements card pointer keys moving margin filters sharing actions start".split()
"""What `edition.js` is made of, in an order in which each finds its constants: one scope."""
_SCOPE = "document.documentElement.classList.contains('ae-js') || (() => {\n%s})();\n"
"""A script that is loaded twice starts once."""
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE)
_NEEDLESS = re.compile(r" (?=[{},;])|(?<=[{},;:]) |;(?= ?\})")
"""What a style sheet can do without; a space before a colon means something in a selector."""
_INDENTATION = re.compile(r"\n\s+")


def asset(name: str, scale: RatingScale) -> str:
    """Text of an asset.

    Args:
        name: One of `ASSETS`.
        scale: The rating scale, whose colours the style sheet tells, so that no page needs
            inline styles.
    """
    if name in SCRIPTS:
        return _SCOPE % lighten("\n".join(_read(f"edition/{part}.js") for part in _CHAPTERS))
    if name in MODULES:
        return lighten(_read(name))
    sheet = lighten("\n".join(map(_read, _SHEETS)))
    return _NEEDLESS.sub("", sheet.replace("\n", " ")).strip() + _ratings(scale)


def lighten(source: str) -> str:
    """Take away comments that fill whole lines, and indentation.

    The sources are for reading; what readers of the edition download need not weigh as much.
    Nothing within a line is touched, so that the line a browser names is easily found again.
    """
    return _INDENTATION.sub("\n", _COMMENT.sub("", source)).strip() + "\n"


def _read(name: str) -> str:
    return (resources.files("annotated_edition.reader") / name).read_text(encoding="utf-8")


def _ratings(scale: RatingScale) -> str:
    return "".join(
        f'[data-rating="{rating.id}"]{{--ae-light:{rating.color}'
        f"{f';--ae-dark:{rating.color_dark}' if rating.color_dark else ''}}}"
        for rating in scale
    )
