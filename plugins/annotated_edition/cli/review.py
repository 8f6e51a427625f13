"""`edition review`: what a change of the source texts does to the notes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from annotated_edition.hosts import Project
from annotated_edition.maintenance import make_report

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
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For people, for a pull request's summary, or for programs.",
)
@project_argument
def command(project: Path, base: str, face: str) -> None:
    """Say what a change of the texts does to the notes.

    The texts of the base are rendered and compared with those of today. Every note is listed
    whose passage has moved, was edited, fits several places now, or is gone, with its words
    before and after and with the patch that `edition reanchor` proposes.

    The exit code is 1 if a note is left for an editor to look at.

    \b
    Examples:
      edition review --base main
      edition review --base "$BASE" --format=markdown >> "$GITHUB_STEP_SUMMARY"
    """  # noqa: D301 - click's own sign for lines to be left as they are
    found = Project.load(project)
    checked = found.check()
    report = make_report(base, found.at_revision(base), checked.snapshot(), found.root)
    if report.unwritable:
        raise click.ClickException(report.unwritable)
    if face == "text":
        made = report.text(shutil.get_terminal_size((100, 24)).columns)
    else:
        made = report.json("review") if face == "json" else report.markdown("review")
    click.echo(made, nl=False)
    sys.exit(1 if report.comparison.open else 0)
