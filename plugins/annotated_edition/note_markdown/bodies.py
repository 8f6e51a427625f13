"""Bodies of notes: Markdown in, sanitised HTML out.

1. A body is Markdown without raw HTML, images and headings: what is written there as HTML is
   shown as text, so that nothing of a note is lost and nothing of it runs.
2. Python-Markdown tries every inline pattern on every stretch of text. A pattern cannot match
   where its first character is missing, so bodies are rendered by an instance that knows only
   the patterns that they can need; and several bodies share one run. Mere prose takes a short
   cut.
3. Whatever the Markdown pass lets through, the sanitiser holds to a short list of elements,
   attributes and kinds of addresses.
4. A body that no renderer could take in time is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from html import escape
from importlib.metadata import version
from typing import Protocol

import nh3
from markdown import Markdown
from markdown.extensions import Extension

from annotated_edition import __version__
from annotated_edition.model import exceeds_limits

from .citation_links import CitationExtension
from .definitions import LinkExtension
from .packing import pack, unpack
from .prose import render_prose
from .tables import FenceExtension, TableExtension

__all__ = ["Bodies", "render_bodies"]

# The patterns and block processors that a body can need, by the characters that call for them.
INLINE = {
    "`": ("backtick",),
    "\\": ("escape",),
    "[": ("citation", "reference", "link", "short_reference"),
    "<": ("autolink", "automail"),
    "\n": ("linebreak",),
    "&": ("entity",),
    "*_~^": ("delimiter", "em_strong", "em_strong2", "not_strong"),
}
ALWAYS_OFF = ("html", "image_link", "image_reference", "short_image_ref")
BLOCKS_OFF = ("hashheader", "setextheader")
EXTENSIONS: dict[str, str | type[Extension]] = {
    "|": TableExtension,
    "_": "pymdownx.betterem",
    "~": "pymdownx.tilde",
    "^": "pymdownx.caret",
    "```": FenceExtension,
    "~~~": FenceExtension,
}
"""Extensions, or their names, by the text without which they have nothing to do."""
EVERYTHING = frozenset([*INLINE, *EXTENSIONS])

# Bodies whose blocks could reach into the next one's: fences left open, and definitions of
# links, which hold for a whole run.
ALONE = re.compile(r"```|~~~|^ {0,3}\[[^\]]+\]:", re.MULTILINE)
SEPARATOR = "\ue003"
BATCH = 50
INSTANCES = 60  # sets of patterns in one rendering; a set costs as much as some ten bodies
FORM = 3  # of the HTML that is kept; to be raised whenever it would come out differently
MAKERS = ("Markdown", "pymdown-extensions", "nh3")

SANITISER = nh3.Cleaner(
    tags=set(
        "a blockquote br cite code dd del dl dt em hr li ol p pre strong sub sup table tbody td "
        "th thead tr ul".split()
    ),
    attributes={
        "a": {"href", "title"},
        "cite": {"title"},
        "ol": {"start"},
        "td": {"align"},
        "th": {"align"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def render_bodies(texts: Sequence[str]) -> list[str]:
    """Render Markdown bodies as sanitised HTML.

    Args:
        texts: Bodies, each by itself: what one defines does not reach another.

    Returns:
        The HTML of each. Citations stand in it as `citations.link_citations` wants them,
        addresses as they were written.
    """
    rendered: dict[str, str] = {}
    groups: dict[tuple[bool, frozenset[str]], list[str]] = {}
    for text in dict.fromkeys(texts):
        if exceeds_limits(text):
            rendered[text] = _as_written(text)
            continue
        prose = render_prose(text)
        if prose is not None:
            rendered[text] = SANITISER.clean(prose)
            continue
        alone = ALONE.search(text) is not None
        needs = _needs(text) if len(groups) < INSTANCES else EVERYTHING
        groups.setdefault((alone, needs), []).append(text)
    for (alone, needs), group in groups.items():
        size = 1 if alone else BATCH
        for start in range(0, len(group), size):
            batch = group[start : start + size]
            rendered.update(zip(batch, _run(batch, needs), strict=True))
    return [rendered[text] for text in texts]


class Keeping(Protocol):
    """What keeps texts between builds."""

    def get(self, key: str, /) -> str | None:
        """The text of a key; None where there is none."""

    def __setitem__(self, key: str, text: str, /) -> None: ...

    def touch(self, key: str) -> None:
        """Keep the text of a key, if there is one, though nobody asks for it this time."""


class Bodies:
    """Renders bodies, and keeps those of a page as one.

    Args:
        store: Keeps rendered bodies between builds; None to keep them as long as this object.
    """

    def __init__(self, store: Keeping | None = None) -> None:
        self._store = store
        self._rendered: dict[str, str] = {}

    def render(self, texts: Sequence[str]) -> list[str]:
        """The sanitised HTML of bodies that are always asked for together; see `render_bodies`."""
        key = self._key(texts)
        kept = self._rendered.get(key) if self._store is None else self._store.get(key)
        if kept is not None:
            return unpack(kept)
        rendered = render_bodies(texts)
        if self._store is None:
            self._rendered[key] = pack(rendered)
        else:
            self._store[key] = pack(rendered)
        return rendered

    def retain(self, texts: Sequence[str]) -> None:
        """Keep bodies for a build that needs them, where this one does not."""
        if self._store is not None:
            self._store.touch(self._key(texts))

    @staticmethod
    def _key(texts: Sequence[str]) -> str:
        digest = blake2b(pack(texts).encode("utf-8", "surrogatepass"), key=_makers())
        return f"bodies {digest.hexdigest()}"


@cache
def _makers() -> bytes:
    """Whatever can change the HTML of the same Markdown."""
    made_by = [__version__, str(FORM), *(f"{name} {version(name)}" for name in MAKERS)]
    return blake2b("\n".join(made_by).encode(), digest_size=32).digest()


def _needs(text: str) -> frozenset[str]:
    """The groups of characters, and the extensions' texts, that a body has."""
    groups = [chars for chars in INLINE if any(char in text for char in chars)]
    return frozenset([*groups, *(mark for mark in EXTENSIONS if mark in text)])


def _run(texts: Sequence[str], needs: frozenset[str]) -> list[str]:
    """Render bodies in one run, or one by one where that did not keep them apart."""
    try:
        whole = _convert(f"\n\n{SEPARATOR}\n\n".join(texts), needs)
    except Exception:  # noqa: BLE001 - the renderer and its extensions raise anything
        if len(texts) == 1:
            return [_as_written(texts[0])]
        return [html for text in texts for html in _run([text], needs)]
    parts = whole.split(f"<p>{SEPARATOR}</p>") if len(texts) > 1 else [whole]
    if len(parts) != len(texts):
        return [html for text in texts for html in _run([text], needs)]
    return [SANITISER.clean(part).strip() for part in parts]


def _as_written(text: str) -> str:
    """A body that cannot be rendered: its words and paragraphs, and nothing else."""
    paragraphs = [part.strip() for part in text.split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)


def _convert(text: str, needs: frozenset[str]) -> str:
    md = _instance(needs)
    md.reset()
    return str(md.convert(text))


@cache
def _instance(needs: frozenset[str]) -> Markdown:
    """A Markdown instance that knows no more than what some characters call for."""
    wanted = dict.fromkeys(known for mark, known in EXTENSIONS.items() if mark in needs)
    extensions = [known if isinstance(known, str) else known() for known in wanted]
    md = Markdown(extensions=["sane_lists", *extensions, CitationExtension(), LinkExtension()])
    md.preprocessors.deregister("html_block")
    off = [name for chars, names in INLINE.items() if chars not in needs for name in names]
    for name in (*ALWAYS_OFF, *off):
        md.inlinePatterns.deregister(name, strict=False)
    for name in BLOCKS_OFF:
        md.parser.blockprocessors.deregister(name)
    # Only lays out the HTML; nobody reads that of a note.
    md.treeprocessors.deregister("prettify")
    return md
