"""The words of a text and where they stand: an index for texts that are quoted very often.

To look for a quotation reads the whole text. That is fast, and right for an article; but where
thousands of quotations stand on one long page, each pays for all the words of all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Words", "scan"]


def scan(text: str, run: str) -> Iterator[int]:
    """Yield where a run that is not empty stands in a text, ascending; places may overlap."""
    at = text.find(run)
    while at >= 0:
        yield at
        at = text.find(run, at + 1)


class Words:
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
            yield from scan(self._text, run)
            return
        before = len(first) + 1
        rarest: list[int] | None = None
        shift = 0
        for word in inner:
            places = self._places.get(word)
            if places is None:
                return
            if rarest is None or len(places) < len(rarest):
                rarest, shift = places, before
            before += len(word) + 1
        for place in rarest or ():
            if place >= shift and self._text.startswith(run, place - shift):
                yield place - shift
