"""The history of all notes: the commits of their files, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotated_edition.model import Amendment, Past, Wording
from annotated_edition.records.folder import relative

from .repository import Commit, Repository, SilentGitError, distrust
from .versions import Version, holds_notes, page_of, read_versions

__all__ = ["History", "chronicle", "read_history"]

_FORM = "4"
"""Form of what is kept between builds; another form has another number."""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the notes' past.

    Attributes:
        notes: Each note that was ever published, by id; those that are gone are there, too.
        lack: Why nothing is known, in a clause; empty where that is no surprise.
    """

    notes: Mapping[str, Past] = field(default_factory=dict)
    lack: str = ""


def read_history(
    project: Path, annotations: Path, store: MutableMapping[str, str] | None = None
) -> History:
    """Read the history of an edition's notes from git; without git there is none.

    Args:
        project: The project's folder.
        annotations: The folder of annotations.
        store: Where the history of a commit is kept between builds.
    """
    folder = relative(annotations, project)
    if not project.is_dir() or folder.startswith("../"):
        return History()
    try:
        repository = Repository(project)
        if repository.is_shallow:
            # The oldest commit of such a clone would seem to have written everything.
            return History(
                lack="the clone is shallow; check out with `fetch-depth: 0`, or run"
                " `git fetch --unshallow`"
            )
        key = f"history {_FORM} {repository.head} {repository.prefix}{folder}"
        kept = store.get(key) if store is not None else None
        notes = _loaded(kept) if kept is not None else None
        if notes is None:
            notes = _read(repository, folder)
            if store is not None:
                store[key] = _dumped(notes.values())
    except SilentGitError:
        return History(lack=distrust(project))
    return History(notes)


def _read(repository: Repository, folder: str) -> dict[str, Past]:
    commits = [
        Commit(
            commit.name,
            commit.at,
            commit.reason,
            commit.by,
            tuple(file for file in commit.files if holds_notes(file[0], folder)),
        )
        for commit in repository.commits(folder)
    ]
    names = (name for commit in commits for _, name in commit.files if name is not None)
    return chronicle(commits, dict(repository.contents(names)), folder)


def chronicle(
    commits: Iterable[Commit], contents: Mapping[str, bytes], folder: str
) -> dict[str, Past]:
    """Follow the notes through the commits.

    Args:
        commits: The commits, the oldest first, with files of notes only.
        contents: Contents by name; a file whose content is not there stays as it was.
        folder: The folder of notes.

    Returns:
        What became of each note, sorted by id.
    """
    files: dict[str, dict[str, Version]] = {}
    homes: dict[str, set[str]] = {}
    now: dict[str, Version] = {}
    amendments: dict[str, list[Amendment]] = {}
    for commit in commits:
        first = Amendment(commit.at, commit.name, commit.reason, commit.by)
        gone: dict[str, Version] = {}
        came: list[str] = []
        for note in sorted(_touched(commit, files, homes, contents, folder)):
            # Of two notes with one id, the reader takes the one of the first file.
            home = min(homes[note], default=None)
            version = files[home][note] if home is not None else None
            before = now.pop(note, None)
            if before is not None and version is not None and not version.is_sound(before):
                version = before
            if version is not None:
                now[note] = version
            elif before is not None:
                gone[note] = before
            if note not in amendments:
                amendments[note] = [first]
                came.append(note)
            elif amendment := _amendment(commit, before, version):
                amendments[note].append(amendment)
        for old_id, new_id in _renamed(gone, {note: now[note] for note in came if note in now}):
            # The note is the same one: it has its past, and was not withdrawn.
            amendments[new_id] = amendments.pop(old_id)[:-1]
    return {note: Past(note, tuple(amendments[note])) for note in sorted(amendments)}


def _touched(
    commit: Commit,
    files: dict[str, dict[str, Version]],
    homes: dict[str, set[str]],
    contents: Mapping[str, bytes],
    folder: str,
) -> set[str]:
    """Bring the files to where a commit left them; tells which notes stand, or stood, in them."""
    touched: set[str] = set()
    for path, name in commit.files:
        old = files.get(path, {})
        new = _notes(path, name, contents, old, folder)
        for note in old.keys() - new.keys():
            homes[note].discard(path)
        for note in new.keys() - old.keys():
            homes.setdefault(note, set()).add(path)
        files[path] = new
        touched |= old.keys() | new.keys()
    return touched


def _renamed(gone: Mapping[str, Version], came: Mapping[str, Version]) -> list[tuple[str, str]]:
    """Which notes went on under another id: those that say the very same as just one other."""
    if not gone or not came:
        return []
    texts: list[dict[str, list[str]]] = []
    for notes in (gone, came):
        by_text: dict[str, list[str]] = {}
        for note, version in notes.items():
            if version.values is not None:
                told = json.dumps([version.page, version.values], sort_keys=True)
                by_text.setdefault(told, []).append(note)
        texts.append(by_text)
    before, after = texts
    return [
        (before[text][0], after[text][0])
        for text in before.keys() & after.keys()
        if len(before[text]) == len(after[text]) == 1
    ]


def _notes(
    path: str,
    name: str | None,
    contents: Mapping[str, bytes],
    old: dict[str, Version],
    folder: str,
) -> dict[str, Version]:
    """The notes of a file's new content; what could not be read is as it was."""
    if name is None:
        return {}
    if name not in contents:
        return old
    new, whole = read_versions(contents[name], page_of(path, folder))
    return new if whole else {**new, **old}


def _amendment(commit: Commit, before: Version | None, after: Version | None) -> Amendment | None:
    changed = before.changed(after) if before is not None and after is not None else ()
    if before is not None and after is not None and not changed:
        return None
    return Amendment(
        commit.at,
        commit.name,
        commit.reason,
        commit.by,
        changed,
        before.wording if before is not None else None,
        after.wording if after is not None else None,
    )


def _dumped(notes: Iterable[Past]) -> str:
    """The history as JSON; commits are told once, since most notes know but one."""
    commits: dict[str, int] = {}
    told: list[tuple[str, int, str, tuple[str, ...]]] = []
    kept: dict[str, list[Any]] = {}
    for past in notes:
        kept[past.note] = []
        for each in past.amendments:
            if each.commit not in commits:
                commits[each.commit] = len(told)
                told.append((each.commit, int(each.at.timestamp()), each.reason, each.by))
            number = commits[each.commit]
            wordings = [astuple(each.before) if each.before else None]
            wordings.append(astuple(each.after) if each.after else None)
            plain = wordings == [None, None]
            kept[past.note].append(number if plain else [number, each.changed, *wordings])
    return json.dumps([told, kept], ensure_ascii=False, separators=(",", ":"))


def _loaded(kept: str) -> dict[str, Past] | None:
    """What was kept; None where the file was written by something else."""
    try:
        told, notes = json.loads(kept)
        first = [
            Amendment(datetime.fromtimestamp(seconds, UTC), name, reason, tuple(by))
            for name, seconds, reason, by in told
        ]
        return {
            note: Past(note, tuple(_revived(each, first) for each in amendments))
            for note, amendments in notes.items()
        }
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None


def _revived(kept: int | list[Any], first: list[Amendment]) -> Amendment:
    if isinstance(kept, int):
        return first[kept]
    number, changed, before, after = kept
    return replace(
        first[int(number)],
        changed=tuple(changed),
        before=Wording(*before) if before else None,
        after=Wording(*after) if after else None,
    )
