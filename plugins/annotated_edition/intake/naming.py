"""Ids made from words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

__all__ = ["propose_id"]

_LONGEST = 48
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "þ": "th", "’": "", "'": "", "ʼ": ""}
)


def propose_id(words: str, taken: Collection[str], fallback: str = "note") -> str:
    """An id that says what it names: from the words' letters and digits, cut at a word.

    Args:
        words: The words.
        taken: Ids that exist.
        fallback: What it is called where the words have no Latin letters or digits.

    Returns:
        An id that is not taken.
    """
    plain = unicodedata.normalize("NFKD", words[:400].translate(_SPELT))
    parts = re.findall(
        r"[a-z0-9]+", "".join(c for c in plain.lower() if not unicodedata.combining(c))
    )
    stem = ""
    for part in parts:
        longer = f"{stem}-{part}" if stem else part[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        stem = longer
    stem = stem or fallback
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
