"""Changes of an edition tried out on a copy."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from annotated_edition.model import Location, Problem
from annotated_edition.records.folder import relative

from .project import Project, open_project

__all__ = ["try_out"]


def try_out(config_file: Path, folder: Path, changes: Mapping[Path, bytes]) -> Project:
    """Check a project as it would be with other annotation files; its own stay as they are.

    Args:
        config_file: The project's `mkdocs.yml`.
        folder: The project's folder of annotations.
        changes: New contents of files, by their paths in the folder of annotations.

    Returns:
        The project; its problems name the files by the names they would have.

    Raises:
        ProjectError: The project cannot be opened.
    """
    folder, root = folder.absolute(), config_file.absolute().parent
    with tempfile.TemporaryDirectory(prefix="annotated-edition-") as temporary:
        copy = Path(temporary) / "annotations"
        if folder.is_dir():
            # Contents alone: what may not be written in the project may be in the copy.
            shutil.copytree(folder, copy, symlinks=True, copy_function=shutil.copyfile)
        for path, content in changes.items():
            target = copy / path.absolute().relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        project = open_project(config_file, copy)
        names = _Names(root, copy, folder)
        problems = tuple(names.restore(problem) for problem in project.problems)
        return replace(project, problems=problems, annotations=folder)


class _Names:
    """Gives the files of a copy the names that they have in the project."""

    def __init__(self, root: Path, copy: Path, folder: Path) -> None:
        self._copy, self._folder = relative(copy, root), relative(folder, root)

    def restore(self, problem: Problem) -> Problem:
        """A problem of the copy as one of the project."""
        place = problem.location
        return replace(
            problem,
            location=Location(self._named(place.path), place.line, place.column),
            message=self._named(problem.message),
            fix=self._named(problem.fix),
        )

    def _named(self, text: str) -> str:
        return text.replace(self._copy, self._folder)
