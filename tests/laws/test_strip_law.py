"""Law 1: take away marks and inserts, and the page is byte for byte what it was."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from annotated_edition.rendered_html import (
    Insertion,
    Mark,
    Passage,
    inserted,
    read_html,
    splice,
    weave_marks,
)
from annotated_edition.rendered_html.marks import strip
from tests.support.documents import markdown_documents, passages_in, render

BOUNDS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=8)


class Links(HTMLParser):
    """How deep links are nested, for a parser; what looks like a link may stand within a tag."""

    depth = deepest = 0

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser hands them over
        self.depth += tag == "a"
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        self.depth -= tag == "a" and self.depth > 0


def weave(html, spans, *, fold=False):
    rendered = read_html(html)
    passages = sorted(
        (Passage(f"n{index}", *span) for index, span in enumerate(spans)),
        key=lambda passage: (passage.start, passage.end, passage.note),
    )
    marks = {
        passage.note: Mark(
            passage.note,
            number,
            "claim",
            badge='<span class="ae-badge">≠ Disputed</span>',
            fold="Furniture" if fold else "",
        )
        for number, passage in enumerate(passages, 1)
    }
    return rendered, passages, splice(html, weave_marks(rendered, passages, marks))


@given(markdown_documents(), BOUNDS, st.booleans())
def test_without_the_marks_every_byte_is_the_hosts(markdown, bounds, fold):
    html = render(markdown)
    _, _, woven = weave(html, passages_in(read_html(html).text, bounds), fold=fold)
    assert strip(woven) == html


@given(markdown_documents(), BOUNDS)
def test_an_independent_reading_of_the_marks_agrees(markdown, bounds):
    html = render(markdown)
    _, passages, woven = weave(html, passages_in(read_html(html).text, bounds))
    bare = re.sub(r"<!--ae-->.*?<!--/ae-->", "", woven, flags=re.DOTALL)
    bare = re.sub(r'<mark class="ae-[^>]*>|</mark>', "", bare)
    bare = re.sub(r'<a class="ae-link"[^>]*>(.*?)</a>', r"\1", bare, flags=re.DOTALL)
    assert bare == html
    assert ("<mark" in woven) == bool(passages)


@given(markdown_documents(), BOUNDS)
def test_marks_cover_the_words_and_nothing_else(markdown, bounds):
    html = render(markdown)
    rendered, passages, woven = weave(html, passages_in(read_html(html).text, bounds))
    for passage in passages:
        own = rf'<mark class="ae-mark [^>]*data-notes="[^"]*\b{passage.note}\b[^>]*>(.*?)</mark>'
        marked = "".join(
            read_html(words).text for words in re.findall(own, woven, flags=re.DOTALL)
        )
        expected = "".join(expected_words(rendered, passage))
        assert "".join(marked.split()) == "".join(expected.split())


def expected_words(rendered, passage):
    """The words of a passage, its formulas whole, and the apparatus between its words."""
    for run in rendered.runs:
        words = rendered.text[max(run.text_start, passage.start) : min(run.text_end, passage.end)]
        if run.aside and run.marked and passage.start < run.text_start < passage.end:
            yield rendered.html[run.html_start : run.html_end]
        elif run.text_start >= passage.end or run.text_end <= passage.start:
            continue
        elif rendered.html[run.html_start] != "<":
            yield words
        elif run.marked:
            yield rendered.text[run.text_start : run.text_end]


@given(markdown_documents(), BOUNDS)
def test_no_mark_begins_or_ends_in_what_a_script_reads_as_one_piece(markdown, bounds):
    html = render(markdown)
    _, _, woven = weave(html, passages_in(read_html(html).text, bounds))
    for name in ("svg", "math", 'span class="arithmatex"', 'div class="arithmatex"'):
        for inner in re.findall(rf"<{name}>(.*?)</{name.split()[0]}>", woven, flags=re.DOTALL):
            assert "<mark" not in inner
            assert "</mark" not in inner


@given(markdown_documents(), BOUNDS)
def test_every_passage_has_one_address_and_one_link(markdown, bounds):
    html = render(markdown)
    _, passages, woven = weave(html, passages_in(read_html(html).text, bounds))
    for passage in passages:
        assert woven.count(f'id="passage-{passage.note}"') == 1
        assert woven.count(f'href="#note-{passage.note}"') == 1


@given(markdown_documents(), BOUNDS)
@example("a<b [turnout](https://example.org/) 5>4", [(0, 8)])
def test_links_never_nest(markdown, bounds):
    html = render(markdown)
    _, _, woven = weave(html, passages_in(read_html(html).text, bounds))
    links = Links()
    links.feed(woven)
    links.close()
    assert links.deepest <= 1


@given(markdown_documents(), BOUNDS)
def test_the_text_stays_the_same_for_a_reader(markdown, bounds):
    html = render(markdown)
    rendered, _, woven = weave(html, passages_in(read_html(html).text, bounds))
    without = re.sub(r"<!--ae-->.*?<!--/ae-->", "", woven, flags=re.DOTALL)
    assert read_html(without).text == rendered.text


def test_inserts_at_one_place_keep_their_order():
    made = splice("ab", [Insertion(1, 2, inserted("2")), Insertion(1, 1, inserted("1"))])
    assert made == "a<!--ae-->1<!--/ae--><!--ae-->2<!--/ae-->b"
    assert strip(made) == "ab"
