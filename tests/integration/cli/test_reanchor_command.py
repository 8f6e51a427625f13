"""`edition reanchor`: one by one, all at once, or only shown."""

import json
import subprocess

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main
from tests.support.project import configure, write

PAGE = """# The report

The commission announced a turnout of 85.6 percent on Wednesday.

The mayor's office called the vote “a farce without any meaning” in a message.

Nobody was there. The observers left early. Nobody was there. The press stayed.
"""
NOTES = """\
annotations:
  # The figure.
  - {id: turnout, kind: claim, exact: a turnout of 85.4 percent, note: A., reviewed: 2026-11-22}
  - id: farce
    kind: context
    exact: "office called the vote \\"a farce" # curly quotes
    note: B.
  - id: nobody
    kind: context
    exact: Nobody was there
    note: C.
"""
TURNOUT = ("85.4", "85.6")
REVIEWED = ("reviewed: 2026-11-22", 'reviewed: ""')
FARCE = ('"office called the vote \\"a farce"', '"office called the vote “a farce"')


def replaced(text, *pairs):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def edition(tmp_path, monkeypatch):
    write(tmp_path, {"docs/index.md": PAGE, "annotations/index.yml": NOTES})
    configure(tmp_path, {}, {})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, ["reanchor", *arguments], color=False, **options)


def notes(folder):
    return (folder / "annotations/index.yml").read_text(encoding="utf-8")


def test_all_are_written_and_what_is_not_sure_is_named(edition):
    done = run("--all")
    assert notes(edition) == replaced(NOTES, TURNOUT, REVIEWED, FARCE)
    assert done.exit_code == 1
    assert (
        "left alone: annotations/index.yml:10:12: “Nobody was there” fits 2 places" in done.output
    )
    assert done.output.endswith("Quotations: 2 written, 1 for an editor to decide.\n")
    again = run("--all")
    assert again.output.endswith("Quotations: 0 written, 1 for an editor to decide.\n")


def test_old_and_new_stand_side_by_side(edition):
    output = run("turnout", "--dry-run").output
    assert "1/1 turnout (claim, changed) annotations/index.yml:3:" in output
    rows = [line.split("  ") for line in output.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert ["exact", "a turnout of 85.4 percent", "a turnout of 85.6 percent"] in cells
    assert ["reviewed", "2026-11-22", "no day: to be reviewed"] in cells
    assert notes(edition) == NOTES


@pytest.mark.parametrize(
    ("answers", "pairs", "told"),
    [
        ("n\ny\n", [TURNOUT, REVIEWED], "1 written, 1 left as they were"),
        ("y\nn\n", [FARCE], "1 written, 1 left as they were"),
        ("a\n", [FARCE, TURNOUT, REVIEWED], "2 written"),
        ("q\n", [], "0 written, 2 left as they were"),
        ("x\nq\n", [], "0 written, 2 left as they were"),
        ("", [], "0 written, 2 left as they were"),
    ],
)
def test_one_by_one(edition, answers, pairs, told):
    done = run(input=answers)
    assert notes(edition) == replaced(NOTES, *pairs)
    assert f"Quotations: {told}, 1 for an editor to decide." in done.output
    assert done.exit_code == 1


def test_ids_limit_it(edition):
    done = run("turnout", "--all")
    assert (done.exit_code, notes(edition)) == (0, replaced(NOTES, TURNOUT, REVIEWED))
    assert run("nobody", "--all").exit_code == 1


def test_the_patch_is_one_that_git_applies(edition):
    done = run("--format=diff")
    assert notes(edition) == NOTES
    assert done.exit_code == 1
    subprocess.run(["git", "apply", "-"], input=done.output.encode(), check=True)
    assert notes(edition) == replaced(NOTES, TURNOUT, REVIEWED, FARCE)


def test_for_programs(edition):
    data = json.loads(run("--format=json", "--all").output)
    assert notes(edition) == replaced(NOTES, TURNOUT, REVIEWED, FARCE)
    farce, turnout = data["proposals"]
    assert turnout == {
        "id": "turnout",
        "kind": "claim",
        "document": "index.md",
        "path": "annotations/index.yml",
        "line": 3,
        "column": 39,
        "state": "changed",
        "old": {"exact": "a turnout of 85.4 percent", "prefix": None, "suffix": None},
        "new": {"exact": "a turnout of 85.6 percent", "prefix": None, "suffix": None},
        "difference": [
            {"old": "a turnout of ", "new": "a turnout of "},
            {"old": "85.4 ", "new": "85.6 "},
            {"old": "percent", "new": "percent"},
        ],
        "unreviews": True,
        "written": True,
    }
    assert (farce["state"], farce["unreviews"]) == ("recovered", False)
    assert [(left["id"], len(left["candidates"])) for left in data["left"]] == [("nobody", 2)]


@pytest.mark.parametrize("name", ["annotations/index.yml", "annotations"])
def test_what_is_read_only_stays_whole(edition, name):
    mode = (edition / name).stat().st_mode
    (edition / name).chmod(mode & ~0o222)
    done = run("--all")
    (edition / name).chmod(mode)
    assert done.exit_code == 1
    assert "read-only; nothing was written" in done.output
    assert notes(edition) == NOTES
    assert [path.name for path in (edition / "annotations").iterdir()] == ["index.yml"]


def test_nothing_to_do(edition):
    write(edition, {"annotations/index.yml": "annotations: []\n"})
    done = run()
    assert (done.exit_code, done.output) == (
        0,
        "Every quotation stands in its text as it is written.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--all", "--dry-run"], "give one of them"),
        (["other"], "there is no note “other”"),
        (["--project=docs"], "there is no edition in docs"),
    ],
)
def test_what_cannot_run(edition, arguments, message):
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.output
    assert notes(edition) == NOTES


def test_a_note_is_explained(edition):
    done = CliRunner().invoke(main, ["check", "--explain", "turnout"])
    assert done.exit_code == 0
    assert done.output.startswith("turnout: changed, ")
    assert "  stands at: index.md:3: " in done.output
    assert str(edition) not in done.output
    done = CliRunner().invoke(main, ["check", "--explain", "turnot"])
    assert done.exit_code == 2
    assert "did you mean “turnout”?" in done.output
