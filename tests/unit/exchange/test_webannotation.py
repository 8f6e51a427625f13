"""Web Annotations: what an edition knows of a note is in them, and comes back from them."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.exchange import Noted, read_webannotations, webannotations
from annotated_edition.intake.importer import note_record
from annotated_edition.model import (
    Annotation,
    Assessment,
    Citation,
    Edition,
    Kind,
    Location,
    Placement,
    Rating,
    RatingScale,
    Selector,
    Source,
    Speaker,
    State,
)

HERE = Location("annotations/a.yml")
EDITION = Edition(
    speakers={"ada": Speaker("ada", "Ada", HERE), "bea": Speaker("bea", "Bea (B.)", HERE)},
    sources={
        "m": Source("m", {"id": "m", "title": "M", "URL": "https://m.example/"}, HERE),
        "n": Source("n", {"id": "n", "title": "A book, printed"}, HERE),
    },
    scale=RatingScale((Rating("true", "True", value=5), Rating("odd", "Odd (very)")), "S", 5, 1),
)
TEXT = "The words stand here, and the words stand there."
PLACES = (Placement(State.EXACT, 4, 9), Placement(State.CHANGED, 0, 15), Placement(State.ORPHANED))
WORDS = st.text("ab¹ü☂#*_@[]():.,<&>-\"'`|", min_size=1, max_size=12).filter(str.strip)
LINE = WORDS.map(lambda text: " ".join(text.split()))
PROSE = st.lists(WORDS | st.sampled_from(["[@m, p. 4]", "    code", "- x", "# y", ""])).map(
    "\n".join
)
DAYS = st.none() | st.dates()
PEOPLE = st.lists(LINE, max_size=3, unique=True).map(tuple)


@st.composite
def notes(draw):
    kind = draw(st.sampled_from(Kind))
    claim = kind is Kind.CLAIM
    speaker = draw(st.sampled_from([None, "ada", "bea"]))
    rating = draw(st.sampled_from([None, "true", "odd"])) if claim else None
    assessment = st.builds(
        Assessment,
        PEOPLE.filter(bool),
        st.sampled_from(["true", "odd"]),
        st.just(HERE),
        st.just("") | LINE,
        DAYS,
        PROSE.map(lambda text: text.strip("\n").rstrip()),
    )
    reviewed = draw(DAYS)
    return Annotation(
        draw(st.sampled_from(["a", "turnout-2"])),
        kind,
        Selector(draw(LINE), draw(st.none() | LINE), draw(st.none() | LINE)),
        draw(PROSE.filter(str.strip)).strip("\n"),
        HERE,
        speaker if claim else None,
        rating,
        draw(st.just("") | LINE) if rating else "",
        None if claim else speaker,
        tuple(draw(st.lists(st.builds(Citation, st.sampled_from("mn"), st.just("") | LINE)))),
        draw(PEOPLE),
        draw(DAYS),
        reviewed,
        draw(st.sampled_from([None, "en", "pt-BR"])),
        tuple(draw(st.lists(assessment, max_size=2))) if claim else (),
        draw(DAYS),
        draw(st.booleans()) if reviewed is None else False,
    )


def record(note):
    """The note as it would be written into a file."""
    said = {
        "id": note.id,
        "kind": str(note.kind),
        "exact": note.selector.exact,
        "prefix": note.selector.prefix,
        "suffix": note.selector.suffix,
        "claimant": note.claimant,
        "speaker": note.speaker,
        "rating": note.rating,
        "qualifier": note.qualifier,
        "assessments": [
            filled(
                by=one(each.by),
                rating=each.rating,
                qualifier=each.qualifier,
                reviewed=each.reviewed,
                note=each.note,
            )
            for each in note.assessments
        ],
        "note": note.note.rstrip() + "\n",
        "sources": [
            {"id": each.source, "locator": each.locator} if each.locator else each.source
            for each in note.sources
        ],
        "by": one(note.by),
        "created": note.created,
        "reviewed": note.reviewed,
        "due": note.due,
        "lang": note.lang,
    }
    return filled(**said) | ({"reviewed": None} if note.needs_review else {})


def filled(**record):
    return {key: value for key, value in record.items() if value}


def one(names):
    return names[0] if len(names) == 1 else list(names)


def brought_back(note, placement):
    exported = webannotations(
        [Noted(note, "https://e.example/p/", TEXT, placement)], EDITION, "E", "https://e.example/"
    )
    (imported,) = read_webannotations(json.loads(exported))
    assert not imported.lacks
    assert imported.selector is not None
    return note_record(imported, imported.selector, (), Kind.CONTEXT, EDITION)


@given(notes(), st.sampled_from(PLACES))
def test_all_that_a_note_says_comes_back(note, placement):
    assert brought_back(note, placement) == record(note)


def test_a_rating_is_told_in_words_and_in_the_terms_of_schema_org():
    note = Annotation("a", Kind.CLAIM, Selector("words"), "N.", HERE, rating="true")
    found = Assessment(("Eve", "Bob"), "odd", HERE, "as said", date(2026, 1, 2), "See [@m].")
    given_ = Annotation("a", Kind.CLAIM, Selector("words"), "N.", HERE, assessments=(found,))
    told = []
    for each in (note, given_):
        noted = Noted(each, "https://e.example/p/", TEXT, PLACES[0])
        data = json.loads(webannotations([noted], EDITION, "E", "https://e.example/"))
        told.append(data["first"]["items"][0]["body"][2])
    assert told == [
        {
            "type": ["TextualBody", "schema:Rating"],
            "purpose": "assessing",
            "value": "True",
            "schema:identifier": "true",
            "schema:name": "True",
            "schema:ratingValue": 5,
            "schema:bestRating": 5,
            "schema:worstRating": 1,
        },
        {
            "type": ["TextualBody", "schema:Rating"],
            "purpose": "assessing",
            "value": "Odd (very) (as said)",
            "schema:identifier": "odd",
            "schema:name": "Odd (very)",
            "schema:reviewAspect": "as said",
            "schema:ratingExplanation": "See [@m].",
            "creator": [{"type": "Person", "name": "Eve"}, {"type": "Person", "name": "Bob"}],
            "created": "2026-01-02T00:00:00Z",
        },
    ]


def annotation(**parts):
    target = {"source": "https://e.example/p/", "selector": {"type": "TextQuoteSelector"}}
    target["selector"]["exact"] = "words"
    return {"id": "https://x.example/1", "type": "Annotation", "target": target, **parts}


def test_bodies_that_are_no_text_are_kept_as_links():
    bodies = [
        {"type": "TextualBody", "value": "See."},
        "https://x.example/plain",
        {"type": "SpecificResource", "purpose": "linking", "source": "https://m.example/"},
        {"id": "https://x.example/video", "type": "Video"},
        {"type": "Choice", "items": [{"type": "TextualBody", "value": "Or that."}]},
    ]
    (imported,) = read_webannotations(annotation(body=bodies))
    made = note_record(imported, imported.selector, (), Kind.CONTEXT, EDITION)
    assert made["note"] == (
        "See.\n\nOr that.\n\n<https://x.example/plain>\n\n<https://x.example/video>\n"
    )
    assert made["sources"] == ["m"]


def test_whoever_is_known_by_an_address_alone_is_named_by_it():
    creators = [{"id": "https://x.example/ada", "type": "Person"}, {"nickname": "Bea"}]
    (imported,) = read_webannotations(annotation(bodyValue="x", creator=creators))
    assert imported.by == ("https://x.example/ada", "Bea")


def test_a_note_in_several_languages_is_in_none():
    bodies = [{"type": "TextualBody", "value": "x", "language": name} for name in ("en", "fr")]
    assert [next(read_webannotations(annotation(body=body))).language for body in bodies] == [
        "en",
        "fr",
    ]
    assert next(read_webannotations(annotation(body=bodies))).language == ""


def test_what_is_about_something_else_too_is_no_note():
    one = annotation(bodyValue="x")
    one["target"] = [one["target"], "https://x.example/picture"]
    assert [each.lacks for each in read_webannotations(one)] == ["it is about other things, too"]


def test_pages_that_are_not_in_the_file_are_told():
    page = {"type": "AnnotationPage", "items": [annotation(bodyValue="x")], "next": "https://x/2"}
    assert [each.lacks for each in read_webannotations({"first": page})] == [
        "",
        "only its address is in the file: https://x/2",
    ]
