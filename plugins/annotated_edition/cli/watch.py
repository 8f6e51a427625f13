"""Waits for files to be saved."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["saves", "snapshot"]

Snapshot = Mapping[str, tuple[int, int]]
"""Time of change and size of each file, by its path."""

_PAUSE = 0.4
"""Seconds between two looks: a poll works on any disk, also on those of other machines."""


def snapshot(roots: Iterable[Path]) -> Snapshot:
    """How the files stand now.

    Args:
        roots: Files and folders; what begins with a dot is passed over.
    """
    found: dict[str, tuple[int, int]] = {}
    for root in roots:
        folders = [(str(root), [], [""])] if root.is_file() else os.walk(root)
        for folder, subfolders, names in folders:
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            for name in names:
                if name.startswith("."):
                    continue
                path = os.path.join(folder, name) if name else folder  # noqa: PTH118 - many files
                try:
                    status = os.stat(path)  # noqa: PTH116 - the same
                except OSError:  # an editor is putting it in the place of the old one
                    continue
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


def saves(roots: Iterable[Path], pause: float = _PAUSE) -> Iterator[list[str]]:
    """Yield at once, and again whenever files were saved, added or taken away.

    Args:
        roots: Files and folders to look at.
        pause: Seconds between two looks.

    Yields:
        Paths of the files that changed; none at first.
    """
    watched = list(roots)
    before = snapshot(watched)
    yield []
    while True:
        now = snapshot(watched)
        changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
        if changed:
            # Editors save in several steps: the look after the last one is the one that counts.
            time.sleep(pause / 4)
            now = snapshot(watched)
            before = now
            yield changed
        else:
            time.sleep(pause)
