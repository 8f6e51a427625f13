"""The reader in other languages, from right to left, and in two directions on one page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from annotated_edition.locales import words as locales
from tests.support.project import SETTINGS, build_site, configure, write
from tests.support.server import SiteServer

ARABIC = """# تقرير عن الاستفتاءات

قالت اللجنة إن نسبة المشاركة بلغت **85.4 في المئة** في المنطقة، وإن النتيجة نهائية. وطلب رئيس
الإدارة من الرئيس أن ينظر في ضم المنطقة إلى الاتحاد، كما جاء في رسالة نُشرت يوم الأربعاء.

وأضاف أن السكان عبّروا عن رأيهم بحرية، وهو ما نفته منظمات دولية ومحلية في بيانات متتالية.
"""
ARABIC_NOTES = """
annotations:
  - id: turnout
    kind: claim
    exact: نسبة المشاركة بلغت 85.4 في المئة
    claimant: commission
    rating: disputed
    qualifier: in one region
    note: ذكرت تقارير اليوم نفسه نسبة أخرى، كما كتبت وكالة RIA Novosti.
    by: [ليلى, سمير]
    created: 2026-11-22
  - id: percent
    kind: context
    exact: 85.4 في المئة
    note: "Other reports of the day gave 82.4 percent: ريا نوفوستي."
    lang: en
  - id: letter
    kind: context
    exact: رسالة نُشرت يوم الأربعاء
    note: نُشرت الرسالة في 28 سبتمبر.
    by: [Ada]
"""
ARABIC_SPEAKERS = "speakers: [{id: commission, name: Electoral commission, type: organization}]\n"

ENGLISH = "# A report\n\nThe council asked for admission, and nobody was heard against it.\n"
ENGLISH_NOTES = """
annotations:
  - id: council
    kind: claim
    exact: The council asked for admission
    rating: supported
    note: RIA نشرت الوكالة الرسالة كاملة في اليوم نفسه.
    lang: ar
  - id: admission
    kind: term
    exact: admission
    note: The letter's word.
  - id: unlabelled
    kind: context
    exact: nobody was heard
    note: لم يُسمع أحد.
"""
LISTINGS = "# Lists\n\n<!-- edition: claims -->\n\n<!-- edition: ratings -->\n"


def theme(language: str) -> dict[str, object]:
    return {"theme": {**SETTINGS["theme"], "language": language}}  # type: ignore[dict-item]


@pytest.fixture(scope="module")
def arabic_edition(site_server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An edition of an Arabic text, built once: it is only looked at."""
    project = tmp_path_factory.mktemp("arabic")
    address = site_server.address(project / "site")
    files = {
        "docs/index.md": ARABIC,
        "docs/lists.md": LISTINGS,
        "annotations/index.yml": ARABIC_NOTES,
        "annotations/speakers.yml": ARABIC_SPEAKERS,
    }
    write(project, files)
    configure(project, {"site_url": address, **theme("ar")}, {})
    return site_server.address(build_site(project))


@pytest.fixture
def english_text(
    build_edition: Callable[..., Path], serve_site: Callable[[Path], str], tmp_path: Path
) -> Callable[..., str]:
    """The English text and its notes with the theme, and perhaps the interface, in a language."""

    def build(theme_language: str, **options: object) -> str:
        files = {
            "docs/index.md": ENGLISH,
            "docs/lists.md": LISTINGS,
            "annotations/index.yml": ENGLISH_NOTES,
        }
        return serve_site(
            build_edition(tmp_path, files, settings=theme(theme_language), **options)
        )

    return build


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"]}


def overflow(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def runs(locator: Locator) -> str:
    return locator.evaluate("(element) => getComputedStyle(element).direction")


def open_card(page: Page, note: str) -> Locator:
    page.locator(f".ae-link[href='#note-{note}']").press("Enter")
    card = page.locator(".ae-card.ae-open")
    expect(card).to_be_visible()
    return card


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_card_in_arabic_begins_at_the_right_of_its_words_and_stays_on_the_screen(
    page: Page, arabic_edition: str, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(arabic_edition)
    expect(page.locator("body")).to_have_attribute("dir", "rtl")
    card = open_card(page, "letter")
    assert runs(card) == "rtl"
    placed, words = box(card), box(page.locator("#passage-letter"))
    assert placed["x"] >= 0
    assert placed["right"] <= width
    assert placed["right"] <= words["right"] + 1 or placed["x"] < 10
    assert placed["y"] >= words["y"] + words["height"] or (
        placed["y"] + placed["height"] <= words["y"]
    )
    assert overflow(page) == 0
    before = box(card.get_by_role("button", name="الملاحظة السابقة"))
    after = box(card.get_by_role("button", name="الملاحظة التالية"))
    assert before["x"] > after["x"]


def test_a_number_of_two_has_a_form_of_its_own_in_arabic(page: Page, arabic_edition: str):
    page.goto(arabic_edition)
    card = open_card(page, "percent")
    expect(card).to_have_attribute("aria-label", "ملاحظتان على هذه الكلمات")
    note = card.locator("[data-rating=disputed]").first
    expect(note.locator(".ae-badge")).to_contain_text("مختلف فيه")
    expect(note.locator(".ae-meta")).to_contain_text("بقلم: ليلى وسمير. كُتبت في 22 نوفمبر 2026.")


def test_notes_run_as_their_own_language_does_in_an_arabic_edition(
    page: Page, arabic_edition: str
):
    page.goto(arabic_edition)
    assert runs(page.locator("#note-percent .ae-body")) == "ltr"
    expect(page.locator("#note-percent .ae-body")).to_have_attribute("lang", "en")
    assert runs(page.locator("#note-percent")) == "rtl"
    assert runs(page.locator("#note-turnout .ae-body")) == "rtl"
    head = box(page.locator("#note-turnout"))
    number = box(page.locator("#note-turnout .ae-back"))
    assert number["right"] == pytest.approx(head["right"], abs=2)


def test_margin_filters_and_map_change_sides_in_arabic(page: Page, arabic_edition: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(arabic_edition)
    page.locator(".ae-bar summary").click()
    panel = box(page.locator(".ae-bar .ae-panel"))
    assert panel["x"] >= 0
    assert panel["right"] < 720
    author = page.locator(".ae-panel label").filter(has=page.locator("[name=by][value=Ada]"))
    name, count = box(author.locator("bdi")), box(author.locator(".ae-count"))
    assert count["right"] < name["x"]
    assert box(page.locator(".ae-map"))["x"] < 20
    page.get_by_label("الملاحظات في الهامش").check()
    page.keyboard.press("Escape")
    note, words = page.locator("#note-letter"), page.locator("#passage-letter")
    expect(note).to_have_css("position", "absolute")
    assert box(note)["right"] < box(words)["x"]
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [1440, 360])
def test_listings_in_arabic_begin_at_the_right(page: Page, arabic_edition: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{arabic_edition}lists/")
    assert overflow(page) == 0
    listing = box(page.locator("[data-listing=claims]"))
    assert box(page.locator(".ae-bars rect").first)["right"] == pytest.approx(
        listing["right"], abs=3
    )
    caption = page.locator(".ae-claims caption")
    assert runs(caption) == "rtl"
    expect(page.locator("#rating-false .ae-badge")).to_contain_text("غير صحيح")


def test_an_arabic_note_in_an_english_edition_runs_from_the_right(
    page: Page, english_text: Callable[..., str]
):
    page.goto(english_text("en"))
    body = page.locator("#note-council .ae-body")
    # Its first letters are Latin: only `lang` tells.
    assert runs(body) == "rtl"
    expect(body).to_have_attribute("lang", "ar")
    assert runs(page.locator("#note-unlabelled .ae-body")) == "rtl"
    assert runs(page.locator("#note-council")) == "ltr"
    assert runs(page.locator("#note-admission .ae-body")) == "ltr"
    copied = open_card(page, "council").locator(".ae-body").first
    assert runs(copied) == "rtl"
    assert overflow(page) == 0


def test_badges_and_cards_speak_german(page: Page, english_text: Callable[..., str]):
    page.goto(english_text("de"))
    expect(page.locator("#passage-council + * .ae-badge, .ae-tail .ae-badge").first).to_have_text(
        re.compile("Belegt")
    )
    card = open_card(page, "admission")
    expect(card).to_have_attribute("aria-label", "2 Anmerkungen zu diesen Worten")
    expect(card.locator(".ae-quote").first).to_have_text("„The council asked for admission“")


def test_plural_forms_are_those_of_the_interface_where_the_theme_speaks_another_language(
    page: Page, english_text: Callable[..., str]
):
    page.goto(english_text("en", language="uk"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    card = open_card(page, "admission")
    # English has no “few”.
    expect(card).to_have_attribute("aria-label", "2 примітки до цих слів")


@pytest.mark.parametrize(
    ("language", "kind"), [("uk", "контекст"), ("ru", "контекст"), ("ar", "السياق")]
)
def test_search_finds_notes_by_whole_words_of_any_script(
    page: Page, english_text: Callable[..., str], language: str, kind: str
):
    # The search's library knows no Ukrainian: it then looks for words as they are written.
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(english_text(language))
    field = page.locator(".md-search__input")
    field.fill(kind)
    field.press("End")  # the theme waits for a key
    expect(page.locator(".md-search-result__list")).to_contain_text("nobody was heard")
    assert failures == []


def test_words_that_the_language_lacks_are_told_as_english(
    page: Page, build_edition, serve_site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    read = locales._read  # noqa: SLF001 - a language with gaps
    gaps = {"ui_filter", "ui_close", "ui_next", "ui_shown", "ui_position", "ui_copied", "ui_keys"}
    gaps |= {"kind_claim", "suggest_note", "ui_key_enter"}

    def with_gaps(language):
        entries = dict(read(language))
        return {k: v for k, v in entries.items() if k not in gaps} if language == "ar" else entries

    monkeypatch.setattr(locales, "_read", with_gaps)
    locales.load_words.cache_clear()
    files = {
        "docs/index.md": ARABIC,
        "annotations/index.yml": ARABIC_NOTES,
        "annotations/speakers.yml": ARABIC_SPEAKERS,
    }
    theme = {**SETTINGS["theme"], "language": "ar"}  # type: ignore[dict-item]
    try:
        site = build_edition(
            tmp_path, files, settings={"theme": theme}, strict=False, repository="ada/edition"
        )
    finally:
        locales.load_words.cache_clear()
    page.goto(serve_site(site))
    page.keyboard.press("n")
    card = page.locator(".ae-card.ae-open")
    expect(card).to_be_visible()
    english = {"lang": "en", "dir": "ltr"}
    for name, value in english.items():
        expect(card.get_by_role("button", name="Next note")).to_have_attribute(name, value)
        expect(card.get_by_text(re.compile(r"^\d of \d$"))).to_have_attribute(name, value)
    expect(card.locator("[data-ae=previous]")).not_to_have_attribute("lang", "en")
    page.keyboard.press("Escape")
    page.locator(".ae-bar summary").click()
    status = page.locator(".ae-bar [role=status] > span")
    expect(status).to_have_attribute("lang", "en")
    kinds = page.locator(".ae-bar bdi")
    told = dict(kinds.evaluate_all("(all) => all.map((one) => [one.textContent, one.lang])"))
    assert told["Claim"] == "en"
    assert set(told.values()) == {"en", ""}
    page.locator(".ae-bar [data-ae=keys]").click()
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet.locator("h2")).to_have_attribute("lang", "en")
    expect(sheet).not_to_have_attribute("lang", "en")
    assert sheet.locator("p[lang=en]").count() == 4
    page.keyboard.press("Escape")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article p'))")
    offer = page.locator(".ae-bar[role=group]")
    expect(offer.locator("a > [lang=en][dir=ltr]")).to_have_text("Suggest a note")
    expect(offer.locator("button [lang]")).to_have_count(0)
