"""A project as it was in an earlier commit, opened like the project of today."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotated_edition.history.repository import distrust

from .project import Project, ProjectError, open_project

__all__ = ["Revision", "RevisionError", "open_revision"]

_ANOTHERS = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
_PATIENCE = 120  # seconds that git may take


@dataclass(frozen=True, slots=True)
class Revision:
    """A project as it was.

    Attributes:
        project: The project; its paths lead into a folder that is gone.
        sources: The Markdown of its annotated documents, by path.
    """

    project: Project
    sources: Mapping[str, str]


class RevisionError(Exception):
    """There is no such state of the project; its text is a sentence for the one who asked."""


def open_revision(config_file: Path, revision: str) -> Revision | None:
    """Open a project as it was in a commit.

    The commit's files are written into a folder that is deleted again; the repository, its
    index and its work tree stay as they are.

    Args:
        config_file: The project's `mkdocs.yml` of today.
        revision: The commit, in any way that git knows.

    Returns:
        The project as it was; None where the commit has no edition yet.

    Raises:
        RevisionError: Git or the commit is not there.
        ProjectError: MkDocs can open it neither by its own configuration nor by today's.
    """
    folder = config_file.absolute().parent
    commit, below = _find(folder, revision)
    with tempfile.TemporaryDirectory(prefix="annotated-edition-") as name:
        target = Path(name).resolve() / "project"
        target.mkdir()
        _check_out(folder, f"{commit}:{below}", target, Path(name) / "index")
        old = target / config_file.name
        project = _open(old, config_file)
        if project is None:
            return None
        sources = {
            path: (project.docs / path).read_text(encoding="utf-8-sig") for path in project.placed
        }
        return Revision(project, sources)


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


def _find(folder: Path, revision: str) -> tuple[str, str]:
    """A commit's name, and the folder's path in the repository."""
    inside = _git(folder, "rev-parse", "--show-prefix")
    if inside is None:
        why = distrust(folder)
        raise RevisionError(
            why or f"{folder} is not in a git repository; there is nothing to compare to"
        )
    if not revision or revision.startswith("-"):
        raise RevisionError(f"“{revision}” is not the name of a commit")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not commit:
        hint = "look at `git log`, or fetch it first"
        if _git(folder, "rev-parse", "--is-shallow-repository") == "true":
            hint = (
                "the clone is shallow: run `git fetch --unshallow`, or check out with"
                " `fetch-depth: 0`"
            )
        raise RevisionError(f"there is no commit “{revision}” here; {hint}")
    return commit, inside


def _check_out(folder: Path, tree: str, target: Path, index: Path) -> None:
    """Write a tree's files into a folder, past attributes that keep files out of archives."""
    environment = {"GIT_INDEX_FILE": str(index)}
    if _git(folder, "rev-parse", "--verify", "--quiet", tree) is None:
        return  # the project's folder is younger than the commit
    top = _git(folder, "rev-parse", "--show-toplevel") or str(folder)
    read = _git(Path(top), "read-tree", tree, **environment)
    written = _git(Path(top), "checkout-index", "--all", f"--prefix={target}/", **environment)
    if read is None or written is None:
        raise RevisionError(
            f"git cannot write out the files of {tree}; if the clone is partial or shallow,"
            " fetch the commit whole"
        )


def _git(folder: Path, *arguments: str, **environment: str) -> str | None:
    """What git says; None where it fails.

    Raises:
        RevisionError: Git is not installed, or does not answer.
    """
    program = shutil.which("git")
    if program is None:
        raise RevisionError("git is not installed; there is nothing to compare to")
    # The folder's own repository is meant, also within a hook of another one.
    inherited = {key: value for key, value in os.environ.items() if key not in _ANOTHERS}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument begins with a dash of others
            [program, "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            env={**inherited, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **environment},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RevisionError(f"git does not answer: {error}") from error
    return done.stdout.strip() if done.returncode == 0 else None
