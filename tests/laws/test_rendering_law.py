"""Whatever a record may hold, and wherever its words came to stand, it is rendered."""

from __future__ import annotations

from datetime import UTC, date
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from annotated_edition.bibliography import Bibliography
from annotated_edition.locales import load_words
from annotated_edition.model import (
    Annotation,
    Assessment,
    Candidate,
    Change,
    Citation,
    Document,
    Edition,
    Event,
    Kind,
    Location,
    NoteHistory,
    Placement,
    Provenance,
    Rating,
    RatingScale,
    Revision,
    Score,
    Selector,
    Source,
    Speaker,
    SpeakerType,
    Spelling,
    State,
    Term,
    Wording,
)
from annotated_edition.pages import (
    LISTINGS,
    NotesPage,
    Numbering,
    RenderingError,
    Site,
    claim_page,
    failures_as_problems,
    listing,
    notes_section,
    provenance_box,
    speaker_page,
)

HERE = Location("annotations/a.yml", 2, 5)
PATH = "a.md"

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"' \n{}%"), max_size=12
)
filled = texts.filter(str.strip)
maybe = st.one_of(st.just(""), texts)
DAY_NUMBERS = st.integers(-1_000_000, 3_000_000)
days = st.none() | st.dates(date.min, date.max)
moments = st.datetimes(timezones=st.just(UTC))
languages = st.sampled_from([None, "en", "ar", "pt-BR", "xx"])
names = st.lists(filled, max_size=3).map(tuple)
changes = st.lists(st.builds(Change, texts, texts), max_size=4).map(tuple)
citations = st.lists(
    st.builds(Citation, st.sampled_from(["s", "t", "gone"]), maybe), max_size=3
).map(tuple)


@st.composite
def placements(draw):
    state = draw(st.sampled_from(State))
    start = 0 if state.placed else None
    candidates = draw(st.lists(st.just(Candidate(0, 4, Score(0.5, None, None, 0.5))), max_size=2))
    return Placement(
        state,
        start,
        4 if state.placed else None,
        difference=draw(changes) if state is State.CHANGED else (),
        candidates=tuple(candidates),
    )


@st.composite
def annotations(draw, name):
    kind = draw(st.sampled_from(Kind))
    fields = {}
    if kind is Kind.CLAIM:
        fields = {
            "claimant": draw(st.sampled_from([None, "ada", "gone"])),
            "rating": draw(st.sampled_from([None, "true", "off"])),
            "qualifier": draw(maybe),
            "assessments": draw(
                st.lists(
                    st.builds(
                        Assessment,
                        by=names,
                        rating=st.sampled_from(["true", "off"]),
                        location=st.just(HERE),
                        qualifier=maybe,
                        reviewed=days,
                        note=maybe,
                    ),
                    max_size=2,
                ).map(tuple)
            ),
        }
    else:
        fields = {"speaker": draw(st.sampled_from([None, "ada"]))}
    return Annotation(
        name,
        kind,
        Selector(draw(filled)),
        draw(filled),
        HERE,
        sources=draw(citations),
        by=draw(names),
        created=draw(days),
        reviewed=draw(days),
        due=draw(days),
        lang=draw(languages),
        needs_review=draw(st.booleans()),
        **fields,
    )


@st.composite
def histories(draw, name):
    wordings = st.none() | st.builds(
        Wording, st.sampled_from(["a", PATH, "gone"]), st.sampled_from(Kind), filled, maybe, maybe
    )
    revisions = st.builds(
        Revision,
        at=moments,
        commit=st.just("0" * 40),
        reason=maybe,
        by=names,
        changed=st.lists(st.sampled_from(["exact", "note", "rating", "due"])).map(tuple),
        before=wordings,
        after=wordings,
    )
    return NoteHistory(name, tuple(draw(st.lists(revisions, min_size=1, max_size=3))))


speakers = st.builds(
    Speaker,
    id=st.just("ada"),
    name=filled,
    location=st.just(HERE),
    type=st.sampled_from(SpeakerType),
    spellings=st.lists(st.builds(Spelling, filled, languages, maybe), max_size=2).map(tuple),
    role=maybe,
    bio=maybe,
    sources=citations,
    by=names,
    created=days,
    reviewed=days,
    due=days,
)
provenances = st.none() | st.builds(
    Provenance,
    title=maybe,
    publisher=maybe,
    author=maybe,
    published=st.sampled_from(["", "2022", "2022-09", "2022-09-28", "-0350", "1215~", "soon"]),
    retrieved=days,
    language=st.sampled_from(["", "en", "xx"]),
    translated_from=st.sampled_from(["", "uk"]),
    licence=maybe,
    obtained=maybe,
    unknown=maybe,
)
SCALE = RatingScale(
    (Rating("true", "True", "It is so.", value=2), Rating("off", "Opinion")), "Scale", 2, 1
)


@st.composite
def sites(draw):
    notes = tuple(draw(annotations(f"n{number}")) for number in range(draw(st.integers(1, 3))))
    edition = Edition(
        documents={PATH: Document(PATH, notes, draw(maybe), draw(provenances))},
        speakers={"ada": draw(speakers)},
        sources={
            "s": Source("s", {"type": "book", "title": draw(filled)}, HERE),
            "t": Source("t", {"type": "webpage", "title": draw(filled)}, HERE, verified=False),
        },
        scale=SCALE,
        events=(
            Event("e", *sorted(draw(st.tuples(DAY_NUMBERS, DAY_NUMBERS))), "2022", "x", HERE),
        ),
        terms={"m": Term("m", draw(filled), draw(filled), HERE, draw(names), draw(citations))},
    )
    return Site(
        edition=edition,
        placements={note.id: draw(placements()) for note in notes},
        bibliography=Bibliography(edition.sources),
        words=load_words(draw(st.sampled_from(["en", "de", "ar", "uk"]))),
        url=draw(st.sampled_from([lambda target: f"../{target}", lambda _target: ""])),
        body=lambda text, *_: Markup("<p>{}</p>").format(text),
        title=lambda path: edition.documents[path].title or path,
        numbers=Numbering(),
        history={note.id: draw(histories(note.id)) for note in notes if draw(st.booleans())},
        today=draw(st.just(date(2026, 11, 22)) | st.none()),
    )


@given(sites())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_note_of_every_state_is_on_its_page_and_in_the_listings(site):
    (document,) = site.edition.documents.values()
    placed = [note.id for note in document.annotations if site.placements[note.id].state.placed]
    page = NotesPage(
        document,
        site.placements,
        {name: number for number, name in enumerate(placed, 1)},
        edit=lambda location: f"edit/{location.line}",
        report=lambda name: f"report/{name}",
    )
    html = notes_section(page, site)
    for note in document.annotations:
        assert f'id="note-{note.id}"' in html
        for change in site.placements[note.id].difference:
            assert " ".join(change.new.split()) in " ".join(unescape(html).split())
        if note.kind is Kind.CLAIM:
            assert claim_page(document, note, site)
    for name in LISTINGS:
        assert listing(name, site)
    assert speaker_page(site.edition.speakers["ada"], site)
    if document.provenance:
        assert provenance_box(document.provenance, site)


def test_what_fails_all_the_same_is_a_problem_at_the_records_place():
    with pytest.raises(RenderingError) as caught, failures_as_problems("this note", HERE, "n0"):
        raise ZeroDivisionError("division by zero")
    assert str(caught.value).startswith(
        "annotations/a.yml:2:5: this note cannot be rendered (ZeroDivisionError: division by zero)"
    )
    assert [problem.annotation for problem in caught.value.problems] == ["n0"]
