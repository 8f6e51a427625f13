"""Everything that is asked of git: few calls, none by a shell, none without an end.

Only the first parents of merges are followed: what happened on a branch was published when it
was merged, in one step. Neither hooks nor programs that a repository's configuration names for
watching files are run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from annotated_edition.model import EditionError
from annotated_edition.text import collapse

__all__ = ["UNTRUSTED", "Commit", "Repository"]

UNTRUSTED = "git-untrusted"
"""Code of the problem that git does not look into a folder which belongs to another user."""

_PATIENCE = 120  # seconds that one call may take
_ANOTHERS = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
_SAFE = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
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
# NULs distinguish what follows the mark from a message that imitates it.
_HEAD = re.compile(rb"\x00?\x01([0-9a-f]{40,64})\x00([0-9a-f ]*)\x00(\d+)\x00")
_TEXTS = 4  # author, subject, body, further authors
_LINE = re.compile(rb":\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]")
_MERGED = re.compile(r"Merge (pull request|branch|remote-tracking branch|tag|commit)\b")
_ORDINARY = (b"100644", b"100755")
_LATEST = 253_370_764_800  # the year 9999, where Python's calendar ends
_MAX_COMMITS = 20_000
_MAX_BLOB = 2_000_000  # bytes, as much as the reader takes


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed files of the edition.

    Attributes:
        name: Its name.
        at: When it was committed, in UTC.
        reason: Its subject; for a merge, the title of what was merged where that is known.
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
        is_shallow: Whether commits before some day are missing.
        prefix: The folder's path in the repository, empty or with a slash at its end.

    Raises:
        EditionError: There is no repository, or no git.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        program = shutil.which("git")
        if program is None:
            raise self._error("git is not installed; there is nothing to compare to")
        self._program = program
        done = self._run("rev-parse", "--is-shallow-repository", "--show-prefix")
        if b"dubious ownership" in done.stderr:
            raise self._error(
                "git does not trust this folder, which belongs to another user; run"
                f" `git config --global --add safe.directory {folder.absolute()}`",
                UNTRUSTED,
            )
        if done.returncode:
            raise self._error(
                f"{folder} is not in a git repository; there is nothing to compare to"
            )
        shallow, self.prefix = os.fsdecode(done.stdout).split("\n")[:2]
        self.is_shallow = shallow == "true"

    @cached_property
    def head(self) -> str:
        """Name of the commit that is checked out."""
        return self._ask("rev-parse", "HEAD").decode("ascii").strip()

    def commit(self, revision: str) -> str:
        """Name of a commit.

        Args:
            revision: The commit, in any way that git knows.

        Raises:
            EditionError: There is no such commit.
        """
        if not revision or revision.startswith("-"):
            raise self._error(f"“{revision}” is not the name of a commit")
        found = self._resolved(f"{revision}^{{commit}}")
        if not found:
            hint = "look at `git log`, or fetch it first"
            if self.is_shallow:
                hint = (
                    "the clone is shallow: run `git fetch --unshallow`, or check out with"
                    " `fetch-depth: 0`"
                )
            raise self._error(f"there is no commit “{revision}” here; {hint}")
        return found

    def check_out(self, commit: str, target: Path) -> None:
        """Write the files that a commit has in the folder into another folder.

        Index and work tree stay as they are, and attributes that keep files out of archives do
        not count. Nothing is written where the folder is younger than the commit. What a partial
        clone lacks is fetched.

        Args:
            commit: The commit's name.
            target: An empty folder; the index is a file beside it.
        """
        tree = f"{commit}:{self.prefix}"
        if not self._resolved(tree):
            return
        more = {"GIT_INDEX_FILE": str(target.with_name("index")), "GIT_NO_LAZY_FETCH": "0"}
        top = os.fsdecode(self._ask("rev-parse", "--show-toplevel")).removesuffix("\n")
        for arguments in (
            ("read-tree", tree),
            ("checkout-index", "--all", f"--prefix={target}/"),
        ):
            if self._run(*arguments, folder=top, more=more).returncode:
                raise self._error(
                    f"git cannot write out the files of {tree}; if the clone is partial or"
                    " shallow, fetch the commit whole"
                )

    def commits(self, below: str) -> list[Commit]:
        """The commits that published changes of the files below a folder, the oldest first.

        Args:
            below: Path of the folder.
        """
        log = self._ask(*_LOG, "--first-parent", "-m", f"--format={_FORMAT}", "--", below)
        parsed = [*_parsed(log, self.prefix)]
        merges = [commit.name for commit, parents in parsed if len(parents) > 1]
        authors = self._landed(merges, below) if merges else {}
        return [
            replace(commit, by=authors.get(commit.name) or commit.by)
            for commit, _ in parsed[-_MAX_COMMITS:]
        ]

    def _landed(self, merges: list[str], below: str) -> dict[str, tuple[str, ...]]:
        """Who wrote what each merge brought in."""
        log = self._ask(*_LOG, "--no-merges", f"--format={_FORMAT}", "--", below)
        by = {commit.name: commit.by for commit, _ in _parsed(log, self.prefix)}
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
        output = self._ask("cat-file", "--batch", put="".join(f"{name}\n" for name in wanted))
        at = 0
        for name in wanted:
            end = output.find(b"\n", at)
            if end < 0:
                return
            head = output[at:end].split()
            at = end + 1
            if len(head) != 3:  # noqa: PLR2004 - otherwise “name missing”
                continue
            size = int(head[2])
            if head[1] == b"blob" and size <= _MAX_BLOB:
                yield name, output[at : at + size]
            at += size + 1

    def _resolved(self, revision: str) -> str:
        done = self._run("rev-parse", "--verify", "--quiet", revision)
        return "" if done.returncode else done.stdout.decode("ascii").strip()

    def _ask(self, *arguments: str, put: str = "") -> bytes:
        done = self._run(*arguments, put=put)
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise self._error(lines[0] if lines else "git fails")
        return done.stdout

    def _run(
        self,
        *arguments: str,
        put: str = "",
        folder: str = "",
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[bytes]:
        # The folder's own repository is meant, also within a hook of another one.
        inherited = {key: value for key, value in os.environ.items() if key not in _ANOTHERS}
        command = [self._program, *_SAFE, "-C", folder or str(self._folder), *arguments]
        try:
            return subprocess.run(  # noqa: S603 - no shell, and no argument begins with others' dash
                command,
                input=put.encode("ascii"),
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                env={**inherited, **_SETTINGS, **more},
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise self._error(f"git does not answer: {error}") from error

    def _error(self, message: str, code: str = "git") -> EditionError:
        return EditionError.of(self._folder, code, message)


def _parsed(log: bytes, prefix: str) -> Iterator[tuple[Commit, list[str]]]:
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
    """A line without invisible characters."""
    return collapse("".join(c if c.isprintable() else " " for c in text))[:300]
