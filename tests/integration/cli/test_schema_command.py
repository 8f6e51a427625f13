"""`edition schema` writes what editors read, the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main

NAMES = ["annotations", "ratings", "sources", "speakers", "terms", "timeline"]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "notes" / "speakers.yml").write_text("speakers:\n  - {id: ada, name: Ada}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: !ENV [NAME, x]\n"
        "plugins:\n  - search\n  - annotated-edition: {annotations: notes}\n"
    )
    return tmp_path


def written(folder):
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json"))}


def test_an_editions_schemas_list_its_ids(project):
    done = CliRunner().invoke(main, ["schema", str(project)])
    assert done.exit_code == 0, done.output
    schemas = written(project / "schema")
    assert list(schemas) == NAMES
    record = json.loads(schemas["annotations"])["$defs"]["AnnotationRecord"]
    assert record["properties"]["speaker"]["enum"] == ["ada"]
    assert "disputed" in record["properties"]["rating"]["enum"]


def test_the_same_twice(project, tmp_path):
    for name in ("one", "two"):
        done = CliRunner().invoke(main, ["schema", "--output", str(tmp_path / name), str(project)])
        assert done.exit_code == 0
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_the_same_in_every_process(tmp_path, project):
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "annotated_edition", "schema", f"--output={seed}", project],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
    assert written(tmp_path / "1") == written(tmp_path / "2")


def test_outside_an_edition_any_id_will_do(tmp_path):
    assert CliRunner().invoke(main, ["schema", str(tmp_path)]).exit_code == 2
    assert list(tmp_path.iterdir()) == []
    done = CliRunner().invoke(
        main, ["schema", "--output", str(tmp_path / "schema"), str(tmp_path)]
    )
    assert done.exit_code == 0
    record = json.loads(written(tmp_path / "schema")["annotations"])["$defs"]["AnnotationRecord"]
    assert "enum" not in record["properties"]["speaker"]


def test_a_place_where_nothing_can_be_written(project):
    (project / "file").write_text("")
    done = CliRunner().invoke(
        main, ["schema", "--output", str(project / "file" / "in"), str(project)]
    )
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert done.output.startswith("Error: ")
