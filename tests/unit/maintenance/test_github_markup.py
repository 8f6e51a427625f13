"""Nothing of a stranger's text becomes markup, a link or a call on GitHub."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown import Markdown

import annotated_edition
from annotated_edition.maintenance import safe
from annotated_edition.maintenance.github import bounded, fenced, safe_html, web_link
from annotated_edition.note_markdown import render_bodies
from annotated_edition.text import collapse, printable, shorten

TEMPLATES = sorted((Path(annotated_edition.__file__).parent / "maintenance/templates").iterdir())
HOSTILE = [
    "<script>alert(1)</script>",
    "</div></details></blockquote><h1>gone</h1>",
    "<!-- open",
    "![](https://evil.example/x.png)",
    "[click](javascript:alert(1)) [data](data:text/html,x)",
    "@somebody @org/team closes #1, fixes GH-2",
    "www.evil.example https://evil.example mailto:x@evil.example",
    "```\n::error::gone\n```",
    "~~~\n| a | b |\n~~~",
    "a\n\n# heading\n\n- list\n\n1. one\n\n> quote\n\n---\n\n    code",
    "| a | b |\n| - | - |\n| c | d |",
    "[x]: https://evil.example\n\n[x]",
    "\u202eevil\u202c \u200bzero \x1b[31mred",
    ":tada: $x^2$ <details open> &lt;b&gt; &#60;i&#62;",
    "<https://evil.example> <x@evil.example>",
    "\\*a\\* **b** __c__ ~~d~~ `e` ==f==",
]
ALLOWED = set(
    "a blockquote br code dd del div dl dt em hr li ol p pre strong sub sup table tbody td th"
    " thead tr ul".split()
)
texts = st.lists(
    st.sampled_from([*"<>&\"'`*_~[](){}#@!|-+=.:/\\\n\t ax1", *HOSTILE]), max_size=12
).map("".join)


def tags(html):
    return set(re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", html))


def assert_text(markdown, text):
    """The Markdown shows the text, and is one paragraph without anything in it."""
    html = Markdown(extensions=["tables", "fenced_code"]).convert(markdown)
    assert tags(html) <= {"p"}
    shown = lxml_html.fragment_fromstring(html, create_parent="div").text_content()
    for sign in ("\u2060", "\ufffd"):
        shown = shown.replace(sign, "")
    expected = printable(collapse(text))
    assert shown.split() == expected.replace("\ufffd", "").split()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text):
    assert_text(safe(text), text)
    assert "@somebody" not in safe(text)
    assert not re.search(r"www\.|https?:|[<>`|]|(?<!&)#1", safe(text))


@settings(max_examples=150)
@given(texts)
def test_any_text_stays_a_text(text):
    made = safe(text)
    assert "\n" not in made
    assert_text(f"x{made}x", f"x{' '.join(text.split())}x")


def assert_harmless(made):
    assert "\n" not in made
    assert tags(made) <= ALLOWED
    for tag in re.findall(r"<[^>]*>", made):
        assert re.fullmatch(r"</?[a-z]+>|<a href=\"https?://[^\"\s<>]*\">", tag), tag
    bare = re.sub(r"<[^>]*>", "", made)
    assert not re.search(r"[<>`@#](?!\d+;|\u2060)|www\.", bare.replace("&#", "&"))
    opened = re.findall(r"<([a-z]+)", made)
    for tag in set(opened) - {"br", "hr"}:
        assert opened.count(tag) == made.count(f"</{tag}>"), tag


@pytest.mark.parametrize("text", HOSTILE)
def test_a_note_keeps_a_short_list_of_elements(text):
    (html,) = render_bodies([text])
    assert_harmless(safe_html(html))


@settings(max_examples=150)
@given(texts)
def test_any_note_keeps_a_short_list_of_elements(text):
    (html,) = render_bodies([text])
    assert_harmless(safe_html(html))


def test_links_of_a_note_lead_to_the_web_and_say_where():
    (html,) = render_bodies(
        [
            "[a](https://a.example/b?c=1&d=2) [b](../other.md) [c](mailto:x@a.example)"
            " <https://b.example/> [@ria]"
        ]
    )
    made = safe_html(html)
    assert made.count("<a ") == 2
    assert '<a href="https://a.example/b?c=1&amp;d=2">a</a> (a.example) b c' in made
    assert "(b.example)" in made
    many = safe_html("<p>" + '<a href="https://a.example/">x</a> ' * 50 + "</p>")
    assert many.count("<a ") == many.count("</a>") == 20
    assert (many.count(">x<"), many.count(" x")) == (20, 30)


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "", "//a.b", "https://a b", 'https://a"b', "https://a/)[x](https://b", "x"],
)
def test_what_is_no_address_of_the_web_is_no_link(url):
    assert web_link("@here", url) == safe("@here")


def test_code_keeps_its_lines_without_a_blank_one():
    (html,) = render_bodies(["```\na <b>\n\n    c @d\n```"])
    made = safe_html(html)
    assert "\n" not in made
    assert "a &#60;b&#62;&#10;&#10;    c &#64;\u2060d" in made


@pytest.mark.parametrize("text", ["```\nx", "a\n`````\nb", "~~~"])
def test_nothing_closes_a_fence(text):
    made, cut = fenced(text, "diff", 1000)
    lines = made.split("\n")
    assert not cut
    assert lines[0].endswith("diff")
    fence = lines[-1]
    assert all(fence not in line for line in lines[1:-1])
    assert lines[1:-1] == text.splitlines()


def test_what_is_long_is_cut_and_said_to_be():
    made, cut = fenced("word\n" * 100, "diff", 50)
    assert (made.count("\n"), cut) == (11, True)
    assert bounded(str, ["a" * 9] * 5, 30, "{} more").split("\n") == ["a" * 9] * 3 + ["", "2 more"]
    assert bounded(str, ["a"], 2, "{} more") == "a"
    assert shorten("one two  three", 9) == "one two…"
    assert shorten("x" * 20, 5) == "xxxx…"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_marks_nothing_as_safe_but_its_own_words(path):
    source = path.read_text(encoding="utf-8")
    assert "{%- autoescape" not in source
    assert "{% autoescape" not in source
    assert " ~ " not in source  # joins escaped and bare texts with the escape of HTML
    for found in re.finditer(r"(.)\s*\|\s*safe\b", source):
        assert found[1] in "\"'"
