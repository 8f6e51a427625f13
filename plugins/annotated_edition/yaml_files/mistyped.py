"""What people mistype in the keys, dashes and indentation of a record.

Each function gives slips that may have been made on a line; whether one was is found by trial.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .mistyped_texts import SHORT_KEY, unindented, values_of, without_bar
from .slips import (
    INNER_KEYS,
    KEYS,
    ODD,
    RECORD_KEYS,
    WIDE,
    ZERO,
    Line,
    Slip,
    is_comment,
    key_of,
    split_line,
    value_of,
    with_lines,
)
from .syntax_errors import TYPOGRAPHIC

__all__ = ["candidates"]

HEADER: Final = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")
_BULLET: Final = re.compile(r"([-–—−•·*+])([ \t]*)(?=[A-Za-z_])")
GLUED: Final = re.compile(rf"([A-Za-z_][\w-]*):([{WIDE}{ZERO}]*)(?!//)(?=\S)(.+)")
_WIDE_COLON: Final = re.compile(
    r"([A-Za-z_][\w-]*)[ \t]*([\uff1a\ufe55\ua789;=])[ \t]*(?=\S|$)(.*)"
)
_MARKED: Final = re.compile(
    rf"([{TYPOGRAPHIC}])([A-Za-z_][\w-]*)[{TYPOGRAPHIC}][ \t]*:(?=[ \t]|$)[ \t]*(.*)"
)
_BARE: Final = re.compile(r"([A-Za-z_][\w-]*)(?:[ \t]+(\S.*))?$")


def _columns(lines: Sequence[str], dash: int) -> int:
    """The column of the keys of a record, counted from 0."""
    first = next(
        (split_line(line) for line in lines if line.strip() and not is_comment(line)), None
    )
    return first.column if first and first.bullet else dash + 2


def candidates(lines: Sequence[str], dash: int) -> Iterator[Slip]:
    """Whatever may have been mistyped, each with the lines as they were meant."""
    keys = _columns(lines, dash)
    split = [split_line(line) for line in lines]
    seen: set[str] = set()
    first = ""
    fresh = False  # whether the first line of a text says how far it is indented
    least = -1  # the column from which on a line belongs to the text at hand; -1 outside of one
    for index, (text, line) in enumerate(zip(lines, split, strict=True)):
        if not text.strip() or (is_comment(text) and least < 0):
            continue
        plain = len(text) - len(text.lstrip(" "))
        if 0 <= least <= plain:
            least = plain if fresh else least
            fresh = False
            continue
        least = -1
        yield from _spaces(lines, split, index, keys, dash)
        yield from _dashes(lines, index, line, keys, dash)
        key = key_of(line)
        if not key:
            yield from _colons(lines, index, line)
            yield from unindented(lines, split, index)
            continue
        if line.bullet and len(line.margin) <= dash:
            seen, first = set(), ""
        if not line.bullet and _opens_list(split, lines, index):
            yield from _lost_dash(lines, index, line, line.column + 2, line.column)
        elif not line.bullet and (
            index == 0 or (len(seen) > 1 and _is_repeated(key, seen, first, lines[index - 1]))
        ):
            yield from _lost_dash(lines, index, line, keys, dash)
        first = first or key
        if line.column == keys:
            seen.add(key)
        yield from _columns_of(lines, split, index, keys, dash)
        value = value_of(line)
        if HEADER.fullmatch(value):
            least, fresh = line.column + 1, True
        else:
            yield from values_of(lines, split, index, key, value)
            yield from without_bar(lines, split, index, key, value)


def _spaces(
    lines: Sequence[str], split: Sequence[Line], index: int, keys: int, dash: int
) -> Iterator[Slip]:
    """A tab or an unusual space in the indentation or behind the dash."""
    line = split[index]
    odd = ODD.search(line.margin + line.bullet)
    glued = re.match(rf"-([{WIDE}{ZERO}])[ {WIDE}{ZERO}]*", line.rest)
    if glued:
        at = len(line.margin) + 1
        fixed = line.margin + "- " + line.rest[glued.end() :]
        yield _space_slip(lines, index, at, glued[1], fixed, "behind the dash", "one space")
        return
    if not odd:
        return
    for width in _widths(split, index, keys, dash):
        count = f"{width} spaces" if width != 1 else "one space"
        fixed = " " * width + (line.bullet and "- ") + line.rest
        if odd[0] == "\t":
            yield Slip(
                index,
                odd.start() + 1,
                "tab",
                "the line is indented with a tab",
                "spaces",
                f"begin the line with {count} and no tab",
                with_lines(lines, {index: fixed}),
            )
        else:
            at = odd.start()
            yield _space_slip(lines, index, at, odd[0], fixed, "in the indentation", count)


def _widths(split: Sequence[Line], index: int, keys: int, dash: int) -> list[int]:
    """The columns at which a line with unusual spaces may have been meant to begin."""
    line = split[index]
    above = split[:index]
    widths = []
    if "\t" not in line.margin:
        widths.append(sum(_width(char) for char in line.margin))
    if line.bullet:
        widths += [dash, *{len(each.margin) for each in above if each.bullet}]
        widths += [each.column + 2 for each in above if key_of(each)][-1:]
    elif key_of(line) or GLUED.match(line.rest):
        inner = [each.column for each in above if each.bullet and each.column > keys][-1:]
        widths += inner if key_of(line) not in RECORD_KEYS else [keys, *inner]
    else:
        widths += [keys + 2, *[len(each.margin) for each in above if each.rest][-1:]]
    return list(dict.fromkeys(widths))


def _width(char: str) -> int:
    """How many columns a character of an indentation takes on the screen."""
    if unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


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
        with_lines(lines, {index: fixed}),
    )


def _dashes(lines: Sequence[str], index: int, line: Line, keys: int, dash: int) -> Iterator[Slip]:
    """A dash without its space, or another bullet in its place."""
    found = _BULLET.match(line.rest) if not line.bullet else None
    if not found or not _starts_with_key(line.rest[found.end() :]):
        return
    written = found[1]
    rest = line.rest[found.end() :]
    key = rest.partition(":")[0].strip()
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
            with_lines(lines, {index: each}),
        )


def _starts_with_key(text: str) -> bool:
    found = re.match(r"([A-Za-z_][\w-]*)[ \t]*:", text)
    return bool(found and found[1] in KEYS)


def _is_repeated(key: str, seen: Collection[str], first: str, above: str) -> bool:
    """Whether a key begins another record: it was there, and is the first or stands apart."""
    return key in seen and (key in (first, "id") or not above.strip())


def _opens_list(split: Sequence[Line], lines: Sequence[str], index: int) -> bool:
    """Whether a line is the first below a key that has a list of records."""
    above = next((at for at in range(index - 1, -1, -1) if lines[at].strip()), None)
    return (
        above is not None
        and key_of(split[above]) in ("sources", "assessments", "spellings")
        and not value_of(split[above])
    )


def _lost_dash(
    lines: Sequence[str], index: int, line: Line, keys: int, dash: int
) -> Iterator[Slip]:
    """The first key of a record without its dash."""
    key = key_of(line)
    at = min(dash, line.column)
    yield Slip(
        index,
        len(line.margin) + 1,
        "lost-dash",
        f"a new record begins here, with “{key}”, but without its dash",
        f"a dash and a space before “{key}”",
        f"write “{' ' * at}- {key}: …”, and leave the lines below as they are",
        with_lines(lines, {index: " " * dash + "-".ljust(keys - dash) + line.rest}),
    )


def _colons(lines: Sequence[str], index: int, line: Line) -> Iterator[Slip]:
    """A key without its colon, or with no space behind it."""
    before = line.margin + line.bullet
    glued = GLUED.match(line.rest)
    if glued and glued[1] in KEYS:
        odd = glued[2]
        yield Slip(
            index,
            line.column + len(glued[1]) + 2,
            "space-after-colon",
            f"“{glued[1]}:” is followed by "
            + (
                f"U+{ord(odd[0]):04X}, which is not a space"
                if odd
                else "its value without a space"
            ),
            "a colon and a space",
            f"write “{glued[1]}: …”, with one space after the colon",
            with_lines(lines, {index: f"{before}{glued[1]}: {glued[3]}"}),
        )
        return
    marked = _MARKED.match(line.rest)
    if marked and marked[2] in KEYS:
        yield Slip(
            index,
            line.column + 1,
            "typographic-quotes",
            f"“{marked[2]}” is in typographic quotation marks, which are letters for YAML",
            "a key without quotation marks",
            f"write “{marked[2]}: …”",
            with_lines(lines, {index: f"{before}{marked[2]}: {marked[3]}"}),
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
            with_lines(lines, {index: f"{before}{wide[1]}: {wide[3]}"}),
        )
        return
    bare = _BARE.match(line.rest)
    if bare and bare[1] in KEYS and not SHORT_KEY.match(line.rest):
        yield Slip(
            index,
            line.column + len(bare[1]) + 1,
            "missing-colon",
            f"there is no colon after “{bare[1]}”",
            "a colon and a space",
            f"write “{bare[1]}: …”",
            with_lines(lines, {index: f"{before}{bare[1]}: {bare[2] or ''}".rstrip()}),
        )


def _columns_of(
    lines: Sequence[str], split: Sequence[Line], index: int, keys: int, dash: int
) -> Iterator[Slip]:
    """A key or a dash in another column than the others of its kind."""
    line = split[index]
    key = key_of(line)
    subject = f"the dash before “{key}”"
    if line.bullet:
        margin = len(line.margin)
        if index and margin != dash:
            yield _record_slip(lines, split, index, dash)
            fixed = " " * dash + "-".ljust(keys - dash) + line.rest
            yield _column_slip(lines, index, margin, dash, subject, fixed)
        below = {
            len(each.margin)
            for each in split[index + 1 :]
            if key_of(each) and not each.bullet and len(each.margin) > dash
        }
        for column in sorted(below - {line.column}):
            if column > margin + 1:
                fixed = line.margin + "-".ljust(column - margin) + line.rest
                yield _column_slip(lines, index, line.column, column, f"“{key}”", fixed)
            start = column - len(line.bullet)
            if column < line.column and start >= 0:
                fixed = " " * start + line.bullet + line.rest
                yield _column_slip(lines, index, margin, start, subject, fixed)
        return
    # Within a list of records in a record, the column is that of the key behind the dash.
    inner = [each.column for each in split[:index] if each.bullet and each.column > keys][-1:]
    if line.column in (*inner, keys):
        return
    columns = inner if key in INNER_KEYS else []
    columns += [keys] if key in RECORD_KEYS else []
    for column in sorted(columns, key=lambda column: abs(column - line.column)):
        fixed = " " * column + line.rest
        yield _column_slip(lines, index, line.column, column, f"“{key}”", fixed)


def _record_slip(lines: Sequence[str], split: Sequence[Line], index: int, dash: int) -> Slip:
    """A whole record in another column than the others."""
    at = len(split[index].margin)
    end = next(
        (
            number
            for number in range(index + 1, len(lines))
            if lines[number].strip() and len(split[number].margin) < min(at + 1, dash + 1)
        ),
        len(lines),
    )
    changed = {
        number: " " * (dash - at) + lines[number][max(at - dash, 0) :]
        for number in range(index, end)
        if lines[number].strip()
    }
    return Slip(
        index,
        at + 1,
        "indentation",
        f"the record begins in column {at + 1}, and the others in column {dash + 1}",
        "",
        f"let it begin in column {dash + 1}: {_spaces_before(at, dash)} at the beginning of each"
        " of its lines",
        with_lines(lines, changed),
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
        f"let it begin in column {wanted + 1}: {_spaces_before(at, wanted)} before it",
        with_lines(lines, {index: fixed}),
    )


def _spaces_before(at: int, wanted: int) -> str:
    count = abs(wanted - at)
    noun = "space" if count == 1 else "spaces"
    return f"{'add' if wanted > at else 'delete'} {count} {noun}"
