"""The workflows are valid, and no more is trusted than has to be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import dev

TOOLS = Path(sys.executable).parent
WORKFLOWS = sorted(dev.ROOT.glob(".github/workflows/*.yml"))


def steps(workflow):
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request):
    return yaml.load(request.param.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("check", list(dev.workflow_checks()), ids=" ".join)
def test_check_finds_nothing(check):
    done = subprocess.run(
        [str(dev.script(TOOLS.parent, check[0])), *check[1:]],
        cwd=dev.ROOT,
        env={**os.environ, "PATH": os.pathsep.join([str(TOOLS), os.environ["PATH"]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_permitted_before_a_job_asks(workflow):
    assert workflow["permissions"] == {}


def test_only_deployment_and_proposal_may_write(workflow):
    writers = {
        name for name, job in workflow["jobs"].items() if "write" in job["permissions"].values()
    }
    assert writers <= {"deploy", "propose"}


def test_the_step_that_reads_an_issue_holds_no_token():
    path = dev.ROOT / ".github/workflows/propose.yml"
    proposal = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    runs = [step for step in steps(proposal) if "run" in step]
    reader = next(step for step in runs if "--from-issue" in step["run"])
    assert "env" not in reader
    assert [step["env"] for step in runs if step is not reader] == [
        {"GH_TOKEN": "${{ github.token }}"}
    ]
    assert "github.event.issue.body" not in path.read_text(encoding="utf-8")
    assert proposal["on"] == {"issues": {"types": ["labeled"]}}


def test_contributors_code_never_meets_a_secret(workflow):
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in str(workflow)


def test_actions_are_pinned_and_say_their_version():
    for path in WORKFLOWS:
        uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
        assert uses
        assert [use for use in uses if not re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+", use)] == []


def test_steps_run_the_commands_that_are_tested_here(workflow):
    commands = [step["run"].split() for step in steps(workflow) if "run" in step]
    assert commands
    for python, script, name, *_ in commands:
        assert (python, script) == ("python3", "dev.py")
        assert name in dev.COMMANDS


def test_every_command_of_the_check_is_run_before_a_change_is_taken():
    ours = set(re.findall(r'"([a-z]+)[^"]*"', (dev.ROOT / ".ci/run").read_text(encoding="utf-8")))
    theirs = re.findall(r"run: python3 dev.py (\w+)", WORKFLOWS[0].read_text(encoding="utf-8"))
    assert WORKFLOWS[0].stem == "check"
    assert set(theirs) - {"lowest"} <= ours


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/check.yml",
        "plugins/annotated_edition/intake/starter/dot-github/workflows/check.yml",
    ],
)
def test_a_pull_request_is_summed_up_whatever_was_found_before(path):
    check = yaml.load((dev.ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert set(check["on"]) == {"pull_request", "push"}
    job = check["jobs"]["edition"]
    assert job["permissions"] == {"contents": "read"}
    assert job["steps"][0]["with"] == {"persist-credentials": "false", "fetch-depth": "0"}
    first, *others = job["steps"][next(i for i, s in enumerate(job["steps"]) if _is(s, "check")) :]
    assert first["run"].endswith("edition check --format=github")
    assert all("!cancelled()" in step["if"] for step in others)
    preview = next(step for step in others if "upload-artifact" in step.get("uses", ""))
    summary = next(step for step in others if _is(step, "summary"))
    assert others.index(preview) < others.index(summary)
    assert summary["env"] == {
        "EDITION_PREVIEW": f"${{{{ steps.{preview['id']}.outputs.artifact-url }}}}"
    }
    assert "${{" not in summary["run"]


def _is(step, command):
    return f"edition {command} " in step.get("run", "")
