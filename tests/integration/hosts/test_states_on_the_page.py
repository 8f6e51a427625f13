"""What reader and editor see of quotations that do not stand in the text as written."""

import json
import re

import pytest

from annotated_edition.hosts import Project
from annotated_edition.model import Severity
from annotated_edition.pages.note import NoteWriter
from tests.support.project import BuildFailedError

PAGE = """# The report

The commission announced a turnout of 85.6 percent on Wednesday.

Nobody was there. The observers left early. Nobody was there. The press stayed.
"""
NOTES = """annotations:
  - id: turnout
    kind: claim
    exact: a turnout of 85.4 percent
    rating: disputed
    note: Others gave another figure.
  - id: observers
    kind: claim
    exact: The observers left early
    rating: supported
    note: They did.
"""
AMBIGUOUS = "  - {id: nobody, kind: context, exact: Nobody was there, note: Somebody was.}\n"
ORPHANED = (
    "  - {id: gone, kind: context, note: A note of old.,"
    " exact: a sentence that never stood in any text of this kind}\n"
)
CLAIMS = {"docs/claims.md": "# Claims\n\n<!-- edition: claims -->\n"}
LENIENT = {"on_changed": "info", "on_ambiguous": "info", "on_orphaned": "info"}


def project(*more):
    return {"docs/index.md": PAGE, "annotations/index.yml": NOTES + "".join(more), **CLAIMS}


def page(site, name="index.html"):
    return (site / name).read_text(encoding="utf-8")


def note(html, name):
    return re.search(rf'<article [^>]*id="note-{name}".*?</article>', html, re.DOTALL)[0]


def text_of(html):
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


@pytest.mark.parametrize(
    ("more", "option", "code"),
    [
        ("", "on_changed", "quotation-changed"),
        (AMBIGUOUS, "on_ambiguous", "quotation-ambiguous"),
        (ORPHANED, "on_orphaned", "quotation-orphaned"),
    ],
)
@pytest.mark.parametrize(
    ("level", "severity", "builds", "builds_strictly"),
    [
        ("error", Severity.ERROR, False, False),
        ("warn", Severity.WARNING, True, False),
        ("info", Severity.INFO, True, True),
    ],
)
def test_each_state_weighs_what_the_options_say(
    tmp_path, build_edition, more, option, code, level, severity, builds, builds_strictly
):
    options = {**LENIENT, option: level}
    for strict, expected in ((False, builds), (True, builds_strictly)):
        try:
            build_edition(tmp_path, project(more), strict=strict, **options)
            built = True
        except BuildFailedError:
            built = False
        assert built is expected
    problems = Project.load(tmp_path / "mkdocs.yml").check().problems
    assert [each.severity for each in problems if each.code == code] == [severity]


def test_the_usual_levels_are_warn_error_error(tmp_path, build_edition):
    with pytest.raises(BuildFailedError):
        build_edition(tmp_path, project(AMBIGUOUS, ORPHANED))
    found = {
        each.code: each.severity for each in Project.load(tmp_path / "mkdocs.yml").check().problems
    }
    assert found == {
        "quotation-changed": Severity.WARNING,
        "quotation-ambiguous": Severity.ERROR,
        "quotation-orphaned": Severity.ERROR,
    }


def test_a_changed_claim_says_so_with_the_difference(tmp_path, build_edition):
    site = build_edition(tmp_path, project(), **LENIENT)
    html = page(site)
    assert re.search(r'<mark [^>]*data-state="changed"[^>]*id="passage-turnout"', html)
    changed = note(html, "turnout")
    assert "Annotated on an earlier wording" in changed
    assert re.search(r"<del>85\.4\s*</del>\s*<ins>85\.6\s*</ins>", changed)
    assert "Given on the earlier wording" in changed
    assert "earlier wording" not in note(html, "observers")


def test_a_changed_claim_is_listed_as_such_and_leaves_the_statistics(tmp_path, build_edition):
    site = build_edition(tmp_path, project(), **LENIENT)
    listed = page(site, "claims/index.html")
    assert "Given on the earlier wording" in listed
    assert "1 claim is not counted" in text_of(listed)
    write_reviewed = project()
    write_reviewed["annotations/index.yml"] = NOTES.replace("85.4", "85.6")
    listed = page(build_edition(tmp_path, write_reviewed, **LENIENT), "claims/index.html")
    assert "Given on the earlier wording" not in listed
    assert "not counted" not in text_of(listed)


def test_notes_without_a_place_stand_complete_and_are_found(tmp_path, build_edition):
    site = build_edition(tmp_path, project(AMBIGUOUS, ORPHANED), **LENIENT)
    html = page(site)
    unplaced = html[html.index('class="ae-unplaced"') :]
    for name, words, state in (
        ("nobody", "Somebody was", "ambiguous"),
        ("gone", "A note of old", "orphaned"),
    ):
        assert f'id="passage-{name}"' not in html
        told = note(unplaced, name)
        assert f'data-state="{state}"' in told
        assert words in told
        entries = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        (entry,) = [e for e in entries["docs"] if e["location"].endswith(f"#note-{name}")]
        assert words in entry["text"]
    assert "Notes without a place" in text_of(unplaced)


def test_the_report_names_candidates_and_what_would_decide(tmp_path, build_edition):
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, project(AMBIGUOUS), on_changed="info")
    message = str(failed.value)
    assert "“Nobody was there” fits 2 places in index.md equally well" in message
    assert "index.md:5: …" in message
    assert message.count("[Nobody was there]") == 2
    assert "to select this one, add prefix: Wednesday." in message
    assert "to select this one, add prefix: early." in message


def test_words_that_stand_there_with_other_words_around_them_are_not_said_to_be_gone(
    tmp_path, build_edition
):
    misled = AMBIGUOUS.replace("exact:", "prefix: Nothing like it, exact:")
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, project(misled), on_changed="info")
    message = str(failed.value)
    assert "“Nobody was there” stands in index.md, but not with this prefix; expected" in message
    assert "did you mean" not in message
    assert message.count("[Nobody was there]") == 2
    assert "to select this one, add prefix: early." in message


def test_the_report_shows_in_what_the_nearest_passage_differs(tmp_path, build_edition):
    near = AMBIGUOUS.replace("Nobody was there", "Somebody was not there early")
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, project(near), on_changed="info")
    assert "“Somebody was not there early” does not stand in index.md" in str(failed.value)
    assert "difference: [-Somebody-]{+Nobody+} was [-not there early-]{+there+}" in str(
        failed.value
    )


def test_a_check_does_not_make_a_later_build_lenient(tmp_path, build_edition):
    with pytest.raises(BuildFailedError):
        build_edition(tmp_path, project(ORPHANED))
    assert Project.load(tmp_path / "mkdocs.yml").check().problems
    with pytest.raises(BuildFailedError):
        build_edition(tmp_path, project(ORPHANED), strict=False)


def test_one_word_that_became_another_is_shown_beside_it(tmp_path, build_edition):
    note = (
        "  - {id: mayors, kind: context, exact: Bürgermeisterinnen, prefix: The, suffix: spoke,"
        " note: They.}\n"
    )
    files = {
        "docs/index.md": "# T\n\nThe Bürgermeister spoke at noon.\n",
        "annotations/index.yml": "annotations:\n" + note,
    }
    html = (build_edition(tmp_path, files, **LENIENT) / "index.html").read_text(encoding="utf-8")
    assert "<del>Bürgermeisterinnen</del><ins>Bürgermeister</ins>" in html


def test_what_a_build_could_not_render_fails_check_and_build_at_the_notes_place(
    tmp_path, build_edition, monkeypatch
):
    def broken(*_):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(NoteWriter, "_footer", broken)
    line = "annotations/index.yml:2:5: this note cannot be rendered (ZeroDivisionError"
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, project(), **LENIENT)
    assert line in str(failed.value)
    assert "Traceback" not in str(failed.value)
    problems = Project.load(tmp_path / "mkdocs.yml").check().problems
    failed = [problem.annotation for problem in problems if problem.code == "not-rendered"]
    assert failed == ["turnout", "observers"]
