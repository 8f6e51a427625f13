"""The shortest words that single out a passage."""

import pytest

from annotated_edition.anchoring import anchor, shortest_context
from annotated_edition.model import Selector, State

TEXT = (
    "The vote was free, said one. The vote was free, said another. The vote was open, said none."
)


def nth(words, number, text=TEXT):
    at = -1
    for _ in range(number):
        at = text.index(words, at + 1)
    return at, at + len(words)


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("open", 1, Selector("open")),
        ("free", 1, Selector("free", None, ", said one.")),
        ("free", 2, Selector("free", None, ", said another.")),
        ("vote", 3, Selector("vote", None, "was open,")),
        ("said", 2, Selector("said", None, "another.")),
    ],
)
def test_context_is_short_and_cut_between_words(words, number, expected):
    span = nth(words, number)
    selector = shortest_context(TEXT, *span)
    size = len(selector.prefix or "") + len(selector.suffix or "")
    assert size <= len(expected.prefix or "") + len(expected.suffix or "")
    found = anchor(TEXT, [selector])[0]
    assert (found.state, found.start, found.end) == (State.EXACT, *span)


def test_words_that_stand_once_need_no_context():
    assert shortest_context(TEXT, *nth("open", 1)) == Selector("open")


def test_white_space_around_a_span_is_left_out():
    start, end = nth(" open", 1)
    assert shortest_context(TEXT, start, end).exact == "open"


@pytest.mark.parametrize("text", ["foo foo", "a a a a", "不是不是不是"])
def test_repeats_of_one_word_are_told_apart_by_how_much_stands_around_them(text):
    size = len(text.split()[0]) if " " in text else 2
    for start in range(0, len(text) - size + 1, size + (" " in text)):
        selector = shortest_context(text, start, start + size)
        found = anchor(text, [selector])[0]
        assert (found.state, found.start, found.end) == (State.EXACT, start, start + size)


def test_a_span_of_white_space_cannot_be_quoted():
    with pytest.raises(ValueError, match="without words"):
        shortest_context("a  b", 1, 3)
