"""The word-level difference of two wordings."""

import pytest

from annotated_edition.anchoring import word_difference


def changes(old, new):
    return [(step.old, step.new) for step in word_difference(old, new) if not step.kept]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("of 85.4 percent", "of 84.5 percent", [("85.4 ", "84.5 ")]),
        ("of four districts", "of all four districts", [("", "all ")]),
        ("of all four districts", "of four districts", [("all ", "")]),
        ("so, it is", "so it is", [("so, ", "so ")]),
        ("don't stop here", "don’t stop now", [("don't ", "don’t "), ("here", "now")]),
        ("不可改变的", "不可更变的", [("改", "更")]),
    ],
)
def test_only_edited_words_differ(old, new, expected):
    assert changes(old, new) == expected


def test_the_sides_put_together_are_the_two_wordings():
    old, new = "a turnout  of 85.4\npercent was seen", "turnout of about 84.5 percent, was seen"
    steps = word_difference(old, new)
    assert "".join(step.old for step in steps) == " ".join(old.split())
    assert "".join(step.new for step in steps) == " ".join(new.split())
