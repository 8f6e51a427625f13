"""What pydantic finds wrong with a record, in the words of somebody who wrote it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from annotated_edition.text import INVISIBLE, hidden_in, nearest, shown
from annotated_edition.yaml_files import (
    QUOTE_IT,
    Items,
    Map,
    Report,
    place_of,
    quoted_typographically,
)

from .fields import DAY

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["required_keys", "to_problems"]

Steps = tuple[int | str, ...]

_MANY = 20  # so many choices are not listed
_PATTERNS = {
    "id": "lower-case letters, digits and single hyphens, such as turnout-zaporizhzhia",
    "lang": "a language tag, such as en or pt-BR",
    "language": "a language tag, such as en or pt-BR",
    "translated_from": "a language tag, such as en or pt-BR",
    "icon": "one or two characters",
}


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside `list[Annotated[Model, …]] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _inner(argument)
        if found:
            return found
    return None


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    """The model of the mapping to which `steps` lead."""
    for step in steps:
        for name, field in model.model_fields.items():
            if isinstance(step, str) and (field.alias or name) == step:
                model = _inner(field.annotation) or model
    return model


def to_problems(
    error: ValidationError,
    model: type[BaseModel],
    node: Map,
    report: Report,
    annotation: str | None = None,
) -> list[Steps]:
    """Reports everything that is wrong with one record.

    Args:
        error: What pydantic found.
        model: The record's model.
        node: The record as read.
        report: Where the problems go.
        annotation: Id of the annotation, if it is one.

    Returns:
        Where the faulty values stand, as steps from the record.
    """
    if report.more:  # nobody reads the words any more
        report.more += error.error_count()
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return [tuple(detail["loc"]) for detail in details]
    faulty: list[Steps] = []
    for detail in error.errors(include_url=False):
        steps = tuple(detail["loc"])
        faulty.append(steps)
        if report.more:
            report.more += 1
        else:
            _complain(detail, steps, model, node, report, annotation)
    return faulty


def _complain(
    detail: ErrorDetails,
    steps: Steps,
    model: type[BaseModel],
    node: Map,
    report: Report,
    annotation: str | None,
) -> None:
    kind = detail["type"]
    parent = _value_at(node, steps[:-1])
    names = [step for step in steps if isinstance(step, str)]
    key = names[-1] if names else ""
    place = place_of(node, steps)
    if kind == "extra_forbidden":
        known = _keys(_model_at(model, steps[:-1]))
        where = parent.key_at(key) if isinstance(parent, Map) else place
        guess = nearest(key, [name for name in known if name not in (parent or ())])
        report.add(
            where,
            "unknown-key",
            f"unknown key “{shown(key)}”" + _hidden(key),
            expected="" if guess or len(known) > _MANY else "one of " + ", ".join(known),
            nearest=guess,
            fix="rename it" if guess else "rename it, or take it out",
            annotation=annotation,
        )
        return
    if kind == "missing":
        if isinstance(parent, Map) and (key in parent.refused or _misspelt(key, parent, model)):
            return
        owner = f"the record “{shown(parent['id'])}”" if _named(parent) else "this record"
        report.add(
            place_of(node, steps[:-1]),
            "missing-key",
            f"{owner} has no “{key}”",
            fix=f"add a line “{key}: …”",
            annotation=annotation,
        )
        return
    if report.has(place):  # the parser told of it already
        return
    value = _value_at(node, steps)
    code, message, expected, guess, fix = _wrong_value(detail, key, value, model)
    report.add(
        place, code, message, expected=expected, nearest=guess, fix=fix, annotation=annotation
    )


@cache
def required_keys(model: type[BaseModel]) -> frozenset[str]:
    """The keys that a record must have."""
    fields = model.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if field.is_required())


def _misspelt(key: str, parent: Map, model: type[BaseModel]) -> bool:
    """Whether a key that is missing is there in another spelling, which is reported for itself."""
    known = _keys(model)
    return any(
        name not in known and nearest(name, [each for each in known if each not in parent]) == key
        for name in list(parent)[:_MANY]
    )


def _named(parent: Any) -> bool:
    return isinstance(parent, Map) and isinstance(parent.get("id"), str) and bool(parent["id"])


def _value_at(node: Any, steps: Steps) -> Any:
    for step in steps:
        if isinstance(node, Map) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return node
    return node


def _wrong_value(  # noqa: C901, PLR0911 - one return a kind of fault
    detail: ErrorDetails, key: str, value: Any, model: type[BaseModel]
) -> tuple[str, str, str, str, str]:
    """Code, message, expectation, nearest value and remedy for a value that will not do."""
    kind = detail["type"]
    context = detail.get("ctx", {})
    subject = f"“{key}”" if key else "this"
    if isinstance(value, str) and not value.strip():
        needed = key in required_keys(model)
        fix = "write something" if needed else "write something, or take it out"
        return "empty-value", f"{subject} is empty", "", "", fix
    if isinstance(value, str) and (inner := quoted_typographically(value)):
        seen = f"{subject} is in typographic quotation marks, which are letters for YAML"
        return "typographic-quotes", seen, "", "", f"write {shown(inner)} without them"
    if "message" in context:
        seen = f"{subject}: {context['message']}"
        if isinstance(value, str):
            seen = f"{subject} is “{shown(value)}”: {context['message']}"
        return kind, seen, str(context["expected"]), "", str(context["fix"])
    if kind in ("enum", "literal_error"):
        choices = _choices(str(context.get("expected", "")))
        guess = nearest(value, choices) if isinstance(value, str) else ""
        listed = "" if guess and len(choices) > _MANY else "one of " + ", ".join(choices)
        typed = f"“{shown(value)}”" if isinstance(value, str) else _shape(value)
        return "unknown-value", f"{subject} is {typed}", listed, guess, "choose one of these"
    if kind.startswith("date_") or (
        kind == "string_pattern_mismatch" and context.get("pattern") == DAY
    ):
        reason = str(context.get("error", "")) if kind.startswith("date_") else ""
        said = f"there is no such day ({reason})" if reason else "this is not a date"
        typed = f"{subject} is “{shown(str(value))}”"
        return "date", f"{typed}: {said}", "year-month-day, such as 2026-11-22", "", ""
    if kind == "too_short":
        return "empty-value", f"{subject} is empty", "", "", "write something, or take it out"
    if kind == "string_too_long":
        message = f"{subject} has {len(value)} characters"
        return "too-long", message, f"at most {context.get('max_length')}", "", "shorten it"
    if kind == "string_pattern_mismatch":
        expected = _PATTERNS.get(key, "some text")
        if key == "id" and model.__name__ == "ReferenceRecord":
            expected = "letters, digits and . _ : + / - between them, such as ria-2022"
        guess = _slug(value) if key == "id" else ""
        message = f"{subject} is “{shown(value)}”" + _hidden(value)
        return "pattern", message, expected, guess, "write it so" if guess else ""
    expected, fix = _shapes(kind, value)
    return "wrong-type", f"{subject} is {_shape(value)}", expected, "", fix


def _hidden(name: str) -> str:
    found = hidden_in(name)
    return f" with the invisible character {found}" if found else ""


def _shape(value: Any) -> str:
    if isinstance(value, Items):
        return "a list"
    if isinstance(value, Map):
        return "a mapping (keys with values)"
    return f"the text “{shown(str(value))}”"


def _shapes(kind: str, value: Any) -> tuple[str, str]:
    if kind == "string_type":
        return "text", QUOTE_IT
    if kind == "list_type":
        if isinstance(value, str) and re.match(r"[-–—•*]\S", value):
            return "a list", f"put a space between the dash and the item: “- {shown(value[1:])}”"
        if isinstance(value, str) and value.endswith("]") and "[" not in value:
            return "a list", "put “[” before the first item"
        example = shown(value) if isinstance(value, str) else "…"
        return "a list", f"begin every item on a line of its own: “- {example}”"
    if kind in ("model_type", "model_attributes_type", "dict_type", "dataclass_type"):
        return "keys with values", "write “key: value” on lines of their own"
    return "", ""


def _choices(expected: str) -> list[str]:
    """The values of an enumeration, out of pydantic's `'a', 'b' or 'c'`."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]


def _slug(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    plain = unicodedata.normalize("NFKD", value[:200]).lower()
    words = "".join(
        char if char.isascii() and char.isalnum() else "" if unicodedata.combining(char) else " "
        for char in INVISIBLE.sub("", plain)
    )
    return "-".join(words.split())[:80].strip("-")
