"""`edition summary`: what a pull request does to the edition, for those who decide about it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_edition.hosts import Project
from annotated_edition.maintenance import ChangeReport, make_report, safe
from annotated_edition.model import EditionError

from .arguments import project_argument
from .group import EXIT_CODES

__all__ = ["command"]


@click.command(epilog=EXIT_CODES)
@click.option(
    "--base",
    required=True,
    metavar="REV",
    help="The state to compare to: a commit, branch or tag of git.",
)
@click.option(
    "--format",
    "face",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="For a pull request's summary, or for programs.",
)
@click.option(
    "--preview",
    envvar="EDITION_PREVIEW",
    default="",
    metavar="URL",
    help="Where the built site can be had, if anywhere.  [variable: EDITION_PREVIEW]",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to, at its end.  [default: the terminal]",
)
@project_argument
def command(project: Path, base: str, face: str, preview: str, output: Path | None) -> None:
    """Tell what a change does to the edition, for a pull request.

    Every note that is new or has changed is shown as it will be read: its passage in its
    sentence, its badge, who speaks, the note and its sources. Notes that are gone are named,
    problems are listed, and for every note that a change of the texts concerns there are its
    words before and after and the patch that `edition reanchor` proposes.

    It tells and does not judge: the exit code is 0 whatever is wrong with the notes. In Markdown,
    whatever texts and notes hold stays text, and there is never more than GitHub takes.

    \b
    Examples:
      edition summary --base main
      edition summary --base HEAD^1 --output "$GITHUB_STEP_SUMMARY"
    """  # noqa: D301 - click's own sign for lines to be left as they are
    try:
        report = _report(project, base, preview)
    except EditionError as error:
        if face == "markdown" and output is not None:
            unknown = safe(str(error))
            _write(f"## What this change does to the edition\n\nNot known: {unknown}\n", output)
        raise
    _write(getattr(report, face)("summary"), output)


def _report(project: Path, base: str, preview: str) -> ChangeReport:
    found = Project.load(project)
    checked = found.check()
    now, problems = checked.snapshot(), checked.problems
    try:
        before = found.at_revision(base)
    except EditionError as error:
        # What is wrong with the notes of today can be reported all the same.
        return ChangeReport(base, now, problems=problems, unknown=str(error), preview=preview)
    return make_report(base, before, now, found.root, problems, preview)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
