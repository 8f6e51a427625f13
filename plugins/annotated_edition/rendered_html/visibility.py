"""What the HTML standard says of an element from its start tag: shown, hidden, a block, apparatus.

Attributes are read as names and values, as a browser does: the word `hidden` in a title or a
class hides nothing. Of CSS only the element's own style is known; what a page's style sheets and
scripts change is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final

__all__ = ["classes", "display", "drawn_by_script", "read_attributes", "visible"]

# The name may begin with an equals sign; of attributes with one name the first counts.
_ATTRIBUTE: Final = re.compile(
    r"(=?[^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s\"'>][^\s>]*+|(?=>))))?+"
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|([^\n]))", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"(?:[^;\"'(]++|\"[^\"]*+\"?|'[^']*+'?|\([^)]*+\)?)++", re.DOTALL)
_IMPORTANT: Final = re.compile(r"!\s*important\s*\Z", re.IGNORECASE)
# Any other value is not a declaration, and hides as little as it shows.
_DISPLAY: Final = re.compile(
    r"(?:(?:block|inline|flow|flow-root|flex|grid|table|list-item|run-in|ruby|math)\b\s*){1,3}\Z"
    r"|inline-(?:block|table|flex|grid)\Z|none\Z|contents\Z|ruby-(?:base|text)(?:-container)?\Z"
    r"|table-(?:row|cell|column|caption|row-group|header-group|footer-group|column-group)\Z"
    r"|(?:inherit|initial|unset|revert|revert-layer)\Z|-webkit-(?:inline-)?(?:box|flex)\Z"
)
_VISIBILITY: Final = re.compile(
    r"(?:visible|hidden|collapse|inherit|initial|unset|revert|revert-layer)\Z"
)
_VALUES: Final = {"display": _DISPLAY, "visibility": _VISIBILITY}


def read_attributes(written: str) -> dict[str, str]:
    """Return the attributes of a start tag.

    Args:
        written: What is written between the tag's name and its end.
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found


def classes(attributes: dict[str, str]) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset(attributes.get("class", "").split())


def _style(attributes: dict[str, str]) -> dict[str, str]:
    """Return what an element's own style says of its display and visibility."""
    style = attributes.get("style", "")
    if not style:
        return {}
    style = _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", style))
    said: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(style):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name not in _VALUES:
            continue
        value, strong = _IMPORTANT.subn("", value.strip())
        value = value.strip().lower()
        if not _VALUES[name].match(value) or (name in important and not strong):
            continue
        if strong:
            important.add(name)
        said[name] = value
    return said


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    return unescape(f"&#x{match[1]};")


def display(attributes: dict[str, str]) -> str:
    """Return the `display` of an element's own style; empty where it does not say."""
    said = _style(attributes).get("display", "")
    return "" if said in ("inherit", "unset", "revert", "revert-layer") else said


def visible(name: str, attributes: dict[str, str]) -> bool:
    """Return whether an element's own attributes leave it shown.

    Args:
        name: Its name; empty for an element of SVG or MathML.
        attributes: Its attributes.
    """
    style = _style(attributes)
    if style.get("visibility") in ("hidden", "collapse"):
        return False
    said = display(attributes)
    if said:  # The style sheet of a browser, which is what hides all else, gives way to it.
        return said != "none"
    hidden = attributes.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return False
    if name == "dialog":
        return "open" in attributes
    return "popover" not in attributes


_DRAWN: Final = re.compile(
    r"<script(?![^>]{0,300}\btype=[\"']?application/(?:[a-z]+\+)?json)[\s>]"
    r"|<iframe[\s>]|<canvas[\s>]"
    r"|<[a-z]{1,20}\s[^>]{0,300}?class=[\"']?[^\"'>]{0,300}?\b(?:arithmatex|mermaid)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def drawn_by_script(html: str) -> bool:
    """Return whether a reader may see something in a page that its HTML does not hold.

    Args:
        html: The page's content as the host rendered it.
    """
    return _DRAWN.search(html) is not None
