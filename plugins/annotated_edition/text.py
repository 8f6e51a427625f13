"""Text for people: on one line, cut to a length, and with nothing in it that cannot be seen.

1. Names of files, ids and quotations are written by others. Whatever is printed, logged or shown
   goes through `printable` (a value) or `log_line` (a whole line of a log).
2. This module imports nothing of the package, so that every room may import it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "INVISIBLE",
    "collapse",
    "hidden_in",
    "in_json",
    "invisible",
    "log_line",
    "named",
    "nearest",
    "printable",
    "shorten",
    "shown",
]

_SHOWN = 60
"""Characters of a value that a message shows."""
_LIKE = 62.0
_LONGEST = 200
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_TAGS = "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
INVISIBLE = re.compile(f"[{_UNSEEN}{_TAGS}\u202a-\u202e]")
"""Characters without a shape of their own: marks of direction, joiners, selectors, tags."""
_JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff]"
)
"""Letters of scripts in which a joiner (U+200C, U+200D) changes how a word is written."""
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]*$")
_NAMES = {
    "\n": "line feed",
    "\r": "carriage return",
    "\t": "tab",
    "\x00": "NUL",
    "\ufeff": "byte order mark",
}
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_COMMAND = re.compile(r"^(\s*):(?=:)|(?<=#)#(?=\[)")


def printable(text: str) -> str:
    r"""A text that does nothing to a terminal, a log or the direction of a line.

    Control characters, line and paragraph separators, marks of direction and lone surrogates
    become visible escapes such as `\n`, `\x1b`, `\u202e`; spaces of another width become spaces.

    Args:
        text: Any text, file names decoded by `os.fsdecode` included.
    """
    if text.isprintable() and not INVISIBLE.search(text):
        return text
    return "".join(
        char
        if (char.isprintable() and not INVISIBLE.match(char)) or _is_joiner(text, index)
        else _escaped(char)
        for index, char in enumerate(text)
    )


def _escaped(char: str) -> str:
    code = ord(char)
    if char in _ESCAPES:
        return _ESCAPES[char]
    if unicodedata.category(char) == "Zs":
        return " "
    if code <= 0xFF:  # noqa: PLR2004 - two hexadecimal digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits


def log_line(text: str) -> str:
    """One printable line in which a CI runner recognises no command of its own.

    GitHub's runner reads `::name::` at the beginning of a line, behind white space too, and
    `##[name]` anywhere.

    Args:
        text: Any text.
    """
    return _COMMAND.sub(
        lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", printable(text)
    )


def in_json(data: str) -> str:
    """A JSON text of the same value, in which every character can be seen and none is a command.

    Args:
        data: JSON, in which characters that cannot be seen stand in strings only.
    """
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in data
    ).replace("##[", "#\\u0023[")


def collapse(text: str) -> str:
    """A text on one line: every run of white space is one space, none at the ends."""
    return " ".join(text.split())


def shorten(text: str, length: int, *, at_word: bool = True) -> str:
    """The beginning of a text on one line, with an ellipsis where it is cut.

    Args:
        text: Any text.
        length: How many code points it may have, the ellipsis included.
        at_word: Whether it is cut at a word's end, where there is one.
    """
    flat = collapse(text)
    if len(flat) <= length:
        return flat
    head = flat[: length - 1]
    return ((at_word and head.rpartition(" ")[0]) or head).rstrip() + "…"


def shown(text: str, length: int = _SHOWN) -> str:
    """What a contributor typed, as a message quotes it: printable, on one line, short.

    Args:
        text: Any text.
        length: How many code points it may have.
    """
    return shorten(printable(collapse(text[: length * 4])), length, at_word=False)


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """The invisible characters of a name or a label, and where they are.

    Joiners between letters of scripts that use them, and joiners and selectors of emoji are part
    of how a word is written, and are not among them.

    Args:
        text: The text.

    Yields:
        The index of each, and its name with the code point, such as `U+200E (left-to-right mark)`.
    """
    for found in INVISIBLE.finditer(text):
        if not _is_joiner(text, found.start()):
            yield found.start(), named(found[0])


def hidden_in(text: str) -> str:
    """The first invisible character of an id or a key; empty where there is none."""
    return next((name for _, name in invisible(text)), "")


def named(char: str) -> str:
    """The code point of a character and its name."""
    name = _NAMES.get(char) or unicodedata.name(char, "control character").lower()
    return f"U+{ord(char):04X} ({name})"


def _is_joiner(text: str, index: int) -> bool:
    char = text[index]
    if char not in "\u200c\u200d\ufe0e\ufe0f" and not "\U000e0020" <= char <= "\U000e007f":
        return False
    before = text[index - 1 : index]
    if char in "\u200c\u200d" and _JOINING.match(before):
        return _JOINING.match(text, index + 1) is not None
    if char == "\u200c" or not before:
        return False
    if char >= "\U000e0020":  # the flags of regions are written with tags
        return _FLAG.search(text, max(0, index - 32), index) is not None
    if char == "\u200d":
        after = text[index + 1 : index + 2]
        return _is_symbol(before) and bool(after) and _is_symbol(after)
    return _is_symbol(before) or before in "0123456789#*"


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk", "Sm") or char in "\ufe0f\u203c\u2049\u2139"


def nearest(name: str, known: Collection[str]) -> str:
    """The one of `known` that was probably meant.

    Args:
        name: What was written.
        known: What may be written; of two equally near the first in alphabet is taken.

    Returns:
        The nearest, or an empty text where nothing is near.
    """
    if not known or len(name) > _LONGEST:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only mistakes need it

    choices = _sorted(known) if isinstance(known, frozenset) else tuple(sorted(known))
    best = ("", 0.0)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):  # misspelt, or its words in another order
        found = process.extractOne(
            name, choices, scorer=scorer, processor=_plain, score_cutoff=max(_LIKE, best[1])
        )
        if found and found[1] > best[1]:
            best = (str(found[0]), found[1])
    return best[0]


@lru_cache(maxsize=16)
def _sorted(known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(known))


def _plain(name: str) -> str:
    return name.lower().replace("-", " ").replace("_", " ")
