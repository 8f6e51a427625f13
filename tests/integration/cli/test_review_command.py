"""`edition review`: two states of a text, and what became of the notes."""

import json
import re
import subprocess

import pytest
from click.testing import CliRunner
from markdown import Markdown

from annotated_edition.cli import main
from tests.support.project import configure, write

PAGE = """# The report

The commission announced a turnout of 85.4 percent on Wednesday.

The observers left early, and the press stayed until the evening.

The mayor's office called the vote a farce without any meaning.

The results were published in the newspaper of the region.

The correspondents have nothing to add.

Neither has the agency.
"""
NOTES = """annotations:
  - {id: turnout, kind: claim, exact: a turnout of 85.4 percent, note: A., reviewed: 2026-11-22}
  - {id: press, kind: context, exact: the press stayed, note: B.}
  - {id: mayor, kind: context, exact: The mayor's office, note: C.}
  - {id: results, kind: context, exact: The results were published, note: D.}
"""


def git(folder, *arguments):
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def edition(tmp_path, monkeypatch):
    """An edition whose state of the first commit is given, to be changed by the test."""
    folder = tmp_path / "work"
    write(folder, {"docs/index.md": PAGE, "annotations/index.yml": NOTES})
    configure(folder, {}, {})
    git(tmp_path, "init", "-q", str(folder))
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["review", *arguments], color=False)


def review(base="HEAD"):
    return json.loads(run(f"--base={base}", "--format=json").output)


def outcomes(base="HEAD"):
    return {each["id"]: each["outcome"] for each in review(base)["effects"]}


def change(edition, *pairs):
    text = (edition / "docs/index.md").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    write(edition, {"docs/index.md": text})


def test_nothing_changed(edition):
    done = run("--base", "HEAD", str(edition))
    assert (done.exit_code, done.output) == (0, "No annotated text differs from HEAD.\n")


def test_every_outcome(edition):
    change(
        edition,
        ("85.4", "85.6"),
        ("The mayor's office", "The mayor’s office"),
        ("The results were published in the newspaper of the region.", ""),
        ("The observers left early, and the press stayed until the evening.\n\n", ""),
    )
    with (edition / "docs/index.md").open("a") as file:
        file.write("\nThe observers left early, and the press stayed until the evening.\n")
    assert outcomes() == {
        "turnout": "changed",
        "mayor": "recovered",
        "results": "orphaned",
        "press": "moved",
    }
    done = run("--base=HEAD")
    assert done.exit_code == 1
    assert "turnout (claim): words edited, to be adapted" in done.output
    assert "before, index.md:3" in done.output
    assert "press (context): moved\n" in done.output
    assert "results (context): passage gone, for an editor to decide" in done.output
    assert (
        '+  - {id: turnout, kind: claim, exact: a turnout of 85.6 percent, note: A., reviewed: ""}'
        in (done.output)
    )


def test_a_change_elsewhere_concerns_no_note(edition):
    change(edition, ("# The report\n", "# The report\n\nA new paragraph.\n"), ("evening", "night"))
    done = run("--base=HEAD")
    assert done.exit_code == 0
    assert "0 of 4 notes are affected" in done.output


def test_notes_that_have_followed_are_told_as_settled(edition):
    change(edition, ("85.4", "85.6"))
    notes = NOTES.replace("85.4", "85.6").replace(", reviewed: 2026-11-22", "")
    write(edition, {"annotations/index.yml": notes})
    data = review()
    (effect,) = data["effects"]
    assert (effect["id"], effect["outcome"]) == ("turnout", "changed")
    assert (effect["settled"], effect["reviewed"]) == (True, False)
    assert (effect["before"]["text"], effect["after"]["text"]) == (
        "a turnout of 85.4 percent",
        "a turnout of 85.6 percent",
    )
    assert data["patch"] == ""
    done = run("--base=HEAD")
    assert done.exit_code == 0
    assert "adapted already, to be reviewed" in done.output


def test_notes_added_and_removed_are_named(edition):
    notes = NOTES.replace("id: press, kind: context", "id: reporters, kind: term")
    write(edition, {"annotations/index.yml": notes})
    data = review()
    assert (data["added"], data["removed"], data["effects"]) == (["reporters"], ["press"], [])
    assert "added: reporters (" in run("--base=HEAD").output
    assert "Notes removed: 1" in run("--base=HEAD", "--format=markdown").output


def test_note_with_another_id_is_neither_gone_nor_new(edition):
    write(edition, {"annotations/index.yml": NOTES.replace("id: press", "id: reporters")})
    data = review()
    assert (data["added"], data["removed"], data["effects"]) == ([], [], [])
    assert "renamed: press to reporters" in run("--base=HEAD").output
    assert "- press → reporters" in run("--base=HEAD", "--format=markdown").output


def test_a_base_without_an_edition(edition):
    write(edition, {"README.md": "Nothing yet."})
    git(edition, "checkout", "-q", "--orphan", "empty")
    git(edition, "rm", "-rq", "--cached", ".")
    git(edition, "add", "README.md")
    git(edition, "commit", "-qm", "before the edition")
    data = review("empty")
    assert data["effects"] == []
    assert data["added"] == ["mayor", "press", "results", "turnout"]


def test_a_project_in_a_folder_of_its_repository(tmp_path, monkeypatch):
    write(tmp_path, {"sub/docs/index.md": PAGE, "sub/annotations/index.yml": NOTES})
    configure(tmp_path / "sub", {}, {})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    monkeypatch.chdir(tmp_path)
    change(tmp_path / "sub", ("85.4", "85.6"))
    done = run("--base=HEAD", "sub", "--format=json")
    assert [each["id"] for each in json.loads(done.output)["effects"]] == ["turnout"]
    assert git(tmp_path, "status", "--porcelain") == " M sub/docs/index.md\n"


def test_without_a_repository_or_a_commit(edition, tmp_path):
    done = run("--base=nowhere")
    assert done.exit_code == 2
    assert "there is no commit “nowhere” here" in done.output
    assert run("--base=--output=x").exit_code == 2
    shallow = tmp_path / "shallow"
    git(edition, "commit", "-qm", "two", "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{edition}", str(shallow))
    done = run("--base=HEAD~1", str(shallow))
    assert done.exit_code == 2
    assert "the clone is shallow" in done.output
    other = tmp_path / "other"
    write(other, {"docs/index.md": PAGE, "annotations/index.yml": NOTES})
    configure(other, {}, {})
    done = run("--base=HEAD", str(other))
    assert done.exit_code == 2
    assert "is not in a git repository" in done.output


def test_a_folder_that_git_does_not_trust_is_told(edition, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = run("--base=HEAD")
    assert done.exit_code == 2
    assert f"git config --global --add safe.directory {edition}" in done.output


def test_nothing_that_a_repository_brings_along_is_run(edition, tmp_path):
    sign = tmp_path / "ran"
    for name in ("post-index-change", "post-checkout", "fsmonitor-watchman"):
        hook = edition / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {sign}\n", encoding="utf-8")
        hook.chmod(0o755)
    git(edition, "config", "core.fsmonitor", ".git/hooks/fsmonitor-watchman")
    sign.unlink(missing_ok=True)
    assert run("--base=HEAD").exit_code == 0
    assert not sign.exists()


def test_without_git(edition, monkeypatch):
    monkeypatch.setenv("PATH", str(edition))
    done = run("--base=HEAD")
    assert done.exit_code == 2
    assert "git is not installed" in done.output


HOSTILE = [
    "<script>alert(1)</script> | [link](javascript:x) ![](http://evil.example/x.png) @somebody"
    " www.evil.example https://evil.example `code` *bold* ``` #1 </details> &amp; ~~x~~",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_text_holds_stays_text_in_markdown(edition, text):
    quoted = json.dumps(f"{text} of the year")
    notes = f"annotations:\n  - {{id: bad, kind: context, exact: {quoted}, note: A.}}\n"
    code = f"<pre>{text.replace('&', '&amp;').replace('<', '&lt;')} of the year</pre>\n"
    write(edition, {"annotations/index.yml": notes, "docs/index.md": PAGE + code})
    git(edition, "commit", "-qam", "two")
    change(edition, ("of the year", "of the whole year"), ("#1", "#2"))
    done = run("--base=HEAD", "--format=markdown")
    assert done.exit_code == 1
    summary, fence, patch = done.output.partition("````diff")
    assert fence
    assert "bad" in summary
    html = Markdown(extensions=["tables"]).convert(summary)
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", html))
    assert tags <= {
        *("h2", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "strong"),
        *("sub", "del", "ins", "details", "summary", "b", "ul", "li", "code"),
    }
    assert "<script" not in summary
    assert "https://" not in summary
    assert "www." not in summary
    assert "@somebody" not in summary
    row = next(line for line in summary.splitlines() if line.startswith("| **bad"))
    assert row.count(" | ") == 3
    assert patch.count("````") == 1
