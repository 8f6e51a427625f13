"""Moving about: addresses, next and previous, keys, back links, instant navigation."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

# What has the focus, if no part of it is seen.
HIDDEN = """() => {
  const { activeElement: link } = document;
  const seen = [...link.getClientRects()].some(({ left, top, width, height }) =>
    [0.05, 0.5, 0.95].some((part) =>
      link.contains(document.elementFromPoint(left + width * part, top + height / 2))));
  return seen ? '' : link.outerHTML;
}"""


def card(page: Page):
    return page.locator(".ae-card.ae-open")


def in_sight(page: Page, note: str) -> bool:
    return page.evaluate(
        "(id) => { const { top, bottom } = document.querySelector(`mark[data-notes~='${id}']`)"
        ".getBoundingClientRect(); return top > 40 && bottom < innerHeight }",
        note,
    )


def test_address_of_a_note_opens_it_at_its_words(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/#note-edge")
    expect(card(each_page)).to_contain_text("At the edge.")
    expect(each_page.locator("#passage-edge .ae-link")).to_be_focused()
    assert in_sight(each_page, "edge")


def test_card_opened_by_an_address_stays_as_it_is_when_the_page_has_loaded(
    page: Page, reading_site: str
):
    """What a reader has unfolded in it by then is not folded again."""
    page.add_init_script(
        """
        window.fills = 0;
        new MutationObserver((changes) => {
          fills += changes.filter(({ target }) => target.matches?.('.ae-card')).length;
        }).observe(document, { subtree: true, childList: true });
        """
    )
    page.goto(f"{reading_site}hard/#note-edge")
    expect(card(page)).to_contain_text("At the edge.")
    expect(page.locator("#passage-edge .ae-link")).to_be_focused()
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    assert page.evaluate("fills") == 1


def test_address_of_a_passage_goes_to_its_words_without_a_card(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/#passage-edge")
    expect(page.locator("#passage-edge .ae-link")).to_be_focused()
    expect(card(page)).to_have_count(0)
    assert in_sight(page, "edge")


def test_address_of_a_note_without_a_place_goes_to_the_note(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/#note-lost")
    expect(page.locator("#note-lost")).to_be_focused()
    expect(page.locator("#note-lost")).to_be_in_viewport()
    expect(card(page)).to_have_count(0)


def test_address_of_folded_furniture_unfolds_it(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/")
    words = each_page.locator("mark[data-notes=advert]")
    expect(words).to_be_hidden()
    each_page.goto(f"{reading_site}hard/#note-advert")
    expect(words).to_be_visible()
    expect(card(each_page)).to_contain_text("Furniture.")


def test_back_and_forward_lead_through_the_notes(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    permalink = page.locator("#note-in-list .ae-permalink")
    permalink.click()
    expect(card(page)).to_contain_text("In a list.")
    assert page.url.endswith("#note-in-list")
    page.locator("#note-in-table .ae-back").click()
    expect(page.locator("#passage-in-table .ae-link")).to_be_focused()
    expect(card(page)).to_have_count(0)
    page.go_back()
    expect(card(page)).to_contain_text("In a list.")
    expect(page.locator("#passage-in-list .ae-link")).to_be_focused()
    page.go_back()
    expect(card(page)).to_have_count(0)
    page.go_forward()
    expect(card(page)).to_contain_text("In a list.")


def test_same_address_twice_opens_the_note_again(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/#note-in-list")
    expect(card(each_page)).to_be_visible()
    each_page.keyboard.press("Escape")
    expect(card(each_page)).to_have_count(0)
    each_page.locator("#note-in-list .ae-permalink").click()
    expect(card(each_page)).to_contain_text("In a list.")


def test_instant_navigation_starts_the_reader_once_on_every_page(
    each_page: Page, reading_site: str
):
    each_page.goto(reading_site)
    each_page.evaluate("window.sameWindow = true")
    each_page.get_by_role("link", name="To a note").click()
    expect(card(each_page)).to_contain_text("In a table.")
    expect(each_page.locator("#passage-in-table .ae-link")).to_be_focused()
    assert in_sight(each_page, "in-table")
    each_page.go_back()
    expect(each_page.get_by_role("heading", name="Front")).to_be_visible()
    expect(card(each_page)).to_have_count(0)
    each_page.go_forward()
    expect(each_page.locator(".ae-bar")).to_have_count(1)
    expect(each_page.locator(".ae-card")).to_have_count(1)
    each_page.locator("mark[data-notes=edge]").click()
    expect(card(each_page)).to_contain_text("At the edge.")
    each_page.locator(".md-nav--primary").get_by_role("link", name="Claims").click()
    expect(each_page.locator(".ae-listing .ae-tools")).to_have_count(1)
    expect(each_page.locator(".ae-bar")).to_have_count(0)
    assert each_page.evaluate("window.sameWindow")


def test_what_a_claim_tells_machines_is_no_mistake_to_instant_navigation(
    page: Page, edition_site: str
):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{edition_site}articles/annexation-requests/", wait_until="networkidle")
    page.evaluate("window.sameWindow = true")
    page.locator("#note-genocide-claim").get_by_role("link", name="Page of this claim").click()
    page.wait_for_url("**/claims/genocide-claim/")
    expect(page.locator("script[type='application/ld+json']")).to_have_count(0)
    assert page.evaluate("window.sameWindow")
    assert errors == []


def test_keys_and_buttons_lead_from_note_to_note(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/")
    each_page.keyboard.press("n")
    expect(card(each_page)).to_contain_text("1 of 14")
    each_page.keyboard.press("n")
    each_page.keyboard.press("n")
    expect(card(each_page)).to_contain_text("3 of 14")
    expect(card(each_page).locator(".ae-current")).to_contain_text("Third of three.")
    each_page.keyboard.press("p")
    expect(card(each_page)).to_contain_text("2 of 14")
    card(each_page).get_by_role("button", name="Previous note").click()
    expect(card(each_page)).to_contain_text("1 of 14")
    card(each_page).get_by_role("button", name="Previous note").click()
    expect(card(each_page)).to_contain_text("14 of 14")
    assert each_page.url == f"{reading_site}hard/"
    each_page.keyboard.press("Escape")
    each_page.locator(".ae-bar").get_by_role("button", name="Next note").click()
    expect(card(each_page)).to_be_visible()


def test_key_of_another_script_counts_by_its_place(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'т', code: 'KeyN', bubbles: true }))"
    )
    expect(card(page)).to_contain_text("1 of 14")


def test_next_note_starts_from_what_is_on_the_screen(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    page.locator("#passage-in-table").evaluate(
        "(mark) => mark.scrollIntoView({ block: 'center' })"
    )
    shown = page.evaluate(
        "[...document.querySelectorAll('mark[id]')]"
        ".find((mark) => mark.getBoundingClientRect().top > 60)"
        ".id.slice(8)"
    )
    page.keyboard.press("n")
    position = page.locator(f"#note-{shown} .ae-back").inner_text()
    expect(card(page)).to_contain_text(f"{position} of 14")


def test_keys_are_silent_in_a_text_field(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    page.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.type("np?")
    expect(page.locator("textarea")).to_have_value("np?")
    expect(card(page)).to_have_count(0)
    expect(page.locator(".ae-help")).to_have_count(0)


def test_keys_work_from_a_box_that_was_checked(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    page.locator(".ae-bar summary").click()
    page.get_by_label("Speaker").check()
    page.keyboard.press("n")
    expect(card(page)).to_contain_text("In a list.")


def test_nothing_that_stays_on_the_screen_hides_what_has_the_focus(page: Page, reading_site: str):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{reading_site}hard/")
    page.locator(".ae-bar button").first.focus()
    page.keyboard.press("Shift+Tab")
    stops = 0
    while page.evaluate("!!document.activeElement.closest('.ae-notes')"):
        hidden = page.evaluate(HIDDEN)
        assert not hidden, hidden
        page.keyboard.press("Shift+Tab")
        stops += 1
    assert stops > 50


def test_help_tells_the_keys_and_switches_them_off_for_good(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/")
    each_page.keyboard.press("?")
    sheet = each_page.get_by_role("dialog", name="Keyboard")
    expect(sheet).to_contain_text("Next note")
    sheet.get_by_role("checkbox").uncheck()
    each_page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    each_page.keyboard.press("?")
    expect(sheet).to_have_count(0)
    each_page.reload()
    each_page.keyboard.press("?")
    expect(each_page.locator(".ae-help")).to_have_count(0)
    each_page.locator(".ae-bar summary").click()
    each_page.get_by_role("button", name="Keyboard").click()
    sheet.get_by_role("checkbox").check()
    sheet.get_by_role("button", name="Close").click()
    each_page.keyboard.press("Escape")
    each_page.keyboard.press("n")
    expect(card(each_page)).to_be_visible()


def test_keys_that_are_switched_off_do_not_lead_to_other_pages_either(
    page: Page, reading_site: str
):
    """The theme binds n and p to pages."""
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"keys\":false}')")
    page.goto(f"{reading_site}hard/")
    page.evaluate("window.heard = ''; addEventListener('keydown', ({ key }) => { heard += key })")
    for key in "npx":
        page.keyboard.press(key)
    assert page.evaluate("heard") == "x"
    expect(card(page)).to_have_count(0)


def test_refused_storage_spoils_nothing(page: Page, reading_site: str):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page.goto(f"{reading_site}hard/")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard").get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(card(page)).to_have_count(0)


def test_click_on_the_map_goes_to_the_nearest_note(page: Page, reading_site: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{reading_site}hard/")
    box = page.locator(".ae-map").bounding_box()
    assert box
    expect(page.locator(".ae-map path")).not_to_have_count(0)
    page.mouse.click(box["x"] + 4, box["y"] + box["height"] - 2)
    expect(card(page)).to_contain_text("14 of 14")
    page.keyboard.press("Escape")
    page.mouse.click(box["x"] + 4, box["y"] + 2)
    expect(card(page)).to_contain_text("1 of 14")


@pytest.mark.parametrize("prefix", ["#source-un", "#nothing-here"])
def test_other_addresses_close_the_card(page: Page, reading_site: str, prefix: str):
    page.goto(f"{reading_site}hard/#note-in-list")
    expect(card(page)).to_be_visible()
    page.evaluate("(hash) => { location.hash = hash }", prefix)
    expect(card(page)).to_have_count(0)
