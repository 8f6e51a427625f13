"""What is printed, logged and shown can be seen, and does nothing else."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.text import (
    collapse,
    in_json,
    invisible,
    log_line,
    nearest,
    printable,
    shorten,
    shown,
)

ANY = st.text(st.characters(codec=None, categories=None), max_size=60)
HIDDEN = st.sampled_from("\n\r\t\x00\x1b\x07\x9b\u200e\u202e\u2028\u2029\u2066\ufeff\udc80\u00ad")
MIXED = st.lists(st.one_of(HIDDEN, st.sampled_from(["::error::", "##[error]", " ", "a"]))).map(
    "".join
)


@given(st.one_of(ANY, MIXED))
def test_what_is_printable_can_be_encoded_and_is_one_line(text):
    made = printable(text)
    assert len(made.splitlines()) <= 1
    made.encode()
    joiners = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}
    for char in made:
        code = ord(char)
        assert char.isprintable() or char in joiners or 0xE0020 <= code <= 0xE007F
    assert printable(made) == made


@given(st.one_of(ANY, MIXED))
def test_no_line_of_a_log_is_a_command(text):
    line = log_line(text)
    assert not line.lstrip().startswith("::")
    assert "##[" not in line


@given(st.one_of(ANY, MIXED))
def test_json_is_the_same_value_in_characters_that_can_be_seen(text):
    data = in_json(json.dumps({"a": text}, ensure_ascii=False, indent=2))
    assert json.loads(data) == {"a": text}
    assert data.replace("\n", "").isprintable()
    assert "##[" not in data


@given(st.one_of(ANY, MIXED), st.integers(2, 80))
def test_what_is_shortened_is_no_longer_than_asked(text, length):
    for made in (shorten(text, length), shown(text, length)):
        assert len(made) <= length
    if len(collapse(text)) <= length:
        assert shorten(text, length) == collapse(text)


@pytest.mark.parametrize(
    "text",
    [
        "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627",
        "\u0915\u094d\u200d\u0937",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u2764\ufe0f 1\ufe0f\u20e3",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Ada",
    ],
)
def test_joiners_that_belong_to_a_word_or_an_emoji_are_not_invisible_characters(text):
    assert list(invisible(text)) == []
    assert printable(text) == text


@pytest.mark.parametrize(
    "char",
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2063\u2064\ufeff\u00ad\u2067\ufe0f\U000e0041\u061c",
)
def test_invisible_characters_are_named_by_their_code_point(char):
    name = unicodedata.name(char).lower() if char != "\ufeff" else "byte order mark"
    assert list(invisible(f"A{char}da")) == [(1, f"U+{ord(char):04X} ({name})")]
    assert printable(f"A{char}da").startswith("A\\")


def test_the_nearest_name_is_one_of_those_known():
    assert nearest("claim", ["claims", "terms"]) == "claims"
    assert nearest("unrelated", ["claims", "terms"]) == ""
