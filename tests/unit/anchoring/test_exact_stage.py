"""Quotations that stand literally in the text, and the words that tell repeats apart."""

import pytest

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.model import Selector, State

TEXT = (
    "The commission reported a turnout of\n\n85.4 percent. Later reports gave\xa0a turnout of "
    "82.4 percent. The party quoted art from the party."
)


def words(text, placement):
    return None if placement.start is None else text[placement.start : placement.end]


def only(text, *args, **kwargs):
    return anchor(text, [Selector(*args, **kwargs)])[0]


def test_a_quotation_that_stands_once_is_exact():
    found = only(TEXT, "Later reports")
    assert (found.state, words(TEXT, found)) == (State.EXACT, "Later reports")
    assert found.score.total == 1.0


@pytest.mark.parametrize("quoted", ["turnout of 85.4 percent", " turnout\n of 85.4  percent\n"])
def test_white_space_is_no_difference(quoted):
    found = only(TEXT, quoted)
    assert (found.state, words(TEXT, found)) == (State.EXACT, "turnout of\n\n85.4 percent")


def test_two_equal_places_are_ambiguous_and_both_are_named():
    found = only(TEXT, "a turnout of")
    assert found.state is State.AMBIGUOUS
    assert found.start is None
    assert [TEXT[c.start : c.end] for c in found.candidates] == ["a turnout of"] * 2
    assert found.margin == 0.0


@pytest.mark.parametrize(
    ("prefix", "suffix", "before"),
    [
        ("reported ", None, "reported "),
        ("gave", None, "gave\xa0"),  # YAML drops the space at the end
        (None, "82.4", "gave\xa0"),
        ("orts gave ", " 82.4 perc", "gave\xa0"),  # cut in mid-word, as Hypothesis does
    ],
)
def test_prefix_and_suffix_single_out_a_repeat(prefix, suffix, before):
    found = only(TEXT, "a turnout of", prefix, suffix)
    assert found.state is State.EXACT
    assert TEXT[: found.start].endswith(before)


def test_the_same_words_with_the_same_context_are_ambiguous():
    text = "We met at dawn. Nobody spoke. We met at dawn. Nobody spoke."
    assert only(text, "at dawn", "We met ", ". Nobody").state is State.AMBIGUOUS


def test_a_word_within_another_word_is_not_that_word():
    found = only(TEXT, "art")
    assert (found.state, TEXT[found.start - 7 : found.end]) == (State.EXACT, "quoted art")
    assert only("The party was over.", "art").state is State.ORPHANED


@pytest.mark.parametrize("figure", ["85", "5.4", "4"])
def test_a_part_of_a_figure_is_not_that_figure(figure):
    assert only("It was 85.4 in all.", figure).state is State.ORPHANED


def test_a_part_of_a_word_is_found_where_its_context_says_so():
    text = "The party and a part of it."
    found = only(text, "art", "The p", "y and")
    assert (found.state, found.start) == (State.EXACT, 5)


def test_a_context_without_its_space_is_not_taken_for_the_start_of_a_word():
    text = "They resign. Then they re sign it."
    found = only(text, "sign", "re", None)
    assert (found.state, found.start) == (State.EXACT, text.index("re sign") + 3)


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("He has a heart of gold.", Selector("art", None, " of gold")),
        ("The Labour party won.", Selector("part", "The Labour ", None)),
        ("A turnout of 85 percent.", Selector("5 percent", None, ".")),
        ("A heart of gold, a shard of gold.", Selector("ar", None, None)),
    ],
)
def test_a_side_without_context_must_end_with_a_word(text, selector):
    assert anchor(text, [selector])[0].state is not State.EXACT


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("un cafe\u0301 noir", "cafe"),
        ("deux cafe\u0301s noirs", "cafe\u0301"),
        ("नहीं मानेगा", "नह"),
        ("हिन्दी में", "हि"),
        ("an extra\u00adordinary day", "extra"),
        ("an extra\u00adordinary day", "ordinary"),
    ],
)
def test_marks_and_unseen_signs_are_within_a_word(text, quoted):
    assert only(text, quoted).state is State.ORPHANED


def test_nothing_is_quoted_from_nothing():
    assert only("", "words").state is State.ORPHANED
    assert only(TEXT, " \n").state is State.ORPHANED
    assert only(TEXT, "→").state is State.ORPHANED
    assert anchor(TEXT, []) == []


def test_a_text_made_ready_gives_the_same_placements():
    selectors = [Selector("a turnout of"), Selector("Later reports"), Selector("gone with it")]
    assert anchor(TextIndex(TEXT), selectors) == anchor(TEXT, selectors)


def test_what_the_exact_stage_settles_prepares_nothing_else():
    index = TextIndex(TEXT)
    anchor(index, [Selector("Later reports"), Selector("a turnout of", "gave ")])
    assert "skeleton" not in vars(index)
    assert "grams" not in vars(index)


def test_han_needs_no_spaces_around_a_quotation():
    text = "变量默认是不可改变的。这是推动你写出更安全的代码。"
    found = only(text, "不可改变")
    assert (found.state, words(text, found)) == (State.EXACT, "不可改变")
