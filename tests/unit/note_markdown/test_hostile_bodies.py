"""Bodies that mean harm: they run nothing, they end soon, and their words are still there."""

from __future__ import annotations

import re
from html import unescape

import pytest

from annotated_edition.model import MAX_MARKUP_SIGNS, MAX_TEXT, exceeds_limits
from annotated_edition.note_markdown import link_citations, plain_text, render_bodies
from annotated_edition.records import read_edition
from tests.support.project import write

UNITS = [
    *"[*_~^`<&\\>|!(",
    "[a](",
    "[a](<",
    '[a]("',
    "[[]",
    "[x][",
    "[@a, ",
    "[a]: b\n",
    "**a*",
    "*a_b",
    "~a",
    "- ",
    "1. ",
    "> ",
    "\n> - ",
    "\n- ",
    "```\n",
    "| a |\n|---|\n",
    "<![",
    "<!--",
    "<a href=",
    "&#1",
    "&#x1",
]


def tag_names(html):
    return {name.lower() for name in re.findall(r"<([a-zA-Z][^\s/>]*)", html)}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("length", [MAX_MARKUP_SIGNS - 10, MAX_TEXT])
def test_a_hundred_thousand_special_characters_are_rendered(unit, length):
    text = (unit * length)[: length - 9] + "\n\nend."
    html = render_bodies([text])[0]
    assert "end." in unescape(plain_text(html))


@pytest.mark.parametrize(
    "text",
    [
        "1. " * 400 + "deep",
        "- a\n" + "".join(f"{'    ' * level}- deep\n" for level in range(1, 300)),
        "> " * 5_000 + "deep",
        "*a **b " * 700 + "deep",
        "[deep](" * 700,
    ],
)
def test_deep_nesting_neither_ends_the_build_nor_takes_the_words_away(text):
    html, other = render_bodies([text, "An *other* note"])
    assert "deep" in plain_text(html)
    assert other == "<p>An <em>other</em> note</p>"


def test_what_cannot_be_rendered_is_told_by_line(tmp_path):
    good = "  - {id: good, kind: context, exact: Words, note: Words.}\n"
    record = "  - id: {0}\n    kind: context\n    exact: Words\n    note: {1}\n"
    text = f"annotations:\n{good}" + record.format("signs", "x " + "[" * 6_000)
    text += record.format("deep", "|\n      x\n      " + "> " * 40 + "x")
    write(tmp_path, {"docs/page.md": "Words", "annotations/page.yml": text})
    reading = read_edition(tmp_path, annotations=tmp_path / "annotations", docs=tmp_path / "docs")
    assert [str(problem) for problem in reading.problems] == [
        "annotations/page.yml:6:11: this text has 6000 Markdown characters; it"
        " is shown as it was written; expected at most 5,000 Markdown characters"
        " and 20 levels of nesting; shorten it, or"
        " split it into several notes",
        "annotations/page.yml:10:11: this text has lists or quotations nested too deep; it is"
        " shown as it was written; expected at most 5,000 Markdown characters"
        " and 20 levels of nesting; shorten it, or"
        " split it into several notes",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A note of usual length, with *emphasis* and a source [@ria, p. 4]. " * 50,
        "- one\n    - two\n        - three\n            > four\n" * 20,
        "| a | b |\n|---|---|\n" + "| c | d |\n" * 500,
        "```\n" + " " * 200 + "x\n```\n",
        "words " * 15_000,
    ],
)
def test_what_people_write_is_no_tangle(text):
    assert exceeds_limits(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        '\ue000" onmouseover=alert(1) x="\ue001\ue002',
        '&#xE000;" onmouseover=alert(1) x="&#xE001;<b>&#xE002;',
        "[x](https://e.org/[@src, p. 4])",
        '[x](https://e.org "[@src]")',
        '<cite title="a&quot; onmouseover=alert(1)">x</cite>',
        "[@src, <img src=x onerror=alert(1)>]",
        '[@src, " onmouseover="alert(1)]',
    ],
)
def test_nothing_that_is_written_passes_for_a_citation_with_attributes(text):
    html = link_citations(render_bodies([text])[0], len)
    assert tag_names(html) <= {"p", "a", "b"}
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(
            r'</?p>|</a>|<a(?: (?:class="ae-cite"|href="[^"<>]*"|title="[^"<>]*"))*>', tag
        )


def test_attributes_hold_no_sign_that_other_passes_over_the_page_look_for():
    """Markers of listings and of what was put in are looked for in the finished page."""
    (html,) = render_bodies(['[x](https://e.org "<!-- edition: claims --><!--ae-->")'])
    assert "<!--" not in html
    assert 'title="&lt;!-- edition' in html
