"""What is asked of git: few calls, none by a shell, none without an end.

Only the first parents of merges are followed: what happened on a branch was published when it
was merged, in one step.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from annotated_edition.text import collapse

__all__ = ["Commit", "Repository", "SilentGitError", "distrust"]

_PATIENCE = 60  # seconds that one call may take
_ANOTHERS = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
_SETTINGS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone lacks is not fetched by a build
    "GIT_LITERAL_PATHSPECS": "1",
}
_FORMAT = "%x01%H%x00%P%x00%ct%x00%aN%x00%s%x00%b%x00%(trailers:key=Co-authored-by,valueonly)"
_LOG = (
    "log",
    "--reverse",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-color",
    "--no-show-signature",
    "--encoding=UTF-8",
    "-z",
)
# What follows the mark is told from a message that imitates it by its NULs.
_HEAD = re.compile(rb"\x00?\x01([0-9a-f]{40,64})\x00([0-9a-f ]*)\x00(\d+)\x00")
_TEXTS = 4  # author, subject, body, further authors
_LINE = re.compile(rb":\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]")
_MERGED = re.compile(r"Merge (pull request|branch|remote-tracking branch|tag|commit)\b")
_ORDINARY = (b"100644", b"100755")
_LATEST = 253_370_764_800  # the year 9999, where Python's calendar ends
_MAX_COMMITS = 20_000
_MAX_BLOB = 2_000_000  # bytes, as much as the reader takes


class SilentGitError(Exception):
    """Git is not there, or does not answer; a site is built without it."""


def distrust(folder: Path) -> str:
    """What to do where git does not look into a folder that belongs to somebody else.

    Args:
        folder: The folder.

    Returns:
        A clause; empty where git trusts the folder, or is not there.
    """
    try:
        Repository(folder)
    except SilentGitError as error:
        if "dubious ownership" in str(error):
            return (
                "git does not trust this folder, which belongs to another user; run"
                f" `git config --global --add safe.directory {folder.absolute()}`"
            )
    return ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed files of the edition.

    Attributes:
        name: Its name.
        at: When it was committed, in UTC.
        reason: Its subject; for a merge, the title of what was merged where that is told.
        by: Its authors.
        files: Each changed file with the name of its new content; None where it was deleted.
    """

    name: str
    at: datetime
    reason: str
    by: tuple[str, ...]
    files: tuple[tuple[str, str | None], ...]


class Repository:
    """The repository that a folder lies in.

    Args:
        folder: The folder; paths start from there.

    Attributes:
        head: Name of the commit that is checked out.
        is_shallow: Whether commits before some day are missing.
        prefix: The folder's path in the repository, empty or with a slash at its end.

    Raises:
        SilentGitError: There is no repository, or no git.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        program = shutil.which("git")
        if program is None:
            raise SilentGitError("git is not installed")
        self._program = program
        told = self._ask("rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
        shallow, prefix, head = os.fsdecode(told).split("\n")[:3]
        self.head = head
        self.prefix = prefix
        self.is_shallow = shallow == "true"

    def commits(self, below: str) -> list[Commit]:
        """The commits that published changes of the files below a folder, the oldest first.

        Args:
            below: Path of the folder.
        """
        log = self._ask(*_LOG, "--first-parent", "-m", f"--format={_FORMAT}", "--", below)
        told = [*_told(log, self.prefix)]
        merges = [commit.name for commit, parents in told if len(parents) > 1]
        authors = self._landed(merges, below) if merges else {}
        return [
            replace(commit, by=authors.get(commit.name) or commit.by)
            for commit, _ in told[-_MAX_COMMITS:]
        ]

    def _landed(self, merges: list[str], below: str) -> dict[str, tuple[str, ...]]:
        """Who wrote what each merge brought in."""
        log = self._ask(*_LOG, "--no-merges", f"--format={_FORMAT}", "--", below)
        by = {commit.name: commit.by for commit, _ in _told(log, self.prefix)}
        graph = self._ask("rev-list", "--parents", "HEAD").decode("ascii").splitlines()
        parents = {names[0]: names[1:] for line in graph if (names := line.split())}
        trunk: set[str] = set()
        at = self.head
        while at:
            trunk.add(at)
            at = next(iter(parents.get(at, [])), "")
        landed = {}
        seen: set[str] = set()
        for merge in merges:
            waiting = list(parents.get(merge, []))
            branch: list[str] = []
            while waiting:
                name = waiting.pop()
                if name in trunk or name in seen:
                    continue
                seen.add(name)
                branch.append(name)
                waiting += parents.get(name, [])
            authors = dict.fromkeys(who for name in reversed(branch) for who in by.get(name, ()))
            landed[merge] = tuple(authors)
        return landed

    def contents(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Contents by their names; what is not there, or is too large, is left out."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return
        told = self._ask("cat-file", "--batch", put="".join(f"{name}\n" for name in wanted))
        at = 0
        for name in wanted:
            end = told.find(b"\n", at)
            if end < 0:
                return
            head = told[at:end].split()
            at = end + 1
            if len(head) != 3:  # noqa: PLR2004 - otherwise “name missing”
                continue
            size = int(head[2])
            if head[1] == b"blob" and size <= _MAX_BLOB:
                yield name, told[at : at + size]
            at += size + 1

    def _ask(self, *arguments: str, put: str = "") -> bytes:
        inherited = {key: value for key, value in os.environ.items() if key not in _ANOTHERS}
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and paths stand behind “--”
                [self._program, "-C", str(self._folder), *arguments],
                input=put.encode("ascii"),
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                env={**inherited, **_SETTINGS},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SilentGitError(f"git does not answer: {error}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise SilentGitError(said[0] if said else "git fails")
        return done.stdout


def _told(log: bytes, prefix: str) -> Iterator[tuple[Commit, list[str]]]:
    """The commits of a log, each with its parents."""
    heads = list(_HEAD.finditer(log))
    for head, following in zip_longest(heads, heads[1:]):
        end = following.start() if following else len(log)
        fields = log[head.end() : end].split(b"\x00", 4)
        if len(fields) < _TEXTS:
            continue
        author, subject, body, more = (field.decode("utf-8", "replace") for field in fields[:4])
        changes = fields[4].split(b"\x00") if len(fields) > _TEXTS else []
        authors = [author, *(line.partition("<")[0] for line in more.splitlines())]
        reason = subject
        if _MERGED.match(subject) and body.strip():
            reason = body.strip().splitlines()[0]
        commit = Commit(
            head[1].decode(),
            datetime.fromtimestamp(min(int(head[3]), _LATEST), UTC),
            _flat(reason),
            tuple(dict.fromkeys(filter(None, map(_flat, authors)))),
            tuple(_files(changes, prefix)),
        )
        yield commit, head[2].decode().split()


def _files(changes: list[bytes], prefix: str) -> Iterator[tuple[str, str | None]]:
    """The files of `git log --raw -z`: a line of modes and names, then a path."""
    at = 0
    while at + 1 < len(changes):
        line = _LINE.search(changes[at])
        if line is None:
            at += 1
            continue
        path = os.fsdecode(changes[at + 1]).removeprefix(prefix)
        yield path, line[2].decode() if line[1] in _ORDINARY else None
        at += 2


def _flat(text: str) -> str:
    """A line without what nobody sees."""
    return collapse("".join(c if c.isprintable() else " " for c in text))[:300]
