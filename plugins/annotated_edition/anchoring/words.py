"""The words of a text and where they stand: an index for texts that are quoted very often.

To look for a quotation reads the whole text. That is fast, and right for an article; but where
thousands of quotations stand on one long page, each pays for all the words of all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WordIndex", "scan_text"]


def scan_text(text: str, run: str) -> Iterator[int]:
    """Yield where a run that is not empty stands in a text, ascending; places may overlap."""
    at = text.find(run)
    while at >= 0:
        yield at
        at = text.find(run, at + 1)


class WordIndex:
    """The places of every word of a text, words being what spaces divide."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        at = 0
        for word in text.split(" "):
            self._places.setdefault(word, []).append(at)
            at += len(word) + 1

    def places(self, run: str) -> Iterator[int]:
        """Yield the same as `scan`, by the rarest of the run's words.

        The first and the last may be parts of words. A run without words between them has
        nothing to go by, and the text is read.
        """
        first, *inner = run.split(" ")[:-1] or [""]
        if not inner:
            yield from scan_text(self._text, run)
            return
        rarest = min(inner, key=lambda word: len(self._places.get(word, ())))
        # Where the word stands in the run: where it does so first.
        before = sum(len(word) + 1 for word in (first, *inner[: inner.index(rarest)]))
        for place in self._places.get(rarest, ()):
            if place >= before and self._text.startswith(run, place - before):
                yield place - before
