"""The command line: `edition`, one file a command.

Exit codes, for every command: 0 all is well, 1 something is wrong with the edition, 2 the
command could not run.
"""

from __future__ import annotations

from .group import main

__all__ = ["main"]
