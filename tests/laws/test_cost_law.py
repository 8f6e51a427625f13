"""Law 7: cost is linear in text and in annotations."""

from __future__ import annotations

from annotated_edition.model import Annotation, Document, Kind, Location, Selector
from annotated_edition.pages.placing import place
from annotated_edition.rendered_html import Mark, Passage, read_html, splice, weave_marks
from tests.support.operations import operations

SENTENCE = (
    "<p>Sentence number {0} speaks <em>of item {0}</em> &amp; of <a href='#'>more</a>.</p>\n"
)
GROWTH = 8
SLACK = 1.2  # a quadratic step would cost eight times as much per unit


def cost(size):
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

    def weave():
        rendered = read_html(html)
        placed = place(Document("a.md", notes), rendered.text)
        assert len(placed.order) == size
        passages = [
            Passage(note, placed.placements[note].start, placed.placements[note].end)
            for note in placed.order
        ]
        marks = {note: Mark(note, number, "context") for note, number in placed.numbers.items()}
        splice(html, weave_marks(rendered, passages, marks))

    return operations(weave)


def test_eight_times_the_text_and_notes_cost_about_eight_times_as_much():
    cost(50)  # what is made ready once
    small, large = cost(250), cost(250 * GROWTH)
    assert large / small < GROWTH * SLACK
