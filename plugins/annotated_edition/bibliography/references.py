"""The bibliography: entries and short names of sources, each rendered when it is asked for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, MutableMapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from annotated_edition.locales import Words, collation_key, load_words
from annotated_edition.model import Problem, Severity, Source

from .names import shown_names, sorted_name
from .source_dates import date_in_words, date_of, first_day, for_style
from .web import link

if TYPE_CHECKING:
    from .processor import Processor

__all__ = ["STYLES", "Bibliography", "style_fault"]

STYLES = {"chicago-author-date": Path(__file__).parent / "styles" / "chicago-author-date.csl"}
"""The styles that come along, by name."""

_CSL = "{http://purl.org/net/xbiblio/csl}"
_RICH = re.compile(r"</?(?:i|b|em|strong|sup|sub)>|<span class=\"nocase\">|</span>")

_VERSION = 5  # of what a store holds; to be raised whenever an entry would come out differently
_TITLE_LENGTH = 60  # code points of a title that has to serve as a short name
_SORTED_BY = 1_000
_DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
_DEMOTES = re.compile(rb"demote-non-dropping-particle\s*=\s*[\"']([a-z-]+)")
_ERA = 5_000_000  # days, so that the number of the first day there is has no sign
_NAMES = 3  # names that a short name spells out


def style_fault(path: Path) -> str:
    """What keeps a file from being a style that a bibliography can be rendered by.

    Args:
        path: The file.

    Returns:
        The rest of a sentence about the file; empty where nothing is wrong.
    """
    if not path.is_file():
        return "is no CSL file"
    try:
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - expat bounds entities
    except ET.ParseError as error:
        return f"is no CSL file ({error})"
    if root.tag != f"{_CSL}style":
        return "is no CSL file"
    if root.find(f"{_CSL}bibliography") is not None:
        return ""
    for parent in root.iter(f"{_CSL}link"):
        if parent.get("rel") == "independent-parent":
            return f"only names the style that it takes after; take that one: {parent.get('href')}"
    return "says nothing of a bibliography"


class Bibliography:
    """Renders sources by a CSL style.

    An entry that the processor fails on is rendered plainly, and told of in `problems`.

    Args:
        sources: The sources by id.
        style: A CSL style; None for the one that comes along. Styles that order by author and
            date suit it: every entry is rendered for itself, so a style's numbers mean nothing.
        language: BCP 47 tag of the language of terms and dates; its region decides how dates are
            written where the style leaves it open.
        store: Keeps rendered entries between builds, by a key made from their content.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        style: Path | None = None,
        language: str = "en",
        *,
        store: MutableMapping[str, str] | None = None,
    ) -> None:
        self._sources = sources
        self._style = style or STYLES["chicago-author-date"]
        self._language = language
        self._words: Words = load_words(language)
        self._store = store
        self._entries: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._problems: dict[str, Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What went wrong so far, in the order of the files."""
        return tuple(sorted(self._problems.values(), key=lambda problem: problem.location))

    def entry(self, source_id: str) -> str:
        """The whole entry of a source.

        Args:
            source_id: Its id.

        Returns:
            HTML without anything that could run; the address links to itself.

        Raises:
            KeyError: There is no such source.
        """
        if source_id not in self._entries:
            self._entries[source_id] = self._stored(self._sources[source_id])
        return self._entries[source_id]

    def label(self, source_id: str) -> str:
        """A short name of a source, such as “TASS, 28 September 2022”.

        Args:
            source_id: Its id.

        Returns:
            Plain text.

        Raises:
            KeyError: There is no such source.
        """
        if source_id not in self._labels:
            self._labels[source_id] = self._labelled(self._sources[source_id])
        return self._labels[source_id]

    def _labelled(self, source: Source) -> str:
        name = self._names(source.csl.get("author")) or self._body(source)
        dated = self._dated(source.csl.get("issued"))
        return ", ".join(part for part in (name or _shortened(source.title), dated) if part)

    def _body(self, source: Source) -> str:
        """The body that a source without a named author is looked up under."""
        bodies = (source.csl.get(key) for key in ("publisher", "container-title", "authority"))
        return next((_plain(body) for body in bodies if body), "")

    def sort_key(self, source_id: str) -> tuple[str, ...]:
        """What a source is sorted by: its names, by the alphabet of the language; date, title, id.

        Dates sort by value, and nothing needs to be rendered for it.
        """
        source = self._sources[source_id]
        day = first_day(source.csl.get("issued"))
        # What comes later decides no order, and thousands of accents in a row take minutes.
        names = self._sorting_names(source)[:_SORTED_BY]
        return (
            collation_key(names, self._language),
            "" if day is None else f"{day + _ERA:08}",
            collation_key(_plain(source.title)[:_SORTED_BY], self._language),
            source_id,
        )

    def _sorting_names(self, source: Source) -> str:
        """The names as the style sorts them, or the body or title that stands in for them."""
        value = source.csl.get("author")
        if names := sorted_name(value, self._demotes):
            return names
        return self._body(source) or _shortened(source.title)

    @cached_property
    def _demotes(self) -> bool:
        """Whether the style sorts names without the particles that it shows."""
        try:
            style = self._style.read_bytes()
        except OSError:
            return True
        found = _DEMOTES.search(style)
        return found is None or found[1] != b"never"

    @cached_property
    def _processor(self) -> Processor:
        # Slow to start, and needed only for what a store does not know.
        from .processor import Processor  # noqa: PLC0415

        return Processor(self._style, self._words.language, self._words.locale)

    @cached_property
    def _seed(self) -> bytes:
        style = self._style.read_bytes()
        return hashlib.sha256(f"{_VERSION} {self._language} ".encode() + style).digest()

    def _stored(self, source: Source) -> str:
        if self._store is None:
            return self._rendered(source)
        try:
            content = json.dumps(source.csl, sort_keys=True, default=str).encode()
            key = hashlib.sha256(self._seed + content).hexdigest()
        except (OSError, TypeError, ValueError):
            return self._rendered(source)
        entry = self._store.get(key)
        if entry is None:
            entry = self._rendered(source)
            if source.id not in self._problems:
                self._store[key] = entry
        return entry

    def _rendered(self, source: Source) -> str:
        styled = {
            key: for_style(value, self._words) if key in _DATES else value
            for key, value in source.csl.items()
        }
        for csl in (styled, self._with_dates_in_words(source.csl)):
            try:
                return self._processor(csl)
            except Exception as exception:  # noqa: BLE001 - the processor raises anything
                failure = exception
        self._problems[source.id] = Problem(
            location=source.location,
            code="source-not-rendered",
            message=f"the citation style cannot render the source “{source.id}”",
            expected="fields as CSL-JSON has them (https://docs.citationstyles.org)",
            fix="check its names and dates; it is shown without the style meanwhile",
            severity=Severity.WARNING,
            detail=(f"{type(failure).__name__}: {failure}",),
        )
        return self._plainly(source)

    def _with_dates_in_words(self, csl: Mapping[str, Any]) -> dict[str, Any]:
        """The entry without ranges of dates, which the processor fails on in most styles."""
        entry = dict(csl)
        for key in _DATES:
            if key in entry:
                entry[key] = {"literal": self._dated(entry[key])}
        return entry

    def _plainly(self, source: Source) -> str:
        csl = source.csl
        names = self._names(csl.get("author"))
        places = [_plain(csl[key]) for key in ("container-title", "publisher") if csl.get(key)]
        dated = self._dated(csl.get("issued"))
        texts = [names, self._words("quoted", text=_plain(source.title)), *places, dated]
        parts = [escape(text) for text in texts if text]
        if source.url:
            parts.append(link(source.url))
        return ". ".join(parts) + "."

    def _names(self, value: Any) -> str:
        names = shown_names(value)
        if not names:
            return ""
        if len(names) > _NAMES:
            return self._words("source_et_al", name=names[0])
        return self._words.names(names)

    def _dated(self, value: Any) -> str:
        dated = _plain(date_in_words(value, self._words))
        # Isolated, since the names and titles around it run the other way more often than not.
        rightwards = self._words.direction == "rtl" and date_of(value) is not None
        return f"\u2068{dated}\u2069" if rightwards else dated


def _plain(value: Any) -> str:
    return " ".join(_RICH.sub("", str(value)).split())


def _shortened(title: str) -> str:
    title = _plain(title)
    if len(title) <= _TITLE_LENGTH:
        return title
    return title[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
