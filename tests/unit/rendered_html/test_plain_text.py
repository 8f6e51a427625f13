"""A note's text without its citations reads as if none had been there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.note_markdown import plain_text, render_bodies


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("85.4% [@a]; others have 82.40% or 85% [@b].", "85.4%; others have 82.40% or 85%."),
        ("One.[@a] Two. [@b] Three.", "One. Two. Three."),
        ("One [@a]\n\nTwo [@b].", "One Two."),
        ("It was so ([@a]).", "It was so."),
        ("It was so ([@a; @b, p. 4]), and not so.", "It was so, and not so."),
        ("It was so ([@a]; see also below), or not.", "It was so (see also below), or not."),
        ("It was so (in June; [@a]).", "It was so (in June)."),
        ("As in *A*, [@a].", "As in A."),
        ("[@a] says so, and [@b] does not.", "says so, and does not."),
        ("So say [@a], [@b].", "So say."),
        ("He said “no [@a]”: no.", "He said “no”: no."),
        ("A — [@a] — B [@b] and C", "A — — B and C"),
        ("**Bold** [@a]: plain", "Bold: plain"),
        ("Why [@a]? Why [@b]!", "Why? Why!"),
        ("« Pourquoi [@a] ? »", "« Pourquoi? »"),
        ("Vraiment ? Oui ; non.", "Vraiment ? Oui ; non."),  # the author's own spacing
        ("f( ) . [@a]", "f( ) ."),
        ("x & [@a] y < z [@b].", "x &amp; y &lt; z."),
        ("[@a]", ""),
        ("句子[@a]。下一句[@b]", "句子。下一句"),
    ],
)
def test_a_citation_leaves_no_trace(markdown, text):
    assert plain_text(render_bodies([markdown])[0]) == text


PIECES = st.sampled_from(["word", " ", "[@a]", " [@b, p. 4]", ",", ".", "; ", " (", ")", "?"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_gap_is_left_before_punctuation(markdown):
    without = re.sub(r"\s*\[@[^\]]*\]", "", markdown)
    own = bool(re.search(r"\s[,.;)?]|\(\s|\(\)", without))
    text = plain_text(render_bodies([f"x{markdown}"])[0])
    assert "\0" not in text
    assert "@" not in text
    assert "  " not in text
    assert own or not re.search(r"\s[,.;)?]|\(\s|\(\)", text)
