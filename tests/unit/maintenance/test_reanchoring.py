"""Proposals: the text's own wording, the shortest context, and nothing where nothing is sure."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_edition.anchoring import anchor
from annotated_edition.maintenance import propose, write
from annotated_edition.model import Annotation, Document, Kind, Location, Selector, State
from annotated_edition.pages.placing import place

DAY = date(2026, 11, 22)
TEXT = (
    "The commission announced a turnout of 85.6 percent on Wednesday.\n\n"
    "The mayor's office called the vote “a farce without any meaning” in a message.\n\n"
    "Nobody was there. The observers left early. Nobody was there. The press stayed.\n\n"
    "The day after, the results were published in the newspaper of the region, as announced."
)


def note(name, exact, kind=Kind.CONTEXT, **rest):
    return Annotation(name, kind, Selector(exact), "A note.", Location("notes.yml"), **rest)


def proposals(*notes, text=TEXT, ids=()):
    return propose([place(Document("a.md", notes), text)], ids)


def test_a_changed_claim_gets_the_words_of_today_and_loses_its_review():
    claim = note("turnout", "a turnout of 85.4 percent", Kind.CLAIM, reviewed=DAY)
    other = note("other", "a turnout of 85.4 percent", reviewed=DAY)
    made, same = proposals(claim, other).proposals
    assert (made.state, made.new) == (State.CHANGED, Selector("a turnout of 85.6 percent"))
    assert made.unreviews
    assert (same.new, same.unreviews) == (made.new, False)


def test_a_claim_without_a_review_waits_for_one_once():
    exact = "a turnout of 85.4 percent"
    never, waiting = proposals(
        note("never", exact, Kind.CLAIM), note("waiting", exact, Kind.CLAIM, needs_review=True)
    ).proposals
    assert (never.unreviews, waiting.unreviews) == (True, False)


def test_typography_is_taken_over_and_the_review_stays():
    claim = note("farce", 'The mayor’s office called the vote "a farce', Kind.CLAIM, reviewed=DAY)
    (made,) = proposals(claim).proposals
    assert made.state is State.RECOVERED
    assert made.new == Selector("The mayor's office called the vote “a farce")
    assert not made.unreviews


def test_a_context_that_is_gone_is_replaced_by_the_shortest_that_decides():
    annotation = Annotation(
        "nobody",
        Kind.CONTEXT,
        Selector("Nobody was there", suffix=". The observers went"),
        "A note.",
        Location("notes.yml"),
    )
    (made,) = proposals(annotation).proposals
    assert made.new.exact == "Nobody was there"
    assert (made.new.prefix, made.new.suffix) != (None, None)
    placement = anchor(TEXT, [made.new])[0]
    assert (placement.state, placement.start) == (State.EXACT, TEXT.index("Nobody"))


def test_what_is_not_sure_is_left_alone_and_what_is_exact_is_not_named():
    found = proposals(
        note("exact", "on Wednesday"),
        note("twice", "Nobody was there"),
        note("gone", "a sentence that never stood in any text of this kind"),
    )
    assert found.proposals == ()
    assert {(left.annotation.id, left.placement.state) for left in found.left} == {
        ("twice", State.AMBIGUOUS),
        ("gone", State.ORPHANED),
    }


def test_ids_limit_what_is_looked_at():
    claim = note("turnout", "a turnout of 85.4 percent")
    assert proposals(claim, note("twice", "Nobody was there"), ids=["turnout"]).left == ()
    assert proposals(claim, ids=["twice"]).proposals == ()


FILE = """\
# The notes.
annotations:
  - id: turnout   # one
    kind: claim
    exact: |
      a turnout
      of 85.4 percent
    prefix: announced
    note: A note.
    reviewed: 2026-11-22
  - id: farce
    kind: context
    exact: >-
      The mayor’s office
      called the vote
    note: A note.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notes.yml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_only_the_values_that_change_are_written(folder):
    turnout = Annotation(
        "turnout",
        Kind.CLAIM,
        Selector("a turnout\nof 85.4 percent\n", prefix="announced"),
        "A note.",
        Location("notes.yml"),
        reviewed=DAY,
    )
    farce = note("farce", "The mayor’s office called the vote")
    edit = write(proposals(turnout, farce).proposals, folder)["notes.yml"]
    expected = FILE
    for old, new in (
        ("a turnout\n      of 85.4", "a turnout of 85.6"),
        ("    prefix: announced\n", ""),
        ("reviewed: 2026-11-22", "reviewed:"),
        ("mayor’s office\n     ", "mayor's office"),
    ):
        expected = expected.replace(old, new)
    assert edit.text() == expected


def test_a_quotation_that_only_breaks_its_lines_elsewhere_is_not_written_anew(folder):
    annotation = Annotation(
        "farce",
        Kind.CONTEXT,
        Selector("The mayor’s office called the vote", suffix="and so on, and so forth"),
        "A note.",
        Location("notes.yml"),
    )
    text = TEXT.replace("mayor's", "mayor’s")
    found = proposals(annotation, text=text)
    for proposal in found.proposals:
        edit = write([proposal], folder)["notes.yml"]
        assert "The mayor’s office\n      called the vote\n" in edit.text()
    assert found.left == () or found.proposals == ()


@given(start=st.integers(0, len(TEXT) - 30), size=st.integers(12, 60), typo=st.integers(0, 11))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_proposal_always_finds_its_own_passage_for_sure(start, size, typo):
    quotation = TEXT[start : start + size]
    edited = quotation[:typo] + "x" + quotation[typo + 1 :]
    for made in proposals(note("note", edited)).proposals:
        placement = anchor(TEXT, [made.new])[0]
        assert placement.state is State.EXACT
        assert placement.start is not None
        words = " ".join(TEXT[placement.start : placement.end].split())
        assert words == made.new.exact == " ".join(made.new.exact.split())
