"""Places of a text where a quotation may stand, found without deciding anything.

A place is proposed where the quotation stands in the skeleton as it is, and where many short
runs of prefix, quotation and suffix stand at about the right distance from each other.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from .words import scan_text

if TYPE_CHECKING:
    from .index import TextIndex
    from .query import Query

__all__ = ["MOST_LETTERS", "edited_places", "unchanged_places"]

MOST_LETTERS: Final = 5_000
# Letters of a quotation that is looked for where it was edited: some two pages. To align a longer
# one takes time and memory that grow with the square of its length.

_MOST_PLACES: Final = 5
# Places looked at closely. With 3 the share of passages found falls by 0.2 points, with 8 it
# stays and the time grows by a third.
_MOST_REPEATS: Final = 64
# Unchanged places looked at; of a word that is more frequent only those near its context.
_MOST_GRAM_PLACES: Final = 64
# A run that stands at more places tells nothing of where to look.
_BAND: Final = 24
# Letters that count as one place: what words put in or left out before it may shift it by.


def unchanged_places(skeleton: str, exact: str) -> list[int]:
    """Return where a quotation's letters stand unchanged, ascending.

    Args:
        skeleton: The text's skeleton.
        exact: The quotation's skeleton; not empty.

    Returns:
        Offsets in the skeleton; none where the quotation is too frequent to look at each.
    """
    found = list(islice(scan_text(skeleton, exact), _MOST_REPEATS + 1))
    return found if len(found) <= _MOST_REPEATS else []


def edited_places(index: TextIndex, query: Query) -> list[int]:
    """Return offsets in the skeleton at which an edited quotation may begin, roughly.

    Args:
        index: The text, made ready.
        query: The selector, made ready.

    Returns:
        Offsets, most promising first; none where the quotation is too long to be aligned.
    """
    if len(query.exact) > MOST_LETTERS:
        return []
    grams = index.grams
    whole = query.whole
    head = len(query.prefix)
    votes: dict[int, float] = {}
    for offset in range(len(whole) - grams.size + 1):
        places = grams.places(whole[offset : offset + grams.size])
        if 0 < len(places) <= _MOST_GRAM_PLACES:
            weight = 1 / len(places)
            for place in places:
                band = (place - offset + head) // _BAND
                votes[band] = votes.get(band, 0.0) + weight
    # A place near a band's edge, or with words put in or left out, spreads over two bands.
    sums = {band: vote + votes.get(band + 1, 0.0) for band, vote in votes.items()}
    best = sorted(sums, key=lambda band: (-sums[band], band))[: 2 * _MOST_PLACES]
    kept: list[int] = []
    for band in best:
        if all(abs(band - other) > 1 for other in kept):
            kept.append(band)
    return [(band + 1) * _BAND for band in kept[:_MOST_PLACES]]
