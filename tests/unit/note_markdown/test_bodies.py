from __future__ import annotations

from html import unescape
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.note_markdown import link_citations, plain_text, render_bodies

SPANS = ["*a*", "**b**", "`c`", "[d](e.md)", "[@ria, p. 4]", "[x]", "<b>i</b>", "&amp;", "\\*"]
MORE_SPANS = ["~~j~~", "H~2~O", "![q](r.png)", "<http://s.t>", "u_v_w", " ", "\n", "\n\n"]
BLOCKS = ["- f\n", "> g\n", "```\nh\n```\n", "[x]: http://e.org\n", "k | l\n-|-\n", "# m\n"]
MORE_BLOCKS = ["n\n===\n", "1. o\n", "    p\n"]
PIECES = st.sampled_from([*SPANS, *MORE_SPANS, *BLOCKS, *MORE_BLOCKS])
BODIES = st.lists(PIECES, min_size=1, max_size=8).map("".join)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("He *said* **it**", "<p>He <em>said</em> <strong>it</strong></p>"),
        ("[a](../b.md#c)", '<p><a href="../b.md#c">a</a></p>'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("[x](data:text/html,hi)", "<p><a>x</a></p>"),
        ("![i](http://x.y/z.png)", "<p>![i](http://x.y/z.png)</p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("```\na <b>\n```", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("~~a~~ H~2~O", "<p><del>a</del> H<sub>2</sub>O</p>"),
        ("`[@a]`", "<p><code>[@a]</code></p>"),
        (r"\[@a]", "<p>[@a]</p>"),
        (
            "a | b\n-|-:\nc",
            '<table><thead><tr><th>a</th><th align="right">b</th></tr></thead>'
            '<tbody><tr><td>c</td><td align="right"></td></tr></tbody></table>',
        ),
    ],
)
def test_a_body_is_markdown_without_html(markdown, html):
    assert render_bodies([markdown]) == [html]


def test_citations_become_numbered_links():
    (html,) = render_bodies(["So it was [@ria, p. 4; @un-2022] and [@ria]."])
    numbers = {"ria": 1, "un-2022": 2}
    assert link_citations(html, numbers.__getitem__) == (
        '<p>So it was <a class="ae-cite" href="#source-ria">[1, p. 4]</a> '
        '<a class="ae-cite" href="#source-un-2022">[2]</a> and '
        '<a class="ae-cite" href="#source-ria">[1]</a>.</p>'
    )


@given(st.lists(BODIES, min_size=1, max_size=5))
def test_bodies_that_share_a_run_do_not_reach_each_other(texts):
    assert render_bodies(texts) == [render_bodies([text])[0] for text in texts]


def test_a_definition_in_one_body_is_none_of_anothers_business():
    texts = ["[x]: http://e.org", "[x]", "```\nopen", "after"]
    for order in permutations(texts):
        assert dict(zip(order, render_bodies(order), strict=True)) == {
            text: render_bodies([text])[0] for text in texts
        }


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("| a | b |\n|---|---|\n| one | two | three | *four* |", "a b one two | three | four"),
        ("[^1]: foot", "[^1]: foot"),
        ('[unused]: https://e.org "Only here"', '[unused]: https://e.org "Only here"'),
        ("[x]: http://e.org\n[y]: http://e.org\n\n[y]", "[x]: http://e.org y"),
        ("[x]\n\n[x]: http://e.org/1\n\n[x]: http://e.org/2", "x x: http://e.org/2"),
        ("1. a\n   [x]: http://e.org", "a [x]: http://e.org"),
        ('```{.py title="One"}\ncode\n```', '{.py title="One"} code'),
        ("```py hl_lines='1 2'\ncode\n```", "py hl_lines='1 2' code"),
    ],
)
def test_nothing_that_is_written_goes_without_being_seen(markdown, shown):
    assert unescape(plain_text(render_bodies([markdown])[0])) == shown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"]), max_size=80))
def test_whatever_is_written_is_read_by_the_reader(text):
    html = render_bodies([text])[0]
    shown = unescape(plain_text(html))
    for word in text.split():
        if word.isalnum():
            assert word in shown
