"""What was edited: the difference between two wordings, word by word."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from annotated_edition.model import Change

from .boundary import CONTINUOUS
from .normalise import canonical

__all__ = ["word_difference"]

# A word with its figure's points and inner apostrophes; one sign of a script without spaces;
# any other sign by itself.
_WORD: Final = re.compile(
    rf"[{CONTINUOUS}]|(?:(?![{CONTINUOUS}])\w)+(?:[.,'’](?:(?![{CONTINUOUS}])\w)+)*|\S"
)


def word_difference(old: str, new: str) -> tuple[Change, ...]:
    """Return how one wording became another.

    Words that differ only in typography count as kept and are shown as the new wording has
    them on the new side only if they are literally the same; otherwise they are a change of
    their own, so that `kept` stays what it says.

    Args:
        old: The quotation.
        new: The passage of the text.

    Returns:
        Steps in order, kept words included. The old sides joined are the words of `old`, the
        new sides joined those of `new`, white space collapsed.
    """
    old_words, new_words = _split(old), _split(new)
    steps: list[Change] = []
    for code in Levenshtein.opcodes(
        [canonical(word) for word in old_words], [canonical(word) for word in new_words]
    ):
        before = "".join(old_words[code.src_start : code.src_end])
        after = "".join(new_words[code.dest_start : code.dest_end])
        if code.tag == "equal" and before != after:
            steps += _pairs(
                old_words[code.src_start : code.src_end],
                new_words[code.dest_start : code.dest_end],
            )
        else:
            steps.append(Change(before, after))
    return tuple(_merged(steps))


def _split(text: str) -> list[str]:
    """Return the words of a text, each with the space that follows it."""
    text = " ".join(text.split())
    cuts = [match.start() for match in _WORD.finditer(text)]
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _pairs(old: list[str], new: list[str]) -> list[Change]:
    return [Change(a, b) for a, b in zip(old, new, strict=True)]


def _merged(steps: list[Change]) -> list[Change]:
    """Join neighbouring steps of one sort, so that a reader sees runs of words."""
    merged: list[Change] = []
    for step in steps:
        if merged and merged[-1].kept == step.kept:
            last = merged.pop()
            merged.append(Change(last.old + step.old, last.new + step.new))
        else:
            merged.append(step)
    return merged
