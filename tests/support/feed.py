"""What is wrong with an Atom feed, by RFC 4287: by its grammar, and by what it says in prose.

Feed parsers for programs take nearly everything, so that they prove nothing. The grammar and its
Schematron rules are the standard's own, and libxml2 is what checks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

__all__ = ["ATOM", "faults"]

ATOM = "{http://www.w3.org/2005/Atom}"
_GRAMMAR = Path(__file__).parents[1] / "data/atom.rng"
_NAMES = {"atom": ATOM[1:-1], "s": "http://www.ascc.net/xml/schematron"}


def faults(text: str) -> list[str]:
    """Everything that is wrong with a feed.

    Args:
        text: The feed.
    """
    root = etree.fromstring(text.encode("utf-8"))
    return [*_against_the_grammar(root), *_against_the_rules(root), *_against_the_prose(root)]


@cache
def _grammar() -> etree._ElementTree:
    return etree.parse(_GRAMMAR)


def _against_the_grammar(root: etree._Element) -> Iterator[str]:
    schema = etree.RelaxNG(_grammar())
    if not schema.validate(root):
        yield from (f"{each.line}: {each.message}" for each in schema.error_log)


def _against_the_rules(root: etree._Element) -> Iterator[str]:
    for rule in _grammar().iterfind(".//s:rule", _NAMES):
        for element in root.xpath(f"descendant-or-self::{rule.get('context')}", namespaces=_NAMES):
            for each in rule.iterfind("s:assert", _NAMES):
                if not element.xpath(f"boolean({each.get('test')})", namespaces=_NAMES):
                    yield f"{element.sourceline}: {each.text}"


def _against_the_prose(root: etree._Element) -> Iterator[str]:
    # 4.2.7: a feed names itself, and what it tells of, once.
    links = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    if links.count("self") != 1 or links.count("alternate") != 1:
        yield f"feed: links {links}"
    seen: set[tuple[str, str]] = set()
    for element in (root, *root.findall(f"{ATOM}entry")):
        name, updated = (element.findtext(f"{ATOM}{each}", "") for each in ("id", "updated"))
        # 4.2.6: an id is an absolute IRI.
        if not urlsplit(name).scheme or re.search(r"\s", name):
            yield f"{element.sourceline}: id {name!r}"
        # 3.3: the grammar takes any date of XML Schema, a moment needs its zone.
        if not re.search(r"T.*(Z|[+-]\d\d:\d\d)$", updated):
            yield f"{element.sourceline}: no moment {updated!r}"
        # 4.1.1: two entries of one id differ in when they were updated.
        if (name, updated) in seen:
            yield f"{element.sourceline}: {name} of {updated} twice"
        seen.add((name, updated))
        for link in element.findall(f"{ATOM}link"):
            address = urlsplit(link.get("href", ""))
            if address.scheme not in ("http", "https") or not address.netloc:
                yield f"{link.sourceline}: link {link.get('href')!r}"
    if max(moment for _, moment in seen) != root.findtext(f"{ATOM}updated", ""):
        yield "feed: older than its entries"
