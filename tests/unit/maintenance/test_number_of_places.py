"""How many places fit is a count; only the list of them is cut, and says so."""

import pytest

from annotated_edition.intake import ProposalError, find_quotation, places_of
from annotated_edition.maintenance import explain, placement_problems
from annotated_edition.model import Annotation, Document, Kind, Location, Selector, Severity, State
from annotated_edition.pages.placing import place


def text(number, words="the same words stand here"):
    return "\n\n".join(f"Item {n}: {words}, number {n}." for n in range(number))


@pytest.mark.parametrize(
    ("quotation", "context", "number", "told"),
    [
        ("the same words stand here", {}, 3, "3"),
        ("the same words stand here", {}, 5, "5"),
        ("the same words stand here", {}, 50, "50"),
        ("the same words stand here", {}, 1234, "1,234"),
        ("the same words stand here", {"suffix": ", number"}, 50, "50"),
        ("The same words stand here", {}, 50, "50"),  # found by letters
        ("The same “words” stand here", {}, 50, "50"),  # found by evidence
        ("The same “words” stand here", {"suffix": ", number"}, 50, "50"),
        ("The same words stand here", {}, 300, "at least 256"),
    ],
)
def test_a_report_counts_every_place(quotation, context, number, told):
    note = Annotation("n", Kind.CONTEXT, Selector(quotation, **context), "x", Location("n.yml", 3))
    page = text(number)
    placed = place(Document("a.md", (note,)), page)
    (problem,) = placement_problems(placed, {State.AMBIGUOUS: Severity.ERROR}, page)
    assert f"fits {told} places" in problem.message
    cut = f"the first 5 of {told}:"
    assert (next(iter(problem.detail)) == cut) == (number > 5)
    lines = explain(note, placed, page)
    assert (f"  candidates: the first 5 of {told} places" in lines) == (number > 5)


def test_a_quotation_that_is_added_counts_every_place():
    page = text(50)
    selector = Selector("the same words stand here")
    places = places_of(page, selector)
    assert (places.number, places.cut, len(places.first)) == (50, "the first 5 of 50", 5)
    assert places_of(text(3), selector).cut == ""
    with pytest.raises(ProposalError, match=r"at 50 places; .*, here the first 5 of 50: "):
        find_quotation(page, selector, "a.md")
