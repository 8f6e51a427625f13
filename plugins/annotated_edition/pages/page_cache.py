"""Placements and woven pages kept between builds, by all that they are made from."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from annotated_edition.fingerprint import fingerprint
from annotated_edition.model import Document, Placement, State
from annotated_edition.note_markdown import pack, unpack

from .placing import Placed, arrange
from .search import Entry

__all__ = ["PageCache"]

Made = tuple[str, list[Entry]]
"""A page's HTML, and what a search finds of its notes."""


class PageCache:
    """Keeps what a page is woven from.

    Args:
        store: Where to; None to keep nothing.
    """

    def __init__(self, store: MutableMapping[str, str] | None) -> None:
        self._store = store

    def key(self, *parts: str) -> str:
        """A key made from all that a value depends on; empty where nothing is kept."""
        if self._store is None:
            return ""
        digest = blake2b(digest_size=16)
        for part in (fingerprint(), *parts):
            digest.update(part.encode("utf-8", "surrogatepass"))
            digest.update(b"\0")
        return digest.hexdigest()

    def placed(self, key: str, document: Document, html: str) -> Placed | None:
        """Where the annotations of a page stand, if that is known."""
        spans = self._get(key)
        if spans is None:
            return None
        placements = {
            note: Placement(State.EXACT, start, end)
            for note, (start, end) in sorted(spans.items())
        }
        return arrange(document, "", html, placements)

    def keep_placed(self, key: str, placed: Placed) -> None:
        """Keep placements that nobody needs to look at again: those that are all exact."""
        if _all_exact(placed):
            self._put(key, {note: (p.start, p.end) for note, p in placed.placements.items()})

    def slim(self, placed: Placed) -> Placed:
        """Without a text that nobody needs to look into: an edition may have thousands."""
        if self._store is None or not _all_exact(placed):
            return placed
        return replace(placed, text="")

    def made(self, key: str) -> Made | None:
        """A woven page, and what a search finds of it, if that is known."""
        value = self._store.get(key) if self._store is not None else None
        if value is None:
            return None
        parts = unpack(value)
        entries = [Entry(*parts[index : index + 3]) for index in range(1, len(parts), 3)]
        return parts[0], entries

    def keep_made(self, key: str, made: Made) -> None:
        """Keep a woven page, and what a search finds of it."""
        if self._store is not None:
            html, entries = made
            parts = [html]
            for entry in entries:
                parts += (entry.fragment, entry.title, entry.text)
            self._store[key] = pack(parts)

    def _get(self, key: str) -> Any:
        if self._store is None or (text := self._store.get(key)) is None:
            return None
        return json.loads(text)

    def _put(self, key: str, value: object) -> None:
        if self._store is not None:
            self._store[key] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _all_exact(placed: Placed) -> bool:
    return all(each.state is State.EXACT for each in placed.placements.values())
