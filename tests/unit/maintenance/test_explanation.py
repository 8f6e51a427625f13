"""Why a note stands where it stands: state, score, runner-up, and what would decide."""

from annotated_edition.maintenance import explain, placement_problems
from annotated_edition.model import Annotation, Document, Kind, Location, Selector, Severity, State
from annotated_edition.pages.placing import place

SOURCE = """\
# Title

The commission announced a **turnout** of 85.6 percent on Wednesday.

Nobody was there. The observers left early.

Nobody was there. The press stayed.
"""
TEXT = SOURCE.replace("# ", "").replace("**", "")


def explained(exact, **context):
    note = Annotation(
        "note", Kind.CONTEXT, Selector(exact, **context), "A note.", Location("notes.yml", 3, 5)
    )
    placed = place(Document("a.md", (note,)), TEXT)
    return explain(note, placed, SOURCE), placed


def test_an_exact_note():
    lines, _ = explained("announced a turnout")
    assert lines == [
        "note: exact, the words stand there as quoted, and nothing else fits them",
        "  written in: notes.yml:3:5",
        "  quotation: “announced a turnout”",
        "  stands at: a.md:3: …Title The commission [announced a turnout] of 85.6 percent on"
        " Wednesday. Nobody w…",
        "  score: 1.00; quotation 1.00",
        "  runner-up: none",
    ]


def test_a_note_whose_context_decides():
    lines, _ = explained("Nobody was there", suffix=". The press")
    assert lines[0].endswith("what is quoted around them decides")
    assert "  suffix: “. The press”" in lines
    assert any(line.startswith("  stands at: a.md:7: ") for line in lines)


def test_a_changed_note():
    lines, placed = explained("announced a turnout of 85.4 percent on Wednesday")
    assert placed.placements["note"].state is State.CHANGED
    assert "  difference: announced a turnout of [-85.4-]{+85.6+} percent on Wednesday" in lines
    assert lines[-1] == (
        "  would be found for sure by exact: announced a turnout of 85.6 percent on Wednesday"
    )
    assert any(line.startswith("  score: ") for line in lines)


def test_an_ambiguous_note_names_its_candidates_and_what_would_decide():
    lines, placed = explained("Nobody was there")
    assert lines[0] == "note: ambiguous, several places fit about as well, so none was chosen"
    assert any(line.startswith("  candidate 1: a.md:5: ") for line in lines)
    assert any(line.startswith("  candidate 2: a.md:7: ") for line in lines)
    assert "  margin to the runner-up: 0.00" in lines
    told = [line for line in lines if "to select candidate" in line]
    assert told == [
        "  to select candidate 1, add prefix: Wednesday.",
        "  to select candidate 2, add prefix: early.",
    ]
    # The report of the check says the same.
    (problem,) = placement_problems(placed, {State.AMBIGUOUS: Severity.ERROR}, SOURCE)
    assert [line.strip() for line in problem.detail if "to select this one" in line] == [
        "to select this one, add prefix: Wednesday.",
        "to select this one, add prefix: early.",
    ]
    assert [line.partition(" ")[0] for line in problem.detail if "[Nobody" in line] == [
        "a.md:5:",
        "a.md:7:",
    ]


def test_an_orphaned_note():
    lines, _ = explained("a sentence that never stood in any text of this kind")
    assert lines[0] == "note: orphaned, no place fits well enough, so none was chosen"
    assert "  candidates: none" in lines
