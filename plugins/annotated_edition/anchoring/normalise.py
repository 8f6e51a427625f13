"""The declared normalisation: what may differ between a quotation and the text it is marked on.

Two wordings are the same if they are equal after these steps, and only then may a passage be
marked without the word `changed`:

1. Unicode compatibility forms: ligatures, full and half width, superscript figures, composed
   and decomposed accents, presentation forms. A power is no digit of its base (10⁵ is not 105),
   nor a fraction of its number (2½ is 2 1/2 and not 21/2).
2. Case.
3. Quotation marks and apostrophes of every style are one sign; hyphens and dashes are one
   sign, however many and with or without space around them; dots of an ellipsis too. Width of
   East Asian punctuation is covered by 1; ideographic stops and commas are stops and commas.
4. Soft hyphens, zero-width signs and direction marks are nothing; a hyphen at a line's end
   with the word going on in the next line is nothing; Arabic vowel marks and stretched lines
   are nothing.
5. Quotation marks that only one of the two has are nothing, apostrophes and signs for inches
   are not.
6. White space that a quotation lacks where two blocks of the page meet is nothing, except
   between figures.
7. White space is one space; in scripts without spaces between words it is nothing. Space
   before a closing sign is nothing.

Apparatus of the page, such as the numbers of footnotes, may be lacking or not (see `apparatus`).
Letters, digits, accents, signs such as % and €, and stops and commas are words: where they
differ, the passage has changed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from .boundary import CONTINUOUS

__all__ = ["canonical", "one_sign", "same_words"]

_NOTHING: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\u0640"
)
_QUOTES: Final = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶「」『』〝〞〟＂＇ʼʻ"
_DASHES: Final = "-‐‑‒–—―−⁃﹘﹣－〜～"
_SIGNS: Final = {
    **dict.fromkeys(map(ord, _NOTHING), ""),
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **{ord(old): new for old, new in zip("。、،؛؟۔", ".,,;?.", strict=True)},
    ord("…"): "...",
    ord("⁄"): "/",
    ord("ی"): "ي",
    ord("ى"): "ي",
    ord("ک"): "ك",
}
_AFTER_FIGURE: Final = (
    (re.compile("(?<=[0-9])(?=[²³¹⁰⁴-⁹₀-₉])"), "^"),
    (re.compile("(?<=[0-9])(?=[¼-¾⅐-⅞↉])"), " "),
)
# A quotation in YAML often has its lines joined with a space, the hyphen before it kept.
_LINE_END_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\s+(?=[^\W\d_])")
# ’ and ' are apostrophes too, so they are quotation marks only in pairs around words.
_MARKS: Final = re.compile("[“”„‟«»〝〞〟「」『』‘‚‛‹›＂]")
_PAIRED: Final = re.compile(r"(?<!\w)(['’])(?=\w)([^'’]*(?:(?<=\w)['’](?=\w)[^'’]*)*)['’](?!\w)")
_STRAIGHT: Final = '"'
_EDGE: Final = re.compile(r"\s*\n\s*")
_EDGE_MARK: Final = "\ue000"
_SPACED: Final = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?-+ ?"), "-"),
    (re.compile(r"''+"), "'"),
    (re.compile(r"\.(?: ?\.)+"), "..."),
    (re.compile(f"(?<=[{CONTINUOUS}]) | (?=[{CONTINUOUS}])"), ""),
    (re.compile(r" (?=[,.;:!?)\]}%'])|(?<=[(\[{']) "), ""),
)
_VOWEL_MARKS: Final = re.compile("[\u064b-\u0652\u0670]")


def one_sign(text: str) -> str:
    """Return a text with quotation marks, dashes and the like of every style as one sign each.

    Args:
        text: A few signs; none is joined with another.
    """
    return unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)


def canonical(text: str, *, fold: bool = True) -> str:
    """Return a text in the one form that all its declared variants share, but for step 4's hyphen.

    Args:
        text: Any text; what stands at its ends is trimmed of white space.
        fold: Whether case is no difference.
    """
    if not text.isascii():
        for pattern, replacement in _AFTER_FIGURE:
            text = pattern.sub(replacement, text)
    text = one_sign(text)
    if fold:
        text = unicodedata.normalize("NFKC", text.casefold())
    text = _VOWEL_MARKS.sub("", text)
    for pattern, replacement in _SPACED:
        text = pattern.sub(replacement, text)
    return text.strip()


def same_words(quotation: str, passage: str, *, fold: bool = True) -> bool:
    """Return whether a quotation and a passage differ in nothing but typography.

    Args:
        quotation: Words as quoted.
        passage: Words as they stand in the text.
        fold: Whether case counts as typography.
    """
    quoted = _readings(quotation, fold)
    if not quoted.isdisjoint(_readings(passage, fold)):
        return True
    quotation, passage = _unquoted(quotation), _unquoted(passage)
    quoted = _readings(quotation, fold)
    if not quoted.isdisjoint(_readings(passage, fold)):
        return True
    return "\n" in passage and _same_across_edges(quoted, passage, fold)


def _unquoted(text: str) -> str:
    """Return a text without quotation marks; marks that may be apostrophes or units are kept."""
    text = _PAIRED.sub(r"\2", _MARKS.sub("", text))
    if text.count(_STRAIGHT) % 2 == 0 or not any(map(str.isdigit, text)):
        text = text.replace(_STRAIGHT, "")
    return text


def _same_across_edges(quoted: set[str], passage: str, fold: bool) -> bool:
    """Return whether a quotation lacks white space only where the passage's blocks meet.

    Two figures do not become one: “1” and “2” in two cells are not 12.
    """
    parts = canonical(_EDGE.sub(_EDGE_MARK, passage.strip()), fold=fold).split(_EDGE_MARK)
    tight = "".join(parts).replace(" ", "")
    candidates = [each for each in quoted if each.replace(" ", "") == tight]
    if not candidates:
        return False
    pattern = re.escape(parts[0].strip())
    for before, after in pairwise(map(str.strip, parts)):
        figures = before[-1:].isdigit() and after[:1].isdigit()
        pattern += (" " if figures else " ?") + re.escape(after)
    return any(re.fullmatch(pattern, each) for each in candidates)


def _readings(text: str, fold: bool) -> set[str]:
    """Return the forms of a text: a hyphen at a line's end may be the word's own or not."""
    joined = _LINE_END_HYPHEN.sub("", text)
    readings = {canonical(text, fold=fold)}
    if joined != text:
        readings.add(canonical(joined, fold=fold))
    return readings
