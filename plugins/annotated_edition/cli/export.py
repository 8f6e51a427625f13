"""`edition export`: the edition's notes in formats of others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from annotated_edition.exchange import Noted, table, webannotations
from annotated_edition.hosts import Project
from annotated_edition.model import Edition
from annotated_edition.text import printable
from annotated_edition.yaml_files import save_files

from . import completion as completing
from .arguments import project_argument
from .group import EXIT_CODES

__all__ = ["command"]

_FORMATS: dict[str, Callable[[list[Noted], Edition, str, str], str]] = {
    "webannotation": webannotations,
    "csv": lambda notes, edition, _name, _base: table(notes, edition),
}


@click.command(epilog=EXIT_CODES)
@click.option(
    "--format",
    "name",
    type=click.Choice(list(_FORMATS)),
    default="webannotation",
    show_default=True,
    help="W3C Web Annotations (JSON-LD), or a table (CSV).",
)
@click.option(
    "--page",
    "pages",
    multiple=True,
    shell_complete=completing.pages,
    help="Only notes on this page; repeatable.",
)
@click.option("--base", default="", help="Address of the site.  [default: site_url]")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to.  [default: the terminal]",
)
@project_argument
def command(
    project: Path, name: str, pages: tuple[str, ...], base: str, output: Path | None
) -> None:
    """Write the edition's notes in formats of others.

    All notes are written, those too that have no place in their text.
    """
    found = Project.load(project)
    opened = found.check()

    site = found.site()
    base = base or site.address
    if not base:
        raise click.UsageError("mkdocs.yml has no site_url; name the site's address with --base")
    base = base.rstrip("/") + "/"
    unknown = sorted(set(pages) - set(opened.placed))
    if unknown:
        raise click.UsageError(f"there are no notes on {', '.join(unknown)}")
    notes = [
        Noted(annotation, base + site.pages[path], placed.text, placed.placements[annotation.id])
        for path, placed in sorted(opened.placed.items())
        if not pages or path in pages
        for annotation in sorted(
            placed.document.annotations,
            key=lambda each: (placed.numbers.get(each.id, sys.maxsize), each.id),
        )
    ]
    text = _FORMATS[name](notes, opened.edition, site.name, base)
    if output is None:
        click.echo(text, nl=False)
        return
    if output.exists() and not (output.is_file() or output.is_dir()):
        output.write_text(text, encoding="utf-8", newline="")  # a pipe or a device
    else:
        save_files({output.resolve(): text.encode("utf-8")})
    click.echo(printable(f"Wrote {len(notes)} notes to {output}."), err=True)
