"""`edition check`: the problems that a build would tell, without building."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotated_edition.model import Problem, Severity

from .faces import as_github, as_json, as_text, summary
from .group import EXIT_CODES
from .project import Project, project_argument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["command"]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a check found; the host's `CheckResult` has the same two attributes.

    Attributes:
        problems: Everything that is wrong.
        counts: How many files, notes and so on were looked at.
    """

    problems: Sequence[Problem]
    counts: Mapping[str, int] = field(default_factory=dict)


def _check(project: Project, strict: bool) -> _Checked:
    """The one place where checking is called.

    With a configuration the host renders the annotated pages and looks the quotations up;
    without one the files are held against each other only.
    """
    if project.config_file is not None and _has_host():
        host = importlib.import_module("annotated_edition.hosts.project")
        result = host.check_project(project.config_file, strict)
        return _Checked(result.problems, result.counts)
    reading = project.read()
    notes = sum(1 for _ in reading.edition.annotations())
    return _Checked(reading.problems, {"files": len(reading.files), "notes": notes})


def _has_host() -> bool:
    return importlib.util.find_spec("annotated_edition.hosts.project") is not None


@click.command(epilog=EXIT_CODES)
@click.option(
    "--format",
    "face",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For people, for annotations on a pull request, or for programs.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the check, too.")
@project_argument
def command(project: Path, face: str, strict: bool) -> None:
    """Check the edition's files and tell what is wrong with them.

    Every problem is told in one pass, with file, line and column: syntax, keys, ids, sources,
    dates, addresses, and quotations that are not in the text or are there twice.
    """
    edition = Project.find(project)
    checked = _check(edition, strict)
    problems = list(checked.problems)
    if face == "json":
        click.echo(as_json(problems, checked.counts))
    elif face == "github":
        base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        for line in as_github(problems, edition.root, base):
            click.echo(line)
        click.echo(summary(problems, checked.counts))
    else:
        for problem in problems:
            click.echo(as_text(problem))
        click.echo(summary(problems, checked.counts))
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(problem.severity in grave for problem in problems) else 0)
