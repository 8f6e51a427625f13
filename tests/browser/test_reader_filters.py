"""Filters of notes and of listings, and the sorting of a listing's table."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


def shown_marks(page: Page) -> set[str]:
    return set(
        page.evaluate(
            "[...document.querySelectorAll('mark[data-notes]:not(.ae-off)')]"
            ".flatMap((mark) => mark.dataset.notes.split(' '))"
            ".filter((id) => !document.getElementById(`note-${id}`).hidden)"
        )
    )


def test_filters_show_counts_and_write_the_address(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/?h=word#note-edge")
    each_page.locator(".ae-bar summary").click()
    panel = each_page.locator(".ae-panel")
    expect(panel.get_by_role("status")).to_have_text("15 of 15 shown")
    claim = panel.get_by_role("checkbox", name="Claim")
    expect(claim.locator("xpath=..").locator(".ae-count")).to_have_text("4")
    claim.check()
    expect(panel.get_by_role("status")).to_have_text("4 of 15 shown")
    panel.get_by_role("checkbox", name="Disputed").check()
    expect(panel.get_by_role("status")).to_have_text("2 of 15 shown")
    # What another facet leaves out is not counted, but the boxes of one facet count side by side.
    expect(panel.get_by_role("checkbox", name="False").locator("xpath=..")).to_contain_text("1")
    expect(panel.get_by_role("checkbox", name="Context").locator("xpath=..")).to_contain_text("0")
    assert each_page.url == f"{reading_site}hard/?h=word&kind=claim&rating=disputed#note-edge"
    assert shown_marks(each_page) == {"same-one", "in-table"}
    panel.get_by_role("button", name="Show all").click()
    assert each_page.url == f"{reading_site}hard/?h=word#note-edge"
    expect(panel.get_by_role("status")).to_have_text("15 of 15 shown")


def test_shared_address_restores_the_filter(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/?by=ben")
    assert shown_marks(each_page) == {"same-two", "in-table"}
    expect(each_page.locator("#note-same-two")).to_be_visible()
    expect(each_page.locator("#note-same-one")).to_be_hidden()
    # Without an address it is no link: no tab stop, and not told as one.
    expect(each_page.locator("#passage-same-one a")).to_have_count(1)
    expect(each_page.locator("#passage-same-one a[href]")).to_have_count(0)
    each_page.keyboard.press("n")
    expect(each_page.locator(".ae-card")).to_contain_text("Second of three.")
    expect(each_page.locator(".ae-card .ae-note")).to_have_count(1)
    each_page.keyboard.press("n")
    expect(each_page.locator(".ae-card")).to_contain_text("In a table.")


def test_links_within_the_page_keep_the_filter(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/?kind=claim", wait_until="networkidle")
    page.locator(".ae-bar summary").click()
    page.get_by_label("Claim").uncheck()
    page.get_by_label("Speaker").check()
    page.locator("#note-in-list .ae-back").click()
    expect(page.locator("#passage-in-list .ae-link")).to_be_focused()
    page.locator("#note-in-list .ae-permalink").click()
    expect(page.locator(".ae-card.ae-open")).to_contain_text("In a list.")
    assert shown_marks(page) == {"in-list"}
    assert page.url == f"{reading_site}hard/?kind=speaker#note-in-list"


@pytest.mark.parametrize("size", [(320, 256), (740, 360)])
def test_filters_stay_below_the_header_on_a_low_screen(
    page: Page, reading_site: str, size: tuple[int, int]
):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{reading_site}hard/")
    page.locator(".ae-bar summary").click()
    header = page.locator(".md-header").bounding_box()
    panel = page.locator(".ae-panel").bounding_box()
    assert header
    assert panel
    assert panel["y"] >= header["y"] + header["height"]
    page.get_by_label("Text only, no marks").check()


def test_text_only_hides_every_mark_and_a_note_asked_for_brings_them_back(
    page: Page, reading_site: str
):
    page.goto(f"{reading_site}hard/")
    page.locator(".ae-bar summary").click()
    page.get_by_label("Text only").check()
    assert page.url.endswith("?text=only")
    page.keyboard.press("Escape")
    assert shown_marks(page) == set()
    expect(page.locator(".ae-tail:visible")).to_have_count(0)
    expect(page.locator("mark a[href]")).to_have_count(0)
    page.locator("mark[data-notes=edge]").hover()
    page.locator("mark[data-notes=edge]").click()
    expect(page.locator(".ae-open")).to_have_count(0)
    page.reload()
    assert shown_marks(page) == set()
    page.locator("#note-edge .ae-permalink").click()
    expect(page.locator(".ae-open")).to_contain_text("At the edge.")
    assert "text=only" not in page.url


def test_unknown_values_in_an_address_are_passed_over(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/?kind=claim&kind=nonsense&rating=<b>&by=constructor")
    assert shown_marks(page) == {"same-one", "wrapping", "in-table", "rtl"}


def test_listing_has_the_same_filters(page: Page, reading_site: str):
    page.goto(f"{reading_site}claims/?rating=disputed")
    rows = page.locator("tbody tr:visible")
    expect(rows).to_have_count(2)
    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("checkbox", name="ben").check()
    expect(rows).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 4 shown")
    page.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(4)


def test_sources_are_filtered_by_what_they_are(page: Page, build_edition, serve_site, tmp_path):
    note = "{{id: {id}, kind: {kind}, exact: {exact}, note: 'See [@{source}].'}}\n"
    notes = note.format(id="a", kind="claim", exact="One word", source="law")
    notes += "  - " + note.format(id="b", kind="context", exact="another", source="news")
    files = {
        "docs/index.md": "# Text\n\nOne word and another.\n",
        "docs/sources.md": "# Sources\n\n<!-- edition: sources -->\n",
        "annotations/index.yml": f"annotations:\n  - {notes}",
        "annotations/sources.yml": "references:\n"
        "  - {id: law, type: treaty, title: A treaty}\n"
        "  - {id: news, type: article-newspaper, title: A report}\n",
    }
    site = build_edition(tmp_path, files)
    page.goto(f"{serve_site(site)}sources/?type=law")
    entries = page.locator(".ae-bibliography > li:visible")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("A treaty")
    fold = page.locator(".ae-tools > summary").bounding_box()
    entry = entries.locator(".ae-entry").bounding_box()
    assert fold["y"] + fold["height"] <= entry["y"], "the fold lies on the first entry"
    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("button", name="Show all").click()
    expect(entries).to_have_count(2)
    page.get_by_role("checkbox", name="News").check()
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("A report")
    assert page.url.endswith("sources/?type=news")


def test_author_whose_name_has_a_comma_stays_one_author(
    page: Page, build_edition, serve_site, tmp_path
):
    note = "{{id: {id}, kind: claim, exact: {exact}, note: A note., by: {by}}}\n"
    notes = note.format(id="a", exact="One word", by='["Ada, Countess of Lovelace", Ben]')
    notes += "  - " + note.format(id="b", exact="another", by="[Ben]")
    files = {
        "docs/index.md": "# Text\n\nOne word and another.\n",
        "docs/claims.md": "# Claims\n\n<!-- edition: claims -->\n",
        "annotations/index.yml": f"annotations:\n  - {notes}",
    }
    site = serve_site(build_edition(tmp_path, files))
    for path, summary, items in (
        ("", "Notes", ".ae-note:visible"),
        ("claims/", "Filter", "tr[id]:visible"),
    ):
        page.goto(site + path)
        page.locator(".ae-tools > summary", has_text=summary).click()
        group = page.get_by_role("group", name="Written by")
        expect(group.locator("label")).to_have_text(["Ada, Countess of Lovelace1", "Ben2"])
        group.get_by_role("checkbox", name="Ada").check()
        expect(page.locator(items)).to_have_count(1)
        page.reload()
        expect(page.locator(items)).to_have_count(1)


def test_headings_sort_the_table_both_ways(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}claims/")
    heading = each_page.get_by_role("columnheader", name="Rating")
    last = each_page.locator("tbody tr td:last-child")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(last).to_contain_text(["Supported", "Disputed", "Disputed", "False"])
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(last).to_contain_text(["False", "Disputed", "Disputed", "Supported"])
    each_page.get_by_role("columnheader", name="Who says so").get_by_role("button").press("Enter")
    expect(heading).not_to_have_attribute("aria-sort", "descending")


def test_fold_of_filters_moves_nothing(page: Page, reading_site: str):
    top = "document.querySelector('table').getBoundingClientRect().top"
    page.goto(f"{reading_site}claims/")
    expect(page.locator(".ae-tools")).to_have_count(1)
    before = page.evaluate(top)
    page.evaluate("document.querySelector('.ae-tools').remove()")
    assert page.evaluate(top) == before
