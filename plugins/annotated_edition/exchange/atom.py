"""An Atom feed (RFC 4287), written so that the same entries always make the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote, urlsplit

__all__ = ["FeedEntry", "atom", "tag_uri"]

_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing that the feed tells.

    Attributes:
        id: A URI that nothing else in the feed has, and that stays.
        title: Its title, as plain text.
        updated: When it happened, with its time zone.
        link: Absolute address of the page that it is about.
        summary: What happened, as plain text.
        authors: Who did it; the feed's author where nobody is named.
        category: What kind of thing it is about, as a word for programs.
    """

    id: str
    title: str
    updated: datetime
    link: str
    summary: str
    authors: tuple[str, ...] = ()
    category: str = ""


def atom(
    entries: Iterable[FeedEntry],
    *,
    title: str,
    author: str,
    address: str,
    home: str,
    language: str,
    limit: int = 100,
) -> str:
    """Write a feed.

    Args:
        entries: What it tells, in any order.
        title: Its title.
        author: Who publishes it.
        address: Absolute address of the feed, which is its id, too.
        home: Absolute address of the page that it belongs to.
        language: Language of its words, a BCP 47 tag.
        limit: How many entries it holds, the newest first.

    Returns:
        XML; empty where there is nothing to tell, since a feed says when it was last changed.
    """
    newest = sorted(entries, key=lambda entry: entry.id)
    newest.sort(key=lambda entry: entry.updated, reverse=True)
    if not newest:
        return ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<feed xmlns={_attribute(_NAMESPACE)} xml:lang={_attribute(language)}>",
        f"<title>{_text(title)}</title>",
        f"<id>{_text(address)}</id>",
        f"<updated>{_time(newest[0].updated)}</updated>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(address)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(home)}/>',
        f"<author><name>{_text(author)}</name></author>",
    ]
    for entry in newest[:limit]:
        lines += _entry(entry)
    return "\n".join([*lines, "</feed>"]) + "\n"


def tag_uri(address: str, day: str, *parts: str) -> str:
    """A `tag:` URI (RFC 4151): an id that no reader takes for an address.

    Args:
        address: Absolute address of the site, whose host vouches for the id.
        day: A day on which it was the site's, as `2026-11-22`.
        parts: What tells the thing from others.
    """
    split = urlsplit(address)
    host = quote(split.hostname or "localhost", safe="")
    path = "/".join([split.path.strip("/"), *parts]).strip("/")
    return f"tag:{host},{day}:{quote(path, safe='/')}"


def _entry(entry: FeedEntry) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f"<id>{_text(entry.id)}</id>"
    yield f"<updated>{_time(entry.updated)}</updated>"
    yield f'<link rel="alternate" type="text/html" href={_attribute(entry.link)}/>'
    for name in filter(None, map(_text, entry.authors)):
        yield f"<author><name>{name}</name></author>"
    if _text(entry.category):
        yield f"<category term={_attribute(entry.category)}/>"
    yield f"<summary>{_text(entry.summary)}</summary>"
    yield "</entry>"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text), quote=False)


def _attribute(text: str) -> str:
    return f'"{escape(_FORBIDDEN.sub("", text))}"'
