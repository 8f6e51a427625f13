"""A received text is shown word for word, whatever signs it has."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from html import unescape

import nh3
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from annotated_edition.intake import (
    ProposalError,
    first_difference,
    page_with_front_matter,
    receive,
)
from annotated_edition.intake.escaping import escape_text, spell_out
from annotated_edition.intake.html_to_markdown import markdown_of
from annotated_edition.rendered_html import read_html

PLAIN = Markdown(extensions=["attr_list", "tables", "toc"])
RICH = Markdown(
    extensions=[
        *("abbr admonition attr_list def_list footnotes md_in_html tables toc smarty").split(),
        *(
            f"pymdownx.{name}"
            for name in (
                "arithmatex betterem blocks.admonition caret critic details emoji highlight "
                "inlinehilite keys magiclink mark progressbar smartsymbols superfences tabbed "
                "tasklist tilde"
            ).split()
        ),
    ]
)
AWKWARD = (
    "# * _a_ **b** `c` [d](e) ![f](g) <h>i</h> &amp; &copy; | j | k | ~~l~~ ^m^ ==n== ++o++ "
    "{: .p } $q$ \\r \\( s \\) :t: (c) +/- --> 1/2 http://u.example/v_w_x?y=1&z=2 @ab #cd [^ef] "
    "!!! gh ??? ij /// kl : mn = op - qr + st 1. uv 2) wx a. yz ===== ----- ***** [x] [ ] ... -- "
    "\"quoted\" 'single' {++ins++} {--del--} --8<-- ::: [=50%] \U0001f600 é العربية 漢字"
).split(" ")
texts = st.lists(
    st.lists(
        st.sampled_from(AWKWARD) | st.text("ab_*`[]()<>&|~^=+-.!#:{}$\\/'\"1", max_size=6),
        max_size=8,
    ).map(" ".join),
    max_size=8,
).map("\n".join)


def shown(markdown, text):
    markdown.reset()
    return read_html(markdown.convert(text)).text.split()


@given(texts)
@example("1. a\n\n    code\n\n- b\n> c\n===\n| a |\n|---|")
@example("[a]: http://example.org\n\n*[HTML]: x\n\n[^1]: y")
@settings(max_examples=300)
def test_plain_text_is_shown_word_for_word(text):
    assert shown(PLAIN, escape_text(text)) == text.split()


@given(texts)
@settings(max_examples=150)
def test_spelt_out_text_is_shown_word_for_word_under_any_extension(text):
    assert shown(RICH, spell_out(text)) == text.split()


@given(st.text(max_size=200))
def test_any_web_page_becomes_markdown_without_anything_that_runs(html):
    rendered = PLAIN.reset().convert(markdown_of(html))
    assert "<script" not in rendered
    assert "javascript:" not in rendered.lower() or "href" not in rendered


tags = st.sampled_from("p h2 em strong b i a ul ol li blockquote div br table tr td pre".split())
words = st.sampled_from(["one", "two*", "_x_", "&lt;b&gt;", " ", "1. ", "- ", "&amp;"])
markup = st.lists(
    st.one_of(words, tags.map(lambda tag: f"<{tag}>"), tags.map(lambda tag: f"</{tag}>")),
    max_size=25,
).map("".join)


@given(markup)
@example("<ul><li><p>a</p><p>b</p></li></ul>")
@example("<p>a <b>b</b><i>c</i></p><p>1. d<br>2. e</p>")
@settings(max_examples=300)
def test_a_web_page_keeps_its_words(html):
    clean = unescape(nh3.clean(html, tags=set()))
    assert "".join(shown(PLAIN, markdown_of(html))) == "".join(clean.split())


def test_web_page_keeps_what_says_what_text_is():
    html = (
        "<title>T</title><nav>Menu</nav><h1>Head</h1><p>A <em>fine</em> <a href='https://e.org/_x_'>"
        "link</a>, <a href='javascript:alert(1)'>no link</a>.</p><script>alert(1)</script>"
        "<ul><li>one</li><li>two</li></ul><blockquote><p>Said.</p></blockquote>"
    )
    assert markdown_of(html) == (
        "# Head\n\nA *fine* [link](<https://e.org/_x_>), no link.\n\n- one\n\n- two\n\n> Said.\n"
    )


def test_checksum_is_that_of_the_file_as_received():
    data = "Headline\r\n\r\nText\r\n".encode("utf-8-sig")
    received = receive("a.txt", data)
    assert received.sha256 == hashlib.sha256(data).hexdigest()
    assert received.title == "Headline"
    assert received.markdown() == "# Headline\n\nText\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF", "of no kind that can be taken in"),
        ("a.txt", b"\xff\xfe", "not in the encoding"),
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"one\ntwo\x00", "line 2: invisible character"),
        ("a.md", b"---\ntitle: x\n---\n\ntext", "front matter already"),
        ("a.txt", b"x" * 20_000_001, "expected at most"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(name, data, reason):
    with pytest.raises(ProposalError, match=reason):
        receive(name, data)


def test_front_matter_holds_what_is_known():
    page = page_with_front_matter(
        "Text\n", "A: title", {"title": "A: title", "author": "", "sha256": "00"}
    )
    assert (
        page
        == "---\ntitle: 'A: title'\nsource:\n  title: 'A: title'\n  sha256: '00'\n---\n\nText\n"
    )


def test_first_difference_says_what_became_of_a_word():
    assert first_difference("a b c d -- e", "a b c d – e") == "“b c d --” is shown as “–”"
    assert first_difference("a\n\n b", "a b") == ""


def test_links_of_a_web_page_lead_there_from_any_page():
    html = "<p><a href='/a'>one</a> <a href='b#c'>two</a> <a href='#d'>three</a></p>"
    assert markdown_of(html, "https://e.org/x/y") == (
        "[one](<https://e.org/a>) [two](<https://e.org/x/b#c>) three\n"
    )
    assert markdown_of(html) == "one two three\n"


def test_blocks_of_a_web_page_never_grow_together():
    html = (
        "<article><header>One</header><section>two</section><dl><dt>three</dt><dd>four</dd></dl>"
        "<figure><figcaption>five</figcaption></figure><details><summary>six</summary>seven"
        "</details><table><caption>eight</caption><tr><td>nine</table></article>"
    )
    assert markdown_of(html).split() == "One two three four five six seven eight nine".split()


def test_a_web_page_within_a_form_keeps_its_text():
    html = "<form><input type=hidden><p>The text.</p><button>Search</button></form>"
    assert markdown_of(html) == "The text.\n"


def test_a_web_page_without_text_is_refused():
    received = receive("a.html", b"<body><div id=app></div><script>show()</script>")
    with pytest.raises(ProposalError, match="no text stands in the HTML"):
        received.markdown()


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>A – Paper</title><h1>The <em>A</em> &amp; B</h1>", "The A & B"),
        ("<title>A – Paper</title><h1>Paper</h1><h1>A</h1>", "A – Paper"),
        ("<h2>A</h2>", ""),
    ],
)
def test_title_of_a_web_page_is_its_headline(html, title):
    assert receive("a.html", html.encode()).title == title


def test_a_web_page_says_what_its_language_is():
    assert receive("a.html", b'<html class="x" lang="pt-BR"><p>a').language == "pt-BR"
    assert receive("a.html", b"<html><p lang=en>a").language == ""


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.html", "<title>&lt;script&gt;x()&lt;/script&gt;</title><p>a", "‹script›x()‹/script›"),
        ("a.txt", "<img src=x>\n\nWords", "‹img src=x›"),
        ("a.md", "# R&D &lt;b&gt; #\n\nWords", "R＆D ＆lt;b＆gt;"),
        ("a.txt", "R&D\n\nWords", "R&D"),
    ],
)
def test_no_title_is_markup(name, text, title):
    received = receive(name, text.encode())
    page = page_with_front_matter(received.markdown(), received.title, {"title": received.title})
    assert yaml.safe_load(page.split("---")[1])["title"] == title


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<title" * 100_000),
        ("a.html", "<title>" * 100_000),
        ("a.html", "<div>" * 100_000 + "x"),
        ("a.html", "<ul><li>" * 50_000 + "x"),
        ("a.html", "<p>" * 20_000 + "x"),
        ("a.md", "# " + "a " * 100_000 + "#" * 100_000 + "x"),
        ("a.txt", "[" * 100_000),
        ("a.txt", "*_[`<&\\" * 20_000),
    ],
)
def test_endless_markup_is_accepted_or_refused(name, text):
    with suppress(ProposalError):
        receive(name, text.encode()).markdown()
