"""A passage has moved if it stands on another side of paragraphs that stayed."""

import pytest

from annotated_edition.maintenance.movement import Movement

BEFORE = "One one.\n\nTwo two.\n\nThree three.\n\nFour four."


@pytest.mark.parametrize(
    ("after", "word", "moved"),
    [
        (BEFORE, "two", False),
        ("Zero.\n\n" + BEFORE, "two", False),
        ("One one.\n\nThree three.\n\nTwo two.\n\nFour four.", "four", False),
        ("One one.\n\nThree three.\n\nFour four.\n\nTwo two.", "two", True),
        ("One one.\n\nThree three.\n\nFour four.\n\nTwo two.", "three", False),
        ("One one.\n\nTwo, edited two.\n\nThree three.\n\nFour four.", "two", False),
        ("One one. Two two.\n\nThree three.\n\nFour four.", "two", False),
        ("One one.\n\nThree three. And two.\n\nFour four.", "two", False),
        ("One one.\n\nThree three.\n\nFour four. And two.", "two", True),
        ("two", "two", False),
        ("One  one.\nTwo two.\nThree three.\nFour four.", "two", False),
    ],
)
def test_a_passage_moves_across_paragraphs_that_stay(after, word, moved):
    assert Movement(BEFORE, after).moved(BEFORE.index(word), after.index(word)) is moved


def test_a_hundred_thousand_spaces_are_skipped():
    blank = "One one.\n" + " " * 100_000 + "\nTwo two.\n"
    assert Movement(blank, blank).moved(0, 0) is False
