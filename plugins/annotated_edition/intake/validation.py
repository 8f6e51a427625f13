"""What is not taken from strangers, and how it is said.

What a form says is only ever text: it is written as YAML text, rendered without HTML, and no
shell or workflow sees it. What is refused here would be harmless all the same; but nobody
writes it into a note in good faith, and it is better named than published.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from annotated_edition.records import URL_SCHEMES
from annotated_edition.text import named
from annotated_edition.yaml_files import HIDDEN

__all__ = ["ProposalError", "faults_of_prose", "faults_of_text", "validate_line"]

_TAGS = re.compile("[\U000e0000-\U000e007f]")
_UNFIT = frozenset({"Cc", "Cs", "Co", "Cn"})
_TEMPLATE = re.compile(r"\$\{\{|\{\{|\{%|\$\{|\$\(")
_COMMAND = re.compile(r"^[ \t]*(?:::[A-Za-z][\w-]*|##\[)", re.MULTILINE)
_HTML = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]*>)(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"!\[")
_HEADING = re.compile(r"^[ \t]*#{1,6}(?:[ \t]|$)|^[ \t]*(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_YAML = re.compile(
    r"^[ \t]*(?:\.\.\.[ \t]*$|%(?:YAML|TAG)\b|(?:annotations|speakers|references):[ \t]*$"
    r"|-[ \t]+id:[ \t]|[\w-]+:[ \t]*(?:!!|!<|&\w+[ \t]*$|\*\w+[ \t]*$)|<<:)",
    re.MULTILINE,
)
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})", re.MULTILINE)
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S*)|<([A-Za-z][^\s<>]*)>", re.MULTILINE
)
_BLANKS = re.compile(r"[\x00-\x20\xad\u200b-\u200f\u2060\ufeff]+")


class ProposalError(Exception):
    """What was proposed is not taken, and nothing was changed.

    Attributes:
        reasons: Why, each one clause or two, in the words of whoever has to mend it.
    """

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def faults_of_text(text: str) -> list[str]:
    """What no text of a contributor may hold: characters that nobody sees.

    Args:
        text: Any text.
    """
    for index, char in enumerate(text):
        if char in "\n\t" or (char.isascii() and char.isprintable()):
            continue
        if HIDDEN.match(char) or _TAGS.match(char) or unicodedata.category(char) in _UNFIT:
            line = text.count("\n", 0, index) + 1
            return [
                f"it holds the invisible character {named(char)} in its line {line}; take it out"
            ]
    return []


def validate_line(text: str) -> list[str]:
    """What a text of one line may not hold.

    Args:
        text: The text.
    """
    faults = faults_of_text(text)
    if "\n" in text:
        faults.append("it has several lines; write it on one")
    return faults + _machine_faults(text)


def faults_of_prose(text: str) -> list[str]:
    """What a note, bio or reason may not hold.

    Args:
        text: Markdown.
    """
    faults = faults_of_text(text) + _machine_faults(text)
    if _HTML.search(text):
        faults.append("it holds HTML; write plain text or Markdown")
    if _IMAGE.search(text):
        faults.append("it holds an image; describe it or link to it")
    if _HEADING.search(text):
        faults.append(
            "it holds a heading or a rule, which cannot be told from the form's own; "
            "write **bold** words in its place"
        )
    if _YAML.search(text) or _CONFLICT.search(text):
        faults.append("it holds what looks like a piece of a YAML file; write sentences")
    faults += _link_faults(text)
    return faults


def _machine_faults(text: str) -> list[str]:
    if _TEMPLATE.search(text) or _COMMAND.search(text):
        return ["it contains shell, template or workflow syntax; take it out"]
    return []


def _link_faults(text: str) -> list[str]:
    for found in _LINK.finditer(text):
        target = unescape(found[1] or found[2] or found[3] or "")
        scheme, colon, _ = _BLANKS.sub("", target).partition(":")
        inner = colon and not set("/?#") & set(scheme)
        if (inner and scheme.lower() not in URL_SCHEMES) or target.startswith(("//", "\\")):
            return ["only http(s) links are allowed; begin addresses with https://"]
    return []
