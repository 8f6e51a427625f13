"""Files written whole or not at all: beside the old one first, then in its place."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from annotated_edition.model import EditionError

__all__ = ["EditError", "save_files"]


class EditError(EditionError):
    """A file cannot be edited as asked; its text is a sentence for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.args = (message,)


def save_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, each of them whole or not at all.

    All are written beside the old ones before the first takes its place: what can go wrong for
    want of room or of rights goes wrong before anything has changed. The old file's rights are
    kept; folders that are missing are made.

    Args:
        contents: The new bytes by path.

    Raises:
        EditError: A file or folder may not be written; nothing has changed.
    """
    beside: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for path, content in contents.items():
            _refuse_read_only(path)
            try:
                _make_folder(path.parent, made)
                beside.append((_written_beside(path, content), path))
            except OSError as error:
                raise EditError(f"{path}: it cannot be written: {error.strerror}") from error
        made.clear()
        while beside:
            new, path = beside[0]
            try:
                new.replace(path)
            except OSError as error:
                raise EditError(f"{path}: it cannot be written: {error.strerror}") from error
            beside.pop(0)
            _sync_folder(path.parent)
    finally:
        for new, _ in beside:
            with contextlib.suppress(OSError):
                new.unlink()
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note which of them were missing."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _refuse_read_only(path: Path) -> None:
    """Refuse what is write-protected, even where a rename or the superuser could get past it."""
    if path.is_symlink():
        raise EditError(f"{path}: this is a symbolic link; edit the file that it leads to")
    if path.is_dir():
        raise EditError(f"{path}: this is a folder; expected the name of a file")
    folder = next(parent for parent in path.parents if parent.exists())
    for name, place in (("file", path), ("folder", folder)):
        if place.exists() and not _may_write(place):
            raise EditError(
                f"{place}: the {name} is read-only; nothing was written; make it writable"
                " and try again"
            )


def _may_write(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def _written_beside(path: Path, content: bytes) -> Path:
    """Write a file of another name into the same folder, to the disk."""
    handle, name = tempfile.mkstemp(prefix=".edition-", suffix=".new", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    """Have the rename itself survive a power cut, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
