from __future__ import annotations

import pytest

from annotated_edition.rendered_html import read_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one <em>two</em> three</p>", "one two three"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>AT&amp;T &lt;5 &#8220;x&#8221; &nbsp;</p>", "AT&T <5 “x” \xa0"),
        ("<p>&notanentity; &amp</p>", "¬anentity; &"),
        ("<p>5 < 6 and a<b>c</b></p>", "5 < 6 and ac"),
        ('<p title="a > b">x</p>', "x"),
        ("<p it's>x's</p>", "x's"),
        ('<p title = "a>b" >x</p>', "x"),
        ('w<p title="unclosed>x</p>', "w"),
        ("<p>a<!-- <p>no</p> -->b</p>", "ab"),
        ("a<script>if (a < b) '</p>'</script>b", "ab"),
        ("a<style>p{}</style><template><p>x</p></template>b", "ab"),
        ("<p hidden>no</p><p>yes</p>", "yes"),
        ('<p style="color:red; display: none">no</p>yes', "yes"),
        ('<p style="visibility:hidden">no</p>yes', "yes"),
        ("<label>Tab one</label><label>Tab two</label>", "Tab one\nTab two"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢"),
        ("<progress>no</progress><meter>no</meter>yes", "yes"),
        ('<p data-hidden="1" hidden-x>yes</p>', "yes"),
        ("<div hidden><p>no</p><div>no</div></div><p>yes</p>", "yes"),
        ('<h2>A<a class="headerlink" href="#a">¶</a></h2>', "A"),
        ("<svg><title>no</title><text>yes</text></svg>", "yes"),
        ("<p>unclosed <em>em", "unclosed em"),
        ("</p></div>stray", "stray"),
        ("<SCRIPT>x</SCRIPT><P>y</P>", "y"),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees(html, text):
    assert read_html(html).text.strip("\n") == text


def test_offsets_lead_back_to_the_html_across_entities():
    html = "<p>a &amp; b &lt;c</p>"
    rendered = read_html(html)
    run = rendered.runs[0]
    start = rendered.text.index("&")
    assert html[run.html_at(start, end=False) : run.html_at(start + 1, end=True)] == "&amp;"
    start = rendered.text.index("b")
    assert html[run.html_at(start, end=False) : run.html_at(start + 3, end=True)] == "b &lt;"


def test_a_bound_inside_an_entity_of_two_characters_moves_outward():
    html = "<p>x&NotEqualTilde;y</p>"
    run = read_html(html).runs[0]
    assert html[run.html_at(2, end=False) : run.html_at(2, end=True)] == "&NotEqualTilde;"


def test_white_space_between_blocks_is_never_marked():
    rendered = read_html(
        "<table>\n<tr>\n<td>a</td>\n</tr>\n</table>\n<p>b <em>c</em> <b>d</b></p>"
    )
    marked = [rendered.text[run.text_start : run.text_end] for run in rendered.runs if run.marked]
    assert marked == ["a", "b ", "c", " ", "d"]
