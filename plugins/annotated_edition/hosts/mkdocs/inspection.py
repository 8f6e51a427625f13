"""Pages that MkDocs cannot read in time or at all, known before MkDocs reads them.

Each is a problem, and MkDocs is given something else to read in its place: so the build goes on
to its end and lists what is wrong with all other pages, too, before it fails.

A page that is no ordinary file keeps MkDocs waiting for ever, and one that is no UTF-8 ends it
with a traceback. The front matter of every page goes to a YAML reader that builds whatever it is
told to (`mkdocs/utils/meta.py`, 1.6): one page with lists nested by the thousand ends the
process, one whose merge keys point at each other keeps it busy for hours.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from annotated_edition.model import Location, Problem, Severity
from annotated_edition.pages import unknown_markers
from annotated_edition.records import relative
from annotated_edition.yaml_files import Report, decode

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

__all__ = ["Inspected", "inspected_pages"]

DEPTH = 50
"""Lists and mappings within each other; what people write has five."""
REFERENCES = 200
"""References to anchors; in each other, a dozen are as bad as millions."""
MERGES = 20
LENGTH = 100_000
"""Characters of front matter; what people write has a thousand."""
BRACKETS = 500
"""Opening brackets in front matter that MkDocs takes for text; a link has one."""

PRINTED_RAW = {
    "title": re.compile(r"<[A-Za-z!/?]"),
    "description": re.compile(r"<[A-Za-z!/?]|\""),
    "author": re.compile(r"<[A-Za-z!/?]|\""),
}
"""Front matter that Material (`templates/base.html`, `partials/header.html`, 9.8) and MkDocs' own
themes print without escaping it, with what would be markup there."""

BLOCK = re.compile(r"-{3}[ \t]*(?:\r\n?|\n)(.*?[\r\n])(?:\.{3}|-{3})[ \t]*(?:\r\n?|\n)", re.DOTALL)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A page with which something is wrong before MkDocs reads it.

    Attributes:
        file: The page.
        problems: What is wrong with it.
        text: Its Markdown without the front matter; None where it cannot be known.
        readable: Whether MkDocs may read it as it is.
    """

    file: File
    problems: tuple[Problem, ...]
    text: str | None
    readable: bool


def inspected_pages(pages: Iterable[File], config: MkDocsConfig) -> Iterator[Inspected]:
    """The pages that MkDocs must not read, and those with a marker of no listing.

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
        markup: tuple[Problem, ...] = ()
        fault = _fault(block[1]) if block else None
        if fault:
            line, message = fault
            report.add(
                (line + 1, 1),
                "unreadable-front-matter",
                f"this page's front matter {message}; MkDocs would hang or crash on it",
                fix="write its values out",
            )
        elif block and ("<" in block[1] or '"' in block[1]):
            markup = _markup(block[1], report.path)
        if report:
            rest = text[block.end() :] if text is not None and block else text
            yield Inspected(file, tuple(report.problems), rest, readable=False)
        elif text and (found := (*markup, *unknown_markers(text, report.path))):
            yield Inspected(file, found, text, readable=True)


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


def _markup(text: str, path: str) -> tuple[Problem, ...]:
    """Values of front matter that the theme would print as markup."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        return ()  # MkDocs takes it for text
    found = []
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        pattern = PRINTED_RAW.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if pattern and isinstance(value, yaml.ScalarNode) and pattern.search(value.value):
            mark = value.start_mark
            line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            found.append(
                Problem(
                    Location(path, line, column),
                    "markup-in-front-matter",
                    f"“{key.value}” holds markup, which themes print as it is on the page",
                    expected="plain text",
                    fix="write it without tags; &lt; stands for <, &quot; for a quotation mark",
                    severity=Severity.WARNING,
                )
            )
    return tuple(found)


def _fault(text: str) -> tuple[int, str] | None:
    """The line of what goes too far, and what it is; None where nothing does."""
    if len(text) > LENGTH:
        return 1, f"has more than {LENGTH:,} characters"
    try:
        fault = _gone_too_far(yaml.parse(text, Loader=LOADER))
        data = next(iter(_roots(text)), None)
        return fault if fault or isinstance(data, yaml.MappingStartEvent) else _bracketed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return _bracketed(text, line)
    except yaml.YAMLError:
        return _bracketed(text)


def _roots(text: str) -> Iterator[yaml.Event]:
    structure = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
    return (e for e in yaml.parse(text, Loader=LOADER) if not isinstance(e, structure))


def _bracketed(text: str, line: int = 1) -> tuple[int, str] | None:
    """Whether brackets are too many in what MkDocs takes for text, as it is not a mapping.

    They keep Python-Markdown busy for hours. libyaml refuses deep ones from 0.2.6 on, before it
    reports any.
    """
    deepest = depth = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if char in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    if deepest > DEPTH:
        return line, f"is nested more than {DEPTH} deep"
    if text.count("[") > BRACKETS:
        return line, f"is not YAML, and has more than {BRACKETS} brackets"
    return None


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
