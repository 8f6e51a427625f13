"""Notes in the margin of wide screens."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

# Length of the line between a note and its words.
WIRE = (
    "(id) => parseFloat(getComputedStyle(document.getElementById(`note-${id}`), '::before').width)"
)
IN_MARGIN = re.compile(r"\bae-margin\b")
# Boxes of the margin notes that are seen: id, top of the note, top of its passage, bottom.
ROWS = """() => [...document.querySelectorAll('.ae-notes .ae-placed')]
  .filter((note) => getComputedStyle(note).visibility === 'visible' && !note.hidden)
  .map((note) => {
    const id = note.id.slice(5);
    const { top, bottom, left, right } = note.getBoundingClientRect();
    const mark = document.querySelector(`mark[data-notes~='${id}']`);
    const words = mark.getClientRects()[0] ?? mark.closest('details').getBoundingClientRect();
    return { id, top, bottom, left, right, words: words.top, end: words.right };
  }).sort((a, b) => a.top - b.top)"""


@pytest.fixture
def margin(page: Page, reading_site: str) -> Page:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{reading_site}hard/")
    page.locator(".ae-bar summary").click()
    page.get_by_label("Notes in the margin").check()
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_class(IN_MARGIN)
    return page


def test_margin_notes_stand_beside_their_passages_without_overlap(margin: Page):
    rows = margin.evaluate(ROWS)
    assert len(rows) == 14
    for row, after in pairwise(rows):
        assert row["bottom"] <= after["top"]
    assert all(row["left"] > row["end"] for row in rows)
    assert all(row["top"] >= row["words"] - 1 for row in rows)
    lone = next(row for row in rows if row["id"] == "edge")
    assert abs(lone["top"] - lone["words"]) < 2
    assert margin.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_active_margin_note_stands_at_its_words_and_is_tied_to_them(margin: Page):
    for note in ("same-three", "wrapping", "in-list"):
        link = margin.locator(f".ae-link[href$='#note-{note}']")
        link.focus()
        margin.keyboard.press("Enter")
        article = margin.locator(f"#note-{note}")
        expect(article).to_be_focused()
        expect(article.get_by_role("button", name="Copy link")).to_be_visible()
        rows = margin.evaluate(ROWS)
        row = next(row for row in rows if row["id"] == note)
        assert abs(row["top"] - row["words"]) < 2
        for one, after in pairwise(rows):
            assert one["bottom"] <= after["top"]
        assert abs(margin.evaluate(WIRE, note) - (row["left"] - row["end"])) < 4
        margin.keyboard.press("Escape")
        expect(link).to_be_focused()
        expect(margin.locator(".ae-active, .ae-actions")).to_have_count(0)
    expect(margin.locator(".ae-card.ae-open")).to_have_count(0)


def test_hovering_and_clicking_work_in_the_margin_as_in_the_text(margin: Page):
    margin.locator("mark[data-notes=edge]").hover()
    expect(margin.locator("#note-edge")).to_have_class("ae-note ae-context ae-placed ae-active")
    margin.locator("#note-in-list").click()
    expect(margin.locator("#note-edge")).to_have_class("ae-note ae-context ae-placed")
    expect(margin.locator("mark[data-notes=in-list]")).to_have_class("ae-mark ae-speaker ae-lit")


def test_choice_of_the_margin_is_remembered_and_waits_for_a_wide_screen(margin: Page):
    margin.reload()
    expect(margin.locator("html")).to_have_class(IN_MARGIN)
    margin.set_viewport_size({"width": 900, "height": 900})
    expect(margin.locator("html")).not_to_have_class(IN_MARGIN)
    margin.locator("mark[data-notes=edge]").hover()
    expect(margin.locator(".ae-card.ae-open")).to_be_visible()
    margin.set_viewport_size({"width": 1440, "height": 900})
    expect(margin.locator("html")).to_have_class(IN_MARGIN)
    expect(margin.locator(".ae-card.ae-open")).to_have_count(0)
    margin.locator(".ae-bar summary").click()
    margin.get_by_label("Notes in the margin").uncheck()
    expect(margin.locator("html")).not_to_have_class(IN_MARGIN)
    assert margin.evaluate("document.querySelector('.ae-host').style.minHeight") == ""
    tops = [row["top"] for row in margin.evaluate(ROWS)]
    assert min(tops) > margin.evaluate(
        "document.querySelector('#notes').getBoundingClientRect().top"
    )


def test_a_thousand_margin_notes_do_not_overlap(page: Page, reading_site: str):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.goto(f"{reading_site}many/#note-n500")
    expect(page.locator("#note-n500")).to_have_class("ae-note ae-speaker ae-placed ae-active")
    rows = page.evaluate(ROWS)
    assert len(rows) == 1000
    for row, after in pairwise(rows):
        assert row["bottom"] <= after["top"]


def test_more_notes_than_text_keep_a_line_each_with_their_first_words(
    page: Page, edition_site: str
):
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{edition_site}articles/annexation-requests/")
    expect(page.locator(".ae-dense")).to_have_count(1)
    body = page.locator("#note-annexation-or-admission .ae-body")
    expect(body).to_be_in_viewport()
    number = page.locator("#note-annexation-or-admission .ae-back").bounding_box()
    line = body.bounding_box()
    assert number
    assert line
    assert 12 < line["height"] < 30
    assert line["y"] < number["y"] + number["height"]
    page.locator("#passage-annexation-or-admission").click()
    expect(page.locator("#note-annexation-or-admission .ae-sources")).to_be_visible()
    opened = body.bounding_box()
    assert opened
    assert opened["height"] > 60
