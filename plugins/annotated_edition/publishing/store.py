"""What was rendered, kept on disk between builds.

Rendering bodies and bibliography is most of what a build costs. Keys are made from everything
that a value is made from, so deleting the file changes nothing but time.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from tempfile import NamedTemporaryFile

__all__ = ["Store"]

FILE = "rendered.json"


class Store(MutableMapping[str, str]):
    """Texts by keys; what a build did not ask for is forgotten when it is saved.

    Args:
        folder: Where the file is; None to keep nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder is not None else None
        self._kept = self._read()
        self._used: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if key not in self._used:
            self._used[key] = self._kept[key]
        return self._used[key]

    def __setitem__(self, key: str, value: str) -> None:
        self._used[key] = value

    def __delitem__(self, key: str) -> None:
        self._used.pop(key, None)
        del self._kept[key]

    def __contains__(self, key: object) -> bool:
        return key in self._used or key in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter({**self._kept, **self._used})

    def __len__(self) -> int:
        return len({**self._kept, **self._used})

    def save(self) -> None:
        """Write what was used.

        A folder that cannot be written to is no problem: the next build takes longer.
        """
        if self._file is None or self._used == self._kept:
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._file.parent, delete=False
            ) as file:
                json.dump(dict(sorted(self._used.items())), file, ensure_ascii=False)
            Path(file.name).replace(self._file)
        self._kept = dict(self._used)

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict):
            return {}
        return {key: value for key, value in data.items() if isinstance(value, str)}
