"""Marks spliced into finished HTML, so that every byte of it stays.

What is put in is of two kinds: `<mark class="ae-mark …">`, which holds text and at most one
link around all of it, and everything else, which stands between `<!--ae-->` and `<!--/ae-->`.
`strip` takes both away again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from operator import itemgetter
from typing import NamedTuple

from .fragments import Fragment, Passage, cut
from .rendered import Block, RenderedText

__all__ = ["CLOSE", "OPEN", "Insertion", "Mark", "inserted", "splice", "strip", "weave_marks"]

OPEN = "<!--ae-->"
CLOSE = "<!--/ae-->"

INSERTED = re.compile(rf"{OPEN}.*?{CLOSE}", re.DOTALL)
MARK = re.compile(
    r'<mark class="ae-mark [^>]*>(?:<a class="ae-link"[^>]*>(.*?)</a>|(.*?))</mark>', re.DOTALL
)

# Elements that a passage fills when it is furniture; a list's item or a table's cell cannot be
# folded away by itself without breaking the list or the table.
FOLDABLE = frozenset(
    "blockquote div dl figure h2 h3 h4 h5 h6 ol p pre section table ul".split(),
)

# Order of what is put in at the same place: what ends there comes before what begins there.
END_OF_MARK, TAIL, END_OF_FOLD, START_OF_FOLD, START_OF_MARK = range(5)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a note's passage is to look.

    Attributes:
        note: Id of the note.
        number: Its number in the order of the text.
        kind: Its kind; part of the mark's class.
        state: State of its placement, where the reader is told of it; else empty.
        badge: HTML of the badge that stands after the passage; may be empty.
        fold: Words of the line that the passage is folded under; empty where it is not.
    """

    note: str
    number: int
    kind: str
    state: str = ""
    badge: str = ""
    fold: str = ""


class Insertion(NamedTuple):
    """Something to put into the HTML.

    Attributes:
        at: Where, in code points of the HTML.
        order: Its turn among what stands at the same place, the smallest first.
        html: What to put in.
    """

    at: int
    order: int
    html: str


def inserted(html: str) -> str:
    """The HTML between the two comments by which `strip` knows it."""
    return f"{OPEN}{html}{CLOSE}"


def strip(html: str) -> str:
    """Take away what `weave_marks` and `inserted` put in; what is left is the host's HTML."""
    html = INSERTED.sub("", html)
    return MARK.sub(lambda match: match[1] if match[1] is not None else match[2], html)


def splice(html: str, insertions: Iterable[Insertion]) -> str:
    """Put each insertion in at its offset; those at one offset keep their order."""
    parts: list[str] = []
    position = 0
    for insertion in sorted(insertions, key=itemgetter(0, 1)):
        parts.append(html[position : insertion.at])
        parts.append(insertion.html)
        position = insertion.at
    parts.append(html[position:])
    return "".join(parts)


def weave_marks(
    rendered: RenderedText, passages: Sequence[Passage], marks: Mapping[str, Mark]
) -> list[Insertion]:
    """What to put into a page's HTML to mark the passages in it.

    Args:
        rendered: The page's HTML and its text.
        passages: The placed passages, ordered by start, end and note.
        marks: How each is to look, by note.

    Returns:
        Insertions for `splice`. Every passage that has words gets an element with the id
        `passage-<note>` and one link to its note.
    """
    insertions: list[Insertion] = []
    named: set[str] = set()
    linked: set[str] = set()
    for fragment in cut(rendered, passages):
        if not fragment.run.whole_only:
            insertions.extend(_mark(fragment, marks))
            named.update(fragment.begins[:1])
        if not fragment.run.whole_only and fragment.run.inside is None:
            linked.update(fragment.begins[:1])
        for note in fragment.ends:
            tail = _tail(marks[note], named=note in named, linked=note in linked)
            insertions.append(Insertion(_after(fragment), TAIL, inserted(tail)))
    for passage in passages:
        if marks[passage.note].fold:
            insertions.extend(_fold(rendered, passage, marks[passage.note].fold))
    return insertions


def _mark(fragment: Fragment, marks: Mapping[str, Mark]) -> tuple[Insertion, Insertion]:
    """The mark around one fragment.

    The words themselves are the link to the first note that begins with them, unless they
    stand in a link of the text: links do not nest.
    """
    run = fragment.run
    state = next((marks[note].state for note in fragment.notes if marks[note].state), "")
    kind = marks[fragment.notes[0]].kind
    start = f'<mark class="ae-mark ae-{kind}" data-notes="{" ".join(fragment.notes)}"'
    end = "</mark>"
    if state:
        start += f' data-state="{state}"'
    if fragment.begins:
        start += f' id="passage-{fragment.begins[0]}"'
    start += ">"
    if fragment.begins and run.inside is None:
        note = fragment.begins[0]
        start += f'<a class="ae-link" {_to(note)}>'
        end = "</a></mark>"
    return (
        Insertion(run.html_at(fragment.start, end=False), START_OF_MARK, start),
        Insertion(run.html_at(fragment.end, end=True), END_OF_MARK, end),
    )


def _to(note: str) -> str:
    """Attributes of a link to a note: a screen reader tells that there is one, and leads to it."""
    return f'role="doc-noteref" href="#note-{note}" aria-details="note-{note}"'


def _after(fragment: Fragment) -> int:
    """Where in the HTML a link may stand behind a fragment."""
    run = fragment.run
    if run.inside is not None and run.inside.end >= 0:
        return run.inside.end
    return run.html_at(fragment.end, end=True)


def _tail(mark: Mark, *, named: bool, linked: bool) -> str:
    """Badge and number behind a passage; the number is the link where the words are not."""
    number = str(mark.number)
    if not linked:
        name = "" if named else f' id="passage-{mark.note}"'
        number = f'<a class="ae-link"{name} {_to(mark.note)}>{number}</a>'
    return (
        f'<span class="ae-tail" data-note="{mark.note}">{mark.badge}'
        f'<sup class="ae-num">{number}</sup></span>'
    )


def _fold(rendered: RenderedText, passage: Passage, summary: str) -> list[Insertion]:
    """Fold away the blocks that a passage fills; nothing where it does not fill any."""
    text = rendered.text
    first, last = _widened(text, passage.start, passage.end)
    filled = [
        block
        for block in _starting(rendered.blocks, first, passage.end)
        if block.name in FOLDABLE
        and passage.start < block.text_end <= last
        and block.html_end >= 0
        and text[block.text_start : block.text_end].strip()
    ]
    outer = {id(block) for block in filled}
    blocks = [block for block in filled if not _within(block, outer)]
    covered = sum(len(text[b.text_start : b.text_end].split()) for b in blocks)
    same_parent = len({id(block.parent) for block in blocks}) == 1
    if not same_parent or covered != len(text[passage.start : passage.end].split()):
        return []
    start = (
        f'<details class="ae-furniture" data-notes="{passage.note}">'
        f"<summary>{escape(summary)}</summary>"
    )
    return [
        Insertion(blocks[0].html_start, START_OF_FOLD, inserted(start)),
        Insertion(blocks[-1].html_end, END_OF_FOLD, inserted("</details>")),
    ]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the white space around it."""
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _starting(blocks: Sequence[Block], first: int, end: int) -> Sequence[Block]:
    """The blocks whose text starts from `first` on and before `end`."""
    low = bisect_left(blocks, first, key=_text_start)
    return blocks[low : bisect_left(blocks, end, lo=low, key=_text_start)]


def _text_start(block: Block) -> int:
    return block.text_start


def _within(block: Block, others: Container[int]) -> bool:
    """Whether a block lies in one of the others, which are told by their identities."""
    parent = block.parent
    while parent is not None:
        if id(parent) in others:
            return True
        parent = parent.parent
    return False
