"""The sources that a contributor names: of the edition, or new."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from annotated_edition.model import Source
from annotated_edition.text import nearest

from .listing import separate
from .naming import propose_id
from .validation import ProposalError, validate_line

__all__ = ["Link", "Named", "name_sources"]

_ID = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_.:+/-]*[A-Za-z0-9])?)(?:\s*,\s*(.+))?")
_MARKDOWN = re.compile(r"\]\((https?://[^\s]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(https?://[^\s<>\"{}|\\^`]+)>?", re.IGNORECASE)
_BULLET = re.compile(r"^[-*+•]\s+")
_HOLLOW = re.compile(r"(?:\(\s*\)|<\s*>)[.,;:]*")
_BETWEEN = " \t,;:|–—-"
_PAIRS = tuple(map(tuple, ("“”", "„“", "«»", "‚‘", "‘’", '""', "''", "()")))
_LOCATOR = re.compile(
    r"(?:(?:pp?|pages?|paras?|paragraphs?|chs?|chap|chapters?|vols?|volumes?|nos?|secs?|sections?"
    r"|figs?|figures?|tabs?|tables?|arts?|articles?|ll?|lines?|cols?|columns?|fols?|folios?|min"
    r"|S|Abs|Nr|Bd|Kap|с|стор|ст|разд|гл)\b\.?\s*|§+\s*)[0-9ivxlc]+\b.{0,40}|[0-9][0-9:.–-]*",
    re.IGNORECASE,
)
"""How people write where in a source: `p. 4`, `§ 12`, `12:30`."""
_TITLE_LIKE = re.compile(r"(?:\w+[^\w,]+){7}", re.UNICODE)
"""More words than a locator has."""
_MAX_SOURCES, _MAX_TITLE = 30, 300

Link = str | dict[str, str]
"""A source as a record names it: an id, or an id with a locator."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was named.

    Attributes:
        links: The sources for the record, in order.
        entries: New entries of the bibliography, as CSL.
    """

    links: tuple[Link, ...] = ()
    entries: tuple[Mapping[str, Any], ...] = ()


def name_sources(
    lines: Iterable[str], known: Mapping[str, Source], today: date, also: Collection[str] = ()
) -> Named:
    """Sources from lines such as `un-report, p. 4` or `https://example.org/a A report`.

    A new source is marked as not verified: nobody of the edition has seen it yet.

    Args:
        lines: One source a line.
        known: The edition's sources.
        today: The day that a new source counts as accessed.
        also: Ids that are taken besides.

    Raises:
        Refused: A line names no source.
    """
    written = [_BULLET.sub("", line.strip()) for line in lines]
    written = [part for line in written for part in separate(line, known) if part]
    if len(written) > _MAX_SOURCES:
        raise ProposalError(f"there are {len(written)} sources; expected at most {_MAX_SOURCES}")
    by_url = {_same(source.url): name for name, source in known.items() if source.url}
    links: list[Link] = []
    entries: dict[str, Mapping[str, Any]] = {}
    faults: list[str] = []
    for line in written:
        try:
            link, entry = _one(line, known, by_url, {*known, *entries, *also}, today)
        except ProposalError as refused:
            faults += refused.reasons
            continue
        links.append(link)
        if entry:
            entries[entry["id"]] = entry
            by_url[_same(entry["URL"])] = entry["id"]
    if faults:
        raise ProposalError(*faults)
    unique = {str(link): link for link in links}
    return Named(tuple(unique.values()), tuple(entries.values()))


def _one(
    line: str,
    known: Mapping[str, Source],
    by_url: Mapping[str, str],
    taken: Collection[str],
    today: date,
) -> tuple[Link, dict[str, Any] | None]:
    faults = validate_line(line)
    if faults:
        raise ProposalError(*(f"source “{line[:60]}”: {fault}" for fault in faults))
    linked = _MARKDOWN.search(line)
    address = linked or _ADDRESS.search(line)
    if not address:
        return _known(line, known), None
    url = _closed(address[1])
    if linked:
        title = line[: linked.start()].partition("[")[2]
    else:
        title = f"{line[: address.start(1)]} {line[address.start(1) + len(url) :]}"
    rest = line[address.start(1) + len(url) :]
    if linked:
        rest = rest.removeprefix(")")
    comma = url.endswith(",") or rest.lstrip("> ").startswith(",")
    url, title = url.rstrip(".,;:"), _title(title)
    if _same(url) in by_url:
        name = by_url[_same(url)]
        words = _title(rest) if linked else title
        locator = _locator(words, known[name].title if name in known else "", comma=comma)
        return {"id": name, "locator": locator} if locator else name, None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise ProposalError(f"“{url[:80]}” is not the URL of a page")
    if not re.search(r"\w", title) or len(title) > _MAX_TITLE:
        raise ProposalError(
            f"the source {url[:80]} needs a title of at most {_MAX_TITLE} characters"
        )
    words = f"{host.removeprefix('www.').rpartition('.')[0] or host} {title}"
    name = propose_id(words, taken, "source")
    entry: dict[str, Any] = {
        "id": name,
        "type": "webpage",
        "title": title,
        "URL": url,
        "accessed": today,
        "custom": {"verified": False},
    }
    return name, entry


def _locator(words: str, title: str, *, comma: bool) -> str:
    """Where in a source of the edition, from the words beside its address.

    Args:
        words: The words; the source's title may be among them.
        title: The source's title.
        comma: Whether a comma stands between the address and the words, as behind an id.
    """
    if title and words.casefold().startswith(title.casefold()):
        words = words[len(title) :].strip(_BETWEEN)
        comma = True
    if not words:
        return ""
    place = words if comma else words.rpartition(",")[2].strip()
    if comma and (words.casefold() in title.casefold() or _TITLE_LIKE.match(words)):
        place = words.rpartition(",")[2].strip()
        comma = False
    return place if comma or _LOCATOR.fullmatch(place) else ""


def _closed(address: str) -> str:
    """An address up to a bracket that something before it has opened."""
    depth = 0
    for at, sign in enumerate(address):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return address[:at]
    return address


def _title(words: str) -> str:
    """A title without what parts it from the address or stands around it."""
    title = " ".join(_HOLLOW.sub(" ", words).split()).strip(_BETWEEN)
    for opening, closing in _PAIRS:
        inner = title[1:-1]
        around = title.startswith(opening) and title.endswith(closing)
        if around and opening not in inner and closing not in inner:
            title = inner.strip(_BETWEEN)
    return title


def _known(line: str, known: Mapping[str, Source]) -> Link:
    found = _ID.fullmatch(line)
    if found and found[1] in known:
        locator = " ".join((found[2] or "").split())
        return {"id": found[1], "locator": locator} if locator else found[1]
    name = found[1] if found else line
    guess = nearest(name, frozenset(known))
    also = f"; did you mean “{guess}”?" if guess else ""
    raise ProposalError(
        f"there is no source “{name[:60]}”{also}; for a new one, write its address and its title"
    )


def _same(url: str) -> str:
    """An address as far as it tells pages apart."""
    return re.sub(r"^https?://(?:www\.)?|[#].*$|/$", "", url, flags=re.IGNORECASE)
