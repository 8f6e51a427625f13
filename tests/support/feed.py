"""What is wrong with an Atom feed, by the rules of RFC 4287.

Feed parsers for programs take nearly everything, so that they prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

__all__ = ["ATOM", "faults"]

ATOM = "{http://www.w3.org/2005/Atom}"
_FEED = {"author", "category", "id", "link", "title", "updated"}
_ENTRY = {"author", "category", "id", "link", "summary", "title", "updated"}
_TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z")
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]+")


def faults(text: str) -> list[str]:
    """Everything that is wrong with a feed.

    Args:
        text: The feed.
    """
    root = fromstring(text.encode("utf-8"))
    return list(_faults(root))


def _faults(root: Element) -> Iterator[str]:
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}"
    yield from _common(root, _FEED, "feed")
    # 4.1.1: a feed without an author needs one in each entry; and it should name itself.
    if root.find(f"{ATOM}author") is None:
        yield "feed: no author"
    links = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    if links.count("self") != 1 or links.count("alternate") != 1:
        yield f"feed: links {links}"
    entries = root.findall(f"{ATOM}entry")
    seen: set[tuple[str, str]] = set()
    dates = []
    for entry in entries:
        yield from _common(entry, _ENTRY, "entry")
        # 4.1.2: without content, an entry has a link to what it tells of.
        if not [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]:
            yield "entry: no link"
        if len(entry.findall(f"{ATOM}summary")) > 1:
            yield "entry: two summaries"
        # 4.1.1: two entries of one id differ in when they were updated.
        key = (entry.findtext(f"{ATOM}id", ""), entry.findtext(f"{ATOM}updated", ""))
        if key in seen:
            yield f"entry: {key} twice"
        seen.add(key)
        dates.append(key[1])
    if dates and root.findtext(f"{ATOM}updated", "") < max(dates):
        yield "feed: older than its entries"


def _common(element: Element, known: set[str], where: str) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"{where}: {name} does not stand there once"
    for child in element:
        if child.tag.removeprefix(ATOM) not in {*known, "entry"}:
            yield f"{where}: unknown element {child.tag}"
    # 4.2.6: an id is an absolute IRI.
    name = element.findtext(f"{ATOM}id") or ""
    if not urlsplit(name).scheme or re.search(r"\s", name):
        yield f"{where}: id {name!r}"
    if not _TIME.fullmatch(element.findtext(f"{ATOM}updated") or ""):
        yield f"{where}: updated is no RFC 3339 date"
    yield from _details(element, where)


def _details(element: Element, where: str) -> Iterator[str]:
    for link in element.findall(f"{ATOM}link"):
        address = urlsplit(link.get("href", ""))
        if address.scheme not in ("http", "https") or not address.netloc:
            yield f"{where}: link {link.get('href')!r}"
        if not _MEDIA.fullmatch(link.get("type", "")):
            yield f"{where}: type {link.get('type')!r}"
    for author in element.findall(f"{ATOM}author"):
        if [each.tag for each in author] != [f"{ATOM}name"]:
            yield f"{where}: an author is a name"
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield f"{where}: a category without a term"
