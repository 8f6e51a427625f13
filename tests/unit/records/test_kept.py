"""What is kept of sound files between builds changes nothing that is read or told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from annotated_edition.records import Reading, read_edition

CASES = Path(__file__).parents[2] / "golden" / "problems"

NOTES = """annotations:
  - id: turnout
    kind: claim
    exact: a turnout of 85.4 percent
    prefix: Words.
    claimant: ada-lovelace
    rating: disputed
    qualifier: for one region
    note: |
      Others gave another figure [@ria, para. 4].
    sources: [{id: ria, locator: para. 4}]
    by: [ada, bo]
    created: 2026-11-01
    reviewed: 2026-11-22
    due: 2027-11-22
    lang: de
    assessments:
      - {by: cy, rating: supported, reviewed: 2026-11-23, note: "Counted again [@tass]."}
  - id: words
    kind: context
    exact: Words
    note: Said often.
    speaker: bo
"""
FILES = {
    "docs/article.md": "Words. a turnout of 85.4 percent\n",
    "docs/other.md": "Words.\n",
    "annotations/article.yml": NOTES,
    "annotations/speakers.yml": "speakers:\n  - {id: ada-lovelace, name: Ada}\n"
    "  - {id: bo, name: Bo}\n",
    "annotations/sources.yml": "references:\n  - {id: ria, type: webpage, title: RIA}\n"
    "  - {id: tass, type: webpage, title: TASS}\n",
}
# What is done to a project between two builds: texts by path, None to take a file away.
CHANGES = {
    "nothing": {},
    "a speaker is gone": {"annotations/speakers.yml": "speakers:\n  - {id: bo, name: Bo}\n"},
    "a cited source is gone": {
        "annotations/sources.yml": "references:\n  - {id: ria, type: webpage, title: RIA}\n"
    },
    "all speakers are gone": {"annotations/speakers.yml": None},
    "the scale is another": {
        "annotations/ratings.yml": "ratings:\n  - {id: supported, label: Supported, "
        "definition: It is so., colour: green, icon: check}\n"
    },
    "an id is taken twice": {
        "annotations/other.yml": "annotations:\n  - id: words\n    kind: context\n"
        "    exact: Words\n    note: Said here.\n"
    },
    "an id is taken twice, earlier": {
        "docs/a.md": "Words.\n",
        "annotations/a.yml": "annotations:\n  - id: words\n    kind: context\n"
        "    exact: Words\n    note: Said here.\n",
    },
    "the file moves": {"annotations/article.yml": None, "annotations/other.yml": NOTES},
    "the page is gone": {"docs/article.md": None},
    "a line moves": {"annotations/article.yml": "# by hand\n" + NOTES},
    "a word of a note changes": {"annotations/article.yml": NOTES.replace("often", "seldom")},
}


def write(project: Path, files: dict[str, str | bytes | None]) -> None:
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def read(project: Path, store: dict[str, str] | None = None) -> Reading:
    return read_edition(
        project, annotations=project / "annotations", docs=project / "docs", store=store
    )


def told(reading: Reading) -> tuple[object, ...]:
    """All that a build sees of a reading, the places of each note's values included."""
    notes = [note for _, note in reading.edition.annotations()]
    marks = [{key: note.at(key) for key in note.marks} for note in notes]
    return reading.edition, reading.problems, marks


@pytest.mark.parametrize("change", CHANGES, ids=lambda name: name.replace(" ", "-"))
def test_after_a_change_the_reading_is_that_of_a_first_build(change, tmp_path):
    store: dict[str, str] = {}
    write(tmp_path, FILES)
    assert told(read(tmp_path, store)) == told(read(tmp_path))
    assert store
    write(tmp_path, CHANGES[change])
    assert told(read(tmp_path, store)) == told(read(tmp_path))
    write(tmp_path, {**dict.fromkeys(CHANGES[change]), **FILES})
    assert told(read(tmp_path, store)) == told(read(tmp_path))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_of_what_is_wrong_a_second_build_is_told_as_the_first(path, tmp_path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    write(tmp_path, {**FILES, **case.get("files", {})})
    write(tmp_path, {name: bytes.fromhex(data) for name, data in case.get("bytes", {}).items()})
    store: dict[str, str] = {}
    first = told(read(tmp_path, store))
    assert told(read(tmp_path, store)) == first == told(read(tmp_path))


def test_notes_are_not_kept_without_a_source_that_could_not_be_read(tmp_path):
    write(tmp_path, FILES)
    sound, store = told(read(tmp_path)), {}
    faulty = FILES["annotations/sources.yml"].replace("title: RIA", "title: 'RIA")
    write(tmp_path, {"annotations/sources.yml": faulty})
    assert [each.location.path for each in read(tmp_path, store).problems] == [
        "annotations/sources.yml"
    ]
    write(tmp_path, FILES)
    assert told(read(tmp_path, store)) == sound


def test_sound_files_are_not_read_again(tmp_path, monkeypatch):
    write(tmp_path, FILES)
    store: dict[str, str] = {}
    first = told(read(tmp_path, store))
    seen = []

    def read_tree(text, report, **rest):
        seen.append(report.path)
        return original(text, report, **rest)

    from annotated_edition.records import edition  # noqa: PLC0415

    original = edition.read_tree
    monkeypatch.setattr(edition, "read_tree", read_tree)
    assert told(read(tmp_path, store)) == first
    assert "annotations/article.yml" not in seen


def test_a_page_whose_files_are_sound_has_a_state_that_changes_with_them(tmp_path):
    def state() -> str:
        return read(tmp_path, {}).edition.documents["article.md"].state

    write(tmp_path, FILES)
    first = state()
    assert first == state() != ""
    write(tmp_path, {"annotations/article/more.yml": "annotations: []\n"})
    assert state() not in ("", first)
    write(tmp_path, {"annotations/article/more.yml": "annotations: [{id: a}]\n"})
    assert state() == ""
