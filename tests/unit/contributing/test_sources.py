"""Sources as strangers write them into a form."""

from __future__ import annotations

from datetime import date

import pytest

from annotated_edition.contributing.refusals import Refused
from annotated_edition.contributing.sources import name_sources

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


@pytest.mark.parametrize("unit", ["[a", "[a](", "](", "http://", "@", "<a", "a:", "] ("])
def test_endless_markup_is_refused(unit):
    with pytest.raises(Refused):
        name_sources([(unit * 20_000)[:20_000]], {}, DAY)
