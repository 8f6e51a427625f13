"""How values are written: ruamel.yaml emits them, in the habits of the file they go into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .reading import read_tree
from .report import Report

__all__ = ["BODIES", "CLEARED", "Habits", "Old", "Value", "flat", "plain"]

Value = str | date | int | bool | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written: texts, days, numbers, lists and mappings of these."""

BODIES: Final = frozenset(["note", "bio", "definition", "text"])
"""Keys whose value is Markdown, which gets lines of its own and a line end."""

LINE: Final = re.compile(r"\r\n|\r|\n")
_NARROWEST, _USUAL, _WIDEST, _ENDLESS = 80, 100, 120, 10**6
_GAP: Final = re.compile(r"(?<=\S) (?=\S)")
_OTHER_THAN_TEXT: Final = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|=|<<|\.nan|[-+]?\.inf"
    r"|[-+]?[0-9][0-9_,.:eExXoOa-fA-F+-]*"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ][0-9:.Zz +-]*)?)",
    re.IGNORECASE,
)
"""What other readers of YAML, of version 1.1 or 1.2, take for something else than a text."""


class _Cleared(str):
    """The text of a key that is written without a value."""

    __slots__ = ()


CLEARED: Final = _Cleared()


class _TextsOnly(VersionedResolver):
    """Takes every scalar for a text: what needs quotes for other readers gets them below."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind.__name__ == "ScalarNode":
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


@dataclass(frozen=True, slots=True)
class Old:
    """How the value is written whose place a new one takes.

    Attributes:
        style: The sign of its style: `'`, `"`, `|`, `>`, or empty for none.
        indent: By how much its lines below are indented, from its key on.
        lines: Whether it has more lines than one.
        followed: Whether something is behind it on its line.
        bare: Whether it is a number or a date without quotes.
    """

    style: str = ""
    indent: int = 2
    lines: bool = False
    followed: bool = False
    bare: bool = False


class Habits:
    """The habits of a file's author, and values written in them.

    Attributes:
        newline: The line end that most lines have.
        width: Length of the file's longest line, within bounds.
        quote: The sign that it quotes with.
        step: Column of the dashes of its lists, from the key on.
    """

    def __init__(self, text: str, root: Node | None) -> None:
        ends = Counter(LINE.findall(text))
        self.newline = ends.most_common(1)[0][0] if ends else "\n"
        lengths = [len(line) for line in LINE.split(text) if len(line) <= _WIDEST]
        self.width = max(max(lengths) if len(lengths) > 1 else _USUAL, _NARROWEST)
        signs = Counter(_signs(root)) if root else Counter[str]()
        self.quote = "'" if signs["'"] > signs['"'] else '"'
        self.step = 2
        if isinstance(root, MappingNode):
            lists = [value for _, value in root.value if isinstance(value, SequenceNode)]
            self.step = next((each.start_mark.column for each in lists if not each.flow_style), 2)

    def record(self, values: Mapping[str, Value], dash: int, column: int) -> str:
        """A record of a list, on lines of its own without the last line end.

        Args:
            values: Its keys and values, in order.
            dash: Column of the dash.
            column: Column of the keys.
        """
        pairs = [self.pair(key, value, column) for key, value in values.items()]
        whole = (self.newline + " " * column).join(pairs)
        return " " * dash + "-".ljust(column - dash) + whole

    def pair(self, key: str, value: Value, column: int, old: Old | None = None) -> str:
        """A key with its value, on lines; those below the first are indented, too.

        Args:
            key: The key.
            value: Its value.
            column: Column of the key.
            old: The value before; None where there was none.
        """
        if isinstance(value, str | date | int):
            old = old or Old("|" if key in BODIES else "")
            written = self._scalar(key, value, self.width - column, old)
        else:
            width = self.width - column
            written = _emit({key: _flow(value, self.quote)}, _ENDLESS)
            if len(written) > width and isinstance(value, Sequence):
                items = [_flow(each, self.quote) for each in value]
                written = _emit({key: items}, _ENDLESS, offset=self.step)
        return "\n".join(
            " " * column * bool(number and line) + line
            for number, line in enumerate(written.split("\n"))
        ).replace("\n", self.newline)

    def inline(self, value: Value) -> str:
        """A value on one line, as it is written within brackets."""
        written = _emit(CommentedSeq([_flow(value, self.quote)]), _ENDLESS, flow=True)
        return written[1:-1]

    def _scalar(self, key: str, value: str | date | int, width: int, old: Old) -> str:
        text = flat(value)
        if isinstance(value, _Cleared):
            return f"{key}:"
        bare = not isinstance(value, str) or old.bare
        fits = len(key) + 2 + len(text) + 2 * bool(old.style) <= width
        for styled, room in self._styled(text, fits=fits, width=width, bare=bare, old=old):
            written = _emit({key: styled}, room, old.indent)
            if type(styled) is str:
                if written[len(key) + 2 : len(key) + 3] in ("'", '"'):
                    continue  # it needs quotes, and they are to be the file's own
                written = "\n".join(line.rstrip() for line in written.split("\n"))
            lines = [line and f"  {line}" for line in written.split("\n")]
            if _reads_as("- " + "\n".join(lines)[2:] + "\n  other: x\n", {key: text}):
                return written
        return _emit({key: DoubleQuotedScalarString(text)}, _ENDLESS)

    def _styled(
        self, text: str, *, fits: bool, width: int, bare: bool, old: Old
    ) -> Iterator[tuple[str, int]]:
        """Texts of ruamel.yaml in the styles that suit, the likest to the old one first."""
        prose, wraps = "\n" not in text, _GAP.search(text) is not None
        block = (
            not old.followed
            and bool(text.strip())
            and not text[0].isspace()
            and not text.endswith("\n\n")
        )
        if block and (old.style == "|" or (not old.style and not prose)):
            yield LiteralScalarString(text), _ENDLESS
        if block and old.style == ">":
            yield _folded(text, width), _ENDLESS
            yield LiteralScalarString(text), _ENDLESS
        if not old.style and prose and (bare or not _needs_quotes(text)):
            if old.lines and not fits and wraps:
                yield text, width
            if fits or not (block and wraps):
                yield text, _ENDLESS
        if block and not fits and prose and wraps:
            yield _folded(text, width), _ENDLESS
        yield _quoted(text, self.quote, old.style), _ENDLESS


def flat(value: str | date | int) -> str:
    """A value as the strict reader gives it: everything is a text."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(value: Value) -> Any:
    """A value as the strict reader gives it, with all that it holds."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, str | date | int):
        return flat(value)
    return [plain(each) for each in value]


def looks_like_other(text: str) -> bool:
    """Whether other readers of YAML take a text without quotes for something else."""
    return _OTHER_THAN_TEXT.fullmatch(text) is not None


def _needs_quotes(text: str) -> bool:
    """Whether a text needs quotes for other reasons than those that ruamel.yaml knows."""
    return not text or not text.isprintable() or text != text.strip() or looks_like_other(text)


def _quoted(text: str, quote: str, style: str = "") -> str:
    if style in ("'", '"'):
        quote = style
    elif quote in text and "'\""["\"'".index(quote)] not in text:
        quote = "'\""["\"'".index(quote)]
    single = quote == "'" and text.isprintable()
    made: str = (SingleQuotedScalarString if single else DoubleQuotedScalarString)(text)
    return made


def _folded(text: str, width: int) -> Any:
    """A text that ruamel.yaml folds so that no line is wider, where its words allow it.

    Left to itself, it breaks a line behind the word that went too far.
    """
    made = FoldedScalarString(text)
    folds, line, last = [], 0, 0
    for gap in [*(found.start() for found in _GAP.finditer(text)), len(text.rstrip("\n"))]:
        if gap - line > width - 2 and last > line:
            folds.append(last)
            line = last + 1
        last = gap
    made.fold_pos = folds
    return made


def _flow(value: Value, quote: str) -> Any:
    """A value for ruamel.yaml, in brackets."""
    if isinstance(value, Mapping):
        made: Any = CommentedMap({key: _flow(each, quote) for key, each in value.items()})
    elif isinstance(value, str | date | int):
        text = flat(value)
        if not isinstance(value, str):
            return text
        return _quoted(text, quote) if _needs_quotes(text) or _is_delicate(text) else text
    else:
        made = CommentedSeq([_flow(each, quote) for each in value])
    made.fa.set_flow_style()
    return made


def _is_delicate(text: str) -> bool:
    """Whether a text needs quotes within brackets: asked here, so that they are the file's."""
    return re.search(r"[,\[\]{}:]|\s#|^[-?#&*!|>'\"%@`=<]", text) is not None


def _emit(data: Any, width: int, indent: int = 2, offset: int = 2, *, flow: bool = False) -> str:
    """What ruamel.yaml writes for a value, without the last line end."""
    writer = YAML()
    writer.Resolver = _TextsOnly
    writer.width = width
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=indent, sequence=offset + 2, offset=offset)
    if flow:
        data.fa.set_flow_style()
    stream = StringIO()
    writer.dump(data, stream)
    return stream.getvalue().removesuffix("\n")


def _reads_as(written: str, values: Mapping[str, str]) -> bool:
    """Whether the strict reader reads a record as it is meant."""
    report = Report("")
    return bool(read_tree(written, report) == [{**values, "other": "x"}]) and not len(report)


def _signs(node: Node) -> Iterator[str]:
    """The style of each text within a node."""
    if isinstance(node, ScalarNode):
        yield node.style or ""
    for each in node.value if isinstance(node, SequenceNode) else ():
        yield from _signs(each)
    for pair in node.value if isinstance(node, MappingNode) else ():
        yield from _signs(pair[1])
