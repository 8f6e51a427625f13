"""Pages that MkDocs cannot read in time or at all, known before MkDocs reads them.

A page that is no ordinary file keeps MkDocs waiting for ever, and one that is no UTF-8 ends it
with a traceback. The front matter of every page goes to a YAML reader that builds whatever it is
told to (`mkdocs/utils/meta.py`, 1.6): one page with lists nested by the thousand ends the
process, one whose merge keys point at each other keeps it busy for hours.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from mkdocs.exceptions import PluginError

from annotated_edition.records.folder import relative
from annotated_edition.records.report import Report
from annotated_edition.records.screening import decode

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from annotated_edition.model import Problem

__all__ = ["UnreadablePagesError", "unreadable_pages"]

DEPTH = 50
"""Lists and mappings within each other; what people write has five."""
REFERENCES = 200
"""References to anchors; in each other, a dozen are as bad as millions."""
MERGES = 20

BLOCK = re.compile(r"-{3}[ \t]*(?:\r\n?|\n)(.*?[\r\n])(?:\.{3}|-{3})[ \t]*(?:\r\n?|\n)", re.DOTALL)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadablePagesError(PluginError):
    """Some pages cannot be handed to MkDocs; the plugin's problems tell which."""


def unreadable_pages(pages: Iterable[File], config: MkDocsConfig) -> Iterator[Problem]:
    """What keeps MkDocs from reading pages.

    Args:
        pages: The pages that it will read.
        config: The site's configuration.
    """
    folder = Path(config.config_file_path).parent
    for file in pages:
        if file.abs_src_path is None:
            continue  # made by a plugin
        path = Path(file.abs_src_path)
        report = Report(relative(path, folder))
        data = _bytes(path, report)
        text = decode(data, report) if data else None
        block = BLOCK.match(text) if text and text.startswith("---") else None
        fault = _fault(block[1]) if block else None
        if fault:
            line, message = fault
            report.add(
                (line + 1, 1),
                "unreadable-front-matter",
                f"this page's front matter {message}; MkDocs would not survive it",
                fix="write its values out",
            )
        yield from report.problems


def _bytes(path: Path, report: Report) -> bytes | None:
    """What a page's file holds; a link is followed, as MkDocs does."""
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return path.read_bytes()
    except OSError as error:
        report.add((1, 1), "unreadable", f"the file cannot be read: {error.strerror}")
        return None
    report.add(
        (1, 1),
        "not-a-file",
        "this is not an ordinary file",
        expected="an ordinary file",
        fix="take it out of the folder",
    )
    return None


def _fault(text: str) -> tuple[int, str] | None:
    """The line of what goes too far, and what it is; None where nothing does."""
    try:
        return _gone_too_far(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        # MkDocs takes what is no YAML for text; so many brackets keep Python-Markdown busy for
        # hours. libyaml refuses them from 0.2.6 on, before it tells of any.
        opened = sum(map(text.count, "[{")) - sum(map(text.count, "]}"))
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return (line, f"is nested more than {DEPTH} deep") if opened > DEPTH else None
    except yaml.YAMLError:
        return None  # MkDocs passes over it, too


def _gone_too_far(events: Iterable[yaml.Event]) -> tuple[int, str] | None:
    depth = references = merges = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            references += 1
        elif isinstance(event, yaml.ScalarEvent) and event.value == "<<":
            merges += 1
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > DEPTH:
            return line, f"is nested more than {DEPTH} deep"
        if references > REFERENCES or (merges and references > MERGES):
            return line, "refers to anchors without end"
    return None
