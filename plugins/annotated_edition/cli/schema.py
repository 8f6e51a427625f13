"""`edition schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from annotated_edition.hosts import Project
from annotated_edition.model import EditionError
from annotated_edition.records import schema_files
from annotated_edition.text import printable
from annotated_edition.yaml_files import save_files

from .arguments import project_argument
from .group import EXIT_CODES

__all__ = ["command"]


@click.command(epilog=EXIT_CODES)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.  [default: schema, in the project's folder]",
)
@project_argument
def command(project: Path, output: Path | None) -> None:
    """Write the JSON Schemas that editors use for completion and errors while typing.

    They list the ids of the edition's own speakers, sources and ratings: write them again
    when those have changed. Where there is no edition, --output names the folder, and any id
    will do. A first line such as

    \b
        # yaml-language-server: $schema=../schema/annotations.json

    tells an editor which one a file goes by.
    """  # noqa: D301 - click wants the backspace itself
    try:
        found = Project.load(project)
    except EditionError:
        if output is None:
            raise
        found = None
    edition = found.read().edition if found and found.annotations.is_dir() else None
    folder = output or (found.root if found else project) / "schema"
    contents = {folder / name: text.encode() for name, text in schema_files(edition).items()}
    save_files(contents)
    for path in contents:
        click.echo(printable(str(path)))
