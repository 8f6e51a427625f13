"""What can be copied from a note."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard',"
    " { value: { writeText: async (text) => { window.copied = text } } })"
)


@pytest.fixture
def copied(page: Page, reading_site: str):
    """Copies one form of a note: `copied(note, button) -> text`."""
    page.add_init_script(CLIPBOARD)

    def copy(note: str, button: str) -> str:
        page.goto(f"{reading_site}hard/?kind=claim&kind=term&kind=context#note-{note}")
        row = page.locator(f".ae-card [data-note={note}]")
        row.locator("summary").click()
        row.get_by_role("button", name=button, exact=True).click()
        expect(row.get_by_role("button", name="Copied")).to_be_visible()
        expect(row).to_have_attribute("aria-live", "polite")
        return page.evaluate("window.copied")

    return copy


def test_link_is_the_note_without_the_filter(copied, reading_site: str):
    assert copied("in-table", "Copy link") == f"{reading_site}hard/#note-in-table"


def test_citation_as_text(copied, reading_site: str):
    assert copied("in-table", "Copy citation") == (
        "ben. Note on “a turnout of 85.4 percent”. Hard - An edition. 2026-11-22. "
        f"{reading_site}hard/#note-in-table"
    )


def test_citation_as_csl(copied, reading_site: str):
    (item,) = json.loads(copied("in-table", "Copy CSL-JSON"))
    assert item == {
        "id": "in-table",
        "type": "webpage",
        "title": "Note on “a turnout of 85.4 percent”",
        "container-title": "Hard - An edition",
        "URL": f"{reading_site}hard/#note-in-table",
        "author": [{"literal": "ben"}],
        "issued": {"raw": "2026-11-22"},
    }


def test_citation_as_bibtex(copied):
    text = copied("in-table", "Copy BibTeX")
    assert text.startswith("@online{in-table,\n  author = {{ben}},\n  title = {Note on “a turnout")
    assert "date = {2026-11-22}" in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("note", "fragment"),
    [
        ("in-table", "a turnout of 85.4 percent"),
        ("two-paragraphs", "runs on,into the next"),
        ("repeated", "here, and again the-,word repeated"),
    ],
)
def test_link_to_the_words_is_a_text_fragment(copied, reading_site: str, note, fragment):
    link = copied(note, "Copy link to the words")
    start, _, text = link.partition("#:~:text=")
    assert start == f"{reading_site}hard/"
    prefix, comma, words = unquote(fragment).rpartition("-,")
    assert unquote(text) == " ".join(prefix.split()[-3:]) + comma + words


@pytest.mark.parametrize("around", ["span", "em"])
def test_words_that_stand_earlier_too_are_singled_out_whatever_is_before_them(
    page: Page, reading_site: str, around: str
):
    """A badge and a comment right before the words, and an element around them."""
    tail = (
        'All of these<!--ae--><span class="ae-tail"><span class="ae-badge"> ✓ Supported</span>'
        '<sup class="ae-num">7</sup></span><!--/ae-->'
    )
    page.add_init_script(CLIPBOARD)
    page.goto(f"{reading_site}hard/#note-edge")
    page.evaluate(
        """([tail, around]) => {
          const again = document.createElement('p');
          again.textContent = 'At first, edge words.';
          const mark = document.querySelector('mark[data-notes=edge]');
          mark.closest('p').before(again, '\\n');
          mark.insertAdjacentHTML('beforebegin', `${tail} <${around}></${around}>`);
          mark.previousSibling.append(mark);
        }""",
        [tail, around],
    )
    page.locator(".ae-card .ae-more summary").click()
    page.locator(".ae-card").get_by_role("button", name="Copy link to the words").click()
    expect(page.locator(".ae-card").get_by_role("button", name="Copied")).to_be_visible()
    link = unquote(page.evaluate("window.copied"))
    assert link.endswith("#:~:text=these ✓ Supported-,edge words")


def test_formats_for_scholars_are_fetched_when_they_are_offered(page: Page, reading_site: str):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{reading_site}hard/#note-edge")
    more = page.locator(".ae-card .ae-more summary")
    expect(more).to_be_visible()
    assert not any("citing.js" in url for url in fetched)
    with page.expect_request("**/citing.js"):
        more.click()


def test_where_copying_is_refused_the_text_is_shown(page: Page, reading_site: str):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{reading_site}hard/#note-edge")
    shown = []

    def answer(dialog):
        shown.append((dialog.message, dialog.default_value))
        dialog.accept()

    page.on("dialog", answer)
    page.locator(".ae-card").get_by_role("button", name="Copy link", exact=True).click()
    assert shown == [
        ("Copying is switched off here. Copy this:", f"{reading_site}hard/#note-edge")
    ]
