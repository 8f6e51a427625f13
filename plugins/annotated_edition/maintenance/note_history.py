"""The history of all notes: the commits of their files, one after the other.

1. A file is cut at its records, and records are compared as they are written: in most versions
   of a file all but one are the same, and what is the same need not be read.
2. What differs is read by the strict reader, and so is a file that is written in another style.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from annotated_edition.model import EditionError, NoteHistory, Revision, Wording
from annotated_edition.records import SHARED, relative
from annotated_edition.yaml_files import Items, Map, Report, read_tree, screen

from .git import UNTRUSTED, Commit, Repository

__all__ = ["History", "read_history", "read_versions"]

_FORM = "4"
"""Form of what is kept between builds; another form has another number."""
_SUFFIXES = (".yml", ".yaml")
_KEY = "annotations:\n"
_FIRST = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)- ")
_OTHER_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the notes' past.

    Attributes:
        notes: Each note that was ever published, by id; those that are gone are there, too.
        lack: Why nothing is known, in a clause; empty where that is no surprise.
    """

    notes: Mapping[str, NoteHistory] = field(default_factory=dict)
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
    except EditionError as error:
        # A folder without a repository is no surprise.
        untrusted = any(problem.code == UNTRUSTED for problem in error.problems)
        return History(lack=str(error) if untrusted else "")
    return History(notes)


def _read(repository: Repository, folder: str) -> dict[str, NoteHistory]:
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
    return _replay(commits, dict(repository.contents(names)), folder)


def _replay(
    commits: Iterable[Commit], contents: Mapping[str, bytes], folder: str
) -> dict[str, NoteHistory]:
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
    revisions: dict[str, list[Revision]] = {}
    for commit in commits:
        first = Revision(commit.at, commit.name, commit.reason, commit.by)
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
            if note not in revisions:
                revisions[note] = [first]
                came.append(note)
            elif revision := _revision(commit, before, version):
                revisions[note].append(revision)
        for old_id, new_id in _renamed(gone, {note: now[note] for note in came if note in now}):
            # The note is the same one: it has its past, and was not withdrawn.
            revisions[new_id] = revisions.pop(old_id)[:-1]
    return {note: NoteHistory(note, tuple(revisions[note])) for note in sorted(revisions)}


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
                record = json.dumps([version.page, version.values], sort_keys=True)
                by_text.setdefault(record, []).append(note)
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


def _revision(commit: Commit, before: Version | None, after: Version | None) -> Revision | None:
    changed = before.changed(after) if before is not None and after is not None else ()
    if before is not None and after is not None and not changed:
        return None
    return Revision(
        commit.at,
        commit.name,
        commit.reason,
        commit.by,
        changed,
        before.wording if before is not None else None,
        after.wording if after is not None else None,
    )


def _dumped(notes: Iterable[NoteHistory]) -> str:
    """The history as JSON; each commit is written once, since most notes have but one."""
    commits: dict[str, int] = {}
    written: list[tuple[str, int, str, tuple[str, ...]]] = []
    kept: dict[str, list[Any]] = {}
    for past in notes:
        kept[past.note] = []
        for each in past.revisions:
            if each.commit not in commits:
                commits[each.commit] = len(written)
                written.append((each.commit, int(each.at.timestamp()), each.reason, each.by))
            number = commits[each.commit]
            wordings = [astuple(each.before) if each.before else None]
            wordings.append(astuple(each.after) if each.after else None)
            plain = wordings == [None, None]
            kept[past.note].append(number if plain else [number, each.changed, *wordings])
    return json.dumps([written, kept], ensure_ascii=False, separators=(",", ":"))


def _loaded(kept: str) -> dict[str, NoteHistory] | None:
    """What was kept; None where the file was written by something else."""
    try:
        written, notes = json.loads(kept)
        first = [
            Revision(datetime.fromtimestamp(seconds, UTC), name, reason, tuple(by))
            for name, seconds, reason, by in written
        ]
        return {
            note: NoteHistory(note, tuple(_revived(each, first) for each in revisions))
            for note, revisions in notes.items()
        }
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None


def _revived(kept: int | list[Any], first: list[Revision]) -> Revision:
    if isinstance(kept, int):
        return first[kept]
    number, changed, before, after = kept
    return replace(
        first[int(number)],
        changed=tuple(changed),
        before=Wording(*before) if before else None,
        after=Wording(*after) if after else None,
    )


class Version:
    """A note as it was.

    Args:
        text: The note's record as it was written.
        page: The file's path without suffix, below the folder of notes.
        values: Its values, if they have been read already.
    """

    def __init__(self, text: str, page: str, values: Mapping[str, str] | None = None) -> None:
        self.page = page
        self._text = text
        if values is not None:
            self.values = values

    @cached_property
    def values(self) -> Mapping[str, str] | None:
        """Its values by key, on one line each; None where it cannot be read."""
        report = Report(self.page)
        tree = read_tree(f"{_KEY}{self._text}", report)
        items = tree.get("annotations") if isinstance(tree, Map) else None
        if len(report) or not isinstance(items, Items) or len(items) != 1:
            return None
        return _values(items[0])

    @property
    def wording(self) -> Wording:
        """What readers learn of it later."""
        get = (self.values or {}).get
        return Wording(
            self.page,
            get("kind", ""),
            get("exact", ""),
            get("rating", ""),
            get("qualifier", ""),
        )

    def is_sound(self, before: Version) -> bool:
        """Whether it can be read; of what stood there before, that is known already."""
        return self._same(before) or self.values is not None

    def _same(self, other: Version) -> bool:
        return bool(self._text) and self._text == other._text

    def changed(self, other: Version) -> tuple[str, ...]:
        """The keys that have another value in another version, sorted."""
        if self._same(other):
            return ()
        mine, theirs = self.values, other.values
        if mine is None or theirs is None:
            return ()
        keys = mine.keys() | theirs.keys()
        return tuple(sorted(key for key in keys if mine.get(key) != theirs.get(key)))


def page_of(path: str, folder: str) -> str:
    """A file's path without suffix, below the folder of notes."""
    return path.removeprefix(f"{folder}/").rpartition(".")[0]


def holds_notes(path: str, folder: str) -> bool:
    """Whether a file is one of notes, by its name."""
    if not path.lower().endswith(_SUFFIXES) or not path.startswith(f"{folder}/"):
        return False
    parts = page_of(path, folder).split("/")
    return parts[0] not in SHARED and not any(part.startswith(".") for part in parts)


def read_versions(data: bytes, page: str) -> tuple[dict[str, Version], bool]:
    """Find the notes of a file.

    Args:
        data: The file's content.
        page: Its path without suffix, below the folder of notes.

    Returns:
        The notes by id, and whether all of them could be found.
    """
    report = Report(page)
    text = screen(data, report)
    if text is not None and not len(report):
        records = _cut(text)
        if records is not None:
            return {name: Version(record, page) for name, record in records.items()}, True
    tree = read_tree(text, report) if text is not None else None
    items = tree.get("annotations") if isinstance(tree, Map) else None
    found: dict[str, Version] = {}
    for item in items if isinstance(items, Items) else ():
        values = _values(item)
        name = item.get("id") if values is not None else None
        if isinstance(name, str):
            found.setdefault(name, Version("", page, values))
    return found, not len(report)


def _cut(text: str) -> dict[str, str] | None:
    """The records of a file by id; None where that cannot be known without reading it."""
    head, key, rest = text.partition(_KEY)
    first = _FIRST.match(rest)
    if not key or first is None or _OTHER_KEY.search(head) or _OTHER_KEY.search(rest):
        return None
    indent = first[1]
    starts = [match.start() for match in re.finditer(rf"^{indent}- ", rest, re.MULTILINE)]
    name_of = re.compile(rf"^{indent}(?:- |  )id: ([a-z0-9-]+)$", re.MULTILINE)
    records: dict[str, str] = {}
    for start, end in zip(starts, [*starts[1:], len(rest)], strict=True):
        record = rest[start:end]
        name = name_of.search(record)
        if name is None:
            return None
        records.setdefault(name[1], record)
    return records


def _values(item: Any) -> dict[str, str] | None:
    if not isinstance(item, Map):
        return None
    return {key: _flat(value) for key, value in item.items() if key != "id"}


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
