"""The notes below a document, with everything that a note can have."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from annotated_edition.anchoring import word_difference
from annotated_edition.model import (
    Annotation,
    Assessment,
    Citation,
    Kind,
    Location,
    NoteHistory,
    Placement,
    Revision,
    Selector,
    State,
)
from annotated_edition.pages import NotesPage, notes_section

GOLDEN = Path(__file__).parents[2] / "golden" / "pages"
HERE = Location("annotations/a.yml", 3)
HOSTILE = '<b onclick="x">\'&amp;'


def at(day):
    return datetime(2026, 1, day, 12, tzinfo=UTC)


def revision(day, *changed):
    return Revision(at(day), f"commit{day}", f"Because {HOSTILE}", ("Ada",), changed)


@pytest.fixture
def full(tiny, with_annotations, make_claim):
    """A note of every sort."""
    rated = make_claim(
        "rated",
        f"it is far {HOSTILE}",
        "ada",
        "false",
        qualifier=f"so far {HOSTILE}",
        note="Seen [@map].",
        sources=(Citation("map", "p. 4"), Citation("walk"), Citation("gone")),
        by=("bea", "Cy, the second"),
        created=date(2026, 1, 2),
        reviewed=date(2026, 1, 3),
        due=date(2026, 2, 1),
        assessments=(
            Assessment(("Del",), "true", HERE, "once", date(2026, 1, 4), "Why not."),
            Assessment(("Eve",), "false", HERE),
        ),
    )
    return with_annotations(
        tiny,
        rated,
        make_claim("unrated", "it is fair", "council"),
        make_claim("edited", "it is near", "ada", "true"),
        make_claim("waits", "it is old", None, "legal", needs_review=True),
        make_claim("lost", "it is gone", "ada", "true"),
        Annotation("twice", Kind.CONTEXT, Selector("it is"), "Either.", HERE),
        Annotation("tongue", Kind.TRANSLATION, Selector("ходить"), "Слово.", HERE, lang="uk"),
        Annotation(
            "named", Kind.SPEAKER, Selector("  Ada\nLo "), "She.", HERE, speaker="ada", by=("bea",)
        ),
        Annotation("waiting", Kind.TERM, Selector("a mile"), "It.", HERE, needs_review=True),
        Annotation("extra", Kind.FURNITURE, Selector("Read on"), "Part of the page.", HERE),
    )


@pytest.fixture
def section(full, site_of):
    def render(*, url=None, linked=True):
        (document,) = full.documents.values()
        placements = {
            note.id: Placement(State.EXACT, 10 * index, 10 * index + 5)
            for index, note in enumerate(document.annotations)
        }
        placements["edited"] = Placement(
            State.CHANGED, 20, 25, difference=tuple(word_difference("it is near", "it was near"))
        )
        placements["lost"] = Placement(State.ORPHANED)
        placements["twice"] = Placement(State.AMBIGUOUS)
        placed = [
            note.id for note in document.annotations if placements[note.id].start is not None
        ]
        numbers = {note: index for index, note in enumerate(placed, 1)}
        pasts = {
            "rated": NoteHistory("rated", (revision(1), revision(5, "rating"))),
            "tongue": NoteHistory("tongue", (revision(1),)),
        }
        site = replace(
            site_of(full, url=url), history=pasts, today=date(2026, 3, 1), placements=placements
        )
        page = NotesPage(
            document,
            placements,
            numbers,
            lambda location: f"https://edit.example/?a&{location.line}" if linked else "",
            lambda note: f"https://report.example/?a&{note}" if linked else "",
        )
        return notes_section(page, site)

    return render


def test_golden(section):
    # UPDATE_GOLDEN=1 writes the file anew.
    text = re.sub(r' data-words="[^"]*"', "", section())
    golden = GOLDEN / "notes.html"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_nothing_that_was_written_becomes_markup(section):
    root = html.fragment_fromstring(section(), create_parent="main")
    assert root.xpath("//@onclick | //b") == []
    assert HOSTILE.replace("&amp;", "&amp;") in root.xpath("string(//*[@id='note-rated']//h3)")


def test_without_pages_of_their_own_nothing_links_to_them(section):
    root = html.fragment_fromstring(section(url=lambda _: "", linked=False), create_parent="main")
    links = {name for a in root.xpath("//article//a") for name in a.get("class", "").split()}
    assert links == {"ae-back", "ae-cite", "ae-permalink"}
    assert root.xpath("//*[@id='note-rated']//*[@class='ae-voice']//bdi/text()") == ["Ada Lo"]
