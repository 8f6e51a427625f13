"""The page without JavaScript, in print, under a strict policy, and for everybody."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from annotated_edition.model import RatingScale
from annotated_edition.pages import asset
from annotated_edition.records.colour import DARK_GROUND, LIGHT_GROUND, READABLE, contrast

# What moves in the article. The theme's footer does on some loads, and so does the whole page
# when the theme, for instant navigation, sets the addresses of its style sheets anew.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { sources } of list.getEntries()) {
    const moved = sources.map((source) => source.node).filter(Boolean);
    const ours = moved.filter((node) => document.querySelector('article')?.contains(node));
    if (moved.includes(document.body)) continue;
    window.shifts.push(...ours.map((node) => node.textContent));
  }
}).observe({ type: 'layout-shift', buffered: true });
"""
KINDS = ("claim", "context", "speaker", "term", "translation", "source")


@pytest.fixture
def plain(browser: Browser, reading_site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reading_site}hard/")
    yield page
    context.close()


def test_without_javascript_numbers_lead_to_notes_and_back(plain: Page):
    expect(plain.locator(".ae-num:visible")).to_have_count(13)  # one is folded with its words
    expect(plain.locator(".ae-bar, .ae-card, .ae-map")).to_have_count(0)
    plain.locator("#passage-edge .ae-link").click()
    assert plain.url.endswith("#note-edge")
    note = plain.locator("#note-edge")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("At the edge.")
    note.locator(".ae-back").click()
    assert plain.url.endswith("#passage-edge")
    expect(plain.locator("#passage-edge")).to_be_in_viewport()


def test_with_javascript_only_numbers_that_are_links_are_seen(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    shown = page.locator(".ae-num:visible")
    assert shown.locator("a").count() == shown.count() == 3


@pytest.mark.parametrize("javascript", [True, False])
def test_print_holds_everything_and_no_controls(
    browser: Browser, reading_site: str, javascript: bool
):
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{reading_site}hard/")
    page.emulate_media(media="print")
    expect(page.locator(".ae-num:visible")).to_have_count(14)
    expect(page.locator(".ae-note:visible")).to_have_count(15)
    expect(page.locator("#note-in-table .ae-badge")).to_contain_text("Disputed")
    expect(page.locator("mark[data-notes=advert]")).to_be_visible()
    expect(page.locator(".ae-provenance dd").first).to_be_visible()
    for controls in (".ae-bar", ".ae-map", ".ae-card", ".ae-permalink", ".ae-edit", ".ae-backref"):
        expect(page.locator(f"{controls}:visible")).to_have_count(0)
    context.close()


def test_print_tells_the_addresses_of_sources(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    page.emulate_media(media="print")
    content = "(selector) => getComputedStyle(document.querySelector(selector), '::after').content"
    assert page.evaluate(content, ".ae-sources a:not(.ae-cite)") == '" <https://example.org/un>"'
    assert page.evaluate(content, ".ae-sources a.ae-cite") == "none"


def test_print_leaves_addresses_within_the_site_alone_and_shows_no_folds(
    page: Page, edition_site: str
):
    """The theme's script gives links within the site an absolute address, and opens every fold."""
    page.goto(f"{edition_site}timeline/")
    link = page.locator(".ae-timeline .ae-sources a:not(.ae-cite)").first
    assert link.evaluate("(link) => link.getAttribute('href')").startswith("http")
    page.emulate_media(media="print")
    content = "(link) => getComputedStyle(link, '::after').content"
    assert link.evaluate(content) == "none"
    page.goto(f"{edition_site}claims/")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    expect(page.locator(".ae-bars").first).to_be_visible()
    expect(page.locator(".ae-equivalent")).to_be_hidden()
    page.set_viewport_size({"width": 700, "height": 990})  # A4: the table is a list
    expect(page.locator(".ae-claims thead tr")).to_be_hidden()
    page.goto(f"{edition_site}articles/annexation-requests/")
    expect(page.locator(".ae-provenance > summary")).to_have_css("list-style-type", "none")


def test_pdf_is_printed_with_the_margin_and_a_filter_switched_on(page: Page, reading_site: str):
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{reading_site}hard/")
    expect(page.locator("#note-edge")).to_have_css("position", "absolute")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    expect(page.locator("#note-edge")).to_have_css("position", "static")


def test_strict_policy_stops_nothing_of_the_reader(page: Page, reading_site: str):
    """The theme writes inline scripts of its own; what is refused must be theirs alone."""
    refused: list[str] = []
    page.route(
        "**/*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers={
                **answer.headers,
                "content-security-policy": "script-src 'self'; style-src 'self'",
            },
        ),
    )
    page.expose_function("refuse", lambda entry: refused.append(entry))  # noqa: PLW0108
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        " refuse(`${event.violatedDirective} ${event.sourceFile}`))"
    )
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{reading_site}hard/")
    page.evaluate("document.querySelector('#passage-edge a').scrollIntoView({ block: 'center' })")
    page.locator("mark[data-notes=edge]").click()
    expect(page.locator(".ae-open")).to_contain_text("At the edge.")
    box = page.locator(".ae-card").bounding_box()
    words = page.locator("mark[data-notes=edge]").bounding_box()
    assert box
    assert words
    assert box["y"] >= words["y"] + words["height"] or box["y"] + box["height"] <= words["y"]
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    page.locator(".ae-bar summary").click()
    page.get_by_label("Notes in the margin").check()
    expect(page.locator("#note-edge")).to_have_css("position", "absolute")
    assert [entry for entry in refused if "edition.js" in entry] == []


def test_nothing_is_asked_of_other_hosts_and_nothing_moves(page: Page, reading_site: str):
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(SHIFTS)
    for name in ("hard", "claims", "many"):
        page.goto(f"{reading_site}{name}/", wait_until="networkidle")
        page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        assert page.evaluate("window.shifts") == []
    assert [url for url in requests if not url.startswith(reading_site)] == []
    assert errors == []


def test_marks_have_no_name_and_their_links_lead_to_what_is_visible(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    assert page.locator("mark[aria-label], mark[role], mark[title], mark[tabindex]").count() == 0
    targets = page.locator(".ae-link").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('aria-details'))"
        ".map((id) => document.getElementById(id))"
        ".map((note) => note.checkVisibility() && !note.closest('.ae-card'))"
    )
    assert targets == [True] * 14
    assert page.locator("[role=tooltip], .ae-link[aria-describedby]").count() == 0


def test_a_screen_reader_is_told_of_each_note_once_and_led_to_it_and_back(
    page: Page, reading_site: str
):
    def told() -> list[dict[str, Any]]:
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return [node for node in tree if not node["ignored"] and "role" in node]

    def leading(nodes: list[dict[str, Any]], name: str) -> list[str]:
        return [
            related.get("idref", "")
            for node in nodes
            if node["role"]["value"] == "doc-noteref"
            for fact in node["properties"]
            if fact["name"] == name
            for related in fact["value"]["relatedNodes"]
        ]

    page.goto(f"{reading_site}hard/")
    page.locator("details.ae-furniture > summary").click()
    notes = page.locator(".ae-placed").evaluate_all("(all) => all.map((note) => note.id)")
    assert sorted(leading(told(), "details")) == sorted(notes)
    roles = Counter(node["role"]["value"] for node in told())
    assert (roles["doc-endnotes"], roles["doc-backlink"]) == (1, len(notes))
    page.goto(f"{reading_site}hard/?text=only")
    assert page.locator("[role=doc-noteref]").count() == 0
    assert leading(told(), "details") == []


def test_kinds_are_told_apart_by_line_alone(page: Page, reading_site: str):
    page.emulate_media(forced_colors="active")
    page.goto(f"{reading_site}many/")
    lines = {
        page.locator(f"mark.ae-{kind}").first.evaluate(
            "(mark) => ['Line', 'Style', 'Thickness']"
            ".map((part) => getComputedStyle(mark)[`textDecoration${part}`]).join()"
        )
        for kind in KINDS
    }
    assert len(lines) == len(KINDS)
    assert all(line.startswith("underline") for line in lines)


def colour_of(words: Locator) -> str:
    """The colour of words as six hexadecimal digits, whatever it is written in."""
    return words.evaluate(
        """(words) => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d');
          canvas.fillStyle = getComputedStyle(words).color;
          canvas.fillRect(0, 0, 1, 1);
          const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          return '#' + parts.map((part) => part.toString(16).padStart(2, '0')).join('');
        }"""
    )


def test_what_is_printed_from_the_dark_scheme_can_be_read_on_paper(page: Page, reading_site: str):
    page.goto(f"{reading_site}many/")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.emulate_media(media="print")
    for kind in KINDS:
        colour = colour_of(page.locator(f".ae-note.ae-{kind} .ae-kind").first)
        assert contrast(colour, "#ffffff") >= READABLE, (kind, colour)


@pytest.mark.parametrize(("scheme", "ground"), [("default", LIGHT_GROUND), ("slate", DARK_GROUND)])
def test_kinds_can_be_read_in_their_colours(
    page: Page, reading_site: str, scheme: str, ground: str
):
    page.goto(f"{reading_site}many/")
    page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", scheme)
    for kind in KINDS:
        colour = colour_of(page.locator(f".ae-note.ae-{kind} .ae-kind").first)
        assert contrast(colour, ground) >= READABLE, (kind, colour)


def test_reduced_motion_stills_the_margin(page: Page, reading_site: str):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.goto(f"{reading_site}hard/")
    expect(page.locator("#note-edge")).to_have_css("transition-duration", "0s")


def test_right_to_left_pages_are_mirrored(page: Page, reading_site: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.route(
        "**/hard/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text()
            .replace('<html lang="en"', '<html lang="ar" dir="rtl"')
            .replace('dir="ltr"', 'dir="rtl"'),
        ),
    )
    page.add_init_script("localStorage.setItem('ae-prefs', '{\"margin\":true}')")
    page.goto(f"{reading_site}hard/")
    note = page.locator("#note-in-list").bounding_box()
    words = page.locator("mark[data-notes=in-list]").bounding_box()
    assert note
    assert words
    assert note["x"] + note["width"] < words["x"]
    page.locator("mark[data-notes=in-list]").click()
    wire = page.locator("#note-in-list").evaluate(
        "(note) => parseFloat(getComputedStyle(note, '::before').width)"
    )
    assert abs(wire - (words["x"] - note["x"] - note["width"])) < 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_mark_wins_over_the_themes_own(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    mark = page.locator("mark[data-notes=edge]")
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    colour = page.locator("p.edge").evaluate("(p) => getComputedStyle(p).color")
    expect(mark.locator("a")).to_have_css("color", colour)


def test_copied_text_has_neither_badges_nor_numbers(page: Page, reading_site: str):
    page.goto(f"{reading_site}hard/")
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('table')),"
        " getSelection().toString()"
    )
    assert "a turnout of 85.4 percent" in copied
    assert "Disputed" not in copied
    page.emulate_media(media="print")  # where every number is shown
    assert page.evaluate("getSelection().toString()").split()[-1] == "percent"
    # Safari goes by the prefixed name, and none runs here.
    assert "-webkit-user-select:none" in asset("edition.css", RatingScale())


def test_what_a_reader_downloads_stays_small():
    script = asset("edition.js", RatingScale())
    assert len(gzip.compress(script.encode(), 9)) < 8500
