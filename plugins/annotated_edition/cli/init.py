"""`edition init`: a working edition in an empty folder."""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from annotated_edition.intake import REQUIREMENT, ProposalError
from annotated_edition.records import read_edition, schema_files
from annotated_edition.text import printable
from annotated_edition.yaml_files import save_files

from .group import EXIT_CODES
from .proposals import refuse

__all__ = ["command"]

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_MAY_BE_THERE = frozenset({".git", ".venv", "venv", ".DS_Store"})
_TEXTS = frozenset({"mkdocs.yml", "requirements.txt"})
"""Files in which values are put."""


@click.command(epilog=EXIT_CODES)
@click.option("--repository", default="", help="Where it will be on GitHub: owner/name.")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path, repository: str) -> None:
    """Make a new edition in an empty folder.

    It holds a short text with a note of each kind, pages for the lists, issue forms, workflows
    that check and publish, and settings for editors. It can be built as it is: put your own text
    and notes in the place of the example.
    """
    try:
        _look(folder, repository)
    except ProposalError as refused:
        refuse(refused)
    save_files(_contents(folder, repository))
    click.echo(printable(f"Made an edition in {folder.absolute()}."))
    where = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    click.echo(printable(f"Look at it: {where}mkdocs serve"))


def _contents(folder: Path, repository: str) -> dict[Path, bytes]:
    """What the files of a new edition hold, by their paths."""
    values = {"repository": repository, "requirement": REQUIREMENT}
    starter = resources.files("annotated_edition.intake") / "starter"
    texts: dict[str, str] = {}
    for name, file in sorted(_files(starter, "")):
        text = file.read_text(encoding="utf-8")
        if name in _TEXTS:
            for key, value in values.items():
                text = text.replace(f"@@{key}@@", value)
        texts[name] = text
    # The schemas hold the ids of the edition, which is read from a copy.
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        save_files({copy / name: text.encode() for name, text in texts.items()})
        edition = read_edition(copy, annotations=copy / "annotations", docs=copy / "docs").edition
    texts |= {f"schema/{name}": text for name, text in schema_files(edition).items()}
    return {folder / name: text.encode() for name, text in texts.items()}


def _look(folder: Path, repository: str) -> None:
    """Whether the folder is empty, apart from what a repository begins with."""
    if repository and not _REPOSITORY.fullmatch(repository):
        raise ProposalError(f"“{repository}” is not a repository; write it as owner/name")
    if not folder.is_dir():
        return
    there = sorted(path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE)
    if there:
        raise ProposalError(f"{folder.absolute()} is not empty: it holds {', '.join(there[:5])}")


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    """The files of the starter by the names they will have (`dot-github` is `.github`)."""
    for each in folder.iterdir():
        name = re.sub(r"^dot-", ".", each.name)
        if each.is_dir():
            yield from _files(each, f"{above}{name}/")
        else:
            yield f"{above}{name}", each
