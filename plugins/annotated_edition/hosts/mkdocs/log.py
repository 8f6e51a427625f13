"""The plugin's log: whatever is logged is one printable line, or a problem with its details."""

from __future__ import annotations

import logging
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import PrefixedLogger

from annotated_edition.model import Problem
from annotated_edition.text import log_line

__all__ = ["log", "make_log_printable", "refusal"]

_NAME = "annotated-edition"


class _PrintableLogger(PrefixedLogger):
    """Escapes what a terminal or a CI runner would act on: file names are other people's."""

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:
        """Logs a text on one line; a problem keeps the lines of its details."""
        if self.isEnabledFor(level):
            text = str(msg) if isinstance(msg, Problem) else log_line(str(msg) % args)
            super().log(level, text.replace("%", "%%"), **kwargs)


class _PrintableRecords(logging.Filter):
    """Escapes the names of files in what MkDocs itself logs, such as pages missing from `nav`.

    Its messages have lines of their own, so a line end in a name cannot be told from one of
    them; but no line begins with a command. Other plugins' messages may be coloured.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Makes every line printable; what can be seen stays as it is."""
        if not record.name.startswith("mkdocs.plugins"):
            text = record.getMessage()
            shown = "\n".join(map(log_line, text.split("\n")))
            if shown != text:
                record.msg, record.args = shown, ()
        return True


_records = _PrintableRecords()


def make_log_printable() -> None:
    """Escape what MkDocs logs from now on; handlers know a filter that they have."""
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_records)


log = _PrintableLogger(_NAME, logging.getLogger(f"mkdocs.plugins.{_NAME}"))


def refusal(message: str) -> PluginError:
    """The error that ends a build, on one printable line."""
    return PluginError(log_line(message))
