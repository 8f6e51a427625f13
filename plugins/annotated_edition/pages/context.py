"""What every listing and page needs to know of the site it is rendered for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from markupsafe import Markup

from annotated_edition.locales import Words
from annotated_edition.model import Edition, NoteHistory, Placement

from .stand_ins import in_english

__all__ = ["Entries", "Numbering", "Site", "reader_words"]

LABELS = ("kind_", "source_", "not_rated_claim", "listing_nobody")
"""What the names of words begin with that a page tells as the labels of its items."""
PLAIN = ("suggest_title", "suggest_label")
"""Words that go into an address or an attribute."""


class Entries(Protocol):
    """What the pages ask of a bibliography; `bibliography.Bibliography` is one."""

    def entry(self, source_id: str) -> str:
        """The whole entry of a source, as sanitised HTML."""

    def label(self, source_id: str) -> str:
        """A short name of a source, as plain text."""

    def sort_key(self, source_id: str) -> tuple[str, ...]:
        """What a source is sorted by."""


class Numbering:
    """Numbers of the sources on one page, in the order in which they are first cited.

    Whatever renders the page's Markdown and the list of its sources share one: both then tell
    the same number.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._listed = 0

    def __call__(self, source_id: str) -> int:
        """The number of a source, given to it at its first call, counted from 1."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Every source with its number, in order."""
        return iter(tuple(self._numbers.items()))

    def __len__(self) -> int:
        return len(self._numbers)

    def unlisted(self) -> list[tuple[str, int]]:
        """The sources, with their numbers, that came up since the last call.

        Two listings on one page thus never list a source twice.
        """
        fresh = list(self)[self._listed :]
        self._listed = len(self)
        return fresh


@dataclass(frozen=True, slots=True)
class Site:
    """One page's view of the site.

    Attributes:
        edition: What is published.
        placements: Where each annotation came to stand, by its id. An annotation that is not in
            it counts as standing where its quotation says.
        bibliography: Entries and short names of the sources.
        words: The interface's words.
        url: Address of another page, relative to the one being rendered, from a target:
            `document:articles/a.md`, `speaker:<id>`, `claim:<id>`, `source:<id>`, `event:<id>` or
            `term:<id>`, each with an optional `#fragment`; also `feed:` and `commit:<name>`. Empty
            where the site has no such page; the text then stands without a link.
        body: Renders Markdown, with its citations, as sanitised HTML. Links in it start from the
            documents' folder, or from the document whose path is given as second argument.
        title: Title of the document at a path.
        numbers: Numbers of the sources cited on the page; `body` shares it.
        history: What is known of the notes' past, by id; empty where nothing is.
        today: The day that the site is made for; None where only its records count.
    """

    edition: Edition
    placements: Mapping[str, Placement]
    bibliography: Entries
    words: Words
    url: Callable[[str], str]
    body: Callable[..., Markup]
    title: Callable[[str], str]
    numbers: Numbering = field(default_factory=Numbering)
    history: Mapping[str, NoteHistory] = field(default_factory=dict)
    today: date | None = None


def reader_words(words: Words, prefix: str = "ui_") -> str:
    """The words that the reader's JavaScript needs, as JSON: every entry named `ui_…`.

    `ui_language` is the language by whose rules it chooses plural forms: the page's own may be
    another. `english` names the entries, and the labels of other attributes, that are English
    words in the place of others. What the offer for selected words shows is HTML, and tells its
    language itself.

    Args:
        words: The interface's words.
        prefix: What the entries' names begin with.
    """
    entries: dict[str, object] = {
        key: words.entries.get(key, entry)
        for key, entry in words.fallback.items()
        if key.startswith(prefix)
    }
    entries[f"{prefix}language"] = words.language
    english = [key for key in entries if words.lacks(key) and words.has(key)]
    if prefix == "suggest_":
        shown = {key: in_english(str(entries[key])) for key in english if key not in PLAIN}
        entries.update(shown)
    elif english := [*english, *_labels(words)]:
        entries["english"] = english
    return json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _labels(words: Words) -> list[str]:
    keys = (key for key in words.fallback if key.startswith(LABELS) and words.lacks(key))
    return [str(words.fallback[key]) for key in keys]
