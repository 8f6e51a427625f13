"""An edition opened by the host: rendered, and held against its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotated_edition.maintenance import Report, make_report
from annotated_edition.model import EditionError
from annotated_edition.text import printable

from .project import Project

if TYPE_CHECKING:
    from annotated_edition.hosts.project import Project as Opened

__all__ = ["open_edition", "report_of"]


def open_edition(path: Path) -> Opened:
    """Open the edition in a folder, or of a configuration file.

    Args:
        path: The folder or the file.

    Raises:
        click.UsageError: There is none that MkDocs can open.
    """
    project = Project.find(path)
    if project.config_file is None:
        raise click.UsageError(
            f"there is no mkdocs.yml in {path}; the pages cannot be rendered without it"
        )
    # MkDocs takes as long to import as the rest takes to run.
    from annotated_edition.hosts.project import ProjectError, open_project  # noqa: PLC0415

    try:
        return open_project(project.config_file)
    except ProjectError as error:
        raise click.UsageError(printable(str(error))) from error


def report_of(opened: Opened, path: Path, base: str, preview: str = "") -> Report:
    """Compare an edition with an earlier state.

    Args:
        opened: The edition of today.
        path: Its folder, or its configuration file.
        base: The state of before: a commit, branch or tag of git.
        preview: Where the built site can be had.

    Raises:
        click.UsageError: That state cannot be opened.
    """
    from annotated_edition.hosts.project import ProjectError  # noqa: PLC0415 - MkDocs is slow
    from annotated_edition.hosts.revision import open_revision  # noqa: PLC0415

    try:
        before = open_revision(Project.find(path).config_file or path, base)
    except (EditionError, ProjectError) as error:
        raise click.UsageError(printable(str(error))) from error
    return make_report(base, before, opened.snapshot(), opened.folder, opened.problems, preview)
