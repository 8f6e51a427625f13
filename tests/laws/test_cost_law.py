"""Law 7: cost is linear in text and in annotations."""

from __future__ import annotations

from time import process_time

from annotated_edition.model import Annotation, Document, Kind, Location, Selector
from annotated_edition.publishing.placing import place
from annotated_edition.weaving import Mark, Passage, read_html, splice, weave_marks

SENTENCE = (
    "<p>Sentence number {0} speaks <em>of item {0}</em> &amp; of <a href='#'>more</a>.</p>\n"
)
GROWTH = 8
SLACK = 2.5  # a quadratic step would cost eight times as much per unit


def seconds(size):
    html = "".join(SENTENCE.format(index) for index in range(size))
    notes = tuple(
        Annotation(
            f"n{index}",
            Kind.CONTEXT,
            Selector(f"Number {index} speaks of item {index} &"),
            "x",
            Location(""),
        )
        for index in range(size)
    )
    best = float("inf")
    for _ in range(3):
        start = process_time()
        rendered = read_html(html)
        placed = place(Document("a.md", notes), rendered.text)
        passages = [
            Passage(note, placed.placements[note].start, placed.placements[note].end)
            for note in placed.order
        ]
        marks = {note: Mark(note, number, "context") for note, number in placed.numbers.items()}
        splice(html, weave_marks(rendered, passages, marks))
        best = min(best, process_time() - start)
    assert len(placed.order) == size
    return best


def test_eight_times_the_text_and_notes_cost_about_eight_times_as_much():
    seconds(50)
    small, large = seconds(250), seconds(250 * GROWTH)
    assert large / small < GROWTH * SLACK
