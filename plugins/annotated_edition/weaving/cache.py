"""Rendered bodies kept on disk between builds, keyed by what they are made from.

Rendering bodies is most of what a build costs. Deleting the file changes nothing but time.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from annotated_edition import __version__

from .bodies import render_bodies

__all__ = ["Bodies"]

FILE = "bodies.json"
# Whatever can change the HTML of the same Markdown is part of the key.
MAKERS = ("Markdown", "pymdown-extensions", "nh3")


class Bodies:
    """Renders bodies, each once.

    Args:
        folder: Where rendered bodies are kept; None keeps them in memory only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / FILE if folder is not None else None
        makers = [__version__, *(f"{name} {version(name)}" for name in MAKERS)]
        self._makers = blake2b("\n".join(makers).encode()).hexdigest()
        self._known: dict[str, str] = self._read()
        self._used: dict[str, str] = {}

    def render(self, texts: Sequence[str]) -> list[str]:
        """The sanitised HTML of each body; see `bodies.render_bodies`."""
        keys = [_key(text) for text in texts]
        missing = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if key not in self._used and key not in self._known
        }
        if missing:
            rendered = render_bodies(list(missing.values()))
            self._used.update(zip(missing, rendered, strict=True))
        for key in keys:
            if key not in self._used:
                self._used[key] = self._known[key]
        return [self._used[key] for key in keys]

    def save(self) -> None:
        """Keep the bodies that this build used, and no others.

        A folder that cannot be written to is no problem: the next build takes longer.
        """
        if self._file is None or self._used == self._known:
            return
        data = {"makers": self._makers, "bodies": dict(sorted(self._used.items()))}
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._file.parent, delete=False
            ) as file:
                json.dump(data, file, ensure_ascii=False)
            Path(file.name).replace(self._file)
        self._known = dict(self._used)

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(data, dict) or data.get("makers") != self._makers:
            return {}
        bodies = data.get("bodies")
        if not isinstance(bodies, dict):
            return {}
        return {key: html for key, html in bodies.items() if isinstance(html, str)}


def _key(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
