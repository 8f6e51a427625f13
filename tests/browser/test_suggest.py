"""“Suggest a note”: when it is offered, where, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.support.project import build_site, configure, write
from tests.support.proposals import offer, proposed

LONG = " ".join(f"слово{number}" for number in range(400))
FIRST = "The first words, and the second words."
FILES = {
    "docs/index.md": "# Front\n\nNo source stands here.\n\n[Noted](noted.md)\n",
    "docs/noted.md": f"# Noted\n\n{FIRST}\n\n{LONG}\n\nThe last words.\n",
    "docs/bare.md": "---\nsource: {title: Bare, publisher: Example}\n---\n# Bare\n\nBare words.\n",
    "annotations/noted.yml": "annotations:\n  - {id: n, kind: term, exact: first, note: One.}\n",
}
SELECT = """([selector, from, to]) => {
  const node = document.querySelector(selector).lastChild;
  const [start, end] = [from, to].map((at) => (at < 0 ? node.length + 1 + at : at));
  getSelection().setBaseAndExtent(node, start, node, end);
  node.parentElement.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}"""
LAST = "article > p:nth-of-type(3)"


@pytest.fixture(scope="module")
def site(site_server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site that takes proposals: a page with notes, one without, one without a source."""
    project = tmp_path_factory.mktemp("proposals")
    write(project, FILES)
    address = site_server.address(project / "site")
    configure(project, {"site_url": address}, {"repository": "ada/edition"})
    build_site(project)
    return address


def select(page: Page, selector: str, start: int = 0, end: int = -1) -> None:
    """Select from one code unit to another of the text at the end of an element."""
    page.evaluate(SELECT, [selector, start, end])


def pass_time(page: Page, milliseconds: int) -> None:
    """Let the page's own clock go on, and what it then fetches arrive."""
    page.clock.run_for(milliseconds)
    page.wait_for_load_state("networkidle")


def test_nothing_is_fetched_before_words_are_selected(page: Page, site: str):
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.clock.install()
    page.goto(f"{site}noted/")
    page.locator(LAST).click()
    pass_time(page, 400)
    assert not [path for path in fetched if path.endswith("suggest.js")]
    select(page, LAST)
    expect(offer(page)).to_be_visible()
    assert [path for path in fetched if path.endswith("suggest.js")]


def test_page_without_a_source_offers_nothing(page: Page, site: str):
    page.clock.install()
    page.goto(site)
    select(page, "article > p")
    pass_time(page, 600)
    expect(offer(page)).to_have_count(0)


def test_page_with_a_source_and_no_notes_offers_it(page: Page, site: str):
    page.goto(f"{site}bare/")
    select(page, "article > p")
    expect(offer(page)).to_be_visible()
    assert proposed(page)[0] | {"title": ""} == {
        "template": "annotation.yml",
        "title": "",
        "page": "bare.md",
        "exact": "Bare words.",
    }


def test_site_without_a_repository_offers_nothing(
    page: Page, tmp_path: Path, build_edition, serve_site
):
    site = build_edition(tmp_path, FILES)
    page.clock.install()
    page.goto(f"{serve_site(site)}noted/")
    select(page, LAST)
    pass_time(page, 600)
    expect(offer(page)).to_have_count(0)
    expect(page.locator(".ae-report, .ae-suggest")).to_have_count(0)


def test_words_cut_in_two_are_taken_whole(each_page: Page, site: str):
    each_page.goto(f"{site}noted/")
    select(each_page, LAST, 6, 13)
    expect(offer(each_page)).to_be_visible()
    assert proposed(each_page)[1].exact == "last words"


@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("selector", ["article > p:nth-of-type(1)", LAST, "article > h1"])
def test_stands_beside_the_words_and_in_the_window(
    page: Page, site: str, width: int, selector: str
):
    page.set_viewport_size({"width": width, "height": 500})
    page.goto(f"{site}noted/")
    page.evaluate("(end) => scrollTo(0, end)", 0 if selector != LAST else 10_000)
    page.evaluate(
        "(selector) => getSelection().selectAllChildren(document.querySelector(selector))",
        selector,
    )
    expect(offer(page)).to_be_visible()
    box = offer(page).bounding_box()
    words = page.evaluate(
        "() => { const { top, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();"
        " return { top, bottom } }"
    )
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 500
    assert box["y"] >= words["bottom"] or box["y"] + box["height"] <= words["top"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard_reaches_it_and_sends_it_away(each_page: Page, site: str):
    each_page.clock.install()
    each_page.goto(f"{site}noted/")
    select(each_page, LAST)
    expect(offer(each_page)).to_have_attribute("role", "group")
    expect(offer(each_page)).to_have_accessible_name("The selected words")
    each_page.keyboard.press("Tab")
    expect(offer(each_page).get_by_role("link", name="Suggest a note")).to_be_focused()
    each_page.keyboard.press("Tab")
    expect(offer(each_page).get_by_role("button", name="Copy as YAML")).to_be_focused()
    each_page.keyboard.press("Escape")
    expect(offer(each_page)).to_have_count(0)
    assert each_page.evaluate("getSelection().toString()") == "The last words."
    pass_time(each_page, 400)
    expect(offer(each_page)).to_have_count(0)


def test_goes_when_the_focus_goes_on(page: Page, site: str):
    page.goto(f"{site}noted/")
    select(page, LAST)
    expect(offer(page)).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(offer(page)).to_have_count(0)
    # On from the words, not from the beginning of the page.
    assert page.evaluate("!!document.activeElement.closest('.ae-notes')")


def test_goes_when_nothing_is_selected(page: Page, site: str):
    page.goto(f"{site}noted/")
    select(page, LAST)
    expect(offer(page)).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(offer(page)).to_have_count(0)


def test_waits_until_the_mouse_lets_go(page: Page, site: str):
    page.clock.install()
    page.goto(f"{site}noted/")
    box = page.locator("article > p").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 10, steps=4)
    pass_time(page, 600)
    expect(offer(page)).to_have_count(0)
    page.mouse.up()
    expect(offer(page)).to_be_visible()


def test_makes_way_for_a_mouse_that_selects_anew(page: Page, site: str):
    page.goto(f"{site}noted/")
    select(page, LAST)
    expect(offer(page)).to_be_visible()
    box = page.locator("article > p").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    expect(offer(page)).to_have_count(0)
    page.mouse.move(box["x"] + 150, box["y"] + 10, steps=4)
    page.mouse.up()
    expect(offer(page)).to_be_visible()


def test_opens_the_form_in_a_page_of_its_own(browser: Browser, site: str):
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 640})
    context.route("https://github.com/**", lambda route: route.fulfill(body="form"))
    page = context.new_page()
    page.goto(f"{site}noted/")
    select(page, LAST)
    with context.expect_page() as opened:
        offer(page).locator("a").tap()
    query = parse_qs(urlsplit(opened.value.url).query)
    assert query["exact"] == ["The last words."]
    assert query["page"] == ["noted.md"]
    assert opened.value.evaluate("window.opener") is None
    context.close()


def test_form_gets_no_more_than_an_address_holds(page: Page, site: str):
    page.goto(f"{site}noted/")
    select(page, "article > p:nth-of-type(2)")
    expect(offer(page)).to_be_visible()
    fields, selector = proposed(page)
    # GitHub signs people in by an address that holds this one.
    assert len(urlencode({"": urlencode(fields)})) < 8200
    assert LONG.startswith(selector.exact + " ")
    assert len(selector.exact) > 300


def test_yaml_is_copied(browser: Browser, site: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}noted/")
    select(page, "article > p:nth-of-type(1)", -7, -2)
    offer(page).get_by_role("button").click()
    expect(offer(page).get_by_role("status")).to_have_text("Copied")
    (record,) = yaml.safe_load(page.evaluate("navigator.clipboard.readText()"))
    assert record == {
        "id": None, "kind": "context", "exact": "words", "prefix": "second", "note": None,
    }  # fmt: skip
    context.close()


def test_yaml_can_be_copied_by_hand(page: Page, site: str):
    page.clock.install()
    page.goto(f"{site}noted/")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    select(page, LAST)
    offer(page).get_by_role("button").click()
    field = offer(page).get_by_role("textbox", name="Copying is switched off here")
    expect(field).to_be_focused()
    copied = field.evaluate(
        "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    assert yaml.safe_load(copied)[0]["exact"] == "The last words."
    pass_time(page, 400)
    expect(field).to_be_visible()


def test_works_after_instant_navigation(page: Page, site: str):
    page.goto(f"{site}noted/")
    select(page, LAST)
    expect(offer(page)).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".md-nav__link", has_text="Bare").first.click()
    page.wait_for_url("**/bare/")
    expect(page.locator("article > p").first).to_have_text("Bare words.")
    select(page, "article > p")
    expect(offer(page)).to_be_visible()
    assert proposed(page)[0]["page"] == "bare.md"


def test_every_note_leads_to_the_form_for_a_correction(page: Page, site: str):
    page.goto(f"{site}noted/")
    report = page.locator("#note-n").get_by_role("link", name="Report a problem with this note")
    address = urlsplit(str(report.get_attribute("href")))
    assert address.path == "/ada/edition/issues/new"
    assert parse_qs(address.query) == {"template": ["correction.yml"], "note": ["n"]}
    page.locator("mark[data-notes=n]").hover()
    expect(page.locator(".ae-card.ae-open .ae-report")).to_be_visible()
