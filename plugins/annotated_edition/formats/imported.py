"""Annotations of other tools, as far as they say what ours say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from annotated_edition.model import Selector

__all__ = ["Imported", "day_of", "quote_in"]


@dataclass(frozen=True, slots=True)
class Imported:
    """An annotation of another tool.

    Attributes:
        selector: The words it speaks of; None where it quotes none.
        note: What it says.
        format: What that is written in: `text/markdown`, `text/html` or `text/plain`.
        uris: Addresses of the page that it may be about.
        by: Who wrote it.
        created: When.
        tags: Its tags.
        language: Language of the note; empty where it is not said.
        name: What the tool calls it.
        lacks: Why it cannot become a note; empty where it can.
        raw: The annotation as it came.
    """

    selector: Selector | None
    note: str
    format: str = "text/plain"
    uris: tuple[str, ...] = ()
    by: str = ""
    created: date | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    name: str = ""
    lacks: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


def day_of(value: Any) -> date | None:
    """The day of a time such as `2022-09-28T10:00:00Z`; None where it is none.

    Args:
        value: What stands in the file.
    """
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None


def quote_in(selectors: Any) -> Selector | None:
    """The quotation among the selectors of a W3C or Hypothesis target.

    Args:
        selectors: One selector, or a list of them; each may be refined by others.
    """
    waiting = list(selectors) if isinstance(selectors, list) else [selectors]
    for _ in range(1000):
        if not waiting:
            return None
        each = waiting.pop(0)
        if not isinstance(each, Mapping):
            continue
        exact = each.get("exact")
        if each.get("type") == "TextQuoteSelector" and isinstance(exact, str) and exact.strip():
            around = (each.get(key) for key in ("prefix", "suffix"))
            return Selector(
                exact,
                *(text if isinstance(text, str) and text.strip() else None for text in around),
            )
        refined = each.get("refinedBy")
        waiting += refined if isinstance(refined, list) else [refined]
    return None
