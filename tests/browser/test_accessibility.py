"""What axe-core says of every kind of page and of all that can be open on one: nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = (
    "",
    "articles/annexation-requests/",
    "claims/",
    "claims/brutal-shellings/",
    "speakers/",
    "speakers/leonid-pasechnik/",
    "timeline/",
    "glossary/",
    "announced-results/",
    "ratings/",
    "sources/",
    "corrections/",
    "404.html",
)
DESKTOP, PHONE = (1440, 900), (360, 740)


def findings(page: Page) -> list[str]:
    """The rules that are broken, with the first element that breaks each."""
    violations = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]


@pytest.fixture
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a scheme and a size; a phone is touched."""
    scheme, (width, height) = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        has_touch=width == PHONE[0],
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("screen", [("light", DESKTOP), ("dark", PHONE)], indirect=True)
def test_pages_of_the_first_edition(screen: Page, edition_site: str):
    found = {}
    for path in PAGES:
        screen.goto(edition_site + path)
        screen.evaluate(
            "document.querySelectorAll('article details').forEach((d) => d.open = true)"
        )
        found[path] = findings(screen)
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "screen",
    [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE), ("dark", PHONE)],
    indirect=True,
)
def test_all_that_can_be_open_on_a_reading_page(screen: Page, edition_site: str):
    wide = screen.viewport_size == {"width": DESKTOP[0], "height": DESKTOP[1]}
    article = edition_site + PAGES[1]
    words = screen.locator("#passage-genocide-claim")
    screen.goto(article)
    if wide:
        words.click()
    else:
        words.tap()
    screen.locator(".ae-open .ae-more > summary").first.click()
    found = {"card": findings(screen)}
    screen.keyboard.press("?")
    expect(screen.locator(".ae-help")).to_be_visible()
    found["help"] = findings(screen)
    screen.keyboard.press("Escape")
    screen.keyboard.press("Escape")  # The words have the focus again, and show their card.
    screen.locator(".ae-bar summary").click()
    found["tools"] = findings(screen)
    if wide:
        screen.get_by_label("Notes in the margin").check()
        words.click()
        expect(screen.locator("#note-genocide-claim.ae-active")).to_be_visible()
        found["margin"] = findings(screen)
    screen.goto(f"{article}?text=only")
    found["text only"] = findings(screen)
    assert {state: told for state, told in found.items() if told} == {}
