"""`edition new document`: a received text as a page, with its provenance."""

from __future__ import annotations

import os
import tempfile
from codecs import BOM_UTF8
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from annotated_edition.hosts import Project
from annotated_edition.intake import (
    ProposalError,
    Received,
    distinct_paragraphs,
    first_difference,
    page_with_front_matter,
    propose_id,
    receive,
    with_page,
)
from annotated_edition.model import EditionError
from annotated_edition.records import read_front_matter
from annotated_edition.text import printable
from annotated_edition.yaml_files import EditError, Report, save_files

from .arguments import project_argument
from .group import EXIT_CODES
from .proposals import refuse, today

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["command"]


@click.group(epilog=EXIT_CODES)
def command() -> None:
    """Add a document."""


@command.command(epilog=EXIT_CODES, short_help="Make a page of a received text.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_argument
@click.option("--to", default="", help="The page to write, such as docs/report.md.")
@click.option("--title", default="", help="Title of the text.  [default: its headline]")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--published", default="", help="When; as far as it is known.")
@click.option("--url", default="", help="Where it was published.")
@click.option("--archived", default="", help="Where a copy is archived.")
@click.option("--retrieved", default="", help="When the copy was taken.  [default: today]")
@click.option("--language", default="", help="Its language, such as en.")
@click.option("--translated-from", default="", help="Language it was translated from.")
@click.option("--licence", default="", help="On what terms it is reproduced.")
@click.option("--obtained", default="", help="How it was obtained, in Markdown.")
@click.option("--encoding", default="utf-8-sig", show_default=True, help="Of the file.")
def document(file: Path, project: Path, to: str, encoding: str, **known: str) -> None:
    """Make a page of a text that was received as plain text, Markdown or HTML.

    Of plain text every word and sign is shown as it was received; the page is rendered and held
    against the file before it is written. HTML is reduced to its text with headings, paragraphs,
    lists, emphasis and links. The page's front matter tells where the text comes from, with the
    checksum of the file as it was received. A page that exists is never overwritten.
    """
    edition = Project.load(project)
    try:
        received = receive(file.name, file.read_bytes(), encoding)
        title = known["title"] or received.title or file.stem
        path = _target(edition, to, title)
        page = page_with_front_matter(
            _verified(received, edition, known["url"]), title, _source(known, title, received)
        )
        _check_provenance(page, path, edition)
        _target(edition, to, title)  # whoever made this page meanwhile keeps it
        save_files({path: page.encode("utf-8")})
    except ProposalError as refused:
        refuse(refused)
    else:
        name = os.path.relpath(path, edition.root).replace(os.sep, "/")
        click.echo(
            printable(f"Wrote {name}. Notes on it: edition add --page {_page(path, edition)}")
        )
        if edition.has_nav and edition.config_file:
            config_file = edition.config_file.name
            if _put_into_nav(edition.config_file, title, _page(path, edition)):
                click.echo(f"Put it at the end of `nav` in {config_file}.")
            else:
                click.echo(f"Put it into `nav` of {config_file}, so that readers find it.")


def _put_into_nav(config_file: Path, title: str, page: str) -> bool:
    """Puts a page into the navigation, without which a strict build fails; whether it did."""
    try:
        data = config_file.read_bytes()
        changed = with_page(data.decode("utf-8-sig"), title, page)
        if changed is None:
            return False
        mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
        save_files({config_file: mark + changed.encode("utf-8")})
    except (OSError, EditError, UnicodeDecodeError):
        return False
    return True


def _page(path: Path, edition: Project) -> str:
    return path.relative_to(edition.docs).as_posix()


def _target(edition: Project, to: str, title: str) -> Path:
    name = to or f"{edition.docs.name}/{propose_id(title, (), 'document')}.md"
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.parts[:1] == (edition.docs.name,):
        pure = PurePosixPath(*pure.parts[1:])
    path = edition.docs / pure
    inside = path.resolve().is_relative_to(edition.docs.resolve())
    if pure.is_absolute() or ".." in pure.parts or not inside or pure.suffix != ".md":
        raise ProposalError(f"“{name}” is not the name of a page (.md) under {edition.docs.name}/")
    if path.exists() or path.is_symlink():
        raise ProposalError(f"{name} exists already, and no page is overwritten")
    return path


def _source(known: Mapping[str, str], title: str, received: Received) -> dict[str, str | date]:
    retrieved = known["retrieved"]
    try:
        day = date.fromisoformat(retrieved) if retrieved else today()
    except ValueError:
        raise ProposalError(f"“{retrieved}” is not a date; write it as 2022-09-28") from None
    keys = (
        "title author publisher published url archived retrieved language translated_from "
        "licence obtained"
    )
    source: dict[str, Any] = {**known, "title": title, "retrieved": day}
    source["language"] = known["language"] or received.language
    return {**{key: source[key] for key in keys.split()}, "sha256": received.sha256}


def _verified(received: Received, edition: Project, base: str) -> str:
    """The page's Markdown; plain text is rendered by the project's own settings and compared."""
    if received.kind != "text":
        return received.markdown(base)
    config_file = edition.configuration
    difference = ""
    part = replace(received, text=distinct_paragraphs(received.text))
    for spelt in (False, True):
        try:
            shown = edition.rendered_text(part.markdown(base, spelt=spelt))
        except EditionError as error:
            raise ProposalError(str(error)) from error
        difference = first_difference(part.text, shown)
        if not difference:
            return received.markdown(base, spelt=spelt)
    raise ProposalError(
        f"the Markdown extensions of {config_file.name} change the text: {difference}; switch "
        "the one off that does it"
    )


def _check_provenance(page: str, path: Path, edition: Project) -> None:
    """What `edition check` would say of the front matter speaks against it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.md"
        copy.write_text(page, encoding="utf-8")
        report = Report(_page(path, edition))
        read_front_matter(copy, report)
    if report.problems:
        raise ProposalError(*(each.text for each in report.problems))
