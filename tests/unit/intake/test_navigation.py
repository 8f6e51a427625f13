"""A new page goes to the end of the navigation, and every other line stays as it was."""

from __future__ import annotations

import pytest

from annotated_edition.intake import with_page

REST = """
# The theme
theme: {name: material}   # as it is
site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]
markdown_extensions:
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji
    emoji_generator: !!python/object/apply:a.b
      kwds: {x: 1}
"""


@pytest.mark.parametrize(
    ("nav", "entry"),
    [
        ("nav:\n  - Home: index.md\n  - Texts:\n    - a.md\n", "  - A letter: letter.md\n"),
        ("nav:\n- index.md # first\n", "- A letter: letter.md\n"),
        ("nav:\n    - 'Home': \"index.md\"\n\n", "    - A letter: letter.md\n"),
        ("nav:\n  # the pages\n  - index.md\n", "  - A letter: letter.md\n"),
        ("nav:\r\n  - index.md\r\n", "  - A letter: letter.md\r\n"),
    ],
)
@pytest.mark.parametrize("before", ["", "site_name: x # name\n"])
def test_one_line_is_added(nav, entry, before):
    text = before + nav + REST
    changed = with_page(text, "A letter", "letter.md")
    lines, added = text.splitlines(keepends=True), changed.splitlines(keepends=True)
    added.remove(entry)
    assert added == lines
    stem = changed.index(entry)
    assert changed[:stem].rstrip().endswith(nav.rstrip())


def test_navigation_in_brackets_stays_in_brackets():
    changed = with_page("nav: [index.md]\n" + REST, "A letter", "letter.md")
    assert changed == "nav: [index.md, A letter: letter.md]\n" + REST


def test_title_with_colons_and_hashes_is_quoted():
    changed = with_page("nav:\n  - index.md\n", "A: b #1", "letter.md")
    assert changed == "nav:\n  - index.md\n  - 'A: b #1': letter.md\n"


@pytest.mark.parametrize(
    "text",
    [
        "site_name: x\n",
        "nav:\n",
        "nav: x.md\n",
        "nav:\n  - A letter: letter.md\n",
        "nav:\n  - S: [letter.md]\n",
        "nav: [\n",
        "nav:\n  - a.md\n  - b: [\n",
        "",
    ],
)
def test_without_a_list_or_with_the_page_in_it_nothing_is_changed(text):
    assert with_page(text, "A letter", "letter.md") is None
