"""Little git repositories, in which every commit has its day."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.support.project import write

__all__ = ["Repository"]


class Repository:
    """A repository in a folder.

    Args:
        folder: The folder; it is made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def commit(
        self,
        files: Mapping[str, str | None],
        reason: str,
        day: str = "2026-01-01T12:00:00+00:00",
        by: str = "Ada",
    ) -> str:
        """Write files, or delete those that are None, and commit them; returns its name."""
        write(self.folder, {name: text for name, text in files.items() if text is not None})
        for name, text in files.items():
            if text is None:
                (self.folder / name).unlink()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", reason, day=day, by=by)
        return self.git("rev-parse", "HEAD").strip()

    def merge(self, branch: str, message: str, day: str, by: str = "Maintainer") -> None:
        """Merge a branch into the one that is checked out, as GitHub's button does."""
        self.git("merge", "--quiet", "--no-ff", "--message", message, branch, day=day, by=by)

    def git(self, *arguments: str, day: str = "2026-01-01T00:00:00+00:00", by: str = "Ada") -> str:
        """Run git, with nobody's settings but these; returns what it says."""
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": by,
                "GIT_AUTHOR_EMAIL": f"{by.lower()}@example.org",
                "GIT_COMMITTER_NAME": by,
                "GIT_COMMITTER_EMAIL": f"{by.lower()}@example.org",
                "GIT_AUTHOR_DATE": day,
                "GIT_COMMITTER_DATE": day,
            },
        )
        return done.stdout
