"""A passage in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["QuotedPassage", "in_sentence"]

MOST: Final = 240
"""Code points of the sentence that are shown on either side of the passage."""
_CLOSING: Final = "[\"'”’»)\\]」』）]*"
_END: Final = re.compile(rf"[.!?…।॥؟۔]+{_CLOSING}(?=\s)|[。！？]+{_CLOSING}|\n")
_OVER: Final = re.compile(rf"[.!?…।॥؟۔。！？]{_CLOSING}\s*\Z")


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage with the rest of its sentence, white space collapsed.

    Attributes:
        before: What precedes it in its sentence; an ellipsis where that is cut.
        words: Its words.
        after: What follows.
    """

    before: str
    words: str
    after: str


def in_sentence(text: str, start: int, end: int) -> QuotedPassage:
    """Cut a passage out of a text with its sentence.

    Args:
        text: The text; paragraphs end with a line feed.
        start: First code point of the passage.
        end: One past its last.
    """
    left = text[max(0, start - MOST) : start]
    ends = [match.end() for match in _END.finditer(left)]
    if ends:
        before = left[ends[-1] :].lstrip()
    elif start > MOST:
        before = "…" + (left.partition(" ")[2] or left)
    else:
        before = left
    after = text[end : end + MOST]
    found = _END.search(after)
    if _OVER.search(text[start:end]):
        after = ""
    elif found:
        after = after[: found.end()].rstrip()
    elif end + MOST < len(text):
        after = (after.rpartition(" ")[0] or after) + "…"
    return QuotedPassage(_flat(before), _flat(text[start:end]).strip(), _flat(after))


def _flat(text: str) -> str:
    """A text with every run of white space as one space, at its ends as well."""
    return re.sub(r"\s+", " ", text)
