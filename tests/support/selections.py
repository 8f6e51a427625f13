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
    if (shown) {
      gap ||= blockOf(node) !== block;
      block = blockOf(node);
    }
    nodes.push(node);
    told.push({
      text: node.data, shown, gap: shown && gap, apparatus: !!element.closest(apparatus),
      folded: !shown && !!(shut || element.closest('.tabbed-block, dialog')),
      tail: !!element.closest('.ae-tail'), notes: mark ? mark.dataset.notes.split(' ') : [],
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
        quoted: What the browser hands over for them.
        plain: The same without the page's signs and numbers in it.
        letters: Which letters of the page they are.
    """

    quoted: str
    plain: str
    letters: frozenset[int]


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
        """Each letter that a reader sees and means, by its place, with its node."""
        at = 0
        for node in self._nodes:
            for char in node["text"]:
                if char.isalnum() and node["shown"] and not node["apparatus"]:
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
            if within and (span := self._span(within[0], within[-1])):
                chosen.append(span)
        ends = [span for span, _ in chosen]
        quoted = self._page.evaluate(SELECT, [ends, False])
        plain = self._page.evaluate(SELECT, [ends, True])
        return [
            Selected(*each) for each in zip(quoted, plain, (c for _, c in chosen), strict=True)
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

    def _span(
        self, first: tuple[int, int], last: tuple[int, int]
    ) -> tuple[tuple[int, int, int, int], frozenset[int]] | None:
        nodes = self._nodes
        between = nodes[first[0] : last[0] + 1]
        if any(node["folded"] and node["text"].strip() for node in between):
            return None
        begin = sum(len(node["text"]) for node in nodes[: first[0]]) + first[1]
        stop = sum(len(node["text"]) for node in nodes[: last[0]]) + last[1] + 1
        letters = frozenset(at for at, _ in self._letters() if begin <= at < stop)
        if not letters:
            return None
        start = _units(nodes[first[0]]["text"][: first[1]])
        end = _units(nodes[last[0]]["text"][: last[1] + 1])
        return (self._kept[first[0]], start, self._kept[last[0]], end), letters
