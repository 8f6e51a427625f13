"""Files that mean harm end soon, in little memory, with a line that names the place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotated_edition.records import read_edition
from tests.unit.records import hostile_files

PROGRAM = Path(hostile_files.__file__)
MEGABYTES = 300

# Files that are merely odd: nothing in them is wrong.
HARMLESS = {"open citations"}


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "project"
    done = subprocess.run(
        [sys.executable, PROGRAM, folder], capture_output=True, text=True, timeout=150, check=True
    )
    return {case["name"]: case for case in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", hostile_files.CASES)
def test_hostile_file_is_refused_in_little_memory(costs, name):
    case = costs[name]
    assert case["megabytes"] < MEGABYTES
    assert case["good"], "a well-formed note of another file was lost"
    assert case["longest"] < 400
    if name not in HARMLESS:
        assert case["path"] == "annotations/page/hostile.yml"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "annotations" / "page").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("Words\n")
    (tmp_path / "annotations" / "page" / "good.yml").write_text(hostile_files.GOOD)
    return tmp_path


def told(project):
    reading = read_edition(project, annotations=project / "annotations", docs=project / "docs")
    assert [note.id for _, note in reading.edition.annotations()] == ["good"]
    return [str(problem) for problem in reading.problems]


def test_symbolic_links_are_not_followed(project):
    secret = project / "secret.yml"
    secret.write_text(hostile_files.GOOD.replace("good", "secret"))
    (project / "annotations" / "page" / "link.yml").symlink_to(secret)
    (project / "annotations" / "folder").symlink_to(project / "docs")
    (project / "annotations" / "page" / "broken.yml").symlink_to(project / "nowhere")
    message = (
        "this is a symbolic link; expected an ordinary file; put the file itself in its place"
    )
    assert told(project) == [
        f"annotations/folder:1:1: {message}",
        f"annotations/page/broken.yml:1:1: {message}",
        f"annotations/page/link.yml:1:1: {message}",
    ]


def test_a_folder_that_links_to_itself_ends(project):
    (project / "annotations" / "page" / "page").symlink_to(project / "annotations")
    assert [line.partition(":")[0] for line in told(project)] == ["annotations/page/page"]


def test_pipes_are_not_opened(project):
    os.mkfifo(project / "annotations" / "page" / "pipe.yml")
    assert told(project) == [
        "annotations/page/pipe.yml:1:1: this is not an ordinary file; expected an ordinary file; "
        "take it out of the folder"
    ]


def test_a_linked_folder_of_annotations_is_refused(project):
    (project / "link").symlink_to(project / "annotations")
    reading = read_edition(project, annotations=project / "link", docs=project / "docs")
    assert [problem.code for problem in reading.problems] == ["symbolic-link"]
    assert reading.files == ()


def test_a_page_that_is_a_link_is_not_read(project):
    (project / "secret.md").write_text("---\nsource: {title: Secret}\n---\n")
    (project / "docs" / "page.md").unlink()
    (project / "docs" / "page.md").symlink_to(project / "secret.md")
    reading = read_edition(project, annotations=project / "annotations", docs=project / "docs")
    assert reading.edition.documents["page.md"].provenance is None
    assert [problem.code for problem in reading.problems] == ["unreadable"]


def test_file_names_cannot_write_to_the_terminal(project):
    name = b"\x1b[31m\xff.yml"
    path = project / "annotations" / os.fsdecode(name)
    path.write_bytes(b"annotations: [x]\n")
    assert len(told(project)) == 3


def test_deep_folders_end(project):
    path = project / "annotations"
    for _ in range(30):
        path = path / "a"
        path.mkdir()
    (path / "b.yml").write_text("annotations: []\n")
    assert [line.rpartition(": ")[2] for line in told(project)] == ["folders are nested too deep"]
