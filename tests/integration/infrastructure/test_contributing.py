"""CONTRIBUTING.md, done to the letter."""

from __future__ import annotations

import re
import shutil
import textwrap

import pytest
from click.testing import CliRunner

import dev
from annotated_edition.cli import main


@pytest.fixture(scope="module")
def text(project_root):
    return (project_root / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_note_that_it_shows_can_be_added_to_the_edition(text, project_root, tmp_path):
    shown = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1]
    note = textwrap.indent(textwrap.dedent(shown), "  ")
    for name in ("annotations", "docs"):
        shutil.copytree(project_root / name, tmp_path / name)
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: {project_root / 'mkdocs.yml'}\n")
    figures = tmp_path / "annotations/articles/annexation-requests/figures.yml"
    figures.write_text(f"{figures.read_text(encoding='utf-8')}\n{note}", encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "--strict", str(tmp_path)])
    assert checked.exit_code == 0, checked.output


def test_every_command_that_it_names_is_there(text):
    commands = re.findall(r"python3 dev\.py (\w+)(?: ([a-z]+))?", text)
    assert len(commands) > 10
    assert {name for name, _ in commands} <= set(dev.COMMANDS)
    named = {rest for name, rest in commands if name == "edition"}
    named |= set(re.findall(r"`edition (\w+)", text))
    context = main.make_context("edition", ["--help"], resilient_parsing=True)
    assert named <= set(main.list_commands(context))


def test_the_files_that_it_links_to_are_there(text, project_root):
    links = re.findall(r"\]\((?!https?://|\.\./\.\./issues/)([^)]+)\)", text)
    assert links
    assert [link for link in links if not (project_root / link).exists()] == []
