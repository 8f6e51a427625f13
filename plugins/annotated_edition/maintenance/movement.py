"""Whether a passage has moved within its text, or only what is around it has."""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from typing import Final

__all__ = ["Movement"]

_BLOCK: Final = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)


class Movement:
    """Two states of a text, paragraph by paragraph.

    Paragraphs that are the same in both and in the same order are the fixed points. A passage
    has moved if it stands on another side of a fixed point than before.
    """

    def __init__(self, before: str, after: str) -> None:
        self._old_starts, old = _blocks(before)
        self._new_starts, new = _blocks(after)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        self._new_of: dict[int, int] = {}
        for match in matcher.get_matching_blocks():
            for step in range(match.size):
                self._new_of[match.a + step] = match.b + step
        self._fixed = sorted(self._new_of)

    def moved(self, before: int, after: int) -> bool:
        """Whether a passage is elsewhere in the order of paragraphs.

        Args:
            before: Its first code point in the text before.
            after: Its first code point in the text after.
        """
        old = max(bisect_right(self._old_starts, before) - 1, 0)
        new = max(bisect_right(self._new_starts, after) - 1, 0)
        if old in self._new_of:
            return self._new_of[old] != new
        place = bisect_right(self._fixed, old)
        # A paragraph that was edited, split or joined still stands between its neighbours, or
        # in one of them.
        low = self._new_of[self._fixed[place - 1]] if place else 0
        high = (
            self._new_of[self._fixed[place]] if place < len(self._fixed) else len(self._new_starts)
        )
        return not low <= new <= high


def _blocks(text: str) -> tuple[list[int], list[str]]:
    found = list(_BLOCK.finditer(text))
    return [match.start() for match in found], [" ".join(match[0].split()) for match in found]
