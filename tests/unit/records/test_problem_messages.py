"""Messages are output: each case names the files, the lines told, and the notes that survive."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from annotated_edition.records import read_edition

CASES = Path(__file__).parents[2] / "golden" / "problems"

# What every case begins with; its own files are written over these.
BASE = {
    "docs/article.md": "Words. a turnout of 85.4 percent\n",
    "docs/articles/other.md": "Words.\n",
    "annotations/speakers.yml": "speakers:\n  - {id: ada-lovelace, name: Ada Lovelace}\n",
    "annotations/sources.yml": "references:\n  - {id: ria, type: webpage, title: RIA}\n",
}


def found(case: dict, project: Path) -> tuple[list[str], list[str]]:
    """The problems of a case, as printed, and the ids of the annotations that were read."""
    files = {path: text.encode() for path, text in (BASE | case.get("files", {})).items()}
    files |= {path: bytes.fromhex(text) for path, text in case.get("bytes", {}).items()}
    for name, data in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    reading = read_edition(project, annotations=project / "annotations", docs=project / "docs")
    notes = sorted(note.id for _, note in reading.edition.annotations())
    return [str(problem) for problem in reading.problems], notes


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_what_a_contributor_is_told(path, tmp_path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    problems, notes = found(case, tmp_path)
    assert problems == case["problems"]
    assert notes == case["notes"]
