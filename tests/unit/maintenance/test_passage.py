"""A passage is shown in its sentence."""

import pytest

from annotated_edition.maintenance.passage import MOST, QuotedPassage, in_sentence

TEXT = "The press left. On Monday, “nobody was hurt,” said the mayor of X. Then it rained.\nEnd"


def around(words, text=TEXT):
    start = text.index(words)
    return in_sentence(text, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("nobody was hurt", "On Monday, “", ",” said the mayor of X."),
        ("The press left.", "", ""),
        ("Then it", "", " rained."),
        ("End", "", ""),
        ("left. On", "The press ", " Monday, “nobody was hurt,” said the mayor of X."),
    ],
)
def test_the_sentence_ends_where_sentences_end(words, before, after):
    assert around(words) == QuotedPassage(before, words, after)


def test_a_point_in_a_figure_ends_nothing():
    text = "A turnout of 85.4 percent, or 0.5 more."
    assert around("4 percent", text) == QuotedPassage(
        "A turnout of 85.", "4 percent", ", or 0.5 more."
    )


def test_scripts_without_spaces():
    text = "他走了。五百人参加了会议。她说了。"
    assert around("五百人", text) == QuotedPassage("", "五百人", "参加了会议。")


def test_a_long_sentence_is_cut_at_words():
    text = "word " * 200 + "the passage" + " word" * 200
    found = around("the passage", text)
    assert found.before.startswith("…word")
    assert found.after.endswith("word…")
    assert max(len(found.before), len(found.after)) <= MOST + 1
    text = "字" * 500 + "words" + "字" * 500
    assert around("words", text).before == "…" + "字" * MOST


def test_white_space_is_one_space():
    assert around("b\n  c", "a\tx\u00a0 b\n  c d") == QuotedPassage("a x ", "b c", " d")
