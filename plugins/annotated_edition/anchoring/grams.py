"""Short runs of a skeleton and where they stand: the index of approximate search."""

from __future__ import annotations

from typing import Final

__all__ = ["Grams"]

_MANY_SIGNS: Final = 400
# A text with more distinct signs than this is written in Han or Hangul, where two signs tell
# as much as five letters. Alphabets with all their digits stay below 150 after folding.
_FEW: Final = (5, 4)
_MANY: Final = (2, 2)
# Length of a run, and one place in how many is kept.


class Grams:
    """The places of every short run of a skeleton.

    Only some places are kept: a quotation is looked up by all of its own runs, so one of any
    few neighbouring ones still meets a kept place.

    Attributes:
        size: Length of a run.
    """

    __slots__ = ("_places", "size")

    def __init__(self, skeleton: str) -> None:
        many = len(set(skeleton)) > _MANY_SIGNS
        self.size, step = size, _ = _MANY if many else _FEW
        places: dict[str, list[int]] = {}
        for at in range(0, len(skeleton) - size + 1, step):
            gram = skeleton[at : at + size]
            if gram in places:
                places[gram].append(at)
            else:
                places[gram] = [at]
        self._places = places

    def places(self, gram: str) -> list[int]:
        """Return the kept places of a run, ascending."""
        return self._places.get(gram, [])
