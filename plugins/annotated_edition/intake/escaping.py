"""Plain text to Markdown that shows exactly that text."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["escape_inline", "escape_start", "escape_text", "page_title", "spell_out"]

# Backslashes are Python-Markdown's own escape for these; the rest has to be an entity, which
# no extension looks into. What means something only in pairs is left alone where it stands alone.
_INLINE = re.compile(
    r"[\\`*{}\[|~^$]|(?<!\w)_|_(?!\w)|<|&(?=[#\w])|(?<==)=|=(?==)"
    r"|:(?=[\w+-]+:)|\((?=(?:c|r|tm)\))|#(?=\w)",
    re.IGNORECASE,
)
_BACKSLASH = frozenset("\\`*_{}[#(")
_NAMED = {"<": "&lt;", "&": "&amp;"}
_LINE = re.compile(r"^(?:([-+:!?/%;>=#.]|\"\"\"|''')|(\d+)([.)])|([A-Za-z]{1,4})([.)])(?=\s))")
_SPELT = re.compile(r"[!-/:-@\[-`{-~]")


def escape_inline(text: str) -> str:
    """Escape what means something in Markdown anywhere in a line.

    Args:
        text: Plain text.
    """
    return _INLINE.sub(lambda found: _escaped(found[0]), text)


def _escaped(char: str) -> str:
    if char in _BACKSLASH:
        return f"\\{char}"
    return _NAMED.get(char) or f"&#{ord(char)};"


def escape_text(text: str) -> str:
    """Markdown that shows a plain text: its words, line ends and paragraphs.

    White space at the ends of lines is left out, since a page does not show it.

    Args:
        text: Plain text without control characters.
    """
    lines = [escape_start(escape_inline(" ".join(line.split()))) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def escape_start(line: str) -> str:
    """Escape what means something in Markdown at the start of a line.

    Args:
        line: A line in which the rest is escaped already.
    """
    found = _LINE.match(line)
    if not found:
        return line
    if found[1]:
        return "".join(f"&#{ord(char)};" for char in found[1]) + line[found.end(1) :]
    at = found.start(3) if found[3] else found.start(5)
    return f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"


def spell_out(text: str) -> str:
    """The same with every sign as an entity: hard to read, and safe from any extension.

    Args:
        text: Plain text without control characters.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [_SPELT.sub(lambda found: f"&#{ord(found[0])};", line) for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def page_title(text: str) -> str:
    """A title for MkDocs' templates, which escape nothing and unescape what is escaped.

    Args:
        text: Plain text.
    """
    flat = " ".join(text.split())
    if unescape(flat) != flat:
        flat = flat.replace("&", "＆")
    return flat.replace("<", "‹").replace(">", "›")
