"""Annotations of other tools, as far as they say what ours say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from annotated_edition.model import Selector

__all__ = ["Imported", "Linked", "Rated", "day_of", "quote_in"]


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that an annotation gives the words it speaks of.

    Attributes:
        rating: Id of the rating in the scale of whoever gave it.
        label: What the rating is called.
        qualifier: What it is limited to.
        by: Who gave it; empty for the annotation's own.
        day: When.
        note: Why, in Markdown.
    """

    rating: str
    label: str
    qualifier: str = ""
    by: tuple[str, ...] = ()
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that an annotation leans on or points to.

    Attributes:
        url: Its address; may be empty.
        source: Id of the source where the annotation comes from; may be empty.
        locator: Where in it.
        title: What it is called; may be empty.
    """

    url: str
    source: str = ""
    locator: str = ""
    title: str = ""


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
        reviewed: When it was last held against its sources.
        due: When it has to be again.
        needs_review: Whether nobody has held it against the words of today.
        tags: Its tags.
        language: Language of the note; empty where it is not said.
        ratings: The ratings that it gives.
        attributed_to: Id and name of the speaker whom it names; empty for nobody.
        links: What it leans on or points to.
        name: What the tool calls it.
        lacks: Why it cannot become a note; empty where it can.
        raw: The annotation as it came.
    """

    selector: Selector | None
    note: str
    format: str = "text/plain"
    uris: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    created: date | None = None
    reviewed: date | None = None
    due: date | None = None
    needs_review: bool = False
    tags: tuple[str, ...] = ()
    language: str = ""
    ratings: tuple[Rated, ...] = ()
    attributed_to: tuple[str, str] = ("", "")
    links: tuple[Linked, ...] = ()
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
