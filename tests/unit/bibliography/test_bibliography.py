"""The bibliography: whatever comes in, HTML comes out that is safe, stable and complete."""

from __future__ import annotations

import itertools
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from annotated_edition.bibliography import STYLES, Bibliography, processor, style_fault
from annotated_edition.model import Location, Source

NAMESPACE = "xmlns='http://purl.org/net/xbiblio/csl'"
PLAIN = {"id": "s", "type": "article-newspaper", "title": "A title"}


def bibliography(*entries, **options):
    sources = {
        entry["id"]: Source(entry["id"], entry, Location("annotations/sources.yml", line))
        for line, entry in enumerate(entries, 1)
    }
    return Bibliography(sources, **options)


def entry(**fields):
    keyed = {key.replace("_", "-"): value for key, value in fields.items()}
    return PLAIN | keyed


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<style><bibliography/></style>", "is no CSL file"),
        ("A style", "is no CSL file (syntax error: line 1, column 0)"),
        (f"<style {NAMESPACE}><bibliog", "is no CSL file (unclosed token: line 1, column 47)"),
        (f"<style {NAMESPACE}><citation/></style>", "says nothing of a bibliography"),
        (
            f"<style {NAMESPACE}><link rel='independent-parent' href='h/apa'/></style>",
            "only names the style that it takes after; take that one: h/apa",
        ),
        (f"<style {NAMESPACE}><bibliography/></style>", ""),
    ],
)
def test_what_is_wrong_with_a_style_is_told_of_the_style(tmp_path, content, fault):
    style = tmp_path / "style.csl"
    assert style_fault(style) == "is no CSL file"
    style.write_text(content)
    assert style_fault(style) == fault


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_style_that_comes_along_can_be_used(style):
    assert not style_fault(style)


def text_of(markup):
    return unescape(re.sub(r"<[^>]+>", "", markup))


def date(*parts):
    return {"date-parts": [list(parts)]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"publisher": "TASS", "issued": date(2022, 9, 28), "URL": "https://tass.ru/a?b=1&c=2"},
            "TASS. 2022. “A title,” September 28. "
            '<a href="https://tass.ru/a?b=1&amp;c=2" rel="external">https://tass.ru/a?b=1&amp;c=2'
            "</a>.",
        ),
        (
            {
                "type": "book",
                "author": [{"family": "Doe", "given": "Jane"}],
                "publisher": "OUP",
                "publisher-place": "Oxford",
                "issued": date(2019),
            },
            "Doe, Jane. 2019. <i>A title</i>. Oxford: OUP.",
        ),
        ({"type": "legislation", "issued": date(2022, 10, 4)}, "<i>A title</i>. 2022."),
        ({}, "“A title.” n.d."),
        (
            {"type": "treaty", "title": "Rules of war, art. 42", "issued": date(1907, 10, 18)},
            "“Rules of war, art. 42.” 1907.",
        ),
        (
            {"publisher": "P", "title": "Says “no” & <b>bold</b> 1 < 2", "issued": date(2020)},
            "P. 2020. “Says ‘no’ &amp; <b>bold</b> 1 &lt; 2.”",
        ),
        (
            {"publisher": "P", "title": "Of “states’ ‘votes’”, it’s said", "issued": date(2020)},
            "P. 2020. “Of ‘states’ “votes”’, it’s said.”",
        ),
        (
            {"publisher": "P", "issued": date(2020), "DOI": "10.1000/a.b"},
            'P. 2020. “A title.” <a href="https://doi.org/10.1000/a.b" rel="external">'
            "https://doi.org/10.1000/a.b</a>.",
        ),
    ],
    ids=[
        "agency",
        "book",
        "law",
        "bare",
        "stop in a title",
        "marks in a title",
        "marks in marks",
        "doi",
    ],
)
def test_entries(fields, expected):
    assert bibliography(PLAIN | fields).entry("s") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publisher": "TASS", "issued": date(2022, 9)}, "TASS, September 2022"),
        ({"publisher": "TASS", "issued": date(2022)}, "TASS, 2022"),
        ({"publisher": "TASS", "issued": {"literal": "spring 2022"}}, "TASS, spring 2022"),
        ({"container-title": "The Herald"}, "The Herald"),
        ({"author": [{"family": "Doe", "given": "J."}], "publisher": "P"}, "Doe"),
        ({"author": [{"literal": "OSCE"}, {"family": "Doe"}]}, "OSCE and Doe"),
        ({"author": [{"family": name} for name in "ABCD"]}, "A and others"),
        ({"title": "A <i>title</i> " + "word " * 30}, "A title" + " word" * 10 + "…"),
    ],
)
def test_labels_are_short_plain_text(fields, expected):
    label = bibliography(PLAIN | fields).label("s")
    assert label == expected


def test_a_range_of_dates_is_told_in_full():
    fields = {"publisher": "P", "issued": {"date-parts": [[2022, 9, 23], [2022, 9, 27]]}}
    shelf = bibliography(PLAIN | fields)
    rendered = text_of(shelf.entry("s"))
    assert re.search(r"23\s?–\s?27", rendered)
    assert "2022" in rendered
    assert shelf.problems == ()


def test_terms_are_in_the_language_asked_for():
    fields = {
        "type": "chapter",
        "container-title": "Buch",
        "editor": [{"family": "Ed"}],
        "author": [{"family": "A"}],
        "issued": date(2020),
    }
    assert "herausgegeben von" in bibliography(PLAIN | fields, language="de").entry("s")


def test_an_entry_looks_the_same_alone_and_after_others():
    entries = [
        entry(id="day", issued=date(2022, 9, 28), publisher="P"),
        entry(id="season", issued=date(2022) | {"season": 2}, publisher="P"),
        entry(id="book", type="book", issued=date(2019), accessed=date(2020, 1, 2)),
        entry(id="web", type="webpage", URL="https://x.org", accessed=date(2026, 11, 22)),
    ]
    alone = {one["id"]: bibliography(one).entry(one["id"]) for one in entries}
    for order in itertools.permutations(entries):
        shelf = bibliography(*order)
        assert {one["id"]: shelf.entry(one["id"]) for one in order} == alone


def test_sorted_by_name_without_accents_then_by_date():
    shelf = bibliography(
        entry(id="late", publisher="Zoo", issued=date(2022, 10, 4)),
        entry(id="early", publisher="zoo", issued=date(2022, 9, 28)),
        entry(id="accent", publisher="Élan"),
        entry(id="first", publisher="“Dawn”"),
    )
    found = sorted(["late", "early", "accent", "first"], key=shelf.sort_key)
    assert found == ["first", "accent", "early", "late"]


def test_unknown_source_is_a_key_error():
    with pytest.raises(KeyError):
        bibliography(PLAIN).entry("other")


def test_an_entry_the_style_cannot_render_is_shown_plainly_and_told_of(monkeypatch):
    def fail(*_):
        raise TypeError("'NoneType' object is not callable")

    monkeypatch.setattr(processor.Processor, "__call__", fail)
    fields = {"publisher": "P & Q", "issued": date(2022, 9), "URL": "https://x.org/"}
    shelf = bibliography(PLAIN | fields)
    assert shelf.entry("s") == (
        "“A title”. P &amp; Q. September 2022. "
        '<a href="https://x.org/" rel="external">https://x.org/</a>.'
    )
    (problem,) = shelf.problems
    assert str(problem.location) == "annotations/sources.yml:1:1"
    assert problem.code == "source-not-rendered"
    assert "“s”" in problem.message


def test_a_style_that_cannot_be_read_loses_no_source(tmp_path):
    style = tmp_path / "broken.csl"
    style.write_text("<style", encoding="utf-8")
    shelf = bibliography(entry(publisher="P"), style=style)
    assert "A title" in shelf.entry("s")
    assert len(shelf.problems) == 1


def test_nothing_is_rendered_before_it_is_asked_for(tmp_path):
    shelf = bibliography(entry(publisher="P"), style=tmp_path / "missing.csl")
    assert shelf.label("s") == "P"
    assert shelf.problems == ()


def test_a_store_spares_the_rendering_and_knows_the_style(monkeypatch, tmp_path):
    store = {}
    first = bibliography(PLAIN, store=store).entry("s")
    assert list(store.values()) == [first]
    monkeypatch.setattr(processor.Processor, "__call__", lambda *_: "anew")
    assert bibliography(PLAIN, store=store).entry("s") == first
    assert bibliography(entry(title="Other"), store=store).entry("s") == "anew"
    other = tmp_path / "other.csl"
    shipped = Path(processor.__file__).parent / "styles" / "chicago-author-date.csl"
    other.write_bytes(shipped.read_bytes() + b"\n")
    assert bibliography(PLAIN, store=store, style=other).entry("s") == "anew"


TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        '"><img src=x onerror=y>',
        "<i>a",
        "“a",
        "&lt;",
    ]
)
ODD = st.recursive(
    TEXTS | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.lists(
    st.dictionaries(st.sampled_from(["family", "given", "literal", "suffix"]), TEXTS, max_size=3),
    max_size=3,
)
DATES = st.fixed_dictionaries(
    {}, optional={"date-parts": st.lists(st.lists(st.integers(-1, 3000), max_size=3), max_size=3)}
)
ENTRIES = st.fixed_dictionaries(
    {"type": st.sampled_from(["book", "webpage", "report", "article-journal", "odd"])},
    optional={
        "title": TEXTS,
        "author": NAMES | ODD,
        "editor": NAMES,
        "issued": DATES | ODD,
        "accessed": DATES,
        "URL": TEXTS,
        "publisher": TEXTS | ODD,
        "container-title": TEXTS,
        "page": TEXTS,
        "volume": TEXTS,
        "DOI": TEXTS,
        "custom": ODD,
    },
)
ALLOWED = {"main", "a", "i", "b", "em", "strong", "sup", "sub", "u", "span"}


@settings(max_examples=60, deadline=None)
@given(ENTRIES)
def test_any_entry_gives_safe_html(fields):
    shelf = bibliography(fields | {"id": "s"})
    rendered = shelf.entry("s")
    assert rendered
    root = html.fragment_fromstring(f"<main>{rendered}</main>")
    for element in root.iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "rel"}
        assert re.match(r"https?://", element.get("href", "http://"), re.IGNORECASE)
    assert isinstance(shelf.label("s"), str)
    assert shelf.sort_key("s")[-1] == "s"


@pytest.mark.parametrize("key", ["title", "publisher", "page", "author"])
@pytest.mark.parametrize(
    "unit",
    ["<i>", "</i>", "<i><b>", '<span class="nocase">', "a. ", "1–2, ", "“", "&", "doi: 10.", "é"],
)
def test_a_hundred_thousand_special_characters_are_rendered(key, unit):
    text = (unit * 100_000)[:100_000]
    fields = entry(**{key: [{"literal": text}] if key == "author" else text})
    shelf = bibliography(fields)
    assert shelf.entry("s")
    assert bool(shelf.problems) is (key == "page")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<i>a <i>b</i> c", "&lt;i&gt;a <i>b</i> c"),
        ("a</i> <i>b", "a&lt;/i&gt; &lt;i&gt;b"),
        ("<i>a <b>b</b></i>", "<i>a <b>b</b></i>"),
        ('<span class="nocase">a</span> <span class="nocase">b', "a &lt;span"),
    ],
)
def test_only_tags_in_pairs_are_rich_text(title, shown):
    named = entry(title=title, author=[{"literal": "A"}])
    assert shown in bibliography(named).entry("s")


def test_ninety_thousand_accents_are_sorted():
    source = Source(
        "a", {"type": "book", "title": "x" + "\u0300\u0315\u0321" * 30_000}, Location("s.yml")
    )
    assert Bibliography({"a": source}).sort_key("a")[0].startswith("x")


def style_with(tmp_path, old, new):
    style = tmp_path / "style.csl"
    written = STYLES["chicago-author-date"].read_text(encoding="utf-8")
    assert old in written
    style.write_text(written.replace(old, new, 1), encoding="utf-8")
    return style


def test_a_style_decides_whether_a_particle_sorts_with_the_family(tmp_path):
    names = [
        entry(id="gogh", author=[{"family": "Gogh", "non-dropping-particle": "van"}]),
        entry(id="humboldt", author=[{"family": "Humboldt", "dropping-particle": "von"}]),
        entry(id="mann", author=[{"family": "Mann"}]),
    ]
    shelf = bibliography(*names)
    assert sorted(("mann", "humboldt", "gogh"), key=shelf.sort_key) == ["gogh", "humboldt", "mann"]
    demotes = 'demote-non-dropping-particle="display-and-sort"'
    never = style_with(tmp_path, demotes, 'demote-non-dropping-particle="never"')
    shelf = bibliography(*names, style=never)
    assert sorted(("mann", "humboldt", "gogh"), key=shelf.sort_key) == ["humboldt", "mann", "gogh"]
    assert shelf.entry("gogh").startswith("van Gogh")


def test_a_style_that_marks_estimates_is_not_given_words_for_them(tmp_path):
    year = '<date variable="issued">\n            <date-part name="year"/>\n          </date>'
    estimate = f'<group prefix="[c. " suffix="]">{year}</group>'
    marked = f'<choose><if is-uncertain-date="issued">{estimate}</if><else>{year}</else></choose>'
    fields = {"type": "book", "publisher": "P", "issued": date(1215) | {"circa": True}}
    shelf = bibliography(PLAIN | fields, style=style_with(tmp_path, year, marked))
    assert text_of(shelf.entry("s")) == "P. [c. 1215]. A title."
    assert text_of(bibliography(PLAIN | fields).entry("s")) == "P. ca. 1215. A title."
