"""Selects words in a page as readers do, and tells which letters of the page they are.

A place is counted in letters over all text nodes of the page, so that it means the same in the
page as it was rendered and in the page with marks, whatever the build takes for its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from playwright.sync_api import Page

from annotated_edition.anchoring.boundary import cuts_word
from annotated_edition.anchoring.skeleton import fold

__all__ = ["Selected", "ShownPage"]

APPARATUS = (
    ".headerlink, .linenos, rt, rp, sup[id^=fnref], .footnote-backref, .footnote-ref, .ae-tail"
)
"""What a reader takes along with words and does not mean: signs and numbers of the page."""

FRAME = f"""<!doctype html><meta charset=utf-8><style>
.tabbed-set > input {{ position: absolute; opacity: 0 }}
.tabbed-labels {{ display: flex }}
.tabbed-block {{ display: none }}
.tabbed-set > input:nth-of-type(1):checked ~ .tabbed-content > :nth-child(1),
.tabbed-set > input:nth-of-type(2):checked ~ .tabbed-content > :nth-child(2) {{ display: block }}
.linenos::before {{ content: attr(data-linenos) }}
.without :is({APPARATUS}) {{ display: none }}
</style><article>%s</article>"""
"""A page that shows as much at a time as a theme does."""

READ = r"""(apparatus) => {
  const root = document.querySelector('article');
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const inline = (element) => /^(inline|contents|ruby)/.test(getComputedStyle(element).display);
  const blockOf = (node) => {
    let element = node.parentElement;
    while (element !== root && inline(element)) element = element.parentElement;
    return element;
  };
  const closed = 'details:not([open]) > :not(summary), [hidden=until-found]';
  const nodes = window.nodes = [];
  const told = [];
  const pieces = [];
  let gap = false;
  let block;
  for (let node; (node = walker.nextNode());) {
    if (node.nodeType === 1) {
      gap ||= node.matches('br, hr, img, input, button, select, textarea');
      continue;
    }
    const range = new Range();
    range.selectNode(node);
    const element = node.parentElement;
    const shut = element.closest(closed) || element.matches('details:not([open])');
    const shown = !shut && element.checkVisibility({ visibilityProperty: true })
      && getComputedStyle(element).userSelect !== 'none' && range.getClientRects().length > 0;
    const mark = element.closest('mark[data-notes]');
    const piece = element.closest('math, svg, .arithmatex');
    if (piece && !pieces.includes(piece)) pieces.push(piece);
    if (shown) {
      gap ||= blockOf(node) !== block;
      block = blockOf(node);
    }
    nodes.push(node);
    told.push({
      text: node.data, shown, gap: shown && gap, apparatus: !!element.closest(apparatus),
      folded: !shown && !!(shut || element.closest('.tabbed-block, dialog')),
      around: !!element.closest('div.arithmatex, pre.mermaid'),
      tail: !!element.closest('.ae-tail'), piece: pieces.indexOf(piece),
      notes: mark ? mark.dataset.notes.split(' ') : [],
    });
    if (shown) gap = false;
  }
  return told;
}"""

WORDS = r"""(text) =>
  [...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)].map(({ index }) => index)"""

SELECT = r"""([places, without]) => {
  document.body.classList.toggle('without', without);
  const selection = getSelection();
  return places.map(([from, start, to, end]) => {
    selection.setBaseAndExtent(nodes[from], start, nodes[to], end);
    return selection.toString();
  });
}"""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Selected:
    """Words that a reader has selected.

    Attributes:
        words: They themselves, without the signs and numbers of the page among them.
        letters: Which letters of the page they are.
        quoted: What the browser hands over for them, with those signs and numbers and without.
            Where a selection begins or ends beside ruby, Chromium hands over other words too;
            that is not counted.
    """

    words: str
    letters: frozenset[int]
    quoted: tuple[str, ...]


@dataclass(frozen=True)
class _Range:
    """A part of a page: its ends for the browser, its letters, and its words as they stand there.

    `shown` has the signs and numbers of the page among the words.
    """

    ends: tuple[int, int, int, int]
    letters: frozenset[int]
    shown: str
    words: str


class ShownPage:
    """A page in the browser, read from its text nodes.

    Args:
        page: The browser's page.
        html: The page's content.
    """

    def __init__(self, page: Page, html: str) -> None:
        page.set_content(FRAME % html)
        self._page = page
        self._nodes = [node for node in page.evaluate(READ, APPARATUS) if not node["tail"]]
        self._kept = [
            at for at, node in enumerate(page.evaluate(READ, APPARATUS)) if not node["tail"]
        ]
        self.text = "".join(node["text"] for node in self._nodes)

    def _letters(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each letter that a reader sees and means, by its place, with its node.

        A formula on a line of its own is gone around: its note has its number behind it.
        """
        at = 0
        for node in self._nodes:
            for char in node["text"]:
                seen = node["shown"] and not node["apparatus"] and not node["around"]
                if char.isalnum() and seen:
                    yield at, node
                at += 1

    def marked(self, seen: frozenset[int]) -> dict[str, frozenset[int]]:
        """The letters among `seen` that are marked, by the note they are marked for."""
        found: dict[str, set[int]] = {}
        at = 0
        for node in self._nodes:
            for place in range(at, at + len(node["text"])):
                for note in node["notes"] if place in seen else ():
                    found.setdefault(note, set()).add(place)
            at += len(node["text"])
        return {note: frozenset(places) for note, places in found.items()}

    @property
    def seen(self) -> frozenset[int]:
        """The letters that a reader sees and means."""
        return frozenset(at for at, _ in self._letters())

    def select(self, chance: Random, number: int) -> list[Selected]:
        """Select whole words at random.

        Args:
            chance: Where chance comes from.
            number: How often; what holds no letter, or spans what is folded, is left out.
        """
        text, places = self._shown_text()
        units = {0: 0}
        for at, char in enumerate(text, 1):
            units[_units(char) + next(reversed(units))] = at
        borders = [
            at
            for unit in self._page.evaluate(WORDS, text)
            if 0 < (at := units[unit]) < len(text) and not cuts_word(text, at)
        ]
        borders = [0, *borders, len(text)]
        chosen = []
        for _ in range(number):
            first = chance.randrange(len(borders) - 1)
            last = min(len(borders) - 1, first + chance.choice((1, 1, 2, 4, 9, 20, 60)))
            start, end = borders[first], borders[last]
            within = [place for place in places[start:end] if place]
            if within and (found := self._range(within[0], within[-1])):
                chosen.append(found)
        ends = [found.ends for found in chosen]
        quoted = self._page.evaluate(SELECT, [ends, False])
        plain = self._page.evaluate(SELECT, [ends, True])
        return [
            Selected(
                found.words,
                found.letters,
                tuple(
                    text
                    for text, shown in ((whole, found.shown), (bare_words, found.words))
                    if fold(text) == fold(shown)
                ),
            )
            for found, whole, bare_words in zip(chosen, quoted, plain, strict=True)
        ]

    def _shown_text(self) -> tuple[str, list[tuple[int, int] | None]]:
        """The words shown, with the node and offset of each character; None for a break."""
        parts: list[str] = []
        places: list[tuple[int, int] | None] = []
        gap = False
        for number, node in enumerate(self._nodes):
            gap |= node["gap"]
            if not node["shown"] or node["apparatus"]:
                continue
            if gap and parts:
                parts.append("\n")
                places.append(None)
            gap = False
            parts.append(node["text"])
            places += [(number, at) for at in range(len(node["text"]))]
        return "".join(parts), places

    def _range(self, first: tuple[int, int], last: tuple[int, int]) -> _Range | None:
        """What lies from one character to another; formulas and drawings are taken whole."""
        nodes = self._nodes
        low, high = first[0], last[0]
        start, stop = first[1], last[1] + 1
        while low and nodes[low]["piece"] >= 0 and nodes[low - 1]["piece"] == nodes[low]["piece"]:
            low -= 1
        while nodes[high]["piece"] >= 0 and nodes[high + 1]["piece"] == nodes[high]["piece"]:
            high += 1
        if nodes[low]["piece"] >= 0:
            start = 0
        if nodes[high]["piece"] >= 0:
            stop = len(nodes[high]["text"])
        between = nodes[low : high + 1]
        if any(node["folded"] and node["text"].strip() for node in between):
            return None
        begin = sum(len(node["text"]) for node in nodes[:low]) + start
        end = sum(len(node["text"]) for node in nodes[:high]) + stop
        letters = frozenset(at for at, _ in self._letters() if begin <= at < end)
        if not letters:
            return None
        parts = [node["text"] if node["shown"] else "" for node in between]
        if nodes[high]["shown"]:
            parts[-1] = parts[-1][:stop]
        parts[0] = parts[0][start:]
        return _Range(
            (
                self._kept[low],
                _units(nodes[low]["text"][:start]),
                self._kept[high],
                _units(nodes[high]["text"][:stop]),
            ),
            letters,
            "".join(parts),
            "".join(
                "" if node["apparatus"] else part
                for node, part in zip(between, parts, strict=True)
            ),
        )
