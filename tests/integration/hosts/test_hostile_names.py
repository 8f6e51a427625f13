"""Names of files are other people's: none of them acts on a terminal, a log or a CI runner."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.support.project import write

FORGED = "a\n::error::FORGED\nb.yml"
NAMES = (
    FORGED,
    "c\r::warning::FORGED.yml",
    "e\x1b]0;own\x07.yml",
    "g\x9b2J.yml",
    "h\u2028::error::FORGED.yml",
    "i\u202elmy.yml",
    "j##[error]FORGED.yml",
    os.fsdecode(b"k\xff.yml"),
)
NOTES = "annotations:\n  - {id: x, kind: context, exact: Words, note: 'A [page](gone.md).'}\n"
CONFIG = "site_name: A\nplugins: [annotated-edition: {cache: ''}]\n"
ARGUMENTS = {
    "build": ("mkdocs", "build", "-v"),
    "text": ("annotated_edition", "check"),
    "github": ("annotated_edition", "check", "--format=github"),
    "json": ("annotated_edition", "check", "--format=json"),
    "explain": ("annotated_edition", "check", "--explain", "nothing\n::error::FORGED"),
    "export": ("annotated_edition", "export", "x\n::error::FORGED"),
}
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\ud800-\udfff]"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    page = "::error::FORGED.md"
    write(folder, {"docs/index.md": "# Start\n\nWords.\n", f"docs/{page}": "Words. Words.\n"})
    write(
        folder,
        {"docs/l\n::error::FORGED.md": "[x](gone.md)\n", "docs/m\x1b[2J.md": "[x](gone.md)\n"},
    )
    write(folder, {f"annotations/index/{name}": NOTES for name in NAMES[:-1]})
    write(folder, {"annotations/::error::FORGED.yml": NOTES.replace("x,", "y,")})
    write(folder, {"annotations/broken\n::error::FORGED.yml": "annotations:\n  - id: [\n"})
    (folder / os.fsdecode(b"annotations/index/k\xff.yml")).write_text(NOTES)
    write(folder, {"mkdocs.yml": CONFIG})
    return folder


def run(project, name):
    done = subprocess.run(
        [sys.executable, "-m", *ARGUMENTS[name]],
        cwd=project,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return done, (done.stdout + done.stderr).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_name_writes_a_line_of_its_own(project, name):
    done, output = run(project, name)
    assert done.returncode in (1, 2)
    assert "Traceback" not in output
    assert UNSEEN.findall(output) == []
    for line in output.split("\n"):
        assert not re.match(r"\s*::\w+::", line), line
        assert line.startswith("::") or "##[" not in line, line
    if name in ("build", "text", "github"):
        assert r"annotations/index/a\n::error::FORGED\nb.yml" in output.replace("%3A", ":")
        assert r"e\x1b]0;own\x07.yml" in output
        assert r"\u202e" in output


def test_programs_get_the_names_as_they_are(project):
    paths = {each["path"] for each in json.loads(run(project, "json")[0].stdout)["problems"]}
    assert f"annotations/index/{FORGED}" in paths
