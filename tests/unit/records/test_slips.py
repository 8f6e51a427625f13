"""One slip, one message: at its line, with all notes of the file read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated_edition.model import Annotation, Assessment, Event, Speaker, Spelling, Term
from annotated_edition.records.fields import SourceLink
from annotated_edition.records.record_models import model_of
from annotated_edition.records.references import ReferenceRecord
from annotated_edition.yaml_files import Report, read_tree, screen
from annotated_edition.yaml_files.slips import INNER_KEYS, RECORD_KEYS

RECORD = """- id: {}
  kind: claim
  exact: Four score and seven
  claimant: ada
  note: |
    A score is twenty, so 87 years
    before 1863: in 1776 [@ria].

    - a list
  sources:
    - id: ria
      locator: p. 4
  assessments:
    - by: bea
      rating: supported
      note: It is so.
  by: [ada, bea]
"""
NAMES = ["one", "two", "three"]
KEY = re.compile(r"( *)(- )?([a-z]+):(.*)")
KINDS = {
    "no space after a colon": lambda m: m[4] and f"{m[1]}{m[2] or ''}{m[3]}:{m[4].lstrip()}",
    "no colon": lambda m: m[4] and f"{m[1]}{m[2] or ''}{m[3]}{m[4]}",
    "no-break space after a colon": lambda m: (
        m[4] and f"{m[1]}{m[2] or ''}{m[3]}:\u00a0{m[4][1:]}"
    ),
    "no space after a dash": lambda m: m[2] and f"{m[1]}-{m[3]}:{m[4]}",
    "en dash": lambda m: m[2] and f"{m[1]}– {m[3]}:{m[4]}",
    "no-break space after a dash": lambda m: m[2] and f"{m[1]}-\u00a0{m[3]}:{m[4]}",
    "lost dash": lambda m: m[2] and m[3] == "id" and f"{m[1]}  {m[3]}:{m[4]}",
    "one space too many": lambda m: not m[2] and f" {m[0]}",
    "one space too few": lambda m: not m[2] and m[0][1:],
    "at the margin": lambda m: not m[2] and m[0].lstrip(),
    "tab": lambda m: not m[2] and "\t" + m[0].lstrip(),
    "no-break spaces": lambda m: m[1] and "\u00a0" * len(m[1]) + m[0].lstrip(),
    "no-break space": lambda m: m[1] and f"{m[1][1:]}\u00a0{m[0].lstrip()}",
    "ideographic spaces": lambda m: m[1] and "\u3000" * (len(m[1]) // 2) + m[0].lstrip(),
    "zero-width space": lambda m: f"{m[1]}\u200b{m[0].lstrip()}",
    "bracket that is not closed": lambda m: m[4].endswith("]") and m[0][:-1],
    "quote that is not closed": lambda m: m[3] == "exact" and f'{m[1]}exact: "{m[4][1:]}',
    "colon in a text": lambda m: m[3] == "exact" and f"{m[0]}: it",
}
TEXTS = {
    "text at the margin": lambda line: line.lstrip(),
    "text not indented": lambda line: line[2:],
    "text behind a tab": lambda line: "\t" + line.lstrip(),
    "text behind no-break spaces": lambda line: "\u00a0" * 4 + line.lstrip(),
}


def lines_of(margin):
    """The lines of a file with three notes."""
    records = "\n".join(RECORD.format(name) for name in NAMES)
    return ["annotations:", *(" " * margin + line for line in records.split("\n"))]


def read(lines):
    """The lines at which something is wrong, and the ids of the notes."""
    report = Report("a")
    tree = read_tree(screen("\n".join(lines).encode(), report), report)
    return [each.location.line for each in report.problems], [
        note["id"] for note in tree["annotations"]
    ]


def mistyped(kind, margin):
    """The file with that slip, once for every line on which it can be made."""
    lines = lines_of(margin)
    for index, line in enumerate(lines[1:], 1):
        found = KEY.fullmatch(line)
        if kind in TEXTS:
            new = not found and line.strip() and TEXTS[kind](line)
        else:
            new = found and (kind != "lost dash" or index > 1) and KINDS[kind](found)
        if new and new != line:
            yield index + 1, [*lines[:index], new, *lines[index + 1 :]]


@pytest.mark.parametrize("margin", [0, 2, 4])
@pytest.mark.parametrize("kind", [*KINDS, *TEXTS])
def test_slip_is_reported_once_and_costs_no_note(kind, margin):
    cases = list(mistyped(kind, margin))
    wrong = {line: read(lines) for line, lines in cases}
    assert {
        line: found for line, found in wrong.items() if found not in (([line], NAMES), ([], NAMES))
    } == {}
    assert any(places for places, _ in wrong.values()) or not cases


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_slips_in_different_notes_are_all_reported(data):
    """As many messages as slips, whichever they are."""
    lines, expected = lines_of(2), []
    length = len(RECORD.split("\n"))
    for number in range(len(NAMES)):
        kind = data.draw(st.sampled_from(["no space after a colon", "en dash", "tab", "no colon"]))
        first = 1 + number * length
        # Two slips on neighbouring lines may be read as one.
        places = range(first + 1, first + length - 2)
        at, changed = data.draw(
            st.sampled_from([each for each in mistyped(kind, 2) if each[0] in places])
        )
        lines[at - 1] = changed[at - 1]
        expected.append(at)
    found, names = read(lines)
    assert set(found) <= set(expected)
    assert names == NAMES


def test_the_keys_that_slips_are_looked_for_in_are_those_of_the_records():
    inner = keys_of(model_of(Assessment), SourceLink, model_of(Spelling))
    records = keys_of(
        model_of(Annotation), ReferenceRecord, model_of(Speaker), model_of(Term), model_of(Event)
    )
    ratings = {"label", "exclusion", "color", "color_dark", "icon", "value"}
    assert inner == INNER_KEYS
    assert records | ratings == RECORD_KEYS | {"locator"}


def keys_of(*models):
    fields = (pair for model in models for pair in model.model_fields.items())
    return {field.alias or name for name, field in fields}
