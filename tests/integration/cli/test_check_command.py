"""`edition check` tells what is wrong in three faces, and its exit code says how bad it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main
from annotated_edition.maintenance import github_problems, problem_summary, problem_text
from annotated_edition.model import Location, Problem, Severity

GOOD = "annotations:\n  - {id: one, kind: context, exact: Words, note: Words.}\n"
BAD = "annotations:\n  - {id: one, kind: contxt, exact: Words, note: Words.}\n"
LINE = (
    "annotations/page.yml:2:21: error: “kind” is “contxt”; expected one of context, claim, "
    "speaker, term, translation, source, furniture; did you mean “context”?; choose one of these"
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An edition without mkdocs.yml: its files are held against each other only."""
    (tmp_path / "annotations").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("Words\n")
    (tmp_path / "annotations" / "page.yml").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", *arguments], color=False)


@pytest.mark.usefixtures("project")
def test_a_sound_edition():
    done = run()
    assert (done.exit_code, done.output) == (0, "No problems in 1 file, 1 note.\n")


def test_a_faulty_edition(project):
    (project / "annotations" / "page.yml").write_text(BAD)
    done = run()
    assert done.exit_code == 1
    assert done.output == f"{LINE}\n1 error in 1 file, 1 note.\n"


def test_for_programs(project):
    (project / "annotations" / "page.yml").write_text(BAD)
    done = run("--format", "json")
    assert done.exit_code == 1
    data = json.loads(done.output)
    assert data["counts"] == {"files": 1, "notes": 1}
    assert data["problems"] == [
        {
            "path": "annotations/page.yml",
            "line": 2,
            "column": 21,
            "severity": "error",
            "code": "unknown-value",
            "text": LINE.partition("error: ")[2],
            "message": "“kind” is “contxt”",
            "expected": "one of context, claim, speaker, term, translation, source, furniture",
            "nearest": "context",
            "fix": "choose one of these",
            "detail": [],
            "annotation": "one",
        }
    ]


def test_for_github_paths_are_the_repositorys(project, monkeypatch):
    (project / "annotations" / "page.yml").write_text(BAD)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    first = run("--format", "github").output.splitlines()[0]
    assert first == (
        f"::error file={project.name}/annotations/page.yml,line=2,col=21,title=Unknown value::"
        + LINE.partition("error: ")[2]
    )


def test_a_folder_without_an_edition(tmp_path):
    done = run(str(tmp_path))
    assert done.exit_code == 2
    assert "there is no edition in" in done.output


def test_a_folder_that_is_not_there(tmp_path):
    assert run(str(tmp_path / "nowhere")).exit_code == 2


def test_a_configuration_that_is_no_yaml(project):
    (project / "mkdocs.yml").write_text("a: [\n")
    done = run()
    assert done.exit_code == 2
    assert "mkdocs.yml is not YAML" in done.output
    assert "Traceback" not in done.output


def problem(severity=Severity.ERROR, path="a.yml", line=1, message="it is wrong", detail=()):
    return Problem(Location(path, line, 2), "some-rule", message, severity=severity, detail=detail)


def test_github_gets_errors_first_and_nothing_that_it_would_read_as_its_own(tmp_path):
    problems = [
        problem(Severity.WARNING),
        problem(
            path="a,b:c%.yml", line=3, message="50% are\r\n::error::forged", detail=("one", "two")
        ),
    ]
    assert github_problems(problems, tmp_path, tmp_path) == [
        "::error file=a%2Cb%3Ac%25.yml,line=3,col=2,title=Some rule::"
        "50%25 are\\r\\n::error::forged%0Aone%0Atwo",
        "::warning file=a.yml,line=1,col=2,title=Some rule::it is wrong",
    ]


def test_text_does_nothing_to_a_terminal():
    text = problem_text(
        problem(path="a\x1b]0;x\x07.yml", message="b\x1b[2Jc\n", detail=("d\x9be",))
    )
    bare = text.replace("\x1b[1m", "").replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert bare.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "No problems in 2 notes."),
        ([Severity.ERROR], "1 error in 2 notes."),
        (
            [Severity.ERROR, Severity.WARNING, Severity.WARNING],
            "1 error and 2 warnings in 2 notes.",
        ),
    ],
)
def test_summary(severities, expected):
    assert (
        problem_summary([problem(severity) for severity in severities], {"notes": 2}) == expected
    )


def test_colours_only_on_a_terminal(project):
    (project / "annotations" / "page.yml").write_text(BAD)
    done = subprocess.run(
        [sys.executable, "-m", "annotated_edition", "check"],
        capture_output=True,
        text=True,
        cwd=project,
        check=False,
    )
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_starting_imports_no_command():
    program = (
        "import sys; from annotated_edition.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "assert not {'pydantic', 'mkdocs', 'yaml'} & set(sys.modules), sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Exit codes: 0" in done.stdout


def test_what_github_would_not_show_is_told_to_the_log(tmp_path):
    problems = [
        problem(severity, line=line, message="an odd value", detail=("::error::x", "##[error]y"))
        for severity in (Severity.WARNING, Severity.ERROR)
        for line in range(1, 13)
    ]
    told = github_problems(problems, tmp_path, tmp_path)
    commands = [line.partition(" ")[0] for line in told if line.startswith("::")]
    assert commands == ["::error"] * 10 + ["::warning"] * 10
    rest = [line.strip() for text in told[20:] for line in text.splitlines()]
    assert [line for line in rest if line.startswith("a.yml")] == [
        "a.yml:11:2: error: an odd value",
        "a.yml:12:2: error: an odd value",
        "a.yml:11:2: warning: an odd value",
        "a.yml:12:2: warning: an odd value",
    ]
    assert not any(line.startswith(("::", "##[")) for line in rest)


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_switched_off_on_a_terminal(project, monkeypatch, variable):
    (project / "annotations" / "page.yml").write_text(BAD)
    told = []
    for environment in ({}, variable):
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        for key, value in environment.items():
            monkeypatch.setenv(key, value)
        # To click's runner, “color” is what a terminal is.
        told.append(CliRunner().invoke(main, ["check"], color=True).output)
    assert "\x1b[31m" in told[0]
    assert told[1] == f"{LINE}\n1 error in 1 file, 1 note.\n"


@pytest.mark.parametrize("name", ["docs/page.md", "annotations/page.yml"])
def test_a_file_that_is_no_configuration(project, name):
    (project / "docs/page.md").write_text("---\ntitle: x\n---\n\nWords\n")
    done = run(name)
    assert done.exit_code == 2
    assert f"Error: {name} is no configuration of MkDocs; name the folder" in done.output


def test_below_an_edition_the_edition_is_named(project):
    (project / "mkdocs.yml").write_text("site_name: x\nplugins: [annotated-edition]\n")
    done = run(str(project / "docs"))
    assert done.exit_code == 2
    assert f"but there is one in {project}: go there, or name it" in done.output


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("theme: nowhere", "Unrecognised theme name: 'nowhere'"),
        ("plugins: [nobodys]", 'The "nobodys" plugin is not installed'),
    ],
)
def test_what_mkdocs_refuses_is_told(project, settings, told):
    (project / "mkdocs.yml").write_text(f"site_name: x\n{settings}\n")
    done = run()
    assert done.exit_code == 2
    assert f"Error: mkdocs.yml: Config value '{settings.split(':')[0]}': {told}" in done.output


def test_signs_that_a_terminal_does_not_know_stop_nothing(project):
    (project / "annotations" / "page.yml").write_text(BAD)
    done = subprocess.run(
        [sys.executable, "-m", "annotated_edition", "check"],
        capture_output=True,
        cwd=project,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert done.returncode == 1
    assert rb"error: \u201ckind\u201d is \u201ccontxt\u201d" in done.stdout
