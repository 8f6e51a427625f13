"""The feed, held to the rules of RFC 4287 and RFC 4151."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotated_edition.exchange import FeedEntry, atom, tag_uri
from tests.support.feed import ATOM, faults

HOME = "https://example.org/edition/"
DAY = datetime(2026, 11, 22, 12, 30, 59, tzinfo=UTC)


def entry(name="a", updated=DAY, **values):
    given = {"title": "T", "link": f"{HOME}#a", "summary": "S", **values}
    return FeedEntry(tag_uri(HOME, "2026-11-22", name), updated=updated, **given)


def feed(*entries, **values):
    given = {"title": "Notes", "author": "An edition", "language": "en", **values}
    return atom(entries, address=f"{HOME}notes.atom.xml", home=HOME, **given)


def test_a_feed_keeps_the_rules():
    text = feed(entry("a", authors=("Ada", "Bea"), category="claim"), entry("b"))
    assert faults(text) == []


def test_a_feed_of_nothing_is_not_written():
    # It could not say when it was last changed.
    assert feed() == ""


def test_the_newest_comes_first_and_the_oldest_go():
    entries = [entry(f"n{number}", DAY + timedelta(days=number % 7)) for number in range(20)]
    text = feed(*entries, limit=5)
    assert text == feed(*reversed(entries), limit=5)
    root = etree.fromstring(text.encode())
    ids = [each.text.rpartition("/")[2] for each in root.findall(f"{ATOM}entry/{ATOM}id")]
    assert ids == ["n13", "n6", "n12", "n19", "n5"]
    assert root.findtext(f"{ATOM}updated") == "2026-11-28T12:30:59Z"


def test_a_moment_is_told_in_utc():
    far = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    assert "<updated>2025-12-31T20:00:00Z</updated>" in feed(entry(updated=far))


@given(st.text(), st.text(), st.lists(st.text(), max_size=2), st.text())
def test_whatever_is_told_keeps_the_rules(title, summary, authors, category):
    text = feed(entry(title=title, summary=summary, authors=tuple(authors), category=category))
    assert faults(text) == []


def test_what_xml_cannot_hold_is_left_out_and_the_rest_comes_back():
    root = etree.fromstring(feed(entry(title="a\x00<b>&\ufffe]]>'\"", summary="")).encode())
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "a<b>&]]>'\""


@pytest.mark.parametrize(
    ("address", "parts", "uri"),
    [
        (HOME, ("note", "0a1b"), "tag:example.org,2026-01-02:edition/note/0a1b"),
        ("https://Example.org:8443", ("note",), "tag:example.org,2026-01-02:note"),
        ("http://127.0.0.1:8000/", ("a b/ü",), "tag:127.0.0.1,2026-01-02:a%20b/%C3%BC"),
    ],
)
def test_an_id_is_a_tag(address, parts, uri):
    made = tag_uri(address, "2026-01-02", *parts)
    assert made == uri
    assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:[A-Za-z0-9._~%/-]+", made)
    assert urlsplit(made).scheme == "tag"


GOOD = feed(entry("a", category="claim"), entry("b"))


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<title>Notes</title>", "", "Element feed failed to validate content"),
        ("T12:30:59Z</updated>\n<link", "T25:30:59Z</updated>\n<link", "type dateTime"),
        ("-22T12:30:59Z", "-22T12:30:59", "no moment '2026-11-22T12:30:59'"),
        (
            '<category term="claim"/>',
            "<category/>",
            "Element category failed to validate attributes",
        ),
        ('type="text/html"', 'type="html"', "attribute type for element link"),
        ("<author><name>An edition</name></author>", "", "An atom:entry must have an atom:author"),
        (f'rel="alternate" type="text/html" href="{HOME}#a"', 'rel="self" href="/"', "alternate"),
        ("<summary>S</summary>", "<summary>S</summary><summary>S</summary>", "entry"),
        ("<summary>S</summary>", "<text>S</text>", "entry"),
        ("/b</id>", "/a</id>", "twice"),
        ("<id>tag:", "<id>no tag:", "id 'no tag:"),
        ('rel="self"', 'rel="related"', "feed: links ['related', 'alternate']"),
        (f'href="{HOME}#a"', 'href="#a"', "link '#a'"),
        ("<updated>2026-11-22", "<updated>2026-01-22", "feed: older than its entries"),
    ],
)
def test_a_feed_that_breaks_a_rule_is_found_out(right, wrong, fault):
    count = 1 if right.startswith("<updated>") else -1
    assert right in GOOD
    assert any(fault in each for each in faults(GOOD.replace(right, wrong, count)))
