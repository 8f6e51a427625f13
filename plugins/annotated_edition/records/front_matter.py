"""The front matter of a page: what it says of the source text."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from annotated_edition.model import Provenance
from annotated_edition.yaml_files import Map, Report, new_map, read_bytes, read_tree, screen

from .record_models import model_of, record_of
from .validation import checked

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["FrontMatter", "names_source", "read_front_matter"]

# MkDocs' own rule (mkdocs/utils/meta.py): the block stands at the very top of the page.
_BLOCK = re.compile(r"^-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_SOURCE = re.compile(r"""^(["']?)source\1[ \t]*:""", re.MULTILINE)
_SOURCE_IN_BYTES = re.compile(rb"""[\r\n]["']?source["']?[ \t]*:""")
# A title in plain words needs no parser: most pages have one, and few name their source.
_TITLE = re.compile(r"^title:[ \t]*(?:([^\W_](?:[\w ,.;()’–—-]*[\w.)])?)[ \t]*$)?", re.MULTILINE)
_HEAD_BYTES = 16_384
_MAX_PAGE_BYTES = 20_000_000


class FrontMatter:
    """What a page says of itself.

    Attributes:
        title: Its title; empty where there is none.
        provenance: Where its text comes from; None where it does not say.
        node: The mapping under `source`.
        text: The page's text.
    """

    __slots__ = ("node", "provenance", "text", "title")

    def __init__(self) -> None:
        self.title = ""
        self.provenance: Provenance | None = None
        self.node: Map | None = None
        self.text = ""


def names_source(path: Path) -> bool:
    """Whether a page's front matter seems to hold `source`: a cheap look at its beginning."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        head = os.read(handle, _HEAD_BYTES)
    except OSError:
        return False
    finally:
        os.close(handle)
    begun = head[:6].removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return begun and _SOURCE_IN_BYTES.search(head) is not None


def read_front_matter(path: Path, report: Report) -> FrontMatter:
    """Reads the front matter of one page.

    Only `source` is ours: what the other keys hold, tags included, is the host's affair.

    Args:
        path: The page's file.
        report: Where problems go.

    Returns:
        What it says; empty where there is no front matter.
    """
    found = FrontMatter()
    data = read_bytes(path, report, _MAX_PAGE_BYTES)
    if data is None or not data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return found
    # MkDocs' way of reading takes a carriage return for a line end as well.
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found.text = text
    block = _BLOCK.match(text)
    if not block:
        return found
    ours = _SOURCE.search(block[1])
    if not ours:
        title = _TITLE.search(block[1])
        if title is None or title[1] is not None:
            found.title = title[1] if title else ""
            return found
    scratch = Report(report.path)
    # The empty line stands for the one with the dashes.
    tree: Any = read_tree(screen(f"\n{block[1]}".encode(), scratch) or "", scratch)
    if not isinstance(tree, Map):
        tree = new_map((1, 1))
    title = tree.get("title")
    found.title = title if isinstance(title, str) else ""
    if ours:
        _read_source(tree, block[1].count("\n") + 2, scratch, report, found)
    return found


def _read_source(tree: Map, end: int, told: Report, report: Report, found: FrontMatter) -> None:
    """Reads `source`, with the problems that concern it out of all that were told."""
    node = tree.get("source")
    if node is None and "source" not in tree.refused:
        report.take(told, 1, end)  # what keeps it from being read
        return
    first = tree.key_at("source")[0]
    last = min((line for line, _, _, _ in tree.places.values() if line > first), default=end)
    report.take(told, first, last)
    if isinstance(node, Map):
        sound = checked(node, model_of(Provenance), report)
        if sound:
            found.provenance = record_of(Provenance, *sound, report.path)
            found.node = sound[1]
    elif node is not None:
        report.add(
            tree.at("source"),
            "wrong-type",
            "“source” is not a mapping",
            expected="keys with values, such as “title: …”",
            fix="write them on lines of their own, indented",
        )
