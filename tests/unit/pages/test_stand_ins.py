"""English words that stand in for others tell their language."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from annotated_edition.bibliography import Bibliography
from annotated_edition.locales import STAND_IN, available, load_words
from annotated_edition.note_markdown import Bodies
from annotated_edition.pages import EditionSite, with_languages
from annotated_edition.pages.context import reader_words
from annotated_edition.records import read_edition
from tests.support.documents import render
from tests.support.project import write
from tests.support.publishing import NoLinks

FILES = {
    "docs/a.md": "# A\n\nIt is far away. It is green, they say. Buy now.\n\nIt was seen.\n",
    "annotations/a.yml": """
annotations:
  - {id: far, kind: claim, exact: It is far away, rating: false, claimant: ada, note: No.,
     by: [Bea], created: 2026-11-22, sources: [map], reviewed: 2026-11-23}
  - {id: green, kind: claim, exact: "It is green", note: Unrated., by: [Bea]}
  - {id: buy, kind: furniture, exact: Buy now., note: An advert.}
  - {id: gone, kind: context, exact: words that are not there at all, note: "Gone. [@map]"}
""",
    "annotations/speakers.yml": "speakers: [{id: ada, name: Ada, type: person}]\n",
    "annotations/sources.yml": "references: [{id: map, type: map, title: A map, URL: 'https://e.org/m'}]\n",
}
LISTINGS = ("claims", "speakers", "sources", "ratings", "corrections", "timeline", "terms")
# Words of more than one letter that only the interface has.
SAID = "Notes|Claim|Sources|Written|Reviewed|Link to this note|Page furniture|No verdict"


def pages(tmp_path, words):
    """Every page of a small edition, by name."""
    write(tmp_path, FILES)
    reading = read_edition(tmp_path, annotations=tmp_path / "annotations", docs=tmp_path / "docs")
    assert not reading.problems
    publication = EditionSite(
        reading.edition,
        bodies=Bodies(),
        bibliography=Bibliography(reading.edition.sources),
        words=words,
        title=str,
    )
    made = render((tmp_path / "docs" / "a.md").read_text(encoding="utf-8"))
    publication.place("a.md", made)
    links = NoLinks()
    found = {"a": publication.weave("a.md", made, links).html}
    for name in LISTINGS:
        found[name] = publication.listings(f"<!-- edition: {name} -->", links).html
    found["speaker"] = publication.speaker("ada", links).html
    found["claim"] = publication.claim("far", links).html
    return found


def without(language, *keys):
    """The words of a language that lacks some, as they would be read."""
    words = load_words(language)
    entries = {key: entry for key, entry in words.entries.items() if key not in keys}
    return replace(words, entries=entries, missing=keys)


def language_of(element):
    found = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return found[0] if found else ""


def spoken(page):
    """Each text of a page with its language: an element's own, and what its label says."""
    root = lxml_html.fragment_fromstring(page, create_parent="main")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        yield element.text or "", language_of(element)
        if element.getparent() is not None:
            yield element.tail or "", language_of(element.getparent())


@pytest.mark.parametrize("language", available())
def test_nothing_changes_in_a_language_that_has_every_word(tmp_path, language):
    words = load_words(language)
    assert words.marking() is words
    made = "".join(pages(tmp_path, words).values())
    assert 'lang="en"' not in made
    assert "english" not in reader_words(words)
    assert with_languages(made) is made


def test_a_missing_word_is_english_and_all_others_are_not(tmp_path):
    made = pages(tmp_path, without("de", "notes_title", "permalink", "created", "kind_claim"))
    page = made["a"]
    assert '<h2 id="notes-title" lang="en" dir="ltr">Notes</h2>' in page
    assert 'href="#note-far" lang="en" dir="ltr">Link to this note</a>' in page
    assert '<span class="ae-kind" lang="en" dir="ltr">Claim</span>' in page
    assert '<span lang="en" dir="ltr">Written 22. November 2026.</span> ' in page
    assert 'data-kind-label="Claim"' in page
    told = {text.strip() for text, language in spoken(page) if language == "en"} - {""}
    assert told == {"Notes", "Link to this note", "Claim", "Written 22. November 2026."}


def test_a_whole_language_without_words_is_english_throughout(tmp_path):
    made = pages(tmp_path, load_words("he"))
    said = re.compile(SAID)
    for name, page in made.items():
        other = [text for text, lang in spoken(page) if lang != "en" and said.search(text)]
        assert other == [], name
    quotations = re.findall(r'<h3 class="ae-quote"[^>]*>', made["a"])
    assert len(quotations) == 4
    assert not any("lang=" in tag for tag in quotations)


@pytest.mark.parametrize("language", ["he", "de"])
def test_no_mark_is_left_and_no_tag_is_broken(tmp_path, language):
    words = load_words("he") if language == "he" else without("de", *load_words("en").entries)
    english = pages(tmp_path, load_words("en"))
    for name, page in pages(tmp_path, words).items():
        assert not set(STAND_IN) & set(page), name
        tags = re.compile(r"</?span[^>]*>| lang=\"en\"| dir=\"ltr\"|data-words=\"[^\"]*\"")
        if language == "he":
            assert tags.sub("", page) == tags.sub("", english[name])


def test_words_within_a_drawing_are_told_of_by_their_element(tmp_path):
    page = pages(tmp_path, load_words("he"))["claims"]
    (drawing,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert "<span" not in drawing
    assert re.search(r'<title id="[^"]*" lang="en"', drawing)


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("<p>[a]</p>", '<p lang="en" dir="ltr">a</p>'),
        ("<p>x [a]</p>", '<p>x <span lang="en" dir="ltr">a</span></p>'),
        ("<p>[a] [b]</p>", "<p>{s}a</span> {s}b</span></p>"),
        ("<p>[a [b] c]</p>", "<p>{s}a b c</span></p>"),
        ("<p>[a <i>x</i> c]</p>", "<p>{s}a <i>x</i> c</span></p>"),
        ('<p dir="auto">[a]</p>', '<p dir="auto">{s}a</span></p>'),
        ('<a aria-label="[a]">3</a>', '<a aria-label="a" lang="en" dir="ltr">3</a>'),
        # What it holds is in other languages.
        ('<ul aria-label="[a]"><li>x</li></ul>', '<ul aria-label="a"><li>x</li></ul>'),
        ('<td data-label="[a]">x</td>', '<td data-label="a">x</td>'),
        ("<title>[a]: 3</title>", '<title lang="en" dir="ltr">a: 3</title>'),
    ],
)
def test_where_the_language_is_told(marked, told):
    marked = marked.replace("[", STAND_IN[0]).replace("]", STAND_IN[1])
    assert with_languages(marked) == told.replace("{s}", '<span lang="en" dir="ltr">')


def test_the_reader_is_told_which_of_its_words_are_english():
    words = without("uk", "ui_close", "kind_claim")
    told = json.loads(html.unescape(reader_words(words)))
    assert told["ui_close"] == load_words("en")("ui_close")
    assert told["english"] == ["ui_close", "Claim"]
    assert "english" not in json.loads(reader_words(words, "suggest_"))
