"""The interface's words, per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list

__all__ = ["FALLBACK", "Words", "available", "direction", "load_words"]

FALLBACK = "en"
"""The language that has every word."""

Entry = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language; what it lacks is told in English.

    Attributes:
        language: The language of its words, a BCP 47 tag.
        entries: Its words by key: a text, or texts by plural category (CLDR).
        fallback: The English words.
        missing: Keys that the language lacks, for the report.
        asked: The language asked for; another where there are no words in it.
    """

    language: str
    entries: Mapping[str, Entry]
    fallback: Mapping[str, Entry]
    missing: tuple[str, ...] = field(default=())
    asked: str = ""

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
        return entry.format(**values) if values else entry

    def texts(self) -> Mapping[str, Entry]:
        """All words by key as they stand in the file: for what neither counts nor fills in."""
        return {**self.fallback, **self.entries}

    def has(self, key: str) -> bool:
        """Whether there are words for a key, in English at least."""
        return key in self.fallback

    def date(self, day: date) -> str:
        """A day as the language writes it out."""
        return _long_date(day, self.locale)

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
        if _primary(self.asked) not in ("", self.language):
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
    folder = resources.files(__name__)
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
    text = (resources.files(__name__) / f"{language}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Entry] = yaml.safe_load(text)
    return loaded


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
