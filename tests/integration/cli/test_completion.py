"""The shell completes commands and options, as the help says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main
from tests.support.project import write

EDITION = Path(sys.executable).with_name("edition")


def completed(words, position):
    variables = {
        **os.environ,
        "_EDITION_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(position),
    }
    done = subprocess.run([EDITION], env=variables, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "position", "offered"),
    [
        ("edition i", 1, ["import", "init"]),
        ("edition add --pro", 2, ["--proposer"]),
        ("edition add --kind tr", 3, ["translation"]),
        ("edition new d", 2, ["document"]),
    ],
)
def test_shell_completes(words, position, offered):
    assert completed(words, position) == offered


FILES = {
    "mkdocs.yml": "site_name: x\nplugins: [annotated-edition]\n",
    "docs/news/report.md": "Words.\n",
    "docs/other.md": "None.\n",
    "annotations/news/report.yml": "annotations:\n- {id: a-note, kind: term, exact: W, note: N}\n",
    "annotations/speakers.yml": "speakers: [{id: ada, name: Ada}, {id: bob, name: Bob}]\n",
    "annotations/sources.yml": "references: [{id: act, type: book, title: T}]\n",
}


@pytest.mark.parametrize(
    ("words", "position", "offered"),
    [
        ("edition add --page n", 3, ["news/report.md"]),
        ("edition add --claimant a", 3, ["ada"]),
        ("edition add --speaker b", 3, ["bob"]),
        ("edition add --source a", 3, ["act"]),
        ("edition add --rating dis", 3, ["disputed"]),
        ("edition reanchor a", 2, ["a-note"]),
        ("edition check --explain a", 3, ["a-note"]),
    ],
)
def test_shell_completes_the_names_of_the_edition(tmp_path, monkeypatch, words, position, offered):
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    assert completed(words, position) == offered
    monkeypatch.chdir(tmp_path / "docs")
    assert "".join(completed(words, position)) == ""


def test_help_tells_how_and_every_command_has_help_and_exit_codes():
    said = CliRunner().invoke(main, ["--help"]).output
    assert 'eval "$(_EDITION_COMPLETE=bash_source edition)"' in said
    names = said.split("Commands:")[1].split("Exit codes")[0].split("\n")
    commands = [line.split()[0] for line in names if re.match(r"  \S", line)]
    assert len(commands) >= 8
    for command in commands:
        told = CliRunner().invoke(main, [command, "--help"]).output
        assert "Exit codes: 0" in told
        assert "\\b" not in told
