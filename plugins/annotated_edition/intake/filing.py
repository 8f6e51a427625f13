"""Which file of the edition a new record goes into."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from .validation import ProposalError

__all__ = ["CONTRIBUTED", "header", "note_file", "shared_file"]

CONTRIBUTED = "contributed.yml"
"""The file for what contributors add, where a page has a folder of files."""

_SUFFIXES = (".yml", ".yaml")


def note_file(annotations: Path, page: str, wanted: str = "") -> Path:
    """The file for a note on a page.

    Args:
        annotations: The folder of annotations.
        page: The page's path under the documents' folder.
        wanted: The file that was asked for, under the folder of annotations; empty for the
            usual one: the page's own file, or else one in the page's folder.

    Raises:
        Refused: The file that was asked for does not belong to the page.
    """
    stem = PurePosixPath(page).with_suffix("")
    if wanted:
        return _wanted(annotations, stem, wanted)
    own = annotations / stem
    for suffix in _SUFFIXES:
        if own.with_name(own.name + suffix).is_file():
            return own.with_name(own.name + suffix)
    return own / CONTRIBUTED if own.is_dir() else own.with_name(f"{own.name}.yml")


def _wanted(annotations: Path, stem: PurePosixPath, wanted: str) -> Path:
    name = PurePosixPath(wanted.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or name.suffix not in _SUFFIXES:
        raise ProposalError(f"“{wanted}” is not the name of a YAML file in {annotations.name}/")
    if name.parts[0] == annotations.name:
        name = PurePosixPath(*name.parts[1:])
    if len(name.parts) == 1 and str(name.with_suffix("")) != str(stem):
        name = stem / name
    if name.with_suffix("") != stem and name.parent != stem:
        raise ProposalError(
            f"a note on {stem}.md goes into {annotations.name}/{stem}.yml or a file of the folder "
            f"{annotations.name}/{stem}/, and not into “{wanted}”"
        )
    return annotations / name


def shared_file(annotations: Path, noun: str) -> Path:
    """The file for a new speaker or source.

    Args:
        annotations: The folder of annotations.
        noun: `speakers` or `sources`.
    """
    for suffix in _SUFFIXES:
        path = annotations / f"{noun}{suffix}"
        if path.is_file():
            return path
    folder = annotations / noun
    return folder / CONTRIBUTED if folder.is_dir() else annotations / f"{noun}.yml"


def header(path: Path, project: Path, schema: str) -> str:
    """What a new file begins with: the line by which editors find the schema.

    Args:
        path: The file.
        project: The project's folder.
        schema: The schema's name, such as `annotations`.
    """
    way = os.path.relpath(project / "schema" / f"{schema}.json", path.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={way}\n"
