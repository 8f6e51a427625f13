"""Slips of the keyboard that make a record unreadable: found where they were made, and repaired.

A parser notices a slip lines below its cause. Here the lines of one record are searched for what
people mistype; a slip counts only if the record parses further once it is repaired. The repaired
lines are read in place of the file's, so that the note survives and the rest of it is checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "INNER_KEYS",
    "KEY",
    "KEYS",
    "LISTS",
    "ODD",
    "RECORD_KEYS",
    "ROOTS",
    "WIDE",
    "ZERO",
    "Fault",
    "Line",
    "Slip",
    "is_comment",
    "is_odd",
    "key_of",
    "split_line",
    "value_of",
    "with_lines",
]

LISTS: Final = frozenset(["annotations", "speakers", "references", "events", "terms", "ratings"])
"""Keys at the margin of a file, with a list below each."""
ROOTS: Final = LISTS | {"scale"}
"""All keys at the margin of a file."""


INNER_KEYS: Final = frozenset("by id lang locator name note qualifier rating reviewed".split())
"""Keys of the records that are listed in a record."""
RECORD_KEYS: Final = frozenset(
    """
    DOI ISBN ISSN PMCID PMID URL abstract accessed annotations annote archive archive-place
    archive_collection archive_location assessments author authority available-date bio by
    call-number categories chair chapter-number citation-key citation-label citation-number
    claimant collection-editor collection-number collection-title color color_dark compiler
    composer container-author container-title container-title-short contributor created
    curator custom date definition dimensions director division due edition editor
    editor-translator editorial-director event event-date event-place event-title exact exclusion
    executive-producer first-reference-note-number forms genre guest highlight host icon id
    illustrator interviewer issue issued journalAbbreviation jurisdiction keyword kind label
    lang language license medium name narrator note number number-of-pages number-of-volumes
    organizer original-author original-date original-publisher original-publisher-place
    original-title page page-first part part-number performer prefix printing-number producer
    publisher publisher-place qualifier rating recipient references reviewed reviewed-author
    reviewed-genre reviewed-title role scale script-writer section series-creator shortTitle
    source sources speaker spellings status submitted suffix supplement supplement-number term
    text title title-short translator type value version volume volume-title volume-title-short
    year-suffix
    """.split()
)
"""Keys of a file's own records; a test compares them with the schemas of the records."""
KEYS: Final = RECORD_KEYS | INNER_KEYS
"""Keys of all of them."""

WIDE: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ZERO: Final = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARGIN: Final = re.compile(rf"^[ \t{WIDE}{ZERO}]+")
ODD: Final = re.compile(rf"[\t{WIDE}{ZERO}]")
KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=[ \t]|$)[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a parser stopped, line and column counted from 0 in the lines of a record."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Slip:
    """What was mistyped.

    Attributes:
        line: Its line, counted from 0.
        column: Its column, counted from 1.
        code: Name of the rule; empty where the parser's own words say what is wrong.
        message: What is wrong.
        expected: What was expected.
        fix: How to write it.
        lines: The lines of the record, repaired.
    """

    line: int
    column: int
    code: str
    message: str
    expected: str
    fix: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a record: its margin, its dash, and what follows."""

    margin: str
    bullet: str
    rest: str

    @property
    def column(self) -> int:
        """The column of what follows, counted from 0."""
        return len(self.margin) + len(self.bullet)


def is_odd(key: str) -> bool:
    """Whether a key looks like a slip: a dash without a space, an odd space, a line of a text."""
    return (
        key not in KEYS
        and key != "<<"
        and (
            not key.lstrip("_")[:1].isalnum()
            or " " in key
            or ODD.search(key) is not None
            or ":" in key
        )
    )


def split_line(line: str) -> Line:
    """The parts of a line."""
    rest = _MARGIN.sub("", line)
    margin = line[: len(line) - len(rest)]
    bullet = ""
    dash = re.match(r"-(?:[ \t]+|$)", rest)
    if dash:
        bullet = dash[0]
    return Line(margin, bullet, rest[len(bullet) :])


def is_comment(line: str) -> bool:
    """Whether a line holds nothing but a comment."""
    return line.lstrip().startswith("#")


def key_of(line: Line) -> str:
    """The key of a record that a line begins with; empty where there is none."""
    found = KEY.match(line.rest)
    return found[1] if found and found[1] in KEYS else ""


def with_lines(lines: Sequence[str], changed: dict[int, str]) -> tuple[str, ...]:
    """The lines of a record with some of them written otherwise."""
    return tuple(changed.get(index, line) for index, line in enumerate(lines))


def value_of(line: Line) -> str:
    """What is written beside the key of a line."""
    found = KEY.match(line.rest)
    return found[2] if found else ""
