"""A form is taken whole and exactly, or not at all: every case is a file in golden/forms."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from annotated_edition.cli import main
from tests.support.forms import GOOD, form_named, issue_text

CASES = sorted((Path(__file__).parents[2] / "golden/forms").glob("*.yml"))


@pytest.fixture(scope="module")
def fresh_edition(tmp_path_factory):
    """An edition as `edition init` makes it."""
    folder = tmp_path_factory.mktemp("fresh") / "edition"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def edition(fresh_edition, tmp_path, monkeypatch):
    """One of one's own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return Path(shutil.copytree(fresh_edition, tmp_path / "edition"))


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def text_of(case):
    form = form_named(case["form"])
    good = issue_text(form, GOOD[form.name])
    if "text" in case:
        backwards = "\n\n".join(reversed([f"### {part}" for part in good.split("### ")[1:]]))
        return case["text"].replace("@@good@@", good).replace("@@reversed@@", backwards)
    answers = {key: value * case.get("times", 1) for key, value in case["answers"].items()}
    return issue_text(form, {**GOOD[form.name], **answers})


def add(edition, text, *options):
    issue = edition.parent / "issue.md"
    issue.write_text(text, encoding="utf-8", newline="")
    return CliRunner().invoke(
        main,
        ["add", "--from-issue", str(issue), "--proposer", "ada", *options, str(edition)],
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_form(edition, path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    before = contents(edition)
    done = add(edition, text_of(case))
    after = contents(edition)
    if "refused" in case:
        assert done.exit_code == 1
        assert after == before
        assert [reason for reason in case["refused"] if reason not in done.stderr] == []
        assert "Traceback" not in done.output
        assert done.stderr.replace("\n", "").isprintable()
        assert len(done.stderr) < 3000
    else:
        assert done.exit_code == 0, done.output
        assert {name: after[name].decode() for name in case["written"]} == case["written"]
        # The schemas list the edition's ids, and so one more.
        notes = [name for name in before if not name.startswith("schema/")]
        assert all(after[name].startswith(before[name]) for name in notes)
        checked = CliRunner().invoke(main, ["check", str(edition)])
        assert checked.exit_code == 0, checked.output


def test_correction_changes_the_note_and_nothing_else(edition):
    form = form_named("correction")
    answers = {
        "note": "https://example.org/x/speech/#note-four-score-and-seven",
        "reason": "The rating is too kind.",
        "text": "A score is twenty: 1776.",
        "rating": "Imprecise",
        "sources": "library-of-congress, p. 2",
    }
    before = contents(edition)
    done = add(edition, issue_text(form, answers))
    assert done.exit_code == 0, done.output
    after = contents(edition)
    changed = [name for name in after if after[name] != before.get(name)]
    assert changed == ["annotations/speech/claims.yml"]
    old, new = (each["annotations/speech/claims.yml"].decode() for each in (before, after))
    removed = set(old.splitlines()) - set(new.splitlines())
    assert {line.strip() for line in removed} == {
        "rating: supported",
        "A score is twenty, so 87 years before 1863: in 1776, the year of the Declaration of",
        "Independence [@declaration]. The constitution is eleven years younger.",
        "sources: [declaration]",
    }
    assert "      A score is twenty: 1776.\n" in new
    assert "sources: [declaration, {id: library-of-congress, locator: p. 2}]" in new


def test_speaker_is_added_with_a_new_source(edition):
    form = form_named("speaker")
    answers = {
        **GOOD["speaker"],
        "spellings": "Edward  Everett\nЭдвард Эверетт (ru)",
        "sources": "https://example.org/everett Edward Everett: a life",
    }
    done = add(edition, issue_text(form, answers))
    assert done.exit_code == 0, done.output
    speakers = yaml.safe_load((edition / "annotations/speakers.yml").read_text("utf-8"))
    new = speakers["speakers"][-1]
    assert new["id"] == "edward-everett"
    assert new["spellings"][1] == {"name": "Эдвард Эверетт", "lang": "ru"}
    assert new["by"] == "ada"
    sources = yaml.safe_load((edition / "annotations/sources.yml").read_text("utf-8"))
    assert sources["references"][-1]["id"] == new["sources"][0]
    assert sources["references"][-1]["custom"] == {"verified": False}


def test_spellings_are_parted_by_lines_and_semicolons(edition):
    answers = {"spellings": "Everett, Edward; Э. Эверетт (ru)\nE. Everett"}
    done = add(edition, text_of({"form": "speaker", "answers": answers}))
    assert done.exit_code == 0, done.output
    speakers = yaml.safe_load((edition / "annotations/speakers.yml").read_text("utf-8"))[
        "speakers"
    ]
    assert speakers[-1]["spellings"] == [
        "Everett, Edward",
        {"name": "Э. Эверетт", "lang": "ru"},
        "E. Everett",
    ]


def event(text, **changes):
    issue = {"number": 7, "body": text, "user": {"login": "ada-l", "id": 42}, **changes}
    return json.dumps({"action": "labeled", "issue": issue})


def test_event_of_a_workflow_names_the_proposer(edition):
    path = edition.parent / "event.json"
    report = edition.parent / "report.json"
    path.write_text(event(issue_text(form_named("annotation"), GOOD["annotation"])))
    options = ["add", "--from-issue", str(path), "--report", str(report), str(edition)]
    assert CliRunner().invoke(main, options).exit_code == 0
    said = json.loads(report.read_text("utf-8"))
    assert (said["taken"], said["issue"], said["proposer"], said["proposer_id"]) == (
        True,
        7,
        "ada-l",
        42,
    )
    assert said["files"][0] == "annotations/speech/contributed.yml"
    assert all(name.startswith("schema/") for name in said["files"][1:])
    assert "by: ada-l" in (edition / said["files"][0]).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[1]",
        "not json",
        '"' + "x" * 5_000_000 + '"',
        "[" * 100_000,
        event("x", number="7; id"),
        event("x", user={"login": "$(id)", "id": 1}),
        event(["x"]),
        event(None),
    ],
    ids=lambda text: text[:20],
)
def test_odd_event_is_refused(edition, text):
    path = edition.parent / "event.json"
    path.write_text(text)
    before = contents(edition)
    done = CliRunner().invoke(main, ["add", "--from-issue", str(path), str(edition)])
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr
    assert contents(edition) == before


def test_refusal_is_reported_for_the_issue(edition):
    report = edition.parent / "report.json"
    text = issue_text(form_named("annotation"), {**GOOD["annotation"], "page": "nowhere.md"})
    assert add(edition, text, "--report", str(report)).exit_code == 1
    said = json.loads(report.read_text("utf-8"))
    assert said["taken"] is False
    assert said["reasons"][0].startswith("there is no page “nowhere.md”")


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("body: [", "annotation.yml is not YAML"),
        ("hello", "annotation.yml is no issue form"),
        ("body: [{type: input, attributes: {label: Page}}]", "annotation.yml is no issue form"),
        ("body: [{type: input, id: page}]", "annotation.yml is no issue form"),
    ],
)
def test_form_that_is_none_is_told(edition, form, reason):
    (edition / ".github/ISSUE_TEMPLATE/annotation.yml").write_text(form)
    done = add(edition, issue_text(form_named("annotation"), GOOD["annotation"]))
    assert done.exit_code == 1
    assert reason in done.stderr
