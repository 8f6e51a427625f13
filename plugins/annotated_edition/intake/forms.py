"""Issue forms: what is asked, read from the very files that GitHub shows them from.

The form's text holds labels, and records have keys; the files join the two, so that an edition
may put its labels into its own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from .validation import ProposalError

__all__ = ["NAMES", "Form", "Question", "load_forms"]

NAMES = ("annotation", "correction", "speaker")
"""The forms that can be turned into records, by the names of their files."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form.

    Attributes:
        id: Its name in addresses that fill the form in.
        label: Its heading in the issue's text.
        type: `input`, `textarea`, `dropdown` or `checkboxes`.
        required: Whether it has to be answered.
        options: What can be chosen, for dropdowns and checkboxes.
        must: Of a checkboxes' options, those that have to be ticked.
    """

    id: str
    label: str
    type: str
    required: bool = False
    options: tuple[str, ...] = ()
    must: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A form.

    Attributes:
        name: The name of its file, without suffix.
        questions: Its fields, in order.
    """

    name: str
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question | None:
        """The field of that id, or None."""
        return next((each for each in self.questions if each.id == question_id), None)


def load_forms(project: Path | None = None) -> tuple[Form, ...]:
    """The forms of an edition; those that come along where it has none of its own.

    Args:
        project: The project's folder.

    Raises:
        Refused: A file is no form, or has a field that no record can be made of.
    """
    folder = project / ".github" / "ISSUE_TEMPLATE" if project else None
    forms = []
    for name in NAMES:
        path = folder / f"{name}.yml" if folder else None
        if path is not None and path.is_file():
            data = path.read_bytes()
        else:
            shipped = resources.files(__package__) / "starter" / "dot-github" / "ISSUE_TEMPLATE"
            data = (shipped / f"{name}.yml").read_bytes()
        try:
            questions = tuple(_questions(yaml.safe_load(data)))
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise ProposalError(
                f"{name}.yml is not YAML: {' '.join(str(error).split())}"
            ) from None
        except (KeyError, TypeError, AttributeError):
            raise ProposalError(
                f"{name}.yml is no issue form: it needs `body`, and each question there `id`, "
                "`type` and a `label` under `attributes`"
            ) from None
        forms.append(Form(name, questions))
    return tuple(forms)


def _questions(form: Mapping[str, Any]) -> list[Question]:
    questions = []
    for field in form["body"]:
        if field["type"] == "markdown":
            continue
        attributes = field.get("attributes", {})
        options = [
            each if isinstance(each, Mapping) else {"label": str(each)}
            for each in attributes.get("options", ())
        ]
        questions.append(
            Question(
                id=field["id"],
                label=" ".join(attributes["label"].split()),
                type=field["type"],
                required=bool(field.get("validations", {}).get("required")),
                options=tuple(str(each["label"]).strip() for each in options),
                must=frozenset(str(e["label"]).strip() for e in options if e.get("required")),
            )
        )
    return questions
