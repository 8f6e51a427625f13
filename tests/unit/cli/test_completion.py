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
