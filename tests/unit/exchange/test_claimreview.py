"""ClaimReview: what is told of a rated claim, and that nothing breaks out of its script."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from annotated_edition.exchange import claim_review, json_ld
from annotated_edition.model import (
    Annotation,
    Document,
    Kind,
    Location,
    Provenance,
    Rating,
    RatingScale,
    Selector,
    Speaker,
    SpeakerType,
)

HERE = Location("annotations/a.yml")
RATING = Rating("false", "False", value=1)
SCALE = RatingScale((RATING,), "Evidence", best=7, worst=1)
CLAIM = Annotation(
    "far",
    Kind.CLAIM,
    Selector("it is\nfar  away"),
    "A note.",
    HERE,
    rating="false",
    created=date(2026, 1, 2),
    reviewed=date(2026, 1, 3),
)
DOCUMENT = Document(
    "a.md",
    (CLAIM,),
    "A walk",
    Provenance(title="Walk", publisher="Herald", url="https://x.org/a", published="2022-09-28"),
)
SPEAKER = Speaker("ada", "Ada Lo", HERE, role="Walker")


def review(claim=CLAIM, document=DOCUMENT, rating=RATING, scale=SCALE, claimant=SPEAKER):
    return claim_review(
        claim,
        document,
        rating,
        scale,
        claimant,
        "https://e.org/claims/far/",
        publisher="An edition",
        publisher_url="https://e.org/",
        page="https://e.org/a/",
    )


def test_a_rated_claim_is_described_in_full():
    assert review() == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://e.org/claims/far/",
        "claimReviewed": "it is far away",
        "datePublished": "2026-01-03",
        "author": {"@type": "Organization", "name": "An edition", "url": "https://e.org/"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ada Lo", "jobTitle": "Walker"},
            "datePublished": "2022-09-28",
            "appearance": {
                "@type": "CreativeWork",
                "url": "https://x.org/a",
                "headline": "Walk",
                "publisher": {"@type": "Organization", "name": "Herald"},
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 7,
            "worstRating": 1,
            "alternateName": "False",
        },
    }


@pytest.mark.parametrize(
    ("rating", "scale"),
    [
        (None, SCALE),
        (replace(RATING, value=None), SCALE),
        (RATING, RatingScale((RATING,))),
    ],
)
def test_without_a_number_there_is_no_review(rating, scale):
    assert review(rating=rating, scale=scale) is None


def test_the_qualifier_belongs_to_the_verdict():
    described = review(claim=replace(CLAIM, qualifier="that it happened"))
    assert described["reviewRating"]["alternateName"] == "False (that it happened)"


def test_a_body_is_an_organisation_and_has_no_job():
    described = review(claimant=replace(SPEAKER, type=SpeakerType.ORGANIZATION))
    assert described["itemReviewed"]["author"] == {"@type": "Organization", "name": "Ada Lo"}


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "a.md"])
def test_the_page_stands_in_for_an_address_that_leads_nowhere(url):
    document = replace(DOCUMENT, provenance=replace(DOCUMENT.provenance, url=url))
    assert review(document=document)["itemReviewed"]["appearance"]["url"] == "https://e.org/a/"


def test_what_is_not_known_is_left_out():
    bare = replace(CLAIM, created=None, reviewed=None)
    described = review(claim=bare, document=Document("a.md"), claimant=None)
    assert described["itemReviewed"] == {
        "@type": "Claim",
        "appearance": {"@type": "CreativeWork", "url": "https://e.org/a/"},
    }
    assert "datePublished" not in described


def test_no_text_ends_the_script():
    exact = "</script><script>alert(1)</script><!-- \u2028"
    text = json_ld(review(claim=replace(CLAIM, selector=Selector(exact))))
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text)["claimReviewed"] == " ".join(exact.split())


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2022-09", "2022-09"),
        ("476", "0476"),
        ("1215~", None),
        ("121X", None),
        ("2001-21", None),
        ("1850/1855", None),
        ("-0350", None),
        ("in spring", None),
    ],
)
def test_machines_are_told_only_dates_that_are_sure(published, told):
    document = replace(DOCUMENT, provenance=replace(DOCUMENT.provenance, published=published))
    assert review(document=document)["itemReviewed"].get("datePublished") == told
