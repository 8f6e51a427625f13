"""`edition check --explain ID`: why a note stands where it stands."""

from __future__ import annotations

from pathlib import Path

import click

from annotated_edition.hosts import Project
from annotated_edition.maintenance import explain
from annotated_edition.text import nearest, printable

__all__ = ["explain_note"]


def explain_note(path: Path, note: str) -> None:
    """Print the placement of a note with all that speaks for it.

    Args:
        path: The project's folder or configuration file.
        note: The note's id.

    Raises:
        click.UsageError: There is no such note.
        EditionError: The edition cannot be opened.
    """
    opened = Project.load(path).check()
    for placed in opened.placed.values():
        for annotation in placed.document.annotations:
            if annotation.id == note:
                page = opened.docs / placed.document.path
                source = page.read_text(encoding="utf-8-sig")
                for line in explain(annotation, placed, source):
                    click.echo(printable(line))
                return
    ids = [annotation.id for _, annotation in opened.edition.annotations()]
    near = nearest(note, ids)
    hint = f"; did you mean “{printable(near)}”?" if near else ""
    raise click.UsageError(f"there is no note “{printable(note)}” in the edition{hint}")
