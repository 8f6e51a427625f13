"""A project as it was in an earlier commit, opened like the project of today."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from annotated_edition.maintenance import Repository, Snapshot

from .project import Project, ProjectError, open_project

__all__ = ["open_revision"]


def open_revision(config_file: Path, revision: str) -> Snapshot:
    """Open a project as it was in a commit.

    The commit's files are written into a folder that is deleted again; the repository, its
    index and its work tree stay as they are.

    Args:
        config_file: The project's `mkdocs.yml` of today.
        revision: The commit, in any way that git knows.

    Returns:
        The edition as it was; an empty one where the commit has none yet.

    Raises:
        EditionError: Git or the commit is not there.
        ProjectError: MkDocs can open it neither by its own configuration nor by today's.
    """
    folder = config_file.absolute().parent
    repository = Repository(folder)
    commit = repository.commit(revision)
    with tempfile.TemporaryDirectory(prefix="annotated-edition-") as name:
        target = Path(name).resolve() / "project"
        target.mkdir()
        repository.check_out(commit, target)
        old = target / config_file.name
        project = _open(old, config_file)
        if project is None:
            return Snapshot()
        return project.snapshot()


def _open(old: Path, new: Path) -> Project | None:
    """Open a project by its own configuration, or by today's; None where it has no edition."""
    younger = not old.exists()
    try:
        return None if younger and not any(old.parent.iterdir()) else open_project(old)
    except ProjectError:
        # Its set-up may need what is not installed any more, or is not there yet.
        shutil.copyfile(new, old)
        try:
            return open_project(old)
        except ProjectError:
            if younger:
                return None
            raise
