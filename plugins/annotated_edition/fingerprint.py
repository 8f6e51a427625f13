"""The plugin as it stands: whatever is kept of its work holds for this state of it only."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

__all__ = ["fingerprint"]


@cache
def fingerprint() -> str:
    """Changes with every file of this package: its code, templates, words and styles."""
    digest = blake2b(digest_size=16)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".yml", ".csl"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
