"""Laws of editing: any text comes back as it was put in, and no other byte moves."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_edition.yaml_files import YamlEdit

STYLES = {
    "plain": "some words",
    "long": "some words that go on\n      in the next line",
    "single": "'some words: with ''signs'''",
    "single-lines": "'some words: with\n      ''signs'''",
    "double": '"some words: with \\"signs\\""',
    "double-lines": '"some words: with\n      \\"signs\\""',
    "literal": "|\n      some words\n      in lines",
    "stripped": "|-\n      some words\n\n      in lines",
    "kept": "|+\n      some words\n",
    "folded": ">\n      some words\n      in lines",
    "folded-stripped": ">-\n      some words\n      in lines",
    "empty": "",
}
HEAD = """\
# yaml-language-server: $schema=../schema/annotations.json
annotations:
  # first   of   all
  - id: before
    kind:   context   # aligned
    exact: 'He said ''no'''

  - kind: context
    id: "it"
    exact: """
TAIL = """
    # about the note
    note: |
        A note # with a hash.

          And an indented line.
    sources: [a,b,   {id: c,locator: "p. 4"}]

  -   id: after
      exact: "and   \\u00e9"
      reviewed: 2026-11-22   # by Ada
      note: >-
        folded
        text
# the end"""

WRITABLE = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufeff\ufffe\uffff\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069",
    include_characters="\n\t\r",
)
PIECES = (
    r"""word “quoted” a: # - 's " \ {x} [1] 85.4 — % Запоріжжя 投票 null yes * &a ! | > ... ---"""
)
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n", ""]), max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(WRITABLE, max_size=60), WORDS)


def edited(tmp_path: Path, text: str) -> YamlEdit:
    path = tmp_path / "notes.yml"
    path.write_bytes(text.encode("utf-8"))
    return YamlEdit(path)


def around(text: str) -> tuple[str, str]:
    """What stands before and behind the value that is edited."""
    start = text.index('id: "it"')
    end = text.index("# about the note")
    return text[:start], text[end:]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@given(value=TEXTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_comes_back_and_no_other_byte_moves(tmp_path, style, newline, value):
    source = (HEAD + STYLES[style] + TAIL).replace("\n", newline)
    edit = edited(tmp_path, source)
    edit.set("it", "exact", value)
    after = edit.text()
    assert around(after) == around(source)
    edit.save()
    assert (tmp_path / "notes.yml").read_bytes() == after.encode("utf-8")
    assert YamlEdit(tmp_path / "notes.yml").get("it", "exact") == value
    assert after.count("\n") == after.count(newline)


@pytest.mark.parametrize("style", STYLES)
@given(first=TEXTS, second=TEXTS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_keys_put_in_and_taken_out_again_leave_no_trace(tmp_path, style, first, second):
    source = HEAD + STYLES[style] + TAIL
    edit = edited(tmp_path, source)
    edit.set("it", "prefix", first)
    edit.set("it", "suffix", second)
    assert (edit.get("it", "prefix"), edit.get("it", "suffix")) == (first, second)
    assert edit.text() != source
    assert edit.remove("it", "suffix")
    assert edit.remove("it", "prefix")
    assert edit.text() == source


@given(value=TEXTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_can_be_appended_in_a_record(tmp_path, value):
    source = HEAD + "x" + TAIL
    edit = edited(tmp_path, source)
    edit.append(
        "annotations", {"id": "new", "exact": value, "sources": [{"id": "a", "in": value}]}
    )
    assert edit.get("new", "exact") == value
    assert edit.text().startswith(source.removesuffix("\n# the end"))
    assert edit.text().endswith("\n# the end")
