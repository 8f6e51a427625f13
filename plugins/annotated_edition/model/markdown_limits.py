"""Markdown that nobody writes and that takes a renderer minutes, or more stack than there is."""

from __future__ import annotations

import re

from .limits import MAX_MARKUP_DEPTH, MAX_MARKUP_SIGNS

__all__ = ["SIGNS", "exceeds_limits"]

SIGNS = "[]*_~^`<&\\"
"""Signs that may mean something in Markdown."""
_FEW = 60
"""Code points below which no text can be tangled: it has no room for it."""
_LEADING = re.compile(r"^[ \t]*+(?:(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])[ \t]*+)++", re.MULTILINE)
_MARKER = re.compile(r">|[-+*]|\d+[.)]")
_INDENT = 4


def exceeds_limits(text: str) -> str:
    """What makes a Markdown text one that is not to be rendered as Markdown.

    Args:
        text: A note, bio, definition or entry.

    Returns:
        What is wrong, to stand behind “this text”; empty where it can be rendered.
    """
    if len(text) < _FEW:
        return ""
    if len(text) > MAX_MARKUP_SIGNS:
        signs = sum(map(text.count, SIGNS))
        if signs > MAX_MARKUP_SIGNS:
            return f"has {signs} Markdown characters"
    if max(map(_depth, _LEADING.findall(text)), default=0) > MAX_MARKUP_DEPTH:
        return "has lists or quotations nested too deep"
    return ""


def _depth(leading: str) -> int:
    """How deep the markers and the indentation before a line's text put it."""
    markers = len(_MARKER.findall(leading))
    if len(leading) <= _INDENT * MAX_MARKUP_DEPTH:
        return markers
    bare = leading.expandtabs(_INDENT)
    return markers + (len(bare) - len(bare.lstrip())) // _INDENT
