"""Texts of issues as GitHub writes them for a form that somebody filled in."""

from __future__ import annotations

from collections.abc import Mapping

from annotated_edition.intake import load_forms
from annotated_edition.intake.forms import Form

GOOD: Mapping[str, Mapping[str, str]] = {
    "annotation": {
        "page": "speech.md",
        "exact": "a great civil war",
        "kind": "context",
        "note": "The American Civil War.",
    },
    "correction": {"note": "battle-field", "reason": "Too short."},
    "speaker": {
        "name": "Edward Everett",
        "type": "person",
        "role": "Orator",
        "bio": "He spoke for two hours before Lincoln.",
        "sources": "library-of-congress",
    },
}
"""What is answered where a test does not say anything else."""


def form_named(name: str) -> Form:
    """One of the forms that come along."""
    return next(form for form in load_forms() if form.name == name)


def issue_text(form: Form, answers: Mapping[str, str]) -> str:
    """The text of an issue; boxes are ticked unless the answer is a space."""
    parts = []
    for question in form.questions:
        answer = answers.get(question.id, "")
        if question.type == "checkboxes":
            answer = "\n".join(f"- [{answer or 'X'}] {option}" for option in question.options)
        parts.append(f"### {question.label}\n\n{answer or '_No response_'}")
    return "\n\n".join(parts)
