"""The plugin's log: whatever is logged is one printable line, or a problem with its details."""

from __future__ import annotations

import logging
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import PrefixedLogger

from annotated_edition.model import Problem
from annotated_edition.text import log_line

__all__ = ["log", "refusal"]

_NAME = "annotated-edition"


class _PrintableLogger(PrefixedLogger):
    """Escapes what a terminal or a CI runner would act on: file names are other people's."""

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:
        """Logs a text on one line; a problem keeps the lines of its details."""
        if self.isEnabledFor(level):
            text = str(msg) if isinstance(msg, Problem) else log_line(str(msg) % args)
            super().log(level, text.replace("%", "%%"), **kwargs)


log = _PrintableLogger(_NAME, logging.getLogger(f"mkdocs.plugins.{_NAME}"))


def refusal(message: str) -> PluginError:
    """The error that ends a build, on one printable line."""
    return PluginError(log_line(message))
