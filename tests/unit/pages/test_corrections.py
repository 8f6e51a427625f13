"""What the listing of corrections tells where the notes' past is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import html

from annotated_edition.model import (
    Assessment,
    Location,
    NoteHistory,
    Revision,
    Wording,
    is_overdue,
)
from annotated_edition.pages import claim_page, document_path, listing


def at(day, hour=12):
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def wording(exact="it is far away", rating="", qualifier="", page="articles/a"):
    return Wording(page, "claim", exact, rating, qualifier)


def change(day, reason, *changed, before=None, after=None):
    commit = f"{day:02}{reason}"
    return Revision(at(day), commit, reason, ("Ada",), changed, before, after)


def history(**pasts):
    first = Revision(at(1), "first", "Begin", ("Ada",))
    return {note: NoteHistory(note, (first, *revisions)) for note, revisions in pasts.items()}


def text_of(element):
    return " ".join(element.text_content().split())


def tree(text):
    return html.fragment_fromstring(text, create_parent="main")


def items(site):
    """Each change with its reason, as a reader sees them, in their order."""
    root = tree(listing("corrections", site))
    return [
        (text_of(item.xpath("../preceding-sibling::p[1]")[0]), text_of(item))
        for item in root.xpath("//li[p[@class='ae-changed']]")
    ]


def test_a_change_of_rating_tells_both_badges_and_why(tiny, site_of):
    revision = change(
        2,
        "A second count",
        "rating",
        "note",
        before=wording(rating="true", qualifier="so far"),
        after=wording(rating="false"),
    )
    site = replace(site_of(tiny), history=history(far=(revision,)))
    ((reason, told),) = items(site)
    assert reason == "Why: \u2068A second count\u2069"
    assert told == (
        "“it is far away” Rating changed: ✓True (so far) then: ✗False"
        " The words of the note changed."
    )
    root = tree(listing("corrections", site))
    badges = root.xpath("//p[@class='ae-changed']/span[@class='ae-badge']/@data-rating")
    assert badges == ["true", "false"]


def test_a_rating_that_the_scale_no_longer_has_is_named_and_none_is_told_as_none(tiny, site_of):
    revision = change(2, "Rate", "rating", before=wording(rating="gone"), after=wording(rating=""))
    site = replace(site_of(tiny), history=history(far=(revision,)))
    assert items(site)[0][1].endswith("Rating changed: gone then: No verdict")


def test_the_newest_comes_first_and_one_reason_is_told_once(tiny, site_of):
    told = {"before": wording(), "after": wording()}
    again = change(3, "Later", "sources", **told)
    site = replace(
        site_of(tiny),
        history=history(
            far=(change(2, "Earlier", "note", **told), again),
            near=(again,),
            law=(change(2, "Review", "reviewed", **told),),
        ),
    )
    root = tree(listing("corrections", site))
    reasons = [text_of(each) for each in root.xpath("//p[@class='ae-reason']")]
    assert reasons == ["Why: \u2068Later\u2069", "Why: \u2068Earlier\u2069"]
    days = root.xpath("//ol[@class='ae-corrections']/li/time/@datetime")
    assert days == ["2026-01-03", "2026-01-02", "2026-01-01"]
    assert "3 notes were published." in text_of(root)


def test_a_note_that_is_gone_is_told_by_its_words_and_leads_to_its_page(tiny, site_of):
    gone = change(4, "Withdrawn", before=wording("words that were", page="articles/a/part"))
    site = replace(site_of(tiny), history=history(old=(gone,)))
    assert items(site)[0][1] == "“words that were” The note was taken out."
    root = tree(listing("corrections", site))
    assert "../document/articles/a.md" in root.xpath("//li//a/@href")


def test_what_a_commit_says_is_text(tiny, site_of):
    bad = change(2, "<script>x</script>", "note", before=wording(), after=wording("<b>"))
    site = replace(site_of(tiny), history=history(old=(bad,)))
    made = listing("corrections", site)
    assert "<script" not in made
    assert "<b>" not in made


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("articles/a", "articles/a.md"),
        ("articles/a/part/deep", "articles/a.md"),
        ("articles", ""),
        ("", ""),
    ],
)
def test_the_page_of_a_file_of_notes(tiny, page, path):
    assert document_path(page, tiny) == path


def assessed(tiny, *assessments, **fields):
    document = tiny.documents["articles/a.md"]
    note = replace(document.annotations[0], assessments=assessments, **fields)
    page = replace(document, annotations=(note, *document.annotations[1:]))
    return replace(tiny, documents={page.path: page}), page, note


def given(by, rating, **fields):
    return Assessment((by,), rating, Location("annotations/a.yml"), **fields)


def test_raters_that_differ_are_told_in_words(tiny, site_of):
    edition, page, note = assessed(
        tiny, given("Cy", "true", qualifier="once", reviewed=date(2026, 2, 3), note="Reasons.")
    )
    root = tree(claim_page(page, note, site_of(edition)))
    (sentence,) = root.xpath("//p[@class='ae-differ']")
    assert sentence.text == "Raters differ: bea: False; Cy: True (once)."
    (item,) = root.xpath("//div[@class='ae-assessments']//li")
    assert text_of(item) == "✓True (once) By Cy. Reviewed February 3, 2026. Reasons."
    listed = tree(listing("claims", site_of(edition)))
    assert listed.xpath("//span[@class='ae-differ']/text()") == [sentence.text]


def test_raters_that_agree_are_told_so_and_not_in_the_listing(tiny, site_of):
    edition, page, note = assessed(tiny, given("Cy", "false"), by=())
    root = tree(claim_page(page, note, site_of(edition)))
    (sentence,) = root.xpath("//p[@class='ae-agree']")
    assert sentence.text == "Raters agree: the author of this note: False; Cy: False."
    assert "ae-differ" not in listing("claims", site_of(edition))


def test_statistics_count_the_notes_own_rating(tiny, site_of):
    edition, _, _ = assessed(tiny, given("Cy", "true"), given("Di", "true"))
    plain = tree(listing("ratings", site_of(tiny)))
    counted = tree(listing("ratings", site_of(edition)))
    assert text_of(counted) == text_of(plain)


@pytest.mark.parametrize(
    ("due", "reviewed", "today", "told"),
    [
        (date(2026, 6, 1), None, None, "To be reviewed again by June 1, 2026."),
        (date(2026, 6, 1), None, date(2026, 6, 1), "To be reviewed again by June 1, 2026."),
        (date(2026, 6, 1), None, date(2026, 6, 2), "Review due since June 1, 2026."),
        (date(2026, 6, 1), date(2026, 6, 1), date(2026, 7, 1), ""),
        (None, None, date(2026, 7, 1), ""),
    ],
)
def test_a_day_of_review_is_told_until_a_review_meets_it(
    tiny, site_of, due, reviewed, today, told
):
    edition, page, note = assessed(tiny, due=due, reviewed=reviewed)
    root = tree(claim_page(page, note, replace(site_of(edition), today=today)))
    assert "".join(root.xpath("//span[@class='ae-due']/text()")) == told
    if today is not None:
        assert is_overdue(note, today) == told.startswith("Review due")


def test_a_page_tells_its_past_but_nothing_that_the_note_tells_itself(tiny, site_of):
    told = {"before": wording(), "after": wording()}
    past = history(far=(change(5, "Why", "note", **told),), near=())
    site = replace(site_of(tiny), history=past)
    document = tiny.documents["articles/a.md"]
    far, _, near, _, _ = document.annotations
    text = text_of(tree(claim_page(document, far, site)))
    assert "By Ada" not in text  # it says itself that it is by bea
    assert "Published January 1, 2026. Changed January 5, 2026: \u2068Why\u2069" in text
    assert "By Ada. Published January 1, 2026." in text_of(tree(claim_page(document, near, site)))
