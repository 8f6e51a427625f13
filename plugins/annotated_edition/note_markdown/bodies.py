"""Bodies of notes: Markdown in, sanitised HTML out.

1. A body is Markdown without raw HTML, images and headings: what is written there as HTML is
   shown as text, so that nothing of a note is lost and nothing of it runs.
2. Making a Markdown instance costs more than rendering a body, and so does each run of one: all
   bodies share an instance, and several share a run.
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

from annotated_edition import __version__
from annotated_edition.model import exceeds_limits

from .citation_links import CitationExtension
from .definitions import LinkExtension
from .packing import pack, unpack
from .tables import FenceExtension, TableExtension

__all__ = ["Bodies", "render_bodies"]

OFF = ("html", "image_link", "image_reference", "short_image_ref")
BLOCKS_OFF = ("hashheader", "setextheader")
EXTENSIONS = ("sane_lists", "pymdownx.betterem", "pymdownx.tilde", "pymdownx.caret")

# Bodies whose blocks could reach into the next one's: fences left open, and definitions of
# links, which hold for a whole run.
ALONE = re.compile(r"```|~~~|^ {0,3}\[[^\]]+\]:", re.MULTILINE)
SEPARATOR = "\ue003"
BATCH = 50
FORM = 4  # of the HTML that is kept; to be raised whenever it would come out differently
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
    shared: list[str] = []
    for text in dict.fromkeys(texts):
        if exceeds_limits(text):
            rendered[text] = _as_written(text)
        elif ALONE.search(text):
            rendered[text] = _run([text])[0]
        else:
            shared.append(text)
    for start in range(0, len(shared), BATCH):
        batch = shared[start : start + BATCH]
        rendered.update(zip(batch, _run(batch), strict=True))
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


def _run(texts: Sequence[str]) -> list[str]:
    """Render bodies in one run, or one by one where that did not keep them apart."""
    try:
        whole = _convert(f"\n\n{SEPARATOR}\n\n".join(texts))
    except Exception:  # noqa: BLE001 - the renderer and its extensions raise anything
        if len(texts) == 1:
            return [_as_written(texts[0])]
        return [html for text in texts for html in _run([text])]
    parts = whole.split(f"<p>{SEPARATOR}</p>") if len(texts) > 1 else [whole]
    if len(parts) != len(texts):
        return [html for text in texts for html in _run([text])]
    return [SANITISER.clean(part).strip() for part in parts]


def _as_written(text: str) -> str:
    """A body that cannot be rendered: its words and paragraphs, and nothing else."""
    paragraphs = [part.strip() for part in text.split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)


def _convert(text: str) -> str:
    md = _instance()
    md.reset()
    return str(md.convert(text))


@cache
def _instance() -> Markdown:
    """The Markdown instance of all bodies."""
    own = (TableExtension(), FenceExtension(), CitationExtension(), LinkExtension())
    md = Markdown(extensions=[*EXTENSIONS, *own])
    md.preprocessors.deregister("html_block")
    for name in OFF:
        md.inlinePatterns.deregister(name)
    for name in BLOCKS_OFF:
        md.parser.blockprocessors.deregister(name)
    # Only lays out the HTML; nobody reads that of a note.
    md.treeprocessors.deregister("prettify")
    return md
