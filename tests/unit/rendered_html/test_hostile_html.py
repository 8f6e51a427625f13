"""HTML of articles that mean harm is read in linear time, and without an exception."""

from __future__ import annotations

import pytest

from annotated_edition.rendered_html import Mark, Passage, read_html, splice, weave_marks
from annotated_edition.rendered_html.marks import strip

MANY = 10_000
SHAPES = {
    "unclosed blocks": "<div>a" * MANY,
    "nested blocks": "<div>" * MANY + "a" + "</div>" * MANY,
    "unclosed links": "<a href=x>y" * MANY,
    "nested links": "<a href=x>" * MANY + "y" + "</a>" * MANY,
    "other end tags": "<p>" * MANY + "</div>" * MANY,
    "other end tags of lines": "<a>" * MANY + "</b>" * MANY,
    "hidden": "<b hidden>x" * MANY,
    "quotes": '<a b="' * MANY,
    "quotes of both kinds": "<a b='c' \"d" * MANY,
    "quotes that end late": '<a b="x" ' * MANY + ">",
    "open tags": "<a" * MANY,
    "open tags before a comment": "<a " * MANY + "<!-- x",
    "open end tags": "</a" * MANY,
    "comments": "<!--" * MANY,
    "declarations": "<!" * MANY,
    "CDATA": "<![CDATA[" * MANY,
    "instructions": "<?" * MANY,
    "scripts": "<script>" * MANY,
    "open scripts": "<script " * MANY,
    "scripts that end late": "<script></script" * MANY + ">",
    "titles": "<title></script>" * MANY,
    "raw elements": "<textarea><style><xmp>" * MANY,
    "ampersands": "&a" * MANY,
    "numbers": "&#1" * MANY,
    "a long number": "&#" + "1" * MANY + ";",
    "a long name": "&" + "a" * MANY + ";",
    "spaces in a tag": "<b style" + " " * MANY + ">",
    "signs of equality": "<b " + "= " * MANY + ">",
    "classes": '<b class="' + "a " * MANY + '">x',
    "items": "<li>" * MANY,
    "items in lists": "<ul><li>" * MANY,
    "items below many blocks": "<ul>" + "<div>" * MANY + "<li>" * MANY,
    "cells": "<table>" + "<td>" * MANY,
    "nested tables": "<table><tr><td>" * MANY,
    "paragraphs": "<p>" * MANY + "</p>" * MANY,
    "hidden items": "<li hidden>x<b>" * MANY,
    "formulas": "<math><mi>x" * MANY,
    "drawings": "<svg>" * MANY + "<p>" * MANY,
    "headings": "<h2 id=a><a href=#a>" * MANY,
    "ruby": "<ruby>x<rt>" * MANY,
    "styles": "<b style='" + "(;/*" * MANY + "'>x",
    "declarations of style": "<b style='" + "display:none;" * MANY + "'>x",
    "buttons": "<button><div>" * MANY + "</button>" * MANY,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_is_read_to_its_end(shape):
    rendered = read_html(f"<p>before</p>{SHAPES[shape]}")
    assert rendered.text.startswith("before\n")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<script>b", "a"),
        ("a<script>b <c> d", "a"),
        ("a<!-- b > c", "a"),
        ("a<b>c</b><!-- d", "ac"),
        ("a > b < c", "a > b < c"),
        ("a<b", "a"),
        ("a<img src=x b", "a"),
        ("&#" + "1" * 5_000 + ";.", "\ufffd."),
        ("&#" + "0" * 20 + "65;", "A"),
    ],
)
def test_what_is_open_at_the_end(html, text):
    assert read_html(html).text == text


@pytest.mark.parametrize(
    "html",
    ["<div>" * MANY + "abc" + "</div>" * MANY, "<p>abc</p>" * 2_000, "<a href=x>abc " * 2_000],
)
def test_thousands_of_marks_and_folds_are_woven(html):
    rendered = read_html(html)
    starts = [at for at in range(len(rendered.text)) if rendered.text.startswith("abc", at)]
    passages = [Passage(f"n{at}", at, at + 3) for at in starts]
    marks = {each.note: Mark(each.note, 1, "furniture", fold="Furniture") for each in passages}
    woven = splice(html, weave_marks(rendered, passages, marks))
    assert woven.count("<mark ") == len(starts)
    assert strip(woven) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a&gtb;c", "a>b;c"),
        ("&NotEqualTilde;", "\u2242\u0338"),
        ("&amp&ampx", "&&x"),
        ("<b>&#xE</b>a", "\x0ea"),
    ],
)
def test_passages_that_part_an_entity_do_not_part_the_page(html, text):
    rendered = read_html(html)
    assert rendered.text == text
    for cut in range(len(text) + 1):
        passages = [Passage("n0", 0, cut), Passage("n1", cut, len(text))]
        marks = {each.note: Mark(each.note, 1, "claim") for each in passages}
        woven = splice(
            html, weave_marks(rendered, [p for p in passages if p.start < p.end], marks)
        )
        assert strip(woven) == html
        assert "<mark" not in woven.partition("<mark")[2].partition("</mark>")[0]
