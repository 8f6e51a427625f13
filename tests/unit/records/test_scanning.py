"""The short cut for plain files and the reader by events come to the same result."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotated_edition.yaml_files import Items, Map, Report, screen
from annotated_edition.yaml_files.reading import read_events
from annotated_edition.yaml_files.scanning import scan

EDITION = Path(__file__).parents[3] / "annotations"


def assert_same(one, other):
    assert type(one) is type(other)
    assert one == other
    if isinstance(one, Map):
        assert list(one) == list(other)
        assert one.places == other.places
    if isinstance(one, Map | Items):
        assert one.place == other.place
        assert one.places == other.places
        assert bool(one.flow) == bool(other.flow)
        for inner, outer in zip(children(one), children(other), strict=True):
            assert_same(inner, outer)


def children(node):
    return node.values() if isinstance(node, Map) else node


def hold_against_events(text: str) -> bool:
    """Whether the short cut was taken; if so, with the events' result and no problem of theirs."""
    report = Report("a")
    text = screen(text.encode(), report) or ""
    tree = scan(text, 7)
    if tree is None:
        return False
    told = len(report)
    assert_same(tree, read_events(text, report, 7))
    assert len(report) == told
    return True


keys = st.sampled_from(["id", "note", "exact", "by", "sources", "a-b", "x_1", "y", "NO"])
scalars = st.sampled_from(
    """one|two words|85.4 %|http://a.b/c#d|a:b|a: b|a #b|a# b|#a|- a|-a|*a|&a x|!a|@a|`a|%a|[a]
[a, b-c]|[a,b]|[a, [b]]|{a: b}|'it''s'|'a' b|"a"|"a b"|"a\\nb"|"a" b|| |a |  a|é„“…|~|null|?
? a|:|a:|a,|,a|---|...|<<|2022-09-28|>|\\x|…a|§ 4|(a)|“q” [x]|a]b|a}|a\u00a0|\u00a0a|a:\u00a0b
a\u00a0#b""".replace("\n", "|").split("|")
)
bodies = st.lists(
    st.sampled_from(["", "a", "  b: c", "- d", "# e", "k: v", " ", "x: |", 'it\'s "q"', "…"]),
    max_size=4,
)


@st.composite
def lines(draw):
    indent = " " * draw(st.sampled_from([0, 0, 1, 2, 2, 2, 4, 4, 4, 6]))
    dash = draw(st.sampled_from(["", "", "", "- ", "- ", "-", "-  ", "- - "]))
    kind = draw(
        st.sampled_from(["key", "key", "key", "open", "block", "scalar", "comment", "blank"])
    )
    if kind == "comment":
        return indent + "# comment\n"
    if kind == "blank":
        return draw(st.sampled_from(["\n", indent + "\n"]))
    if kind == "scalar":
        return f"{indent}{dash}{draw(scalars)}\n"
    key = f"{indent}{dash}{draw(keys)}:"
    if kind == "open":
        return key + "\n"
    if kind == "key":
        return f"{key} {draw(scalars)}\n"
    inner = " " * (len(indent) + draw(st.sampled_from([0, 1, 2, 4, 4])))
    opening = draw(st.sampled_from(["|", "|", "|-", "|+", ">", "|2", "| # c"]))
    body = "".join(f"{inner}{line}\n" if line else "\n" for line in draw(bodies))
    return f"{key} {opening}\n{body}"


@settings(max_examples=300, deadline=None)
@given(st.lists(lines(), max_size=9).map("".join), st.sampled_from(["", "", "annotations:\n"]))
@example("- id: a\n", "annotations:\n")
@example("- id: a\n  note: |\n    x\n\n     y\n   \n- id: b\nother: c\n", "annotations:\n")
@example("- id: a\n  note: |\n    x\n \n    # y\n- id: b\n", "annotations:\n")
@example("k: |\n  x\n \n       \nl: m\n", "")
@example("  - id: a\n    by: [a, b]\n\n# x\n  - id: b\n", "annotations:\n")
def test_whatever_is_scanned_is_what_the_events_say(text, head):
    hold_against_events(head + text)


RECORD = """  - id: one
    kind: claim
    exact: a turnout of 85.4 percent, it’s said
    prefix: 'it''s'
    suffix: "and so on"
    note: |
      First [@ria, p. 4]: a #1 line.

        Indented.
    sources:
      - id: ria
        locator: p. 4
      - tass
    by: [ada, bob]
    lang: en

  # A comment.
"""


FOLDED = """  - id: one
    exact: a turnout of 85.4 percent, which
      is *more* than - and no#2 of
        those before
    note: Seen [@ria,
      p. 4] at http://a.b/c#d
    by:
    - ada of
      the map
"""


PLAIN = [
    f"annotations:\n{RECORD}{RECORD}",
    f"annotations:\n{FOLDED}{FOLDED}",
    "a: b\n\n",
    "k:\n- a\n- b\nl: c\n",
]


@st.composite
def slips(draw):
    """A plain file with a slip or two of the pen, as contributors make them."""
    rows = draw(st.sampled_from(PLAIN)).splitlines()
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        column = draw(st.integers(0, len(row)))
        kind = draw(
            st.sampled_from(["insert", "cut", "drop", "twice", "indent", "value", "value"])
        )
        if kind == "insert":
            rows[at] = row[:column] + draw(st.sampled_from(" -:#'\"|é\t[,")) + row[column:]
        elif kind == "cut":
            rows[at] = row[:column] + row[column + 1 :]
        elif kind == "drop" and len(rows) > 1:
            del rows[at]
        elif kind == "twice":
            rows.insert(at, row)
        elif kind == "indent":
            rows[at] = " " * draw(st.integers(0, 8)) + row.lstrip()
        elif kind == "value" and ":" in row:
            rows[at] = f"{row.partition(':')[0]}: {draw(scalars)}"
    return "\n".join(rows) + draw(st.sampled_from(["\n", "\n", "\n", "", "\n\n"]))


@settings(max_examples=300, deadline=None)
@given(slips())
def test_slips_of_the_pen_are_read_alike(text):
    hold_against_events(text)


@pytest.mark.parametrize("text", PLAIN)
def test_the_plain_style_is_scanned(text):
    assert hold_against_events(text)


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "a: *b\n", "a: &b c\n", "a: !b c\n", "a: b\na: c\n", "a: b #c\n", "a: b\n---\n",
     "a:\tb\n", "a: b\n  c #d\n", "a: b\n\n  c\n",
         "a: b\n c: d\n", "a: 'b\n", "%A\na: b\n", "<<: a\n", "a: {b: c}\n",
     "a: |\n  b\n \n  # c\n",
     "a: b: c\n", "? a\n", "- a\n", "a:\n", "a: |\n", "a: |\n\n  b\n", "a:\n-  b\n",
     "a: " + "x" * 100_001 + "\n"],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_events(text):
    assert scan(text) is None


def test_the_edition_is_read_alike_both_ways():
    taken = [
        hold_against_events(path.read_text(encoding="utf-8")) for path in EDITION.rglob("*.yml")
    ]
    assert any(taken)
