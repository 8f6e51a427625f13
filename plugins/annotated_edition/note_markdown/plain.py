"""The words of a rendered body, without its markup and without its citations."""

from __future__ import annotations

import re

from .citation_links import plain_citations

__all__ = ["plain_text"]

TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|td|th|tr|dd|dt|pre|blockquote)>|<br>")

# A citation leaves a gap, which no sanitised body holds: NUL is not allowed in HTML.
_GAP = "\0"
_GAPS = rf"\s*{_GAP}(?:[\s,;]*{_GAP})*"
_OPEN, _CLOSE = r"(\[（［", r")\]）］"
_EMPTY = re.compile(rf"\s*[{_OPEN}][\s,;]*{_GAP}[\s,;{_GAP}]*[{_CLOSE}]")
_AFTER_OPEN = re.compile(rf"(?<=[{_OPEN}]){_GAPS}[,;]?\s*")
_BEFORE_END = re.compile(rf"[,;]?{_GAPS}\s*(?=[.!?…{_CLOSE}。！？]|$)")
_BEFORE_MARK = re.compile(rf"{_GAPS}\s*(?=(?:[,;:»”’،؛؟、，；：]|&(?:raquo|rdquo|rsquo);))")
_BETWEEN = re.compile(rf"(\s?){_GAP}(?:[\s,;]*{_GAP})*(\s?)")


def plain_text(html: str) -> str:
    """The words of a sanitised body, what is special in HTML still escaped.

    Where a citation was taken out, no space is left before punctuation, no empty brackets and
    no second space; the author's own spacing stays.

    Args:
        html: What `Bodies.render` gave.
    """
    text = TAG.sub("", BLOCK_END.sub(" ", plain_citations(html, _GAP)))
    return " ".join((_closed(text) if _GAP in text else text).split())


def _closed(text: str) -> str:
    """The text with its gaps closed."""
    text = _EMPTY.sub(_GAP, " ".join(text.split()))
    text = _AFTER_OPEN.sub("", text)
    text = _BEFORE_END.sub("", text)
    text = _BEFORE_MARK.sub("", text)
    return _BETWEEN.sub(lambda gap: " " if gap[1] or gap[2] else "", text)
