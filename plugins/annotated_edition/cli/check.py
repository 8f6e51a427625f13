"""`edition check`: the problems that a build would tell, without building."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from annotated_edition.hosts import Project
from annotated_edition.maintenance import (
    github_problems,
    json_problems,
    problem_summary,
    problem_text,
)
from annotated_edition.model import EditionError, Problem, Severity
from annotated_edition.text import printable

from . import completion as completing
from .arguments import project_argument
from .explain import explain_note
from .group import EXIT_CODES
from .watch import saves

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["command"]


def _check(project: Project) -> tuple[Sequence[Problem], Mapping[str, int]]:
    """What is wrong, and how many files and notes were looked at.

    With a configuration the host renders the annotated pages and looks the quotations up;
    without one the files are compared with each other only.
    """
    found = project.check() if project.config_file else project.read()
    notes = sum(len(document.annotations) for document in found.edition.documents.values())
    return found.problems, {"files": len(found.files), "notes": notes}


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
@click.option("--watch", is_flag=True, help="Check again at every save, until Ctrl-C.")
@click.option(
    "--explain",
    metavar="ID",
    shell_complete=completing.notes,
    help="Tell why a note stands where it stands, instead.",
)
@project_argument
def command(project: Path, face: str, strict: bool, watch: bool, explain: str | None) -> None:
    """Check the edition's files and tell what is wrong with them.

    Every problem is told in one pass, with file, line and column: syntax, keys, ids, sources,
    dates, addresses, and quotations that are not in the text or are there twice.
    """
    if explain is not None:
        explain_note(project, explain)
        return
    if watch:
        _watch(project, face, strict)
    sys.exit(_told(Project.load(project), face, strict))


def _watch(path: Path, face: str, strict: bool) -> NoReturn:
    """Checks at every save; whatever is wrong with mkdocs.yml meanwhile ends nothing."""
    edition = Project.load(path)
    roots = [edition.annotations, edition.docs]
    roots += [edition.config_file] if edition.config_file else []
    try:
        for changed in saves(roots):
            if changed:
                names = (os.path.relpath(name, edition.root) for name in changed[:3])
                click.secho(f"\nSaved: {printable(', '.join(names))}", dim=True)
            try:
                _told(Project.load(path), face, strict)
            except EditionError as error:
                click.echo(printable(str(error)), err=True)
    except KeyboardInterrupt:
        click.echo()
    sys.exit(0)


def _told(edition: Project, face: str, strict: bool) -> int:
    """Tells what is wrong, and returns the exit code."""
    problems, counts = _check(edition)
    if face == "json":
        click.echo(json_problems(problems, counts))
    elif face == "github":
        base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        for line in github_problems(problems, edition.root, base):
            click.echo(line)
        click.echo(problem_summary(problems, counts))
    else:
        for problem in problems:
            click.echo(problem_text(problem))
        click.echo(problem_summary(problems, counts))
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return int(any(problem.severity in grave for problem in problems))
