"""The laws hold for any soup of signs, not only for what a renderer writes."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotated_edition.note_markdown import (
    has_refused_link,
    link_citations,
    may_link,
    plain_text,
    relative_links,
    render_bodies,
    resolve_links,
)
from annotated_edition.rendered_html import Mark, Passage, read_html, splice, weave_marks
from annotated_edition.rendered_html.marks import strip
from tests.support.documents import passages_in
from tests.support.payloads import PAYLOADS

HTML = (
    "<p> </p> <div> </div> <b> </b> <a> </a> <script> </script> <!-- --> <textarea> </textarea> "
    "<svg> </svg> <b/hidden> <button> <title> <br> <td> </ < > = \" ' & &amp; &gtb; &#xE; &#x41 "
    '&NotEqualTilde; <a/href="x"> <p/title="a>b" <i/style="display:none"> <![CDATA[ <?x a é '
    "<li> <ul> </ul> <li/hidden> <td/hidden> <tr> <table> </table> <dt/hidden> <dd> <p/hidden> "
    "<h2/id=x> <a/href=#x> </h2> <option> <ruby> <rt> <rp> </ruby> <rtc> <math> <mi> </mi> "
    "</math> <annotation> <text> <title/> <g/> <a/class=footnote-ref> <span/class=arithmatex> "
    "</span> <div/class=arithmatex> <b/class=linenos>"
).split()
MARKDOWN = (
    "[ ] ( ) ]( [@a [@a,x] ]: < > <http://a > [x](javascript:a) [x](&#106;avascript:a) ` ``` ~~~ "
    "* ** _ ~ ^ | |---| - 1. > \\ & &lt; &#xE000; &#34; \" ' \ue000 \ue001 \ue002 \ue003 a é"
).split()
LINKS = (
    "[ ] ( ) ]( [a] [b](c) [@a] ]: < > http://a.org/ https://a.org) https://a.1/ //a "
    '[x](https://a.b.org/ https://-a.org/ javascript: ! * ` \\ " é'
).split()
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\n    "]


def soup(pieces: list[str]) -> st.SearchStrategy[str]:
    some = st.sampled_from([*pieces, *SPACES])
    return st.lists(some, max_size=30).map("".join)


BOUNDS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=5)
TAGS = re.compile(
    r"</?(?:blockquote|br|code|del|em|hr|li|p|pre|strong|sub|sup|table|tbody|thead|tr|ul|ol|td|th|a)>"
    r'|<ol start="[0-9]*">|<t[dh] align="[a-z]*">|<a(?: (?:href|title|class)="[^"<>]*")+>'
)


@given(soup(HTML), BOUNDS, st.booleans())
@settings(max_examples=300)
@example("a&gtb;c", [(1, 0), (2, 0)], False)
@example("<p>x<img src=y", [(0, 3)], False)
@example('<p title="<></form>a', [(0, 0)], False)
def test_marks_in_any_html_can_be_taken_away(html, bounds, fold):
    rendered = read_html(html)
    passages = sorted(
        (Passage(f"n{at}", *span) for at, span in enumerate(passages_in(rendered.text, bounds))),
        key=lambda passage: (passage.start, passage.end, passage.note),
    )
    marks = {each.note: Mark(each.note, 1, "claim", fold="F" * fold) for each in passages}
    woven = splice(html, weave_marks(rendered, passages, marks))
    assert strip(woven) == html
    bare = re.sub(r"<!--ae-->.*?<!--/ae-->", "", woven, flags=re.DOTALL)
    assert read_html(bare).text == rendered.text


@given(st.one_of(soup(MARKDOWN), st.sampled_from(PAYLOADS)))
@settings(max_examples=400)
def test_any_body_is_markup_of_the_short_list_and_reaches_no_other(markdown):
    html, other = render_bodies([markdown, "An *other*"])
    assert other == "<p>An <em>other</em></p>"
    shown = resolve_links(link_citations(html, len), lambda href: href)
    assert not re.search("[<>]", TAGS.sub("", shown))
    for address in re.findall(r'<a [^<>]*?href="([^"]*)"', shown):
        seen = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", unescape(address)).lower()
        assert re.match(r"https?:|mailto:|(?![a-z][a-z0-9+.-]*:)", seen)
    assert "<" not in plain_text(html)
    for href in relative_links(html):
        assert not href.startswith("//")


@given(st.one_of(soup(LINKS), st.sampled_from(PAYLOADS)))
@settings(max_examples=600)
@example("[a](https://1.2.3.4.5/)")
@example("[a](https://xn--a.example/)")
def test_a_body_whose_links_nobody_looks_at_has_none_to_look_at(markdown):
    (html,) = render_bodies([markdown])
    if not may_link(markdown):
        assert not list(relative_links(html))
        assert not has_refused_link(html)
