"""`edition review`: what a change of the source texts does to the notes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_edition.publishing.patches import patch
from annotated_edition.publishing.reanchoring import propose, write
from annotated_edition.publishing.review import Effects, compare
from annotated_edition.records.writing import EditError

from .faces import printable
from .group import EXIT_CODES
from .opening import open_edition
from .project import Project, project_argument
from .review_faces import Review, as_json, as_markdown, as_text

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
    """Tell what a change of the texts does to the notes.

    The texts of the base are rendered and compared with those of today. Every note is listed
    whose passage has moved, was edited, fits several places now, or is gone, with its words
    before and after and with the patch that `edition reanchor` proposes.

    The exit code is 1 if a note is left for somebody to see to.

    \b
    Examples:
      edition review --base main
      edition review --base "$BASE" --format=markdown >> "$GITHUB_STEP_SUMMARY"
    """  # noqa: D301 - click's own sign for lines to be left as they are
    review = _review(project, base)
    faces = {"text": as_text, "markdown": as_markdown, "json": as_json}
    click.echo(faces[face](review), nl=False)
    sys.exit(1 if review.effects.open else 0)


def _review(path: Path, base: str) -> Review:
    opened = open_edition(path)
    from annotated_edition.hosts.project import ProjectError  # noqa: PLC0415 - MkDocs is slow
    from annotated_edition.hosts.revision import RevisionError, open_revision  # noqa: PLC0415

    config_file = Project.find(path).config_file or path
    try:
        revision = open_revision(config_file, base)
    except (RevisionError, ProjectError) as error:
        raise click.UsageError(printable(str(error))) from error
    before = revision.project.placed if revision else {}
    effects = compare(before, opened.placed)
    sources = {
        name: (opened.docs / name).read_text(encoding="utf-8-sig") for name in opened.placed
    }
    return Review(
        base=base,
        effects=effects,
        patch=_patch(effects, opened.folder),
        old_sources=revision.sources if revision else {},
        new_sources=sources,
    )


def _patch(effects: Effects, folder: Path) -> str:
    """What `edition reanchor` would write for the notes that are concerned."""
    ids = [effect.annotation.id for effect in effects.open]
    if not ids:
        return ""
    placed = {effect.placed.document.path: effect.placed for effect in effects.open}
    try:
        edits = write(propose(placed.values(), ids).proposals, folder)
        return patch((name, edit.original, edit.text()) for name, edit in edits.items())
    except EditError as error:
        raise click.ClickException(printable(str(error))) from error
