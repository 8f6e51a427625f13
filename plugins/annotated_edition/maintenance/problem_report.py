"""One list of problems in three formats: for people, for GitHub, for programs."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from annotated_edition.model import Problem, Severity
from annotated_edition.text import in_json, log_line, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = [
    "count",
    "github_problems",
    "json_problems",
    "problem_data",
    "problem_summary",
    "problem_text",
]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SHOWN = 10
_TITLES = {
    "quotation-orphaned": "Quotation not found",
    "quotation-ambiguous": "Quotation is ambiguous",
    "quotation-changed": "Quoted words were edited",
}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def problem_text(problem: Problem) -> str:
    """A problem for people: place, severity, what is wrong; details on lines of their own.

    Colours are in it; `click.echo` takes them out where the output is no terminal.
    """
    place = click.style(log_line(str(problem.location)), bold=True)
    severity = click.style(problem.severity.value, fg=_COLOURS[problem.severity])
    lines = [f"{place}: {severity}: {printable(problem.text)}"]
    lines += [log_line(f"    {line}") for line in problem.detail]
    return "\n".join(lines)


def problem_summary(problems: Sequence[Problem], counts: Mapping[str, int]) -> str:
    """How many problems of each severity there are, and in what."""
    scope = ", ".join(
        f"{number:,} {noun.removesuffix('s') if number == 1 else noun}"
        for noun, number in counts.items()
    )
    return f"{count(problems) or 'No problems'} in {scope or 'the edition'}."


def count(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are; empty where there are none."""
    found = Counter(problem.severity for problem in problems)
    counted = [
        f"{found[severity]} {severity.value}{'s' if found[severity] != 1 else ''}"
        for severity in (Severity.ERROR, Severity.WARNING)
        if found[severity]
    ]
    return " and ".join(counted)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _uncommanding(text: str) -> str:
    """A text in which a runner sees no command; it looks for one behind white space, too."""
    return text.replace("::", ":\u2060:").replace("##[", "#\u2060#[")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def github_problems(problems: Sequence[Problem], root: Path, base: Path) -> list[str]:
    """Workflow commands that put the problems on the changed lines, errors first.

    GitHub shows ten errors, ten warnings and ten notices a step: those are commands, the gravest
    first, and the rest are lines for whoever reads the log.

    Args:
        problems: The problems.
        root: The project's folder, to which their paths are relative.
        base: The repository's folder, to which GitHub's are.
    """
    commands, rest = [], []
    seen: Counter[Severity] = Counter()
    for problem in sorted(problems, key=lambda each: (_ORDER[each.severity], each.location)):
        seen[problem.severity] += 1
        if seen[problem.severity] > _SHOWN:
            rest.append(_uncommanding(click.unstyle(problem_text(problem))))
            continue
        where = problem.location
        path = os.path.relpath(root / where.path, base).replace(os.sep, "/")
        properties = {
            "file": path if path.isprintable() else printable(path),
            "line": str(where.line),
            "col": str(where.column),
            "title": _TITLES.get(problem.code) or problem.code.replace("-", " ").capitalize(),
        }
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        text = "\n".join(map(printable, [problem.text, *problem.detail]))
        commands.append(f"::{_COMMANDS[problem.severity]} {listed}::{_escaped(text)}")
    return commands + rest


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "text": problem.text,
        "message": problem.message,
        "expected": problem.expected,
        "nearest": problem.nearest,
        "fix": problem.fix,
        "detail": list(problem.detail),
        "annotation": problem.annotation,
    }


def json_problems(problems: Sequence[Problem], counts: Mapping[str, int]) -> str:
    """The problems for programs."""
    data = {"problems": [problem_data(problem) for problem in problems], "counts": dict(counts)}
    return in_json(json.dumps(data, ensure_ascii=False, indent=2))
