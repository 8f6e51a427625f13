"""Laws of the form parser, held against generated issues."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotated_edition.intake import ProposalError, load_forms, read_answers, read_issue
from annotated_edition.intake.answers import Answers
from tests.support.forms import GOOD, form_named, issue_text

FORMS = load_forms()
LABELS = [question.label for form in FORMS for question in form.questions]
OPTIONS = [option for form in FORMS for question in form.questions for option in question.options]

pieces = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["### ", "###", "#### ", "\n", "\n\n", "\r\n", "_No response_", "- [X] ", "- [ ] ", "```"]
    ),
    st.sampled_from(LABELS),
    st.sampled_from(OPTIONS),
)
lines = st.lists(pieces, max_size=30).map("".join)
fields = st.tuples(st.sampled_from(LABELS), lines).map(lambda each: f"### {each[0]}\n\n{each[1]}")
issues = st.one_of(
    st.text(),
    lines,
    st.lists(fields, max_size=20).map("\n\n".join),
    st.permutations(LABELS).map(
        lambda labels: "\n\n".join(f"### {label}\n\nx" for label in labels)
    ),
)


def read(text):
    try:
        return read_answers(text, FORMS)
    except ProposalError as refused:
        reasons = refused.reasons
    assert reasons
    assert all(reason.strip() for reason in reasons)
    return None


@given(issues)
@example("### Page")
@example("\0")
@example("### " * 1000)
@settings(max_examples=400)
def test_any_text_is_taken_or_refused(text):
    answers = read(text)
    assert answers is None or isinstance(answers, Answers)


prose = st.text(
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]),
    min_size=1,
    max_size=80,
)


@given(prose, prose, prose)
def test_an_answer_comes_back_as_it_was_written_and_in_its_own_field(exact, note, sources):
    written = {**GOOD["annotation"], "exact": exact, "note": note, "sources": sources}
    answers = read(issue_text(form_named("annotation"), written))
    if answers is not None:
        for key, value in written.items():
            empty = value.strip() == "_No response_"
            assert answers[key] == ("" if empty else value.strip(" \n\t"))


@given(lines, st.sampled_from(["note", "exact", "prefix", "sources", "by"]))
@settings(max_examples=300)
def test_no_answer_passes_for_another(hostile, key):
    form = form_named("annotation")
    written = {**GOOD["annotation"], key: hostile}
    answers = read(issue_text(form, written))
    if answers is not None:
        others = {
            question.id: written.get(question.id, "")
            for question in form.questions
            if question.id != key and question.type != "checkboxes"
        }
        assert {name: answers[name] for name in others} == others


@given(st.permutations(range(len(form_named("annotation").questions))))
def test_headings_in_another_order_are_refused(order):
    text = issue_text(form_named("annotation"), GOOD["annotation"])
    parts = re.split(r"(?m)^(?=### )", text)[1:]
    shuffled = "\n\n".join(parts[index].strip() for index in order)
    assert (read(shuffled) is not None) == (list(order) == sorted(order))


@given(st.binary(max_size=300), st.sampled_from([".md", ".json", ""]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, suffix):
    path = tmp_path_factory.getbasetemp() / f"issue{suffix}"
    path.write_bytes(data)
    try:
        text = read_issue(path).text
    except ProposalError as refused:
        text = str(refused)
    assert isinstance(text, str)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "issue": json_values
            | st.fixed_dictionaries(
                {},
                optional={
                    "body": json_values,
                    "number": json_values,
                    "user": json_values
                    | st.fixed_dictionaries({"login": json_values, "id": json_values}),
                },
            )
        },
    )
)
def test_any_event_is_read_or_refused(tmp_path_factory, event):
    path = tmp_path_factory.getbasetemp() / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    try:
        issue = read_issue(path)
    except ProposalError:
        return
    assert isinstance(issue.text, str)
    assert re.fullmatch(r"[A-Za-z0-9_-]+(\[bot\])?", issue.proposer)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_filled_in_is_taken(form):
    answers = read(issue_text(form, GOOD[form.name]))
    assert answers is not None
    assert answers.form == form.name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_line_ends_of_a_browser_are_fine(form):
    text = issue_text(form, GOOD[form.name])
    assert read(text.replace("\n", "\r\n")) == read(text)
