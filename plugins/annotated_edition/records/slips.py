"""Slips of the keyboard that make a record unreadable: found where they were made, and repaired.

A parser notices a slip lines below its cause. Here the lines of one record are searched for what
people mistype; a slip counts only if the record parses further once it is repaired. The repaired
lines are read in place of the file's, so that the note survives and the rest of it is checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .annotations import AnnotationRecord, AssessmentRecord
from .references import ReferenceRecord
from .speakers import SpeakerRecord
from .terms import TermRecord
from .timeline import EventRecord

__all__ = ["KEYS", "LISTS", "Fault", "Slip", "find_slip", "is_odd"]

LISTS: Final = frozenset(["annotations", "speakers", "references", "events", "terms", "ratings"])
"""Keys at the margin of a file, with a list below each."""

KEYS: Final = frozenset(
    field.alias or name
    for model in (
        AnnotationRecord,
        AssessmentRecord,
        ReferenceRecord,
        SpeakerRecord,
        TermRecord,
        EventRecord,
    )
    for name, field in model.model_fields.items()
) | frozenset(["locator", "label", "exclusion", "color", "color_dark", "icon", "value"])
"""Keys of records."""

_MAX_TRIALS: Final = 40
_MAX_LINES: Final = 400
_WIDE: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ZERO: Final = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARGIN: Final = re.compile(rf"[ \t{_WIDE}{_ZERO}]*")
_ODD: Final = re.compile(rf"[\t{_WIDE}{_ZERO}]")
_BULLET: Final = re.compile(r"([-–—−•·*+])([ \t]*)(?=[A-Za-z_])")
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)[ \t]*(.*)")
_GLUED: Final = re.compile(rf"([A-Za-z_][\w-]*):([{_WIDE}{_ZERO}]*)(?!//)(?=\S)(.+)")
_WIDE_COLON: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*([\uff1a\ufe55\ua789;=])[ \t]*(?=\S|$)(.*)")
_BARE: Final = re.compile(r"([A-Za-z_][\w-]*)(?:[ \t]+(\S.*))?$")
_HEADER: Final = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")
_SIGNS: Final = frozenset("*&!@`%[{]},>|?-")
_PAIRS: Final = {"[": "]", "{": "}"}


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
class _Line:
    """A line of a record: its margin, its dash, and what follows."""

    margin: str
    bullet: str
    rest: str

    @property
    def column(self) -> int:
        return len(self.margin) + len(self.bullet)


def is_odd(key: str) -> bool:
    """Whether a key looks like a slip: a dash without a space, an odd space, a line of a text."""
    return key not in KEYS and (
        not key[:1].isalnum() or " " in key or _ODD.search(key) is not None or ":" in key
    )


def find_slip(
    lines: Sequence[str], dash: int, check: Callable[[str], Fault | None], fault: Fault
) -> Slip | None:
    """Finds the slip for which a record cannot be read.

    Args:
        lines: The lines of the record.
        dash: Column of its dash, counted from 0.
        check: Parses a text and gives its first fault.
        fault: The first fault of these lines.

    Returns:
        The slip without which the record can be read the furthest; None where none is found.
    """
    lines = lines[:_MAX_LINES]
    end = len(lines) + 1
    best: tuple[int, int, int] = (fault.line, fault.column, -end)
    found = None
    near = sorted(_candidates(lines, dash), key=lambda slip: abs(slip.line - fault.line))
    for rank, slip in enumerate(near[:_MAX_TRIALS]):
        left = check("\n".join(slip.lines) + "\n")
        reached = (end, 0, -rank) if left is None else (left.line, left.column, -rank)
        longer = len(slip.lines[slip.line]) - len(lines[slip.line])
        if left and left.line == fault.line == slip.line and left.column <= fault.column + longer:
            continue
        if reached > best:
            best, found = reached, slip
    return found


def _split(line: str) -> _Line:
    margin = _MARGIN.match(line)[0]  # type: ignore[index] - it matches the empty text, too
    rest = line[len(margin) :]
    bullet = ""
    dash = re.match(r"-(?:[ \t]+|$)", rest)
    if dash:
        bullet = dash[0]
    return _Line(margin, bullet, rest[len(bullet) :])


def _columns(lines: Sequence[str], dash: int) -> int:
    """The column of the keys of a record, counted from 0."""
    first = next((_split(line) for line in lines if line.strip() and not _comment(line)), None)
    return first.column if first and first.bullet else dash + 2


def _comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _key_of(line: _Line) -> str:
    found = _KEY.match(line.rest)
    return found[1] if found and found[1] in KEYS else ""


def _candidates(lines: Sequence[str], dash: int) -> Iterator[Slip]:
    """Whatever may have been mistyped, each with the lines as they were meant."""
    keys = _columns(lines, dash)
    split = [_split(line) for line in lines]
    seen: set[str] = set()
    first = ""
    body = -1  # the column of the key whose text is on the lines below; -1 outside of one
    for index, (text, line) in enumerate(zip(lines, split, strict=True)):
        if not text.strip() or (_comment(text) and body < 0):
            continue
        if 0 <= body < len(line.margin) and not _ODD.search(line.margin):
            continue
        body = -1
        yield from _spaces(lines, index, line, keys, dash)
        yield from _dashes(lines, index, line, keys, dash)
        key = _key_of(line)
        if not key:
            yield from _colons(lines, index, line)
            yield from _unindented(lines, split, index, keys)
            continue
        if line.bullet and len(line.margin) <= dash:
            seen, first = set(), ""
        if not line.bullet and key in seen and key in (first, "id"):
            yield from _lost_dash(lines, index, line, keys, dash)
        elif not line.bullet and index == 0:
            yield from _lost_dash(lines, index, line, keys, dash)
        first = first or key
        if line.column == keys:
            seen.add(key)
        yield from _columns_of(lines, split, index, keys, dash)
        value = _KEY.match(line.rest)[2]  # type: ignore[index] - `_key_of` has matched it
        if _HEADER.fullmatch(value):
            body = line.column
        else:
            yield from _values(lines, split, index, key, value)


def _with(lines: Sequence[str], changed: dict[int, str]) -> tuple[str, ...]:
    return tuple(changed.get(index, line) for index, line in enumerate(lines))


def _spaces(
    lines: Sequence[str], index: int, line: _Line, keys: int, dash: int
) -> Iterator[Slip]:
    """A tab or an unusual space in the indentation or behind the dash."""
    odd = _ODD.search(line.margin + line.bullet)
    glued = re.match(rf"-([{_WIDE}{_ZERO}])[ {_WIDE}{_ZERO}]*", line.rest)
    if glued:
        at = len(line.margin) + 1
        fixed = line.margin + "- " + line.rest[glued.end() :]
        yield _space_slip(lines, index, at, glued[1], fixed, "behind the dash", "one space")
        return
    if not odd:
        return
    if line.bullet:
        fixed = " " * dash + "-".ljust(keys - dash) + line.rest
        width = dash
    else:
        width = keys if _key_of(line) or _GLUED.match(line.rest) else keys + 2
        fixed = " " * width + line.rest
    count = f"{width} spaces" if width != 1 else "one space"
    if odd[0] == "\t":
        yield Slip(
            index,
            odd.start() + 1,
            "tab",
            "the line is indented with a tab",
            "spaces",
            "put two spaces in its place",
            _with(lines, {index: fixed}),
        )
        return
    yield _space_slip(lines, index, odd.start(), odd[0], fixed, "in the indentation", count)


def _space_slip(
    lines: Sequence[str], index: int, at: int, char: str, fixed: str, where: str, count: str
) -> Slip:
    name = unicodedata.name(char, "unusual space").lower()
    return Slip(
        index,
        at + 1,
        "odd-space",
        f"the character {where} is not a space: U+{ord(char):04X} ({name})",
        "ordinary spaces",
        f"delete what is there and type {count} with the space bar",
        _with(lines, {index: fixed}),
    )


def _dashes(
    lines: Sequence[str], index: int, line: _Line, keys: int, dash: int
) -> Iterator[Slip]:
    """A dash without its space, or another bullet in its place."""
    found = _BULLET.match(line.rest) if not line.bullet else None
    if not found or not _starts_with_key(line.rest[found.end() :]):
        return
    key = re.match(r"[\w-]+", line.rest[found.end() :])[0]  # type: ignore[index] - checked above
    written = found[1]
    rest = line.rest[found.end() :]
    fixed = " " * len(line.margin) + "- " + rest
    margins = {fixed, " " * dash + "-".ljust(keys - dash) + rest}
    for each in sorted(margins, key=lambda text: text != fixed):
        yield Slip(
            index,
            len(line.margin) + 1,
            "dash",
            f"the dash before “{key}” has no space after it"
            if written == "-"
            else f"“{written}” stands where the dash of a record should be",
            "a dash and a space",
            f"write “- {key}: …”",
            _with(lines, {index: each}),
        )


def _starts_with_key(text: str) -> bool:
    found = re.match(r"([A-Za-z_][\w-]*)[ \t]*:", text)
    return bool(found and found[1] in KEYS)


def _lost_dash(
    lines: Sequence[str], index: int, line: _Line, keys: int, dash: int
) -> Iterator[Slip]:
    """The first key of a record without its dash."""
    key = _key_of(line)
    at = dash if line.column >= dash else line.column
    yield Slip(
        index,
        len(line.margin) + 1,
        "lost-dash",
        f"a new record begins here, with “{key}”, but without its dash",
        f"a dash and a space before “{key}”",
        f"write “{' ' * at}- {key}: …”, and leave the lines below as they are",
        _with(lines, {index: " " * dash + "-".ljust(keys - dash) + line.rest}),
    )


def _colons(lines: Sequence[str], index: int, line: _Line) -> Iterator[Slip]:
    """A key without its colon, or with no space behind it."""
    before = line.margin + line.bullet
    glued = _GLUED.match(line.rest)
    if glued and glued[1] in KEYS:
        odd = glued[2]
        yield Slip(
            index,
            line.column + len(glued[1]) + 2,
            "space-after-colon",
            f"“{glued[1]}:” is followed by "
            + (f"U+{ord(odd[0]):04X}, which is not a space" if odd else "its value without a space"),
            "a colon and a space",
            f"write “{glued[1]}: …”, with one space after the colon",
            _with(lines, {index: f"{before}{glued[1]}: {glued[3]}"}),
        )
        return
    wide = _WIDE_COLON.match(line.rest)
    if wide and wide[1] in KEYS:
        yield Slip(
            index,
            line.column + wide.start(2) + 1,
            "missing-colon",
            f"“{wide[1]}” is followed by “{wide[2]}” in place of a colon",
            "a colon and a space",
            f"write “{wide[1]}: …”",
            _with(lines, {index: f"{before}{wide[1]}: {wide[3]}"}),
        )
        return
    bare = _BARE.match(line.rest)
    if bare and bare[1] in KEYS:
        yield Slip(
            index,
            line.column + len(bare[1]) + 1,
            "missing-colon",
            f"there is no colon after “{bare[1]}”",
            "a colon and a space",
            f"write “{bare[1]}: …”",
            _with(lines, {index: f"{before}{bare[1]}: {bare[2] or ''}".rstrip()}),
        )


def _unindented(
    lines: Sequence[str], split: Sequence[_Line], index: int, keys: int
) -> Iterator[Slip]:
    """A line of a text that does not begin to the right of its key."""
    above = next(
        (at for at in range(index - 1, -1, -1) if _key_of(split[at]) and lines[at].strip()), None
    )
    if above is None:
        return
    key, column = _key_of(split[above]), split[above].column
    if len(split[index].margin) > column:
        return
    end = _end_of_text(lines, split, above, column)
    if index >= end:
        return
    body = [
        len(split[at].margin) for at in range(above + 1, index) if lines[at].strip()
    ]
    indent = min((each for each in body if each > column), default=column + 2)
    value = _KEY.match(split[above].rest)[2]  # type: ignore[index] - it has a key
    least = min(
        len(split[at].margin)
        for at in range(index, end)
        if lines[at].strip() and len(split[at].margin) <= column
    )
    changed = {
        at: " " * (indent - least) + lines[at]
        for at in range(index, end)
        if lines[at].strip() and len(split[at].margin) <= column
    }
    if not value.strip():
        # A text below a key alone is read as it is only after a bar.
        changed[above] = f"{lines[above].rstrip()} |"
    yield Slip(
        index,
        len(split[index].margin) + 1,
        "text-not-indented",
        f"this line belongs to the text of “{key}”, but is not indented",
        f"every line of the text further to the right than “{key}”",
        f"put {indent} spaces before each line of the text"
        + ("" if value.strip() else f", and write “{key}: |” above it"),
        _with(lines, changed),
    )


def _end_of_text(lines: Sequence[str], split: Sequence[_Line], above: int, column: int) -> int:
    """The line at which the next key of a record begins."""
    for at in range(above + 1, len(lines)):
        line = split[at]
        if (_key_of(line) or _GLUED.match(line.rest) and _starts_with_key(line.rest)) and (
            line.column == column or (line.bullet and line.column <= column)
        ):
            return at
    return len(lines)


def _columns_of(
    lines: Sequence[str], split: Sequence[_Line], index: int, keys: int, dash: int
) -> Iterator[Slip]:
    """A key or a dash in another column than the others of its kind."""
    line = split[index]
    key = _key_of(line)
    if line.bullet:
        if index and len(line.margin) != dash:
            fixed = " " * dash + "-".ljust(keys - dash) + line.rest
            yield _column_slip(
                lines, index, len(line.margin), dash, f"the dash before “{key}”", fixed
            )
        below = {
            len(each.margin)
            for each in split[index + 1 :]
            if _key_of(each) and not each.bullet and len(each.margin) > dash
        }
        for column in sorted(below - {line.column}):
            if column > len(line.margin) + 1:
                fixed = line.margin + "-".ljust(column - len(line.margin)) + line.rest
                yield _column_slip(lines, index, line.column, column, f"“{key}”", fixed)
        return
    columns = [keys] if line.column != keys else []
    # Within a list of records in a record, the column is that of the key behind the dash.
    columns += [
        each.column
        for each in split[:index]
        if each.bullet and each.column not in (keys, line.column)
    ][-1:]
    for column in columns:
        yield _column_slip(
            lines, index, line.column, column, f"“{key}”", " " * column + line.rest
        )


def _column_slip(
    lines: Sequence[str], index: int, at: int, wanted: int, subject: str, fixed: str
) -> Slip:
    return Slip(
        index,
        at + 1,
        "indentation",
        f"{subject} begins in column {at + 1}, and the others like it in column {wanted + 1}",
        "",
        f"let it begin in column {wanted + 1}: {_spaces_before(lines[index], at, wanted)}",
        _with(lines, {index: fixed}),
    )


def _spaces_before(line: str, at: int, wanted: int) -> str:
    count = abs(wanted - at)
    noun = "space" if count == 1 else "spaces"
    return f"{'add' if wanted > at else 'delete'} {count} {noun} before it"


def _values(
    lines: Sequence[str], split: Sequence[_Line], index: int, key: str, value: str
) -> Iterator[Slip]:
    """A bracket or quotation mark that is not closed, or a text that needs quotation marks."""
    if not value:
        return
    line = split[index]
    end = _end_of_value(lines, split, index)
    last = end - 1
    start = len(lines[index]) - len(value)
    whole = "\n".join([value, *lines[index + 1 : end]])
    if value[0] in _PAIRS:
        broken = _unclosed(whole)
        if broken:
            at, closer, where = broken
            row = whole.count("\n", 0, at)
            column = at - (whole.rfind("\n", 0, at) + 1) + (start if not row else 0)
            fixed = (whole[:where].rstrip() + closer + whole[where:]).split("\n")
            changed = {index + n: text for n, text in enumerate(fixed)}
            changed[index] = lines[index][:start] + fixed[0]
            yield Slip(
                index + row,
                column + 1,
                "open-bracket",
                f"the bracket “{whole[at]}” that opens here is not closed",
                f"“{closer}” at its end",
                f"put “{closer}” after the last item; if the bracket belongs to a text, put the"
                " text in quotes",
                _with(lines, changed),
            )
    if value[0] in "\"'":
        closed = re.match(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', whole, re.DOTALL)
        if not closed:
            text = lines[last].rstrip() if last > index else lines[index].rstrip()
            yield Slip(
                index,
                start + 1,
                "open-quote",
                "the quotation mark that opens here is not closed",
                "",
                "close it, or use | and put the text on the lines below",
                _with(lines, {last: text + value[0]}),
            )
    # What YAML reads as something else than a text: the parser's own error names the place.
    inner = whole
    if value[0] in "\"'":
        inner = whole.rstrip()
        inner = inner[1:-1] if len(inner) > 1 and inner[-1] == inner[0] else inner[1:]
    if value[0] in _SIGNS or value[0] in "\"'" or re.search(r":(?:\s|$)", whole):
        fixed = ("'" + inner.rstrip().replace("'", "''") + "'").split("\n")
        changed = {index + n: text for n, text in enumerate(fixed)}
        changed[index] = lines[index][:start] + fixed[0]
        yield Slip(index, start + 1, "", key, "", "", _with(lines, changed))


def _end_of_value(lines: Sequence[str], split: Sequence[_Line], index: int) -> int:
    """One past the last line that a value written beside its key goes on to."""
    end = index + 1
    for at in range(index + 1, len(lines)):
        line = split[at]
        if not lines[at].strip():
            continue
        if line.bullet or _key_of(line) or len(line.margin) <= split[index].column:
            break
        end = at + 1
    return end


def _unclosed(text: str) -> tuple[int, str, int] | None:
    """The bracket that is not closed: its offset, what closes it, and where that goes."""
    stack: list[int] = []
    quote = ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and text[max(0, at - 99) : at].rstrip(" \n")[-1:] in ("[", "{", ",", ":"):
            quote = char
        elif char in _PAIRS:
            stack.append(at)
        elif char in "]}" and stack:
            if char != _PAIRS[text[stack[-1]]]:
                return stack[-1], _PAIRS[text[stack[-1]]], at
            stack.pop()
            if not stack:
                return None
        elif char == "#" and text[at - 1 : at] in (" ", "\n"):
            return (stack[-1], _PAIRS[text[stack[-1]]], at) if stack else None
    return (stack[-1], _PAIRS[text[stack[-1]]], len(text.rstrip())) if stack and not quote else None
