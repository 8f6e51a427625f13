"""Sources as strangers write them into a form."""

from __future__ import annotations

import re
from datetime import date

import pytest

from annotated_edition.intake import ProposalError, name_sources
from annotated_edition.model import Location, Source

DAY = date(2026, 11, 22)


def test_a_link_names_title_and_address():
    named = name_sources(["[A [b] title](https://e.org/a)"], {}, DAY)
    assert [entry["URL"] for entry in named.entries] == ["https://e.org/a"]


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("[A film](https://e.org/A_(film))", "https://e.org/A_(film)", "A film"),
        ("https://e.org/A_(film) A film", "https://e.org/A_(film)", "A film"),
        ("A film (https://e.org/A_(film)).", "https://e.org/A_(film)", "A film"),
        ("(https://e.org/a) A film", "https://e.org/a", "A film"),
        ("A film (1993), https://e.org/a", "https://e.org/a", "A film (1993)"),
        ("“A film”: <https://e.org/a>", "https://e.org/a", "A film"),
        ("“A film” and “A play”, https://e.org/a", "https://e.org/a", "“A film” and “A play”"),
        ("* https://e.org/a A film", "https://e.org/a", "A film"),
        ("• [A film](https://e.org/a)", "https://e.org/a", "A film"),
    ],
)
def test_brackets_belong_to_an_address_only_where_it_opens_them(line, url, title):
    (entry,) = name_sources([line], {}, DAY).entries
    assert (entry["URL"], entry["title"]) == (url, title)


KNOWN = {
    name: Source(name, {"id": name, "title": title, "URL": url}, Location("sources.yml", 1, 1))
    for name, title, url in [
        ("declaration", "The Declaration", "https://known.org/d"),
        ("library-of-congress", "Library of Congress", "https://loc.gov/x"),
    ]
}


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("declaration, library-of-congress", ["declaration", "library-of-congress"]),
        ("declaration,library-of-congress", ["declaration", "library-of-congress"]),
        ("declaration; @library-of-congress", ["declaration", "library-of-congress"]),
        ("declaration, https://e.org/a A film", ["declaration", "e-a-film"]),
        ("https://e.org/a A film, https://f.org/b A play", ["e-a-film", "f-a-play"]),
        ("https://e.org/a A film,https://f.org/b A play", ["e-a-film", "f-a-play"]),
        ("A film, https://e.org/a, A play, https://f.org/b", ["e-a-film", "f-a-play"]),
        ("[A, b](https://e.org/a), [A play](https://f.org/b)", ["e-a-b", "f-a-play"]),
        ("https://known.org/d, https://loc.gov/x", ["declaration", "library-of-congress"]),
        ("https://e.org/a A film, library-of-congress", ["e-a-film", "library-of-congress"]),
        # Commas of a title, of a name, of an address.
        ("https://e.org/a One, two, and three", ["e-one-two-and-three"]),
        ("https://e.org/a A film, declaration", ["e-a-film-declaration"]),
        ("Smith, J., A book, https://e.org/a", ["e-smith-j-a-book"]),
        ("“One, two”, https://e.org/a", ["e-one-two"]),
        ("https://e.org/a?b=1,2 A film", ["e-a-film"]),
    ],
)
def test_commas_part_sources_and_not_titles(line, links):
    assert list(name_sources([line], KNOWN, DAY).links) == links


@pytest.mark.parametrize(
    ("line", "locators"),
    [
        ("declaration, p. 4", ["p. 4"]),
        ("declaration, p. 4, para. 2", ["p. 4, para. 2"]),
        ("declaration, p. 4, library-of-congress, p. 5", ["p. 4", "p. 5"]),
        ("https://known.org/d, p. 4", ["p. 4"]),
        ("https://known.org/d p. 4", ["p. 4"]),
        ("https://known.org/d § 4", ["§ 4"]),
        ("https://known.org/d, third paragraph", ["third paragraph"]),
        ("https://known.org/d The Declaration, p. 4", ["p. 4"]),
        ("[The Declaration](https://known.org/d), p. 4", ["p. 4"]),
        ("p. 4, https://known.org/d", ["p. 4"]),
        ("https://known.org/d, p. 4, https://loc.gov/x, p. 5", ["p. 4", "p. 5"]),
        ("https://known.org/d The Declaration", [""]),
        ("https://known.org/d, The Declaration", [""]),
        ("https://known.org/d", [""]),
    ],
)
def test_place_in_a_source_is_kept(line, locators):
    links = name_sources([line], KNOWN, DAY).links
    assert [link["locator"] if isinstance(link, dict) else "" for link in links] == locators


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("declaration, other-report", "there is no source “other-report”"),
        ("declaration, library-of-congres", "did you mean “library-of-congress”?"),
        ("declaration, https://e.org/a", "https://e.org/a needs a title"),
        ("https://e.org/a, https://f.org/b", "https://f.org/b needs a title"),
    ],
)
def test_source_of_a_list_that_cannot_be_taken_is_named(line, reason):
    with pytest.raises(ProposalError, match=re.escape(reason)):
        name_sources([line], KNOWN, DAY)


@pytest.mark.parametrize(
    "unit", ["[a", "[a](", "](", "http://", "@", "<a", "a:", "] (", "a, ", "[a, ", "https://a, "]
)
def test_endless_markup_is_refused(unit):
    with pytest.raises(ProposalError):
        name_sources([(unit * 20_000)[:20_000]], {}, DAY)
