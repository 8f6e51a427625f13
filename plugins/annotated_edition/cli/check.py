"""`edition check`: the problems that a build would tell, without building."""

from __future__ import annotations

import importlib
import os
import sys
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


def _check(project: Project) -> tuple[Sequence[Problem], Mapping[str, int]]:
    """What is wrong, and how many files and notes were looked at.

    With a configuration the host renders the annotated pages and looks the quotations up;
    without one the files are held against each other only.
    """
    if project.config_file is not None:
        # MkDocs takes as long to import as the rest of a check takes to run.
        host = importlib.import_module("annotated_edition.hosts.project")
        try:
            opened = host.open_project(project.config_file)
        except host.ProjectError as error:
            raise click.UsageError(str(error)) from None
        problems, edition, files = opened.problems, opened.edition, opened.files
    else:
        reading = project.read()
        problems, edition, files = reading.problems, reading.edition, reading.files
    notes = sum(len(document.annotations) for document in edition.documents.values())
    return problems, {"files": len(files), "notes": notes}


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
    problems, counts = _check(edition)
    if face == "json":
        click.echo(as_json(problems, counts))
    elif face == "github":
        base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        for line in as_github(problems, edition.root, base):
            click.echo(line)
        click.echo(summary(problems, counts))
    else:
        for problem in problems:
            click.echo(as_text(problem))
        click.echo(summary(problems, counts))
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(problem.severity in grave for problem in problems) else 0)
