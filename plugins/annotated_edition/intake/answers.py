"""The text of an issue to a form's answers: strictly, or not at all.

GitHub writes a form as

    ### Label

    answer

with `_No response_` for what was left out. Each label has to be there once and in its order,
and nothing else may look like one: what an answer holds can then never pass for another answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotated_edition.text import shown

from .forms import Form, Question
from .validation import ProposalError, faults_of_text

__all__ = ["MAX_FORM", "Answers", "read_answers"]

MAX_FORM = 65_536
"""Length of an issue's text, in code points: GitHub's own bound."""

MAX_LINE, MAX_TEXT = 500, 20_000
_EMPTY = frozenset({"", "_No response_"})
_NOT_CHOSEN = frozenset({"None", "none"})
"""The choice of nothing; GitHub lets no form have an option of that name."""

_LABEL = re.compile(r"^### (.*)$", re.MULTILINE)
_BOX = re.compile(r"- \[([ xX])\] (.*)")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody wrote into a form.

    Attributes:
        form: The form's name.
        values: Answers by the fields' ids; empty where nothing was answered.
    """

    form: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


def read_answers(text: str, forms: Iterable[Form]) -> Answers:
    """Read the text of an issue.

    Args:
        text: The text as GitHub gives it.
        forms: The forms that it may be of.

    Raises:
        Refused: It is not the text of one of the forms, or holds what none may hold.
    """
    if len(text) > MAX_FORM:
        raise ProposalError(
            f"the issue has {len(text):,} characters, and a form holds at most {MAX_FORM:,}"
        )
    text = text.replace("\r\n", "\n")
    found = list(_LABEL.finditer(text))
    labels = [each[1].strip() for each in found]
    form = _form_of(labels, forms)
    reasons = [*_label_faults(labels, form)]
    if text[: found[0].start()].strip():
        reasons.append("there is text above the form's first heading; take it out")
    if reasons:
        raise ProposalError(*reasons)
    values: dict[str, str] = {}
    ends = [each.start() for each in found[1:]] + [len(text)]
    for question, match, end in zip(form.questions, found, ends, strict=True):
        answer = text[match.end() : end].strip(" \n\t")
        if answer in _EMPTY or (question.type == "dropdown" and answer in _NOT_CHOSEN):
            answer = ""
        values[question.id] = answer
        reasons += [f"“{question.label}”: {reason}" for reason in _faults(question, answer)]
    if reasons:
        raise ProposalError(*reasons)
    return Answers(form.name, values)


def _form_of(labels: list[str], forms: Iterable[Form]) -> Form:
    """The form that has the most of these labels."""
    best, most = None, 0
    for form in forms:
        common = len({question.label for question in form.questions} & set(labels))
        if common > most:
            best, most = form, common
    if best is None:
        raise ProposalError("this is not the text of one of our forms; open the issue with a form")
    return best


def _label_faults(labels: list[str], form: Form) -> list[str]:
    expected = [question.label for question in form.questions]
    if labels == expected:
        return []
    faults = []
    for label in dict.fromkeys(labels):
        if label not in expected:
            faults.append(
                f"the heading “{shown(label)}” is not one of the form's; write **bold** words "
                "in its place"
            )
        elif labels.count(label) > 1:
            faults.append(
                f"the heading “{label}” stands there {labels.count(label)} times; in an answer, "
                "write **bold** words in its place"
            )
    faults += [f"the heading “{label}” is missing" for label in expected if label not in labels]
    return faults or ["the form's headings are not in their order"]


def _faults(question: Question, answer: str) -> list[str]:
    if question.type == "checkboxes":
        return _box_faults(question, answer)
    if not answer:
        return ["an answer is needed"] if question.required else []
    limit = MAX_TEXT if question.type == "textarea" else MAX_LINE
    if len(answer) > limit:
        return [f"it has {len(answer):,} characters; expected at most {limit:,}"]
    faults = faults_of_text(answer)
    if question.type == "dropdown" and answer not in question.options:
        faults.append(f"“{shown(answer)}” is none of the answers to choose from")
    elif question.type == "input" and "\n" in answer:
        faults.append("it has several lines; write it on one")
    return faults


def _box_faults(question: Question, answer: str) -> list[str]:
    boxes = [_BOX.fullmatch(line.strip()) for line in answer.split("\n")]
    if [box[2].strip() if box else "" for box in boxes] != list(question.options):
        return ["the boxes to tick were changed"]
    ticked = {box[2].strip() for box in boxes if box and box[1] != " "}
    return [
        f"“{each}” has to be ticked" for each in question.options if each in question.must - ticked
    ]
