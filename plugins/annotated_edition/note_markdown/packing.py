"""Many texts in one, for what keeps texts: their lengths, and then the texts as they are."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["pack", "unpack"]


def pack(texts: Iterable[str]) -> str:
    """One text that holds all of them; `unpack` reads nothing of what they say."""
    parts = list(texts)
    return f"{' '.join(str(len(part)) for part in parts)}\n{''.join(parts)}"


def unpack(packed: str) -> list[str]:
    """The texts that were packed."""
    lengths, _, texts = packed.partition("\n")
    parts, at = [], 0
    for length in map(int, lengths.split()):
        parts.append(texts[at : at + length])
        at += length
    return parts
