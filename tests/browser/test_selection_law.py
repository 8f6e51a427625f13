"""Law 6: whatever words a reader selects in a page, a note on them stands on those words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.anchoring.skeleton import fold
from annotated_edition.model import Selector, State
from annotated_edition.rendered_html import Mark, Passage, read_html, splice, weave_marks
from tests.support.generated_html import KINDS, page_of, rendered
from tests.support.selections import Selected, ShownPage

LEAST_FOLDED = 12
"""Letters from which on words in another case are the same words."""
ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path
    for path in [
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "tests" / "golden" / "anchoring").glob("*/new.txt")),
    ]
}


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[Page]:
    """One page of the browser for all, since each is read once."""
    page = browser.new_page()
    yield page
    page.close()


def broken(page: Page, html: str, chance: Random, number: int) -> list[str]:
    """What of some selections in a page does not come to stand on the words selected."""
    before = ShownPage(page, html)
    seen = before.seen
    selections = before.select(chance, number)
    assert selections
    reading = read_html(html)
    index = TextIndex(reading.text)
    letters = fold(reading.text)
    faults: list[str] = []
    wanted: dict[str, tuple[Selected, str]] = {}
    passages: list[Passage] = []
    for count, selected in enumerate(selections):
        for name, quoted in enumerate(selected.quoted):
            placement = anchor(index, [Selector(quoted)])[0]
            if placement.start is not None and placement.end is not None:
                wanted[f"n{count}-{name}"] = selected, quoted
                passages.append(Passage(f"n{count}-{name}", placement.start, placement.end))
            elif not (
                (placement.state is State.AMBIGUOUS and letters.count(fold(selected.words)) > 1)
                or in_another_case(selected.words, quoted)
            ):
                faults.append(f"{placement.state}: {quoted!r}")
    marks = {name: Mark(name, 1, "term") for name in wanted}
    woven = splice(html, weave_marks(reading, sorted(passages, key=_span), marks))
    after = ShownPage(page, woven)
    assert after.text == before.text
    marked = after.marked(seen)
    for name, (selected, quoted) in wanted.items():
        found = marked.get(name, frozenset())
        if found != selected.letters:
            there = "".join(before.text[at] for at in sorted(found))
            faults.append(f"marked {there!r} for {quoted!r}")
    return faults


def in_another_case(words: str, quoted: str) -> bool:
    """Whether a style sheet has turned a few words into other ones, as “us” and “US” are."""
    same = "".join(quoted.split()) == "".join(words.split())
    return not same and quoted.isupper() and len(fold(words)) < LEAST_FOLDED


def _span(passage: Passage) -> tuple[int, int, str]:
    return passage.start, passage.end, passage.note


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_stands_on_the_words_selected_in_a_page_with(shown: Page, kind: str):
    chance = Random(kind)
    faults = broken(shown, page_of([KINDS[kind]] * 2, chance), chance, 14)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("seed", range(6))
def test_a_note_stands_on_the_words_selected_in_a_page_of_all_kinds(shown: Page, seed: int):
    chance = Random(seed)
    kinds = chance.choices(list(KINDS.values()), k=8)
    faults = broken(shown, page_of(kinds, chance), chance, 20)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_note_stands_on_the_words_selected_in_a_document(shown: Page, name: str):
    html = rendered(DOCUMENTS[name].read_text(encoding="utf-8"))
    faults = broken(shown, html, Random(name), 20)
    assert not faults, "\n".join(faults)
