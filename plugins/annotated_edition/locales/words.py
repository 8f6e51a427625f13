"""The interface's words, per language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list

__all__ = ["FALLBACK", "STAND_IN", "Words", "available", "direction", "load_words"]

FALLBACK = "en"
"""The language that has every word."""
STAND_IN = "\ufdd0", "\ufdd1"
"""Noncharacters around English words that stand in for others, until their element is known."""

Entry = str | Mapping[str, str]

_VALUE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words of one language; what it lacks is told in English.

    Attributes:
        language: The language of its words, a BCP 47 tag.
        entries: Its words by key: a text, or texts by plural category (CLDR).
        fallback: The English words.
        missing: Keys that the language lacks, for the report.
        asked: The language asked for; another where there are no words in it.
        marked: Whether English words that stand in for others stand between `STAND_IN`.
    """

    language: str
    entries: Mapping[str, Entry]
    fallback: Mapping[str, Entry]
    missing: tuple[str, ...] = field(default=())
    asked: str = ""
    marked: bool = False

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for a key, with `{name}` replaced by the values.

        Where the entry has plural forms, the value `n` chooses one by the rules of the
        language (CLDR, through Babel).

        Raises:
            KeyError: There is no such key, not in English either.
        """
        language, entry = self.language, self.entries.get(key)
        if entry is None:
            language, entry = FALLBACK, self.fallback[key]
        if not isinstance(entry, str):
            number = values.get("n", 0)
            form = _locale(language).plural_form(number if isinstance(number, int) else 0)
            entry = entry.get(form) or entry["other"]
        text = entry.format(**values) if values else entry
        # Quotation marks and commas are not words, and what they are put around is not English.
        worded = self.marked and self.lacks(key) and _WORD.search(_VALUE.sub("", entry))
        return text.join(STAND_IN) if worded else text

    def texts(self) -> Mapping[str, Entry]:
        """All words by key as they stand in the file: for what neither counts nor fills in."""
        if not self.marked:
            return {**self.fallback, **self.entries}
        return {key: self(key) for key, entry in self.fallback.items() if isinstance(entry, str)}

    def lacks(self, key: str) -> bool:
        """Whether English words stand in for a key, or for all of them."""
        return self.entire or key not in self.entries

    @property
    def entire(self) -> bool:
        """Whether English stands in for a whole language."""
        return _primary(self.asked) not in ("", self.language)

    def marking(self) -> Words:
        """These words with marks around those that stand in for others, if there are any."""
        return replace(self, marked=True) if self.entire or self.missing else self

    def has(self, key: str) -> bool:
        """Whether there are words for a key, in English at least."""
        return key in self.fallback

    def date(self, day: date) -> str:
        """A day as the language writes it out."""
        text = _long_date(day, self.locale)
        return text.join(STAND_IN) if self.marked and self.entire else text

    def names(self, names: Iterable[str]) -> str:
        """Several names as the language strings them together (`Ada, Bo, and Cy`)."""
        return format_list(list(names), locale=_locale(self.locale))

    @property
    def locale(self) -> str:
        """The tag that dates and lists follow: the language with the region asked for, if any."""
        return _regional(self.asked.replace("_", "-"), self.language)

    @property
    def shortfall(self) -> str:
        """What is told in English for want of words, in a sentence; empty if nothing is."""
        if self.entire:
            return (
                f"the interface has no words in “{self.asked}” and speaks English; it has them in"
                f" {', '.join(available())}"
            )
        if self.missing:
            return (
                f"the interface lacks words in “{self.language}” and tells these in English:"
                f" {', '.join(self.missing)}"
            )
        return ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return _locale(self.language).text_direction


def direction(tag: str | None) -> str:
    """How a text in a language runs: `rtl`, `ltr`, or `auto` where the language is unknown."""
    if not tag:
        return "auto"
    try:
        return Locale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "auto"


def available() -> tuple[str, ...]:
    """The languages that have words of their own, sorted."""
    folder = resources.files(__package__)
    return tuple(
        sorted(
            file.name.removesuffix(".yml")
            for file in folder.iterdir()
            if file.name.endswith(".yml")
        )
    )


@cache
def load_words(language: str) -> Words:
    """Read the words of a language.

    Args:
        language: A BCP 47 tag; its region is ignored where only the language has words.
    """
    fallback = _read(FALLBACK)
    known = next((tag for tag in (language, _primary(language)) if tag in available()), FALLBACK)
    entries = _read(known)
    missing = tuple(sorted(set(fallback) - set(entries)))
    return Words(known, entries, fallback, missing, language)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0]


@cache
def _regional(tag: str, language: str) -> str:
    """The tag, if it is of the language and its region is known; otherwise the language."""
    if _primary(tag) != language:
        return language
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    return tag


@cache
def _long_date(day: date, language: str) -> str:
    return format_date(day, format="long", locale=_locale(language))


@cache
def _read(language: str) -> dict[str, Entry]:
    text = (resources.files(__package__) / f"{language}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Entry] = yaml.safe_load(text)
    return loaded


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
