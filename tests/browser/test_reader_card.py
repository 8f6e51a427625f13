"""The card: when it opens and closes, where it stands, what it holds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

OVER_WORDS = """() => {
  const card = document.querySelector('.ae-card').getBoundingClientRect();
  const marks = [...document.querySelectorAll('mark.ae-lit')];
  const lines = marks.flatMap((mark) => [...mark.getClientRects()]);
  return lines.filter((line) => line.right > card.left + 1 && card.right > line.left + 1
    && line.bottom > card.top + 1 && card.bottom > line.top + 1).length;
}"""

UNCOVERED = """(but) => {
  const marks = document.querySelectorAll(`mark:not([data-notes~="${but}"])`);
  const points = [...marks].flatMap((mark) => [...mark.getClientRects()].map(
    ({ left, top, width, height }) => ({ mark, at: [left + width / 2, top + height / 2] })));
  return points.find(({ mark, at }) => document.elementFromPoint(...at) === mark).at;
}"""


@pytest.fixture
def hard(page: Page, reading_site: str) -> Page:
    page.goto(f"{reading_site}hard/")
    return page


def words(page: Page, note: str) -> Locator:
    return page.locator(f"mark[data-notes~='{note}']").first


def card(page: Page) -> Locator:
    return page.locator(".ae-card.ae-open")


def gap_above_words(page: Page) -> float:
    """Pixels from the lower edge of the card to the words below it."""
    return words(page, "in-list").evaluate(
        "(mark) => mark.getBoundingClientRect().top"
        " - document.querySelector('.ae-card').getBoundingClientRect().bottom"
    )


def middle_of_line(mark: Locator, line: int) -> tuple[float, float]:
    """A point on one line of words that wrap."""
    x, y = mark.evaluate(
        "(mark, line) => { const { left, top, width, height } = mark.getClientRects()[line];"
        " return [left + Math.min(width / 2, 60), top + height / 2] }",
        line,
    )
    return x, y


def test_card_opens_after_a_rest_on_the_words_and_not_before(page: Page, reading_site: str):
    page.clock.install()
    page.goto(f"{reading_site}hard/")
    page.clock.pause_at(page.evaluate("Date.now() + 5000"))
    words(page, "in-table").scroll_into_view_if_needed()
    words(page, "in-table").hover()
    page.clock.run_for(290)
    expect(card(page)).to_have_count(0)
    page.clock.run_for(20)
    expect(card(page)).to_contain_text("In a table.")


def test_pointer_that_only_passes_opens_nothing(page: Page, reading_site: str):
    page.clock.install()
    page.goto(f"{reading_site}hard/")
    page.clock.pause_at(page.evaluate("Date.now() + 5000"))
    words(page, "in-table").hover()
    page.clock.run_for(200)
    page.mouse.move(3, 300)
    page.clock.run_for(2000)
    expect(card(page)).to_have_count(0)


def test_card_waits_while_the_pointer_travels_to_it(page: Page, reading_site: str):
    page.clock.install()
    page.goto(f"{reading_site}hard/")
    page.clock.pause_at(page.evaluate("Date.now() + 5000"))
    words(page, "edge").hover()
    page.clock.run_for(400)
    expect(card(page)).to_be_visible()
    start = words(page, "edge").bounding_box()
    end = card(page).bounding_box()
    assert start
    assert end
    below = end["y"] > start["y"]
    goal = end["y"] + 20 if below else end["y"] + end["height"] - 20
    x, y = start["x"] + 20, start["y"] + start["height"] / 2
    for part in range(1, 9):  # slower than it takes to close, but on the way
        page.mouse.move(x + part * 8, y + (goal - y) * part / 8)
        page.clock.run_for(200)
        expect(card(page)).to_be_visible()
    page.clock.run_for(5000)
    expect(card(page)).to_be_visible()
    page.mouse.move(3, 300)
    page.clock.run_for(1000)
    expect(card(page)).to_have_count(0)


def test_escape_closes_without_moving_focus_and_the_card_stays_away(hard: Page):
    words(hard, "in-table").hover()
    expect(card(hard)).to_be_visible()
    hard.keyboard.press("Escape")
    expect(card(hard)).to_have_count(0)
    assert hard.evaluate("document.activeElement === document.body")


def test_focus_shows_what_hovering_shows(hard: Page):
    hard.locator("summary", has_text="About this text").focus()
    hard.keyboard.press("Tab")
    expect(card(hard)).to_contain_text("First of three.")
    expect(hard.locator("#passage-same-one .ae-link")).to_be_focused()
    hard.keyboard.press("Escape")
    expect(card(hard)).to_have_count(0)
    expect(hard.locator("#passage-same-one .ae-link")).to_be_focused()


def test_enter_goes_into_the_card_and_escape_back_to_the_words(hard: Page):
    link = hard.locator("#passage-in-table .ae-link")
    link.focus()
    hard.keyboard.press("Enter")
    expect(card(hard)).to_be_focused()
    expect(card(hard)).to_have_attribute("aria-label", "1 note on these words")
    hard.keyboard.press("Tab")
    expect(hard.get_by_role("button", name="Previous note").first).to_be_focused()
    hard.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(card(hard)).to_have_count(0)


def test_tab_beyond_the_ends_of_the_card_leads_back_to_the_words(hard: Page):
    link = hard.locator("#passage-in-table .ae-link")
    for keys in (["Shift+Tab"], ["Tab", "Shift+Tab"]):
        link.focus()
        hard.keyboard.press("Enter")
        for key in keys:
            hard.keyboard.press(key)
        expect(link).to_be_focused()
        hard.keyboard.press("Escape")
    link.focus()
    hard.keyboard.press("Enter")
    card(hard).locator("summary").focus()
    hard.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_click_pins_and_a_second_click_or_one_elsewhere_closes(hard: Page):
    hard.clock.install()
    words(hard, "in-table").click()
    expect(card(hard)).to_have_class("ae-card ae-open ae-pinned")
    hard.mouse.move(3, 300)
    # Which words the card leaves uncovered depends on the fonts of the machine.
    hard.mouse.move(*hard.evaluate(UNCOVERED, "in-table"))
    hard.wait_for_function("document.querySelector('mark:hover')")
    hard.clock.run_for(1000)
    expect(card(hard)).to_contain_text("In a table.")
    words(hard, "in-table").click()
    expect(card(hard)).to_have_count(0)
    words(hard, "in-table").click()
    expect(card(hard)).to_be_visible()
    hard.get_by_role("heading", name="Hard cases").click(position={"x": 5, "y": 5})
    expect(card(hard)).to_have_count(0)
    assert "#" not in hard.url


def test_one_card_lists_every_note_on_the_words(hard: Page):
    hard.locator("mark[data-notes*='same-one'][data-notes*='inside']").first.click()
    expect(card(hard)).to_contain_text("4 notes on these words")
    expect(card(hard).locator(".ae-note")).to_have_count(4)
    for text in ("First of three.", "Second of three.", "Third of three.", "Begins inside them."):
        expect(card(hard).get_by_text(text)).to_have_count(1)


def test_every_note_on_overlapping_words_has_a_stop_of_its_own(hard: Page):
    for note in ("same-one", "same-two", "same-three", "inside", "in-link"):
        link = hard.locator(f".ae-link[href$='#note-{note}']")
        expect(link).to_have_count(1)
        link.focus()
        hard.keyboard.press("Enter")
        position = hard.locator(f"#note-{note} .ae-back").inner_text()
        expect(card(hard)).to_contain_text(f"{position} of 14")
        hard.keyboard.press("Escape")


def test_no_id_is_there_twice_while_a_card_is_open(hard: Page):
    hard.locator("mark[data-notes*='same-one']").first.click()
    expect(card(hard)).to_be_visible()
    twice = hard.evaluate(
        "[...document.querySelectorAll('[id]')].map((e) => e.id)"
        ".filter((id, i, all) => all.indexOf(id) !== i)"
    )
    assert twice == []
    assert hard.evaluate("!!document.querySelector('article .ae-card, main .ae-card')")


def test_link_of_the_text_keeps_its_way(hard: Page):
    hard.get_by_role("link", name="inside a link of the text").click()
    expect(hard.get_by_role("heading", name="Other")).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 900), (768, 1024), (360, 740)])
def test_card_stands_beside_the_line_under_the_pointer_and_never_over_the_words(
    hard: Page, size: tuple[int, int]
):
    hard.set_viewport_size({"width": size[0], "height": size[1]})
    mark = words(hard, "wrapping")
    mark.evaluate("(mark) => mark.scrollIntoView({ block: 'center' })")
    for line in (0, 1):
        x, y = middle_of_line(mark, line)
        hard.mouse.move(x, y)
        expect(card(hard)).to_be_visible()
        assert hard.evaluate(OVER_WORDS) == 0
        shown = card(hard).bounding_box()
        assert shown
        assert shown["x"] >= 0
        assert shown["x"] + shown["width"] <= size[0]
        assert shown["x"] <= x <= shown["x"] + shown["width"]
        hard.keyboard.press("Escape")
        hard.mouse.move(1, 300)
    assert hard.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("block", ["start", "center", "end"])
def test_card_keeps_clear_of_its_words_at_every_edge(hard: Page, block: str):
    hard.set_viewport_size({"width": 1024, "height": 600})
    for note in ("heading", "in-table", "edge", "rtl", "repeated", "in-list"):
        words(hard, note).evaluate(f"(mark) => mark.scrollIntoView({{ block: '{block}' }})")
        hard.evaluate("scrollBy(0, -80 * (scrollY > 0))")
        words(hard, note).evaluate("(mark) => mark.querySelector('a').focus()")
        hard.keyboard.press("Enter")
        expect(card(hard)).to_be_visible()
        assert hard.evaluate(OVER_WORDS) == 0, note
        hard.keyboard.press("Escape")


def test_four_hundred_per_cent_zoom_leaves_card_and_page_readable(page: Page, reading_site: str):
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{reading_site}hard/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    words(page, "in-list").hover()
    expect(card(page)).to_be_visible()
    assert page.evaluate(OVER_WORDS) == 0
    shown = card(page).bounding_box()
    assert shown
    assert shown["width"] <= 320
    assert shown["height"] <= 256


def test_tap_opens_a_sheet_that_leaves_the_words_in_sight(browser, reading_site: str):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{reading_site}hard/")
    words(page, "wrapping").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle_of_line(words(page, "wrapping"), 1))
    expect(card(page)).to_contain_text("It wraps.")
    shown = card(page).bounding_box()
    assert shown
    assert (shown["x"], shown["width"]) == (0, 360)
    assert round(shown["y"] + shown["height"]) == 740
    assert page.evaluate(OVER_WORDS) == 0
    for name in ("Close", "Next note"):
        box = card(page).get_by_role("button", name=name).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    card(page).get_by_role("button", name="Next note").tap()
    expect(card(page)).to_contain_text("Links do not nest.")
    card(page).get_by_role("button", name="Close").tap()
    expect(card(page)).to_have_count(0)
    context.close()


def test_shared_link_opens_a_sheet_on_a_phone(browser, reading_site: str):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    for note in ("edge", "two-paragraphs"):
        page.goto("about:blank")
        page.goto(f"{reading_site}hard/#note-{note}")
        expect(card(page)).to_have_class(re.compile(r"\bae-sheet\b"))
        assert page.evaluate(OVER_WORDS) == 0
        expect(words(page, note)).to_be_in_viewport()
    context.close()


def test_pinned_card_gives_way_to_the_focus_it_would_hide(hard: Page):
    words(hard, "in-list").click()
    expect(card(hard)).to_be_visible()
    hard.evaluate(
        """() => {
          const under = document.createElement('a');
          under.href = '#x';
          under.id = 'under';
          under.textContent = 'under the card';
          const box = document.querySelector('.ae-card').getBoundingClientRect();
          const place = { left: `${box.left + 20}px`, top: `${box.top + 20}px` };
          Object.assign(under.style, { position: 'fixed', ...place });
          document.querySelector('article').append(under);
          under.focus();
        }"""
    )
    expect(card(hard)).to_have_count(0)


def test_controls_of_the_card_are_large_enough(hard: Page):
    words(hard, "in-table").click()
    boxes = (
        card(hard)
        .locator("button:visible, summary")
        .evaluate_all(
            "(all) => all.map((e) => e.getBoundingClientRect())"
            ".map((b) => Math.min(b.width, b.height))"
        )
    )
    assert len(boxes) == 6
    assert min(boxes) >= 24


def test_long_words_and_addresses_stay_within_the_card(hard: Page):
    hard.add_style_tag(content=".md-typeset { overflow-wrap: normal }")  # as in other themes
    hard.evaluate(
        """() => {
          const note = document.querySelector('#note-in-table');
          const long = 'https://example.org/' + 'long'.repeat(40);
          note.querySelector('.ae-badge').insertAdjacentHTML(
            'beforeend', ` <span class="ae-qualifier">(${long})</span>`);
          note.querySelector('.ae-body').append(long);
        }"""
    )
    words(hard, "in-table").click()
    assert card(hard).evaluate("(card) => card.scrollWidth <= card.clientWidth")


def test_words_in_the_text_can_be_selected_where_they_are_a_link(hard: Page):
    mark = words(hard, "in-list")
    mark.evaluate("(mark) => mark.scrollIntoView({ block: 'center' })")
    box = mark.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    hard.mouse.move(box["x"] + 3, y)
    hard.mouse.down()
    hard.mouse.move(box["x"] + box["width"] - 2, y, steps=5)
    hard.mouse.up()
    assert len(hard.evaluate("getSelection().toString()")) > 5
    expect(card(hard)).to_have_count(0)
    expect(mark.locator("a")).to_have_attribute("href", "#note-in-list")
    assert "#" not in hard.url


def test_note_that_was_clicked_is_where_the_keyboard_goes_on(hard: Page):
    words(hard, "in-table").click()
    hard.keyboard.press("Escape")
    expect(hard.locator("#passage-in-table .ae-link")).to_be_focused()
    hard.keyboard.press("n")
    expect(card(hard)).to_contain_text("In a list.")


@pytest.mark.parametrize("height", [700, 1000])
def test_card_stays_at_its_words_when_the_window_gets_higher_or_lower(hard: Page, height: int):
    hard.set_viewport_size({"width": 1440, "height": 850})
    words(hard, "in-list").evaluate("(mark) => mark.scrollIntoView({ block: 'end' })")
    hard.evaluate("scrollBy(0, 60)")
    words(hard, "in-list").click()
    assert gap_above_words(hard) < 20
    hard.set_viewport_size({"width": 1440, "height": height})
    hard.wait_for_function(f"innerHeight === {height}")
    hard.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert 0 <= gap_above_words(hard) < 20


def test_card_in_each_browser(each_page: Page, reading_site: str):
    each_page.goto(f"{reading_site}hard/")
    words(each_page, "in-table").hover()
    expect(card(each_page)).to_contain_text("In a table.")
    assert each_page.evaluate(OVER_WORDS) == 0
    each_page.keyboard.press("Escape")
    expect(card(each_page)).to_have_count(0)


def test_without_popovers_the_card_still_opens(page: Page, reading_site: str):
    page.add_init_script(
        "delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.hidePopover;"
    )
    page.goto(f"{reading_site}hard/")
    words(page, "in-table").click()
    expect(page.locator(".ae-card")).to_have_class("ae-card ae-open ae-pinned")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
