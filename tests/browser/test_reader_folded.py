"""Passages within something that is folded away: every way to them opens it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.project import SETTINGS, build_site, configure, write

FILLER = "\n\n".join(f"Paragraph {number} stands between the folds." for number in range(12))
FOLDS = {
    "tab": """
=== "First"

    What is shown first.

=== "Second"

    Here are the tab words.
""",
    "nested-tab": """
=== "Outer one"

    === "Inner one"

        Shown at first.

    === "Inner two"

        Shown later.

=== "Outer two"

    === "Inner one"

        Shown later.

    === "Inner two"

        === "Innermost"

            Shown with it.

        === "Last"

            Here are the nested-tab words.
""",
    "fold": '\n??? note "Closed"\n    Here are the fold words.\n',
    "nested-fold": """
??? note "Closed"
    Something.

    ??? note "Closed too"
        Here are the nested-fold words.
""",
    "tab-in-fold": """
??? note "Closed"
    === "First"

        Shown with it.

    === "Second"

        ??? note "Closed too"
            Here are the tab-in-fold words.
""",
    "dialog": """
<dialog open markdown="1">

Here are the dialog words.

</dialog>
""",
    "accordion": """
<details name="parts" open><summary>One</summary><p>Shown at first.</p></details>
<details name="parts"><summary>Two</summary><p>Here are the accordion words.</p></details>
""",
    "until-found": """
<div hidden="until-found"><p>Between.</p><p>Here are the until-found words.</p></div>
""",
}
ORDER = list(FOLDS)
# As a page's own script does once the page is there; what is never open is no text of it.
CLOSE_DIALOGS = """document.addEventListener('readystatechange', () => {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}, { once: true })"""
MARKDOWN = "admonition md_in_html pymdownx.details pymdownx.superfences".split()


@pytest.fixture(scope="module")
def folded_site(site_server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an edition in whose document every passage is folded away."""
    project = tmp_path_factory.mktemp("folded")
    text = "".join(f"\n{FILLER}\n{fold}" for fold in FOLDS.values())
    notes = "".join(
        f"  - {{id: {name}, kind: claim, exact: the {name} words, note: On {name}.}}\n"
        for name in FOLDS
    )
    write(
        project,
        {
            "docs/index.md": "# Front\n\n<!-- edition: claims -->\n",
            "docs/folded.md": f"# Folded\n{text}\n{FILLER}\n",
            "annotations/folded.yml": f"annotations:\n{notes}",
        },
    )
    address = site_server.address(project / "site")
    theme = dict(SETTINGS["theme"])  # type: ignore[call-overload]
    theme["features"] = [*theme["features"], "content.tabs.link"]
    extensions = [*MARKDOWN, {"pymdownx.tabbed": {"alternate_style": True}}]
    settings = {"site_url": address, "theme": theme, "markdown_extensions": extensions}
    configure(project, settings, {})
    build_site(project)
    return address


def words(page: Page, name: str) -> Locator:
    return page.locator(f"mark[data-notes={name}]")


def by_address_of_the_note(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}folded/#note-{name}")


def by_address_of_the_passage(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}folded/#passage-{name}")


def by_the_way_back(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}folded/")
    expect(words(page, name)).to_be_hidden()
    page.locator(f"#note-{name} .ae-back").click()


def by_the_next_key(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}folded/#note-{ORDER[ORDER.index(name) - 1]}")
    expect(page.locator(".ae-card.ae-open")).to_be_visible()
    page.keyboard.press("n")


def by_the_previous_key(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}folded/#note-{ORDER[(ORDER.index(name) + 1) % len(ORDER)]}")
    expect(page.locator(".ae-card.ae-open")).to_be_visible()
    page.keyboard.press("p")


def by_the_map(page: Page, site: str, name: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site}folded/")
    expect(page.locator(".ae-map path")).not_to_have_count(0)
    strokes = page.locator(".ae-map path").first.get_attribute("d") or ""
    heights = [int(part.removesuffix("h9")) for part in strokes.split("M0 ")[1:]]
    box = page.locator(".ae-map").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + heights[ORDER.index(name)] / 1000 * box["height"])


def by_a_listing(page: Page, site: str, name: str) -> None:
    page.goto(site)
    page.evaluate("window.sameWindow = true")
    page.locator(f".ae-claims #claim-{name} .ae-quote a").click()
    page.wait_for_url("**/folded/#*")
    assert page.evaluate("window.sameWindow")


WITH_CARD = (
    by_address_of_the_note,
    by_the_next_key,
    by_the_previous_key,
    by_the_map,
)
WITHOUT_CARD = (by_address_of_the_passage, by_the_way_back, by_a_listing)


@pytest.mark.parametrize("name", FOLDS)
@pytest.mark.parametrize("way", [*WITH_CARD, *WITHOUT_CARD], ids=lambda way: way.__name__)
def test_folded_words_are_reached(
    page: Page, folded_site: str, name: str, way: Callable[[Page, str, str], None]
):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(CLOSE_DIALOGS)
    way(page, folded_site, name)
    expect(words(page, name)).to_be_visible()
    expect(words(page, name)).to_be_in_viewport()
    expect(page.locator(f"#passage-{name} .ae-link")).to_be_focused()
    card = page.locator(".ae-card.ae-open")
    if way in WITH_CARD:
        expect(card).to_contain_text(f"On {name}.")
    else:
        expect(card).to_have_count(0)
    assert errors == []


def test_card_on_folded_words_stays_by_them(page: Page, folded_site: str):
    """The theme switches other tabs of the same names a moment later, by clicks."""
    page.goto(f"{folded_site}folded/#note-nested-tab")
    card = page.locator(".ae-card.ae-open")
    expect(card).to_contain_text("On nested-tab.")
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    expect(card).to_contain_text("On nested-tab.")
    expect(words(page, "nested-tab")).to_be_in_viewport()


def test_keys_work_while_a_dialog_of_the_text_is_open(page: Page, folded_site: str):
    page.add_init_script(CLOSE_DIALOGS)
    page.goto(f"{folded_site}folded/#note-dialog")
    expect(words(page, "dialog")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".ae-card.ae-open")).to_contain_text("On accordion.")


def test_a_tab_that_the_reader_chose_before_gives_way_to_an_address(page: Page, folded_site: str):
    page.goto(f"{folded_site}folded/")
    page.locator("label", has_text="Second").first.click()
    page.locator("label", has_text="First").first.click()
    page.goto(folded_site)
    page.goto(f"{folded_site}folded/#note-tab")
    expect(words(page, "tab")).to_be_visible()
    expect(page.locator(".ae-card.ae-open")).to_contain_text("On tab.")


def test_passage_without_a_mark_is_reached_by_its_number(
    page: Page, build_edition, serve_site, tmp_path
):
    """Within a formula nothing is marked."""
    files = {
        "docs/index.md": "# Front\n\nWords before it.\n\n$$\na + b\n$$\n\nWords behind it.\n",
        "annotations/index.yml": """annotations:
  - {id: before, kind: term, exact: Words before it, note: On before.}
  - {id: formula, kind: term, exact: '\\[ a + b \\]', note: On the formula.}
""",
    }
    extensions = [{"pymdownx.arithmatex": {"generic": True}}]
    site = build_edition(tmp_path, files, settings={"markdown_extensions": extensions})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    card = page.locator(".ae-card.ae-open")
    page.goto(f"{serve_site(site)}#note-formula")
    expect(card).to_contain_text("On the formula.")
    page.keyboard.press("p")
    expect(card).to_contain_text("On before.")
    page.keyboard.press("n")
    expect(card).to_contain_text("On the formula.")
    page.keyboard.press("Escape")
    page.locator("article .ae-num a").click()
    expect(card).to_contain_text("On the formula.")
    assert errors == []


def test_switching_to_another_tab_closes_the_card(page: Page, folded_site: str):
    page.goto(f"{folded_site}folded/#note-tab")
    expect(page.locator(".ae-card.ae-open")).to_be_visible()
    page.locator("label", has_text="First").first.click()
    expect(page.locator(".ae-card.ae-open")).to_have_count(0)
    expect(words(page, "tab")).to_be_hidden()


def test_notes_are_shown_on_a_page_of_folded_words_in_the_margin(page: Page, folded_site: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.goto(f"{folded_site}folded/#note-tab-in-fold")
    expect(words(page, "tab-in-fold")).to_be_visible()
    expect(page.locator("#note-tab-in-fold")).to_be_in_viewport()
