"""The words of a rendered body, without its markup."""

from __future__ import annotations

import re

from .citations import plain_citations

__all__ = ["plain_text"]

TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|td|th|tr|dd|dt|pre|blockquote)>|<br>")


def plain_text(html: str) -> str:
    """The words of a sanitised body, what is special in HTML still escaped.

    Args:
        html: What `Bodies.render` gave.
    """
    return " ".join(TAG.sub("", BLOCK_END.sub(" ", plain_citations(html))).split())
