"""Small editions, built from the model itself: what is read from files is not the matter here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup, escape

from annotated_edition.bibliography import Bibliography
from annotated_edition.locales import load_words
from annotated_edition.model import (
    Annotation,
    Citation,
    Document,
    Edition,
    Event,
    Kind,
    Location,
    Placement,
    Provenance,
    Rating,
    RatingScale,
    Selector,
    Source,
    Speaker,
    SpeakerType,
    Spelling,
    State,
    Term,
)
from annotated_edition.pages import Numbering, Site

HERE = Location("annotations/a.yml")


def claim(name, exact, claimant=None, rating=None, **fields):
    fields.setdefault("note", "A note.")
    return Annotation(
        name,
        Kind.CLAIM,
        Selector(exact),
        location=HERE,
        claimant=claimant,
        rating=rating,
        **fields,
    )


def tiny_edition():
    """One document, two speakers, four claims, of which one has no verdict."""
    annotations = (
        claim(
            "far",
            "it is far away",
            "ada",
            "false",
            sources=(Citation("map", "p. 4"),),
            by=("bea",),
            created=date(2026, 1, 2),
            reviewed=date(2026, 1, 3),
        ),
        claim("law", "it is allowed", "council", "legal", qualifier="in one court"),
        claim("near", "it is near", "ada", "true", note="Measured [@map; @walk, fig. 2]."),
        claim("taste", "it is fair", "ada"),
        Annotation("walk", Kind.CONTEXT, Selector("the walk"), "A walk.", HERE, speaker="ada"),
    )
    return Edition(
        documents={
            "articles/a.md": Document(
                "articles/a.md", annotations, "A walk", Provenance(language="de")
            )
        },
        speakers={
            "ada": Speaker(
                "ada",
                "Ada Lo",
                HERE,
                spellings=(Spelling("Ада Ло", "uk"), Spelling("A. Lo", note="on the map")),
                role="Walker",
                bio="She walks [@map].",
                sources=(Citation("walk"),),
            ),
            "council": Speaker("council", "Town Council", HERE, SpeakerType.ORGANIZATION),
        },
        sources={
            "map": Source(
                "map",
                {
                    "id": "map",
                    "type": "book",
                    "title": "The map",
                    "author": [{"family": "Lo", "given": "Ada"}],
                    "issued": {"date-parts": [[2019]]},
                    "URL": "https://example.org/map?a=1&b=2",
                },
                HERE,
            ),
            "walk": Source(
                "walk",
                {
                    "id": "walk",
                    "type": "article-newspaper",
                    "title": "Walked",
                    "publisher": "Herald",
                    "issued": {"date-parts": [[2022, 9, 28]]},
                },
                HERE,
                verified=False,
            ),
        },
        scale=RatingScale(
            (
                Rating("true", "True", "It is so.", icon="✓", value=2),
                Rating("false", "False", "It is not so.", "Opinions.", icon="✗", value=1),
                Rating("legal", "Legal position", "Somebody holds it legal.", icon="§"),
            ),
            "Scale",
            2,
            1,
        ),
        events=(
            Event(
                "begin",
                date(2020, 1, 1).toordinal(),
                date(2020, 12, 31).toordinal(),
                "2020",
                "It begins [@map].",
                HERE,
                annotations=("far", "gone"),
            ),
            Event(
                "walk",
                date(2022, 9, 23).toordinal(),
                date(2022, 9, 27).toordinal(),
                "2022-09-23/2022-09-27",
                "The walk.",
                HERE,
                sources=(Citation("walk"),),
                highlight=True,
            ),
        ),
        terms={
            "mile": Term("mile", "mile", "A measure.", HERE, ("Meile",), (Citation("map"),)),
        },
    )


def make_site(edition, *, states=(), language="en", url=None):
    """A site that links to the targets themselves and shows Markdown as it is written."""
    numbers = Numbering()
    return Site(
        edition=edition,
        placements={name: Placement(State(state)) for name, state in dict(states).items()},
        bibliography=Bibliography(edition.sources, language=language),
        words=load_words(language),
        url=url or (lambda target: "../" + target.replace(":", "/", 1)),
        body=lambda text, *_: Markup("<p>{}</p>").format(text) if text else escape(""),
        title=lambda path: edition.documents[path].title or path,
        numbers=numbers,
    )


@pytest.fixture
def tiny():
    return tiny_edition()


@pytest.fixture
def site_of():
    return make_site


@pytest.fixture
def with_annotations():
    """The edition with other annotations in its only document."""

    def change(edition, *annotations):
        (document,) = edition.documents.values()
        return replace(
            edition, documents={document.path: replace(document, annotations=annotations)}
        )

    return change


@pytest.fixture
def make_claim():
    return claim
