"""Listings: what stands in them, and what they look like."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from annotated_edition.anchoring import word_difference
from annotated_edition.model import Change, Edition, Placement, State
from annotated_edition.pages import (
    LISTINGS,
    NotesPage,
    claim_page,
    listing,
    notes_section,
    speaker_page,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "pages"


def tree(text):
    return html.fragment_fromstring(text, create_parent="main")


def test_unknown_listing_is_a_key_error(tiny, site_of):
    with pytest.raises(KeyError):
        listing("people", site_of(tiny))


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_is_wrapped_and_carries_the_words_of_its_script(tiny, site_of, name):
    root = tree(listing(name, site_of(tiny)))
    (wrapper,) = root.xpath("./div[@class='ae-listing']")
    assert wrapper.get("data-listing") == name
    words = json.loads(wrapper.get("data-words"))
    assert words
    assert all(key.startswith("ui_") for key in words)


@pytest.mark.parametrize("name", LISTINGS)
def test_empty_edition_gets_a_sentence(site_of, name):
    root = tree(listing(name, site_of(Edition())))
    (sentence,) = root.xpath(".//p[@class='ae-empty']")
    assert sentence.text.endswith(".")
    assert root.xpath(".//table | .//svg | .//ul | .//ol | .//dl") == []


@pytest.mark.parametrize("name", [*LISTINGS, "speaker", "claim"])
def test_golden(tiny, site_of, name):
    # The drawing of the time axis, and all else: UPDATE_GOLDEN=1 writes these files anew.
    document = tiny.documents["articles/a.md"]
    site = site_of(tiny, states={"far": "changed"})
    if name == "speaker":
        text = speaker_page(tiny.speakers["ada"], site)
    elif name == "claim":
        text = claim_page(document, document.annotations[0], site)
    else:
        text = listing(name, site)
    text = re.sub(r' data-words="[^"]*"', "", text)
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_claims_are_rows_with_what_filters_need(tiny, site_of):
    root = tree(listing("claims", site_of(tiny)))
    rows = root.xpath(".//table[@class='ae-claims']/tbody/tr")
    assert [row.get("id") for row in rows] == [
        "claim-far",
        "claim-law",
        "claim-near",
        "claim-taste",
    ]
    far = rows[0]
    assert far.get("data-rating") == "false"
    assert far.get("data-rating-label") == "False"
    assert far.get("data-claimant") == "ada"
    assert far.get("data-claimant-label") == "Ada Lo"
    assert far.get("data-document-label") == "A walk"
    assert far.get("data-by") == "bea"
    link = far.xpath("./td[1]//a")[0]
    assert link.get("href") == "../document/articles/a.md#passage-far"
    assert far.xpath(".//span[@lang='de']")
    assert rows[3].get("data-rating") == ""
    assert "No verdict" in rows[3].text_content()


def test_claims_stand_in_the_order_of_the_text_and_the_unplaced_last(tiny, site_of):
    site = site_of(tiny, states={"far": "orphaned", "law": "exact"})
    starts = {"law": 70, "near": 9, "taste": 30}
    placements = {
        name: replace(site.placements["law"], start=start, end=start + 5)
        for name, start in starts.items()
    } | {"far": site.placements["far"]}
    root = tree(listing("claims", replace(site, placements=placements)))
    rows = root.xpath(".//table[@class='ae-claims']/tbody/tr/@id")
    assert rows == ["claim-near", "claim-taste", "claim-law", "claim-far"]
    assert root.xpath(".//tr[@id='claim-far']//a/@href")[0].endswith("#note-far")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("changed", "Given on the earlier wording"),
        ("orphaned", "These words are no longer in the text"),
        ("ambiguous", "These words stand in several places"),
    ],
)
def test_a_claim_on_other_words_says_so_and_does_not_count(tiny, site_of, state, said):
    root = tree(listing("claims", site_of(tiny, states={"far": state})))
    row = root.xpath(".//tr[@id='claim-far']")[0]
    assert said in row.text_content()
    numbers = root.xpath(".//table[@class='ae-numbers']")[0]
    assert "False" not in numbers.text_content()
    assert "3 claims" in root.xpath(".//figcaption/p")[0].text
    ratings = tree(listing("ratings", site_of(tiny, states={"far": state})))
    assert "0 claims" in ratings.xpath(".//dt[@id='rating-false']")[0].text_content()


def test_chart_and_its_table_tell_the_same(tiny, site_of):
    root = tree(listing("claims", site_of(tiny)))
    svg = root.xpath(".//svg")[0]
    labelled = svg.get("aria-labelledby").split()
    assert [root.xpath(f".//*[@id='{name}']")[0].tag for name in labelled] == ["title", "desc"]
    drawn = sorted(text for text in svg.xpath(".//g/g/title/text()"))
    assert drawn == ["False: 1", "Legal position: 1", "No verdict: 1", "True: 1"]
    rows = root.xpath(".//table[@class='ae-numbers']/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Ada Lo", "1", "1", "0", "1", "3"],
        ["Town Council", "0", "0", "1", "0", "1"],
    ]


def test_bars_lie_end_to_end_and_the_longest_fills_the_width(tiny, site_of):
    svg = tree(listing("claims", site_of(tiny))).xpath(".//svg")[0]
    spans = [
        (float(rect.get("x").rstrip("%")), float(rect.get("width").rstrip("%")))
        for rect in svg.xpath("./g[1]//rect")
    ]
    assert spans[0][0] == 0
    for (x, width), (after, _) in pairwise(spans):
        assert x + width == pytest.approx(after, abs=0.02)
    assert sum(spans[-1]) == pytest.approx(100, abs=0.02)


def test_ratings_off_the_scale_stand_apart(tiny, site_of):
    root = tree(listing("ratings", site_of(tiny)))
    lists = root.xpath(".//dl")
    assert [[item.get("id") for item in one.xpath(".//dt")] for one in lists] == [
        ["rating-true", "rating-false"],
        ["rating-legal"],
    ]


def test_sources_lead_back_to_what_leans_on_them(tiny, site_of):
    root = tree(listing("sources", site_of(tiny)))
    (map_,) = root.xpath(".//li[@id='source-map']")
    assert map_.xpath(".//ul//a/@href") == [
        "../document/articles/a.md#note-far",
        "../document/articles/a.md#note-near",
        "../speaker/ada",
        "../event/begin",
        "../term/mile",
    ]
    (walk,) = root.xpath(".//li[@id='source-walk']")
    assert "not yet verified" in walk.text_content()
    assert walk.xpath(".//ul//a/@href")[-2:] == ["../speaker/ada", "../event/walk"]


def test_sources_can_be_filtered_by_what_they_are_and_by_the_claims_that_lean_on_them(
    tiny, site_of
):
    root = tree(listing("sources", site_of(tiny, states={"far": "changed"})))
    (map_,) = root.xpath(".//li[@id='source-map']")
    assert (map_.get("data-type"), map_.get("data-type-label")) == (
        "research",
        "Research and books",
    )
    assert map_.get("data-document-label") == "A walk"
    assert map_.get("data-claimant-label") == "Ada Lo"
    # The rating of a claim whose words have changed is no fact of this text.
    assert map_.get("data-rating") == "true"


def test_what_the_editors_say_of_a_source_stands_beside_it(tiny, site_of):
    source = tiny.sources["map"]
    noted = replace(source, csl={**source.csl, "note": "Secondary source. <b>"})
    root = tree(listing("sources", site_of(replace(tiny, sources={"map": noted}))))
    assert root.xpath("string(.//*[@class='ae-remark'])") == "Secondary source. <b>"


def test_timeline_list_tells_what_the_drawing_shows(tiny, site_of):
    root = tree(listing("timeline", site_of(tiny)))
    items = root.xpath(".//ol[@class='ae-timeline']/li")
    assert [item.get("id") for item in items] == ["event-begin", "event-walk"]
    assert [item.find("time").get("datetime") for item in items] == ["2020", "2022-09-23"]
    assert items[1].get("class") == "ae-highlight"
    assert len(root.xpath(".//svg//circle")) == 2
    assert items[0].xpath(".//ul//a/@href") == ["../document/articles/a.md#note-far"]


def test_a_listing_lists_what_its_bodies_cite_once(tiny, site_of):
    site = site_of(tiny)
    both = tree(listing("timeline", site) + listing("terms", site))
    ids = both.xpath(".//*[@id]/@id")
    assert len(ids) == len(set(ids))
    cited = {href.removeprefix("#") for href in both.xpath(".//a[@class='ae-cite']/@href")}
    assert cited == {"source-map", "source-walk"}
    assert cited <= set(ids)


def test_without_pages_of_their_own_nothing_links_to_them(tiny, site_of):
    site = site_of(tiny, url=lambda target: "" if target.startswith("speaker:") else "x")
    root = tree(listing("speakers", site))
    assert root.xpath(".//a") == []
    assert [name.text.strip() for name in root.xpath(".//p[@class='ae-name']")] == [
        "Ada Lo",
        "Town Council",
    ]


def test_speaker_page_has_names_life_and_statements(tiny, site_of):
    root = tree(speaker_page(tiny.speakers["ada"], site_of(tiny)))
    assert "Ukrainian" in root.xpath(".//dl[@class='ae-spellings']")[0].text_content()
    assert root.xpath(".//dl//span[@lang='uk']")[0].text == "Ада Ло"
    quoted = root.xpath(".//ol[@class='ae-statements']/li//a/@href")
    assert [href.partition("#")[2] for href in quoted] == [
        "passage-far",
        "passage-near",
        "passage-taste",
        "passage-walk",
    ]
    assert root.xpath(".//section[@class='ae-references']//li/@id") == ["source-walk"]


def test_claim_page_has_verdict_definition_note_and_sources(tiny, site_of):
    document = tiny.documents["articles/a.md"]
    root = tree(claim_page(document, document.annotations[0], site_of(tiny)))
    assert root.xpath(".//mark") == []  # the heading is the quotation
    assert root.xpath(".//span[@class='ae-badge']/@data-rating") == ["false"]
    text = root.text_content()
    assert "It is not so." in text
    assert "p. 4" in text
    assert "Reviewed January 3, 2026" in text or "Reviewed 3 January 2026" in text


def test_order_of_mappings_and_annotations_changes_nothing(tiny, site_of, with_annotations):
    (document,) = tiny.documents.values()
    backwards = replace(
        with_annotations(tiny, *reversed(document.annotations)),
        speakers=dict(reversed(tiny.speakers.items())),
        sources=dict(reversed(tiny.sources.items())),
        terms=dict(reversed(tiny.terms.items())),
    )
    for name in LISTINGS:
        assert listing(name, site_of(backwards)) == listing(name, site_of(tiny)), name


def test_long_quotations_are_cut_at_a_word(tiny, site_of, with_annotations, make_claim):
    edition = with_annotations(tiny, make_claim("long", "word " * 100))
    root = tree(listing("claims", site_of(edition)))
    quotation = root.xpath(".//tr//a")[0].text
    assert len(quotation) <= 224
    assert quotation.endswith("word…”")


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' {{ 7*7 }} javascript:alert(1)"


def hostile(value):
    """Every text of a record, however deep, made hostile; numbers, dates and kinds stay."""
    if hasattr(value, "__dataclass_fields__"):
        kept = {"kind", "type", "location", "marks", "value", "lang", "start", "end"}
        names = [name for name in value.__dataclass_fields__ if name not in kept]
        return replace(value, **{name: hostile(getattr(value, name)) for name in names})
    if isinstance(value, str):
        return f"{value}{HOSTILE}" if value else value
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if isinstance(value, list):
        return [hostile(item) for item in value]
    if isinstance(value, dict):
        return {
            hostile(key) if value_is_record(item) else key: item
            if key == "type"
            else hostile(item)
            for key, item in value.items()
        }
    return value


def value_is_record(value):
    return hasattr(value, "__dataclass_fields__")


@pytest.mark.parametrize("name", [*LISTINGS, "speaker", "claim"])
def test_hostile_values_come_out_as_text(tiny, site_of, name):
    edition = hostile(tiny)
    site = site_of(edition)
    (document,) = edition.documents.values()
    if name == "speaker":
        text = speaker_page(next(iter(edition.speakers.values())), site)
    elif name == "claim":
        text = claim_page(document, document.annotations[0], site)
    else:
        text = listing(name, site)
    assert "alert(1)" in unescape(text)
    assert "{{ 7*7 }}" in unescape(text)
    root = tree(text)
    assert root.xpath(".//script | .//img") == []
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert attribute != "style"
            if attribute in ("href", "src"):
                assert not value.strip().lower().startswith("javascript:")


@pytest.mark.parametrize("address", ["javascript:alert(1)", " data:text/html,x", "//x.org/a", "x"])
def test_a_source_links_to_the_web_only(tiny, site_of, address):
    source = tiny.sources["map"]
    edition = replace(tiny, sources={"map": replace(source, csl={**source.csl, "URL": address})})
    root = tree(listing("sources", site_of(edition)))
    assert root.xpath(".//p[@class='ae-entry']//a") == []
    assert address.strip() in root.text_content()


def test_the_map_of_sources_has_a_mark_for_every_claim_that_leans_on_one(tiny, site_of):
    root = tree(listing("sources", site_of(tiny, states={"far": "changed"})))
    svg = root.xpath(".//svg")[0]
    lines = svg.xpath("./g")
    assert [line.find("text").text for line in lines] == ["Lo, 2019 · 2", lines[1][0].text]
    assert [len(line.xpath(".//rect")) for line in lines] == [2, 1]
    # “far” lies before “near”; its rating was given on other words.
    far, near = lines[0].xpath("./g")
    assert (far.get("data-rating"), near.get("data-rating")) == (None, "true")
    assert (far.find("rect").get("x"), near.find("rect").get("x")) == ("0%", "50%")


def test_a_claim_on_other_words_shows_what_has_changed(tiny, site_of):
    site = site_of(tiny)
    difference = (Change("it is ", "it is "), Change("far ", "farther "), Change("away", "away"))
    placements = {"far": Placement(State.CHANGED, 3, 20, difference=difference)}
    document = tiny.documents["articles/a.md"]
    page = claim_page(document, document.annotations[0], replace(site, placements=placements))
    (earlier,) = tree(page).xpath(".//p[@class='ae-earlier']")
    assert [child.tag for child in earlier] == ["del", "ins"]
    assert earlier.text_content() == "it is far farther away"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("the vote(s) were held", "the votes were held", None),
        ("the vote-count of 85.4%", "the vote-counts of 85.6%", None),
        ("五百人参加", "六百人参加", "<del>五</del><ins>六</ins>百人参加"),
        ("пять тысяч", "тысяч", "<del>пять</del> тысяч"),
        ("a final count", "a count", "a <del>final</del> count"),
        ("a count", "a final count", "a <ins>final</ins> count"),
        ("a count", "a count of 2", "a <del>count</del> <ins>count of 2</ins>"),
        ("a count", "a tally", "a <del>count</del> <ins>tally</ins>"),
        ("五百人", "五百名", "五百<del>人</del><ins>名</ins>"),
        ("a <b> & c", "a <i> & c", "a &lt;<del>b</del><ins>i</ins>&gt; &amp; c"),
    ],
)
def test_the_pieces_of_a_difference_carry_their_own_spaces(tiny, site_of, old, new, shown):
    placement = Placement(State.CHANGED, 3, 20, difference=word_difference(old, new))
    document = tiny.documents["articles/a.md"]
    site = replace(site_of(tiny), placements={"far": placement})
    page = claim_page(document, document.annotations[0], site)
    placements = dict.fromkeys((note.id for note in document.annotations), placement)
    numbers = dict.fromkeys(placements, 1)
    notes = NotesPage(document, placements, numbers, lambda _: "", lambda *_: "")
    told = re.search(r'<p class="ae-earlier">(.*?)</p>', page)[1]
    (within, *_) = re.findall(
        r'<p class="ae-earlier"><strong>[^<]*</strong>\s*(.*?)(?: Given[^<]*)?</p>',
        notes_section(notes, site),
        re.DOTALL,
    )
    assert within.strip() == told
    assert shown in (None, told)
    for tag, text in (("ins", old), ("del", new)):
        kept = re.sub(rf"<{tag}>.*?</{tag}>", "", told)
        bare = unescape(re.sub(r"<[^>]*>", "", kept))
        assert "".join(bare.split()) == "".join(text.split())


def test_a_claim_that_waits_for_a_review_says_so_and_does_not_count(tiny, site_of):
    document = tiny.documents["articles/a.md"]
    notes = [
        replace(note, reviewed=None, needs_review=note.id in ("far", "taste"))
        for note in document.annotations
    ]
    document = replace(document, annotations=tuple(notes))
    site = site_of(replace(tiny, documents={"articles/a.md": document}))
    said = "Rating given on the earlier wording, not yet reviewed"
    unrated = "Written on an earlier wording, not yet reviewed"
    root = tree(listing("claims", site))
    rows = {row.get("id"): row for row in root.xpath(".//tbody/tr[@data-kind='claim']")}
    told = {name: row.xpath(".//*[@class='ae-state']/text()") for name, row in rows.items()}
    assert {name: state for name, state in told.items() if state} == {
        "claim-far": [said],
        "claim-taste": [unrated],
    }
    assert rows["claim-far"].get("data-state") == "unreviewed"
    assert "2 claims" in root.xpath(".//figcaption/p")[0].text
    assert "2 claims are not counted" in root.xpath(".//figcaption/p")[0].text
    assert said in claim_page(document, document.annotations[0], site)
    speaker = speaker_page(tiny.speakers["ada"], site)
    assert said in speaker
    assert unrated in speaker
    ratings = tree(listing("ratings", site))
    assert "0 claims" in ratings.xpath(".//dt[@id='rating-false']")[0].text_content()
