"""The nearest name to a misspelt one."""

from __future__ import annotations

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
    found = process.extractOne(
        name.lower(), sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LIKE
    )
    return str(found[0]) if found else ""
