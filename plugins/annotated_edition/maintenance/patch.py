"""Changes of files as a patch that git applies."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

__all__ = ["patch"]

_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NO_END = "\\ No newline at end of file\n"


def patch(changes: Iterable[tuple[str, str, str]]) -> str:
    """Unified differences.

    Args:
        changes: Path, text before and text after of each file; line ends are kept.

    Returns:
        The patch; empty where no text differs.
    """
    return "".join(_file(path, before, after) for path, before, after in changes)


def _file(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        _LINES.findall(before), _LINES.findall(after), f"a/{path}", f"b/{path}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)
