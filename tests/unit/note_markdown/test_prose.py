"""The short cut for prose and Python-Markdown come to the same HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotated_edition.note_markdown.bodies import EVERYTHING, SANITISER, _run
from annotated_edition.note_markdown.prose import render_prose

EDITION = Path(__file__).parents[3] / "annotations"
PIECES = (
    "word|Two words|85.4 %|1,234|2022.|1.|3) |- |+ |* |*|**|***|*em*|**strong**|*two words*|* a*|"
    "*a *|**a*|*a**|[|]|(|)|[a](https://a.org/b?c=d#e)|[two words](http://a.org/1,2;3)|[a]|[@|"
    "[a](b.md)|[@ria]|[@ria, p. 4; @b_c, fig. <1>]|[@ria, “q” & *r*]|@ria|“quoted”|‘so’|it's|"
    '"x"|—|–|-|…|!|!(|?|:|;|,|.|/|=|===|---|# |#1|> |a:b|é|العربية|漢字|\u00a0|\u202f|\u200b'
    "|\ufeff|{: .a}|$x$|:a:|(c)|+/-|http://a.org|§ 4|„deutsch“|\u2028|🙂|\\*|`c`|_|&|<b>"
    "|~|^|\x02|\ufffd"
).split("|")
SPACES = st.sampled_from([" ", " ", " ", "", "  ", "\n", "\n\n", " \n", "\n ", "\n\n\n", "\t"])
bodies = st.lists(st.tuples(st.sampled_from(PIECES), SPACES), max_size=9).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


def full(text: str) -> str:
    return _run([text], EVERYTHING)[0]


@given(bodies)
@settings(max_examples=400)
@example("*a* **b** [c](https://d.org/e) [@f, p. 4; @g].")
@example("A.\n\nB *c*\nd")
@example("[@a, p. *4*]")
@example("[@a]: seen")
def test_what_is_taken_for_prose_is_rendered_as_markdown_is(text):
    prose = render_prose(text)
    if prose is not None:
        assert SANITISER.clean(prose) == full(text)


@pytest.mark.parametrize(
    "text",
    [
        "A word, 85.4 % of “it”, isn't it?",
        "A *b c*, (**d**) — “*e*”.",
        "The [minutes](https://example.org/minutes/7712) of 2022 [@ria, p. 4; @tass].",
        "One paragraph\non two lines.\n\nAnother.",
    ],
)
def test_prose_takes_the_short_cut(text):
    assert render_prose(text) == full(text)


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a  \nb", "1. a", "- a", "> a", "a\n---", "a `b`", "a_b_c", "[a](b.md)",
     "[a]: b", "a & b", "<b>", "a | b", "***a***", "*a*b", "\ta", "![a](https://b.org)", "a\\*"],
)  # fmt: skip
def test_what_is_more_than_prose_is_left_to_markdown(text):
    assert render_prose(text) is None


def test_most_notes_of_the_edition_are_prose():
    notes = [
        note["note"]
        for path in (EDITION / "articles").rglob("*.yml")
        for note in yaml.safe_load(path.read_text(encoding="utf-8"))["annotations"]
    ]
    taken = [note for note in notes if render_prose(note.strip()) is not None]
    assert len(taken) > len(notes) / 2
    for note in taken:
        assert SANITISER.clean(render_prose(note.strip()) or "") == full(note)
