"""`edition propose` puts a note on a branch, pushes it and opens a pull request."""

from __future__ import annotations

import json
import os
import stat
import subprocess

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main

GH = """#!/bin/sh
for argument in "$@"; do printf '%s\\n' "$argument"; done >> "$GH_LOG"
cat >> "$GH_LOG"
echo https://github.com/ada/edition/pull/8
"""


def git(folder, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """An edition in a repository with a bare one to push to, and a `gh` that writes down."""
    work, tools = tmp_path / "work", tmp_path / "tools"
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GH_LOG": str(tmp_path / "gh.log"),
        "GITHUB_REPOSITORY": "ada/edition",
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }.items():
        monkeypatch.setenv(name, value)
    (work / "annotations").mkdir(parents=True)
    (work / "docs").mkdir()
    (work / "mkdocs.yml").write_text("site_name: x\n")
    (work / "other.txt").write_text("not to be committed\n")
    git(tmp_path, "init", "--quiet", "--bare", "remote")
    git(work, "init", "--quiet", "--initial-branch", "main")
    git(work, "add", "mkdocs.yml")
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    git(work, *who, "commit", "--quiet", "--message", "Begin")
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(stat.S_IRWXU)
    return work


def report(**changes):
    said = {
        "taken": True,
        "noun": "note",
        "id": "civil-war",
        "page": "speech.md",
        "context": "engaged in [a great civil war], testing",
        "reason": "",
        "files": ["annotations/speech.yml"],
        "issue": 7,
        "proposer": "ada-l",
        "proposer_id": 42,
    }
    return {**said, **changes}


def propose(work, said):
    path = work.parent / "report.json"
    path.write_text(json.dumps(said))
    remote = str(work.parent / "remote")
    return CliRunner().invoke(main, ["propose", "--remote", remote, str(path), str(work)])


def test_note_is_pushed_and_proposed_in_its_proposers_name(repository):
    (repository / "annotations/speech.yml").write_text("annotations: []\n")
    done = propose(repository, report())
    assert done.exit_code == 0, done.output
    assert done.output == "https://github.com/ada/edition/pull/8\n"
    remote = repository.parent / "remote"
    branch = "proposal/7-civil-war"
    assert git(remote, "show", "--name-only", "--format=", branch).split() == [
        "annotations/speech.yml"
    ]
    assert git(remote, "show", "--no-patch", "--format=%B%an", branch) == (
        "Add note “civil-war”\n\nProposed by ada-l in #7.\n\n"
        "Co-authored-by: ada-l <42+ada-l@users.noreply.github.com>\ngithub-actions[bot]\n"
    )
    said = (repository.parent / "gh.log").read_text("utf-8")
    assert said.startswith(f"pr\ncreate\n--base\nmain\n--head\n{branch}\n--title\nAdd note")
    assert "Proposed by @ada-l in #7." in said
    assert "```text\nengaged in [a great civil war], testing\n```" in said
    assert said.endswith("Closes #7\n")


def test_second_time_brings_the_branch_up_to_date(repository):
    path = repository / "annotations/speech.yml"
    path.write_text("annotations: []\n")
    assert propose(repository, report()).exit_code == 0
    git(repository, "switch", "--quiet", "main")
    git(repository, "branch", "--quiet", "-D", "proposal/7-civil-war")
    path.parent.mkdir(exist_ok=True)  # git took it away with its only file
    path.write_text("annotations: [] # again\n")
    gh = repository.parent / "tools/gh"
    gh.write_text("#!/bin/sh\necho 'a pull request for it already exists: …/8' >&2\nexit 1\n")
    done = propose(repository, report())
    assert done.exit_code == 0, done.output
    shown = git(
        repository.parent / "remote", "show", "proposal/7-civil-war:annotations/speech.yml"
    )
    assert shown == "annotations: [] # again\n"


def test_refusal_is_told_in_the_issue_as_mere_text(repository):
    reasons = ["there is no page “x”; @everyone ``` <b> closes #1", "an answer is needed"]
    done = propose(repository, {"taken": False, "reasons": reasons, **issue()})
    assert done.exit_code == 1
    said = (repository.parent / "gh.log").read_text("utf-8")
    assert said.startswith("issue\ncomment\n7\n--body-file\n-\n")
    assert "````text\n- there is no page “x”; @everyone ``` <b> closes #1\n- an answer" in said
    assert git(repository, "branch", "--format=%(refname:short)").split() == ["main"]


def issue():
    return {"issue": 7, "proposer": "ada-l", "proposer_id": 42}


def test_reason_of_a_correction_is_no_trailer_and_calls_nobody(repository):
    (repository / "annotations/speech.yml").write_text("annotations: []\n")
    reason = "Wrong.\n\nCo-authored-by: Eve <eve@example.org>\nCloses #1 @everyone"
    done = propose(repository, report(noun="correction", reason=reason))
    assert done.exit_code == 0, done.output
    remote, branch = repository.parent / "remote", "proposal/7-civil-war"
    trailers = git(remote, "show", "--no-patch", "--format=%(trailers)", branch)
    assert "eve@" not in trailers
    said = (repository.parent / "gh.log").read_text("utf-8")
    assert (
        "```text\nWrong.\n\nCo-authored-by: Eve <eve@example.org>\nCloses #1 @everyone\n```"
        in said
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"issue": 0},
        {"issue": "7; rm -rf /"},
        {"proposer": "ada --admin"},
        {"proposer": "$(id)"},
        {"id": "../../main"},
        {"id": "x --force"},
        {"noun": "workflow"},
        {"files": []},
        {"files": ["../outside.yml"]},
        {"files": ["/etc/passwd"]},
        {"files": ["--all"]},
    ],
    ids=str,
)
def test_odd_report_is_not_acted_upon(repository, changes):
    done = propose(repository, report(**changes))
    assert done.exit_code == 2
    assert git(repository, "branch", "--format=%(refname:short)").split() == ["main"]
    assert not (repository.parent / "gh.log").exists()
