"""What a build tells of the notes' past, of other raters, and of reviews that fall due."""

from __future__ import annotations

import json
import logging
import re

import pytest

from annotated_edition.hosts import Project
from tests.support.feed import faults
from tests.support.project import build_site, configure
from tests.support.repository import Repository

CLAIM = """annotations:
  - id: turnout
    kind: claim
    exact: a turnout of 85.4 percent
    rating: {rating}
    note: {note}
    by: ada
    due: 2027-01-01
    assessments:
      - {{by: bea, rating: supported, note: "See [@ria] and [more](other.md)."}}
"""
FILES = {
    "docs/report.md": "# The report\n\nThere was a turnout of 85.4 percent, it said.\n",
    "docs/other.md": "# Other\n\nNothing.\n",
    "docs/index.md": "# Start\n\n<!-- edition: claims -->\n",
    "docs/corrections.md": "# Corrections\n\n<!-- edition: corrections -->\n",
    "annotations/report.yml": CLAIM.format(rating="supported", note="A figure."),
    "annotations/sources.yml": "references: [{id: ria, type: webpage, title: RIA}]\n",
}
LATER = {"annotations/report.yml": CLAIM.format(rating="disputed", note="Two figures.")}
HOME = "https://example.org/edition/"


@pytest.fixture
def edition(tmp_path):
    """Builds an edition with two commits and tells the folder of its site."""

    def make(*, settings=None, **options):
        repository = Repository(tmp_path / "edition")
        repository.commit(FILES, "Begin", by="Ada")
        repository.commit(LATER, "A second figure is known", "2026-02-02T00:00:00+00:00", by="Bea")
        configure(
            repository.folder,
            {"site_url": HOME, **(settings or {})},
            {"claim_pages": True, **options},
        )
        return repository.folder

    return make


def read(site, name):
    return (site / name).read_text(encoding="utf-8")


def test_history_reaches_note_listing_and_feed(edition):
    site = build_site(edition(repository="o/r"))
    note = read(site, "report/index.html")
    assert "Changed February 2, 2026: \u2068A second figure is known\u2069" in note
    assert "Raters differ: ada: Disputed; bea: Supported." in note
    assert re.search(r'href="#source-ria"[^>]*>\[1\]', note)
    listed = read(site, "corrections/index.html")
    assert "Why: \u2068A second figure is known\u2069" in listed
    assert 'href="https://github.com/o/r/commit/' in listed
    assert 'href="../notes.atom.xml"' in listed[: listed.index("</head>")]
    assert "notes.atom.xml" not in note
    feed = read(site, "notes.atom.xml")
    assert faults(feed) == []
    assert feed.count("<entry>") == 2
    assert f'href="{HOME}report/#note-turnout"' in feed
    assert "Rating changed: Supported; then: Disputed. The words of the note changed." in feed


def test_two_builds_are_the_same_with_and_without_what_was_kept(edition):
    folder = edition()
    first = {path.name: path.read_bytes() for path in build_site(folder).rglob("*.*ml")}
    again = {path.name: path.read_bytes() for path in build_site(folder).rglob("*.*ml")}
    assert again == first


def test_history_can_be_switched_off(edition):
    site = build_site(edition(history=False))
    assert "Changed February 2" not in read(site, "report/index.html")
    corrections = read(site, "corrections/index.html")
    assert "second figure" not in corrections
    # It does not claim that there were none.
    assert "What has been changed in the notes is not known here" in corrections


def test_without_an_address_there_is_no_feed_and_no_rating_for_machines(edition):
    site = build_site(edition(settings={"site_url": ""}))
    assert not (site / "notes.atom.xml").exists()
    assert "notes.atom.xml" not in read(site, "corrections/index.html")
    assert "ld+json" not in read(site, "claims/turnout/index.html")


def review_of(site):
    page = read(site, "claims/turnout/index.html")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[1])[0] if found else None


def test_a_claims_page_tells_machines_its_rating(edition):
    review = review_of(build_site(edition()))
    assert review["@type"] == "ClaimReview"
    assert review["url"] == f"{HOME}claims/turnout/"
    assert review["claimReviewed"] == "a turnout of 85.4 percent"
    assert review["reviewRating"]["alternateName"] == "Disputed"
    assert review["author"] == {"@type": "Organization", "name": "An edition", "url": HOME}
    assert review["itemReviewed"]["appearance"]["url"] == f"{HOME}report/"


@pytest.mark.parametrize("words", ["a turnout of 58.4 percent", "nothing of the kind"])
def test_a_rating_of_other_words_is_not_told_to_machines(edition, words):
    folder = edition(on_changed="info", on_orphaned="info", on_ambiguous="info")
    page = folder / "docs/report.md"
    page.write_text(f"# The report\n\nThere was {words}, it said.\n", encoding="utf-8")
    assert review_of(build_site(folder)) is None


def test_a_build_knows_only_the_day_that_it_is_told(edition, monkeypatch, caplog):
    folder = edition(on_due="info")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with caplog.at_level(logging.INFO):
        site = build_site(folder)
    assert "review-due" not in caplog.text
    assert "was to be reviewed" not in caplog.text
    assert "To be reviewed again by January 1, 2027." in read(site, "report/index.html")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")  # the second of January 2027
    with caplog.at_level(logging.INFO):
        site = build_site(folder)
    assert "the note “turnout” was to be reviewed by 2027-01-01" in caplog.text
    assert "Review due since January 1, 2027." in read(site, "report/index.html")


@pytest.mark.parametrize(("day", "due"), [("1798761600", []), ("1798848000", ["warning"])])
def test_a_check_tells_reviews_that_are_due(edition, monkeypatch, day, due):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
    project = Project.load(edition(on_due="warn") / "mkdocs.yml").check()
    found = [each for each in project.problems if each.code == "review-due"]
    assert [each.severity for each in found] == due
    assert [str(each.location) for each in found] == ["annotations/report.yml:8:10"] * len(due)


def test_a_check_goes_by_the_clock(edition, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    folder = edition()
    notes = folder / "annotations/report.yml"
    notes.write_text(notes.read_text("utf-8").replace("2027-01-01", "2020-01-01"), "utf-8")
    problems = Project.load(folder / "mkdocs.yml").check().problems
    assert [each.code for each in problems] == ["review-due"]
