"""Selects words in a page as readers do, and tells which words of the build's text these are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from annotated_edition.anchoring.boundary import at_word_edges, cuts_word
from annotated_edition.model import Selector

__all__ = ["Proposer", "offer", "proposed", "snapped"]

# Every text node of the article that shows words of the text, with what stands between the
# build's own comments left out: another way to tell than the one that is tested.
PREPARE = r"""() => {
  const host = document.querySelector('.ae-suggest').parentElement;
  const nodes = [];
  let inserted = 0;
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_ALL);
  let begun = 0;
  for (let node; (node = walker.nextNode());) {
    if (node.nodeType === 8) inserted += { ae: 1, '/ae': -1 }[node.data] ?? 0;
    if (node.nodeType === 1 && node.matches('.ae-suggest')) begun += 1;
    if (node.nodeType !== 3 || begun !== 1 || inserted) continue;
    const out = 'script, style, svg title, noscript, .headerlink, .linenos, [style*=display]';
    const hidden = node.parentElement.closest('[hidden]')?.getAttribute('hidden') ?? 'until-found';
    if (node.parentElement.closest(out) || hidden !== 'until-found') continue;
    nodes.push(node);
  }
  window.shown = nodes;
  return nodes.map((node) => node.data);
}"""

SELECT = """([from, start, to, end]) =>
  getSelection().setBaseAndExtent(window.shown[from], start, window.shown[to], end)"""


@dataclass(frozen=True)
class Proposer:
    """A page whose words can be selected by their place among what is not white space.

    Attributes:
        page: The page in the browser; its clock is installed.
        text: The text that the build has anchored in.
        nodes: The text nodes that show it.
    """

    page: Page
    text: str
    nodes: tuple[str, ...]

    @classmethod
    def on(cls, page: Page, text: str) -> Proposer:
        """Read the page.

        Args:
            page: The page.
            text: The text that the build has anchored in.
        """
        nodes = tuple(page.evaluate(PREPARE))
        assert _solid("".join(nodes)) == _solid(text)
        return cls(page, text, nodes)

    def select(self, start: int, end: int) -> tuple[int, int]:
        """Select from one code point of all nodes' text to another; either order.

        Returns:
            The span of the build's text whose words these are; empty for white space.
        """
        places = [self._place(offset) for offset in (start, end)]
        self.page.evaluate(SELECT, [part for place in places for part in place])
        whole = "".join(self.nodes)
        first, last = sorted((start, end))
        before = len(_solid(whole[:first]))
        size = len(_solid(whole[first:last]))
        if not size:
            return 0, 0
        solid = [at for at, char in enumerate(self.text) if not char.isspace()]
        return solid[before], solid[before + size - 1] + 1

    def _place(self, offset: int) -> tuple[int, int]:
        """The node of a code point, and the code unit in it."""
        for number, node in enumerate(self.nodes):
            if offset < len(node):
                return number, len(node[:offset].encode("utf-16-le")) // 2
            offset -= len(node)
        return len(self.nodes) - 1, len(self.nodes[-1].encode("utf-16-le")) // 2


def _solid(text: str) -> str:
    return "".join(text.split())


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to whole words, with the accents and soft hyphens of its letters."""
    while not at_word_edges(text, start, end) and start > 0 and cuts_word(text, start):
        start -= 1
    while start > 0 and _joined(text, start):
        start -= 1
    while end < len(text) and _joined(text, end):
        end += 1
    return start, end


def _joined(text: str, offset: int) -> bool:
    """Whether an offset lies in a word, a figure, or between a letter and its accent."""
    if cuts_word(text, offset):
        return True
    around = text[offset - 1], text[offset]
    if not all(_of_word(char) for char in around):
        return False
    return any(not char.isalnum() for char in around)


def _of_word(char: str) -> bool:
    return (
        char.isalnum() or unicodedata.category(char)[0] == "M" or char in "\u00ad\u200c\u200d"
    ) and not "\u0e00" <= char <= "\u0eff"


def offer(page: Page) -> Locator:
    """What is offered by the selected words."""
    return page.locator(".ae-bar[popover]")


def proposed(page: Page) -> tuple[dict[str, str], Selector]:
    """The fields that the offered form is filled in with, and the selector in them."""
    address: Any = offer(page).locator("a").get_attribute("href")
    fields = {key: value for key, (value,) in parse_qs(urlsplit(address).query).items()}
    # What a form does to an answer.
    parts = {key: fields.get(key, "").strip() or None for key in ("exact", "prefix", "suffix")}
    return fields, Selector(parts["exact"] or "", parts["prefix"], parts["suffix"])
