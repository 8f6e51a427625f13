"""The nearest name to a misspelt one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["nearest"]

_LIKE = 62.0
_LONGEST = 200


def nearest(name: str, known: Collection[str]) -> str:
    """The one of `known` that was probably meant.

    Args:
        name: What was written.
        known: What may be written; of two equally near the first in alphabet is taken.

    Returns:
        The nearest, or an empty text where nothing is near.
    """
    if not known or len(name) > _LONGEST:
        return ""
    choices = _sorted(known) if isinstance(known, frozenset) else tuple(sorted(known))
    best = ("", 0.0)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):  # misspelt, or its words in another order
        found = process.extractOne(
            name, choices, scorer=scorer, processor=_plain, score_cutoff=max(_LIKE, best[1])
        )
        if found and found[1] > best[1]:
            best = (str(found[0]), found[1])
    return best[0]


@lru_cache(maxsize=16)
def _sorted(known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(known))


def _plain(name: str) -> str:
    return name.lower().replace("-", " ").replace("_", " ")
