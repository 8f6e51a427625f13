"""Editions that mean harm end soon in every command, with a line that names the place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.hosts import hostile_editions
from tests.integration.hosts.test_serve import serving, until

PROGRAM = Path(hostile_editions.__file__)
MEGABYTES = 300

# Odd, but nothing in them is wrong; what is wrong is the other file of the case.
PLACES = {
    "events of one day": hostile_editions.NOTES,
    "a page that is a pipe": hostile_editions.PAGE,
    **{
        name: hostile_editions.PAGE
        for name, files in hostile_editions.CASES.items()
        if hostile_editions.PAGE in files
    },
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "project"
    done = subprocess.run(
        [sys.executable, PROGRAM, folder],
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return {case["name"]: case for case in map(json.loads, done.stdout.splitlines())}


def test_a_sound_edition_is_checked_and_built(costs):
    assert costs[""]["check"]["code"] == 0
    assert costs[""]["build"]["code"] == 0


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", hostile_editions.NAMES)
def test_command_ends_and_names_the_place(costs, name, command):
    case = costs[name][command]
    assert costs[name]["megabytes"] < MEGABYTES
    assert case["code"] == 1
    assert "Traceback" not in case["said"]
    assert re.search(rf"{PLACES.get(name, hostile_editions.NOTES)}:\d+:\d+: ", case["said"])
    assert max(map(len, case["said"].splitlines())) < 500
    assert "good" not in case["said"], "a well-formed note of another file was lost"


def test_serve_tells_of_all_of_them_at_once_and_goes_on(tmp_path):
    project = tmp_path / "project"
    hostile_editions.lay_out(project, "pipe")
    names = {}
    for number, (name, files) in enumerate(hostile_editions.CASES.items()):
        if hostile_editions.NOTES in files and "time" not in name:
            data = files[hostile_editions.NOTES]
            path = project / f"annotations/page/hostile-{number}.yml"
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            names[name] = path
    hostile = [project / hostile_editions.NOTES, *names.values()]
    good = project / "annotations/page/good.yml"
    kept = [(path, path.read_bytes()) for path in names.values()]
    for path in hostile:
        path.unlink()
    with serving(project) as (page, log):
        until(page, "Start")
        os.mkfifo(hostile[0])
        for path, data in kept:
            path.write_bytes(data)
        said = until(log, "the site was not built")
        for path in hostile:
            assert f"{path.relative_to(project)}:" in said, path
        assert "Traceback" not in said
        for path in hostile:
            path.unlink()
        good.write_text(good.read_text().replace("note: Words.", "note: Mended."))
        until(lambda: page("page/"), "Mended.")
