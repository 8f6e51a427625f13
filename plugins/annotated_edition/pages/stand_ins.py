"""English words in a page of another language: their element says that they are English.

Where they go is known to the template alone, and what holds them may be an element, a part of
its text, or an attribute. So they stand between two noncharacters until the HTML is whole.
"""

from __future__ import annotations

import re

from annotated_edition.locales import FALLBACK, STAND_IN, direction

__all__ = ["in_english", "with_languages"]

OPEN, CLOSE = STAND_IN
EITHER = re.compile(f"[{OPEN}{CLOSE}]")
ENGLISH = f' lang="{FALLBACK}" dir="{direction(FALLBACK)}"'

# An element that holds nothing but text, up to its end tag.
LEAF = re.compile(rf"<([a-z]\w*)([^<>]*)>([^<>]*{OPEN}[^<>]*)(?=</\1>)")
TAG = re.compile(rf"<[a-z][^<>]*{OPEN}[^<>]*>")
NAMED = re.compile(rf'\s(?:aria-label|title|alt)="{OPEN}')
ONLY_TEXT = re.compile("[^<]*</")
TOLD = re.compile(r"\s(?:lang|dir)=")
# Parts of drawings: a span among them would end the drawing.
WITHOUT_SPANS = frozenset({"desc", "option", "text", "title"})


def in_english(text: str) -> str:
    """An element that tells that its text is English."""
    return f"<span{ENGLISH}>{text}</span>"


def with_languages(html: str) -> str:
    """Tell the language of English words that stand in for others.

    Args:
        html: What a template has made, with `STAND_IN` around such words.
    """
    if OPEN not in html:
        return html
    html = TAG.sub(_attribute, LEAF.sub(_leaf, html))
    depth = 0

    def span(match: re.Match[str]) -> str:
        nonlocal depth
        before = depth
        depth += 1 if match[0] == OPEN else -1
        if before and depth:
            return ""  # words within such words
        return f"<span{ENGLISH}>" if depth else "</span>"

    return EITHER.sub(span, html)


def _leaf(match: re.Match[str]) -> str:
    name, attributes, text = match.groups()
    inner = text[1:-1]
    whole = text == f"{OPEN}{inner}{CLOSE}" and not EITHER.search(inner)
    if TOLD.search(attributes) or not (whole or name in WITHOUT_SPANS):
        return match[0]
    return f"<{name}{attributes}{ENGLISH}>{EITHER.sub('', text)}"


def _attribute(match: re.Match[str]) -> str:
    """A tag with such words in an attribute: they share its language with all it holds."""
    tag = match[0]
    alone = NAMED.search(tag) and ONLY_TEXT.match(match.string, match.end())
    tag = EITHER.sub("", tag)
    return f"{tag[:-1]}{ENGLISH}>" if alone and not TOLD.search(tag) else tag
