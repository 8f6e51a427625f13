"""A short cut for bodies of running prose, such as nearly all notes are.

Paragraphs with citations, emphasis and links to the web need none of what else Markdown knows;
one regular expression renders them in a tenth of the time. At the first sign of anything more
it gives up, and Python-Markdown decides: a generated test holds both ways to the same HTML.
"""

from __future__ import annotations

import re
from html import escape

from annotated_edition.model import CITATION, find_citations

__all__ = ["render_prose"]

# Nothing that calls for Markdown proper, no white space that it treats in its own way, and none
# of the signs that renderers keep for themselves.
_PROSE = re.compile(
    r"[^\\`_~^<>&|\x00-\x09\x0b-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u205f\u3000"
    r"\ue000-\ue003\ufdd0-\ufdef\ufffe\uffff]+"
)
# What a line may begin with; a number and a dot begin a list.
_LINE = re.compile(r"(?!\d+[.)])[\w“”„‘’«»\"'(*\[…§–—]")
_WORDS = r"([^\s*\[\]](?:[^*\[\]\n]*[^\s*\[\]])?)"
_AFTER = r"(?![^\s).,;:!?”“’»\"'—–])"
_MARKED = re.compile(
    rf"\*\*{_WORDS}\*\*{_AFTER}"
    rf"|\*{_WORDS}\*{_AFTER}"
    r"|\[([^\s\[\]*@][^\[\]*\n]*)\]\((https?://[A-Za-z0-9./?=%#:,;+-]+)\)"
    rf"|({CITATION.pattern})"
)
_BEFORE = frozenset(" \n\u00a0\u202f(“„‘«\"'—–")
"""What may stand before emphasis, besides the beginning."""
_LEFT_OVER = re.compile(r"[*\[\]]")


def render_prose(text: str) -> str | None:
    """Render a body that is nothing but prose.

    Args:
        text: Markdown.

    Returns:
        HTML, as Python-Markdown makes it of the same text; None where that has to be asked.
    """
    if _PROSE.fullmatch(text) is None or text.strip() != text or " \n" in text or "![" in text:
        return None
    paragraphs = [part.strip("\n") for part in text.split("\n\n")]
    rendered = [_paragraph(part) for part in paragraphs if part]
    return "".join(part for part in rendered if part) if all(rendered) else None


def _paragraph(text: str) -> str | None:
    if not all(_LINE.match(line) for line in text.split("\n")):
        return None
    parts, position = ["<p>"], 0
    for match in _MARKED.finditer(text):
        plain = text[position : match.start()]
        position = match.end()
        strong, emphasis, link, address, cited = match.group(1, 2, 3, 4, 5)
        if _LEFT_OVER.search(plain):
            return None
        parts.append(plain)
        if cited is not None:
            parts.append(_citation(cited))
        elif link is not None:
            parts.append(f'<a href="{address}">{link}</a>')
        elif match.start() and text[match.start() - 1] not in _BEFORE:
            return None
        elif strong is not None:
            parts.append(f"<strong>{strong}</strong>")
        else:
            parts.append(f"<em>{emphasis}</em>")
    plain = text[position:]
    if _LEFT_OVER.search(plain):
        return None
    parts += (plain, "</p>")
    return "".join(parts)


def _citation(text: str) -> str:
    """A citation as `citations.CitationProcessor` leaves it."""
    cited = find_citations(text)
    places = "<br>".join(escape(each.locator, quote=False) for each in cited)
    return f'<cite title="{" ".join(each.source for each in cited)}">{places}</cite>'
