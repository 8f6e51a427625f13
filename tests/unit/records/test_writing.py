"""Edits of YAML files: only what is meant changes, and a file is written whole or not at all."""

import difflib
from datetime import date
from pathlib import Path

import pytest

from annotated_edition.yaml_files import EditError, YamlEdit, save_all, save_files, saving

NOTES = """\
# The notes.
annotations:
  - id: turnout   # one of many
    kind: claim
    exact: a turnout of 85.4 percent
    note: |
      A note.

    # who and when
    by: [ada]
    reviewed: 2026-11-22   # on a Sunday

  - id: name
    kind: speaker
    exact: 'Ivan Fedorov'
    note: >-
      Mayor of
      Melitopol.
"""


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "notes.yml"
    path.write_text(NOTES, encoding="utf-8", newline="")
    return path


def lines_changed(before, after):
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_value_changes_in_its_own_style(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", "a turnout of 85.5 percent")
    edit.set("name", "exact", "O'Brien")
    edit.set("name", "note", "Mayor of Melitopol since December 2020.")
    assert lines_changed(NOTES, edit.text()) == [
        "-     exact: a turnout of 85.4 percent",
        "+     exact: a turnout of 85.5 percent",
        "-     exact: 'Ivan Fedorov'",
        "+     exact: 'O''Brien'",
        "+       Mayor of Melitopol since December 2020.",
        "-       Mayor of",
        "-       Melitopol.",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("85.4", "'85.4'"),
        ("no", "'no'"),
        ("Read: this", "'Read: this'"),
        ("issue #3", "'issue #3'"),
        ("*starred*", "'*starred*'"),
        ("it's: so", '"it\'s: so"'),
        ("a line\nand another", "|-\n      a line\n      and another"),
        ("tab\there", '"tab\\there"'),
    ],
)
def test_a_value_is_quoted_where_it_has_to_be(notes, value, written):
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", value)
    assert f"    exact: {written}\n    note: |\n      A note." in edit.text()


def test_a_date_stays_a_date(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "reviewed", date(2026, 12, 1))
    assert lines_changed(NOTES, edit.text()) == [
        "-     reviewed: 2026-11-22   # on a Sunday",
        "+     reviewed: 2026-12-01   # on a Sunday",
    ]


def test_a_long_value_is_folded_at_the_files_own_width(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", "word " * 30 + "end")
    added = [line[2:] for line in lines_changed(NOTES, edit.text()) if line[0] == "+"]
    assert added[0] == "    exact: >-"
    assert all(line[:6].isspace() and len(line) <= 80 for line in added[1:])


def test_a_new_key_goes_where_such_a_key_stands(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "prefix", "with")
    edit.set("turnout", "suffix", "in the")
    edit.set("turnout", "rating", "disputed")
    edit.set("turnout", "lang", "en", after="by")
    assert lines_changed(NOTES, edit.text()) == [
        "+     prefix: with",
        "+     suffix: in the",
        "+     rating: disputed",
        "+     lang: en",
    ]
    assert "    by: [ada]\n    lang: en\n" in edit.text()


def test_a_removed_key_takes_its_line_with_it_and_leaves_its_comment(notes):
    edit = YamlEdit(notes)
    assert edit.remove("turnout", "reviewed")
    assert not edit.remove("turnout", "reviewed")
    assert edit.remove("turnout", "note")
    assert edit.remove("name", "id")
    assert lines_changed(NOTES, edit.text()) == [
        "-     note: |",
        "-       A note.",
        "-     reviewed: 2026-11-22   # on a Sunday",
        "+     # on a Sunday",
        "-   - id: name",
        "-     kind: speaker",
        "+   - kind: speaker",
    ]


def test_a_cleared_key_stays_without_a_value(notes):
    edit = YamlEdit(notes)
    edit.clear("turnout", "reviewed")
    edit.clear("name", "reviewed")
    edit.clear("name", "note")
    assert edit.text() == NOTES.replace("reviewed: 2026-11-22", "reviewed:").replace(
        "note: >-\n      Mayor of\n      Melitopol.\n", "note:\n    reviewed:\n"
    )
    edit.set("turnout", "reviewed", date(2026, 12, 1))
    assert "    reviewed: 2026-12-01   # on a Sunday\n" in edit.text()


@pytest.mark.parametrize(
    ("text", "cleared"),
    [
        ("annotations: [{id: a, reviewed: 2026-11-22, by: x}]\n", '{id: a, reviewed: "", by: x}'),
        ("annotations: [{id: a}]\n", '{id: a, reviewed: ""}'),
        ("annotations:\n  - id: a\n    reviewed: '2026-11-22'", "id: a\n    reviewed:"),
        ("annotations:\r\n  - id: a\r\n    reviewed :  x\r\n", "a\r\n    reviewed :\r\n"),
        ("annotations:\n  - id: a\n    reviewed:\n", "id: a\n    reviewed:\n"),
    ],
)
def test_a_key_is_cleared_in_whichever_style(tmp_path, text, cleared):
    path = tmp_path / "notes.yml"
    path.write_text(text, encoding="utf-8", newline="")
    edit = YamlEdit(path)
    edit.clear("a", "reviewed")
    assert cleared in edit.text()
    edit.clear("a", "reviewed")
    assert edit.text().count("reviewed") == 1


def test_a_comment_behind_a_removed_first_key_stays(notes):
    edit = YamlEdit(notes)
    edit.remove("turnout", "id")
    assert "  - # one of many\n    kind: claim\n" in edit.text()


def test_records_in_brackets_are_edited_too(tmp_path):
    path = tmp_path / "notes.yml"
    path.write_text('annotations: [{id: a, exact: "x, y", kind: context}]  # short\n')
    edit = YamlEdit(path)
    edit.set("a", "exact", "z, y")
    edit.set("a", "prefix", "before: this")
    edit.remove("a", "kind")
    assert (
        edit.text() == 'annotations: [{id: a, exact: "z, y", prefix: "before: this"}]  # short\n'
    )
    edit.remove("a", "id")
    edit.append("annotations", {"id": "b", "exact": "w", "sources": ["c", {"id": "d"}]})
    assert edit.text() == (
        'annotations: [{exact: "z, y", prefix: "before: this"},'
        " {id: b, exact: w, sources: [c, {id: d}]}]  # short\n"
    )


def test_a_new_record_is_laid_out_as_those_before_it(notes):
    edit = YamlEdit(notes)
    edit.append(
        "annotations",
        {
            "id": "new",
            "kind": "context",
            "exact": "Read: this",
            "prefix": None,
            "note": "A note,\n\nin Markdown [@a].",
            "sources": [{"id": "a", "locator": "p. 4"}, "b"],
            "by": "ada",
            "created": date(2026, 11, 22),
        },
    )
    assert edit.text() == NOTES + (
        "\n  - id: new\n    kind: context\n    exact: 'Read: this'\n    note: |\n      A note,\n"
        "\n      in Markdown [@a].\n    sources: [{id: a, locator: p. 4}, b]\n    by: ada\n"
        "    created: 2026-11-22\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "terms:\n  - id: a\n"),
        ("# words\n", "# words\nterms:\n  - id: a\n"),
        ("terms: []  # none yet\n", "terms:  # none yet\n  - id: a\n"),
        ("terms:\n# end\n", "terms:\n  - id: a\n# end\n"),
        ("terms:\n- id: z\n- id: y\n", "terms:\n- id: z\n- id: y\n- id: a\n"),
        ("terms:\n    -   id: z", "terms:\n    -   id: z\n\n    -   id: a"),
        ("terms:\r\n  - id: z\r\n", "terms:\r\n  - id: z\r\n\r\n  - id: a\r\n"),
        ("other:\n  - id: z\n", "other:\n  - id: z\n\nterms:\n  - id: a\n"),
        (
            "terms:\n  - id: z\n    # of z\n\n# of the file\n",
            "terms:\n  - id: z\n    # of z\n\n  - id: a\n\n# of the file\n",
        ),
    ],
)
def test_a_record_is_appended_to_any_list(tmp_path, before, after):
    path = tmp_path / "terms.yml"
    path.write_bytes(before.encode())
    edit = YamlEdit(path)
    edit.append("terms", {"id": "a"})
    assert edit.text() == after


def test_a_byte_order_mark_and_a_missing_line_end_stay(tmp_path):
    path = tmp_path / "notes.yml"
    source = "\ufeff" + NOTES.rstrip("\n")
    path.write_bytes(source.encode())
    edit = YamlEdit(path)
    edit.set("turnout", "exact", "a turnout of 85.5 percent")
    edit.remove("name", "note")
    edit.save()
    after = path.read_bytes().decode()
    assert after == source.replace("85.4", "85.5").removesuffix(
        "\n    note: >-\n      Mayor of\n      Melitopol."
    )


def test_a_file_is_made_with_its_folder(tmp_path):
    path = tmp_path / "annotations" / "articles" / "new.yml"
    edit = YamlEdit(path, create="# yaml-language-server: $schema=x\n")
    edit.append("annotations", {"id": "a", "kind": "context", "exact": "x", "note": "n"})
    assert not path.exists()
    edit.save()
    assert path.read_text() == (
        "# yaml-language-server: $schema=x\nannotations:\n  - id: a\n    kind: context\n"
        "    exact: x\n    note: |\n      n\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("annotations:\n  - id: a\n    exact: x: y\n", "holds a colon"),
        ("annotations:\n  - id: a\n    id: b\n", "was given already"),
        ("annotations: [{id: a\n", "begins with"),
    ],
)
def test_a_file_with_mistakes_is_left_alone(tmp_path, text, message):
    path = tmp_path / "notes.yml"
    path.write_text(text)
    with pytest.raises(EditError, match=message):
        YamlEdit(path)
    assert path.read_text() == text


def test_what_cannot_be_written_is_refused_and_the_rest_goes_on(notes):
    edit = YamlEdit(notes)
    with pytest.raises(EditError, match=r"U\+202E"):
        edit.set("turnout", "exact", "turned \u202e around")
    with pytest.raises(EditError, match="no record “other”"):
        edit.set("other", "exact", "x")
    with pytest.raises(EditError, match="edit it by hand"):
        edit.set("turnout", "by", "bob")
    edit.set("turnout", "exact", "x")
    assert edit.text() == NOTES.replace("a turnout of 85.4 percent", "x")


def test_missing_files_and_links_are_refused(tmp_path, notes):
    with pytest.raises(EditError, match="no such file"):
        YamlEdit(tmp_path / "other.yml")
    link = tmp_path / "link.yml"
    link.symlink_to(notes)
    with pytest.raises(EditError, match="symbolic link"):
        YamlEdit(link)


def test_rights_of_a_file_are_kept(notes):
    notes.chmod(0o640)
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", "x")
    edit.save()
    assert notes.stat().st_mode & 0o777 == 0o640
    assert names(notes.parent) == ["notes.yml"]


def test_a_read_only_file_or_folder_leaves_all_files_whole(tmp_path, notes):
    other = tmp_path / "locked" / "other.yml"
    other.parent.mkdir()
    other.write_text(NOTES)
    edits = [YamlEdit(notes), YamlEdit(other)]
    for edit in edits:
        edit.set("turnout", "exact", "x")
    for path, mode in ((other, 0o444), (other.parent, 0o555)):
        before = path.stat().st_mode
        path.chmod(mode)
        with pytest.raises(EditError, match="read-only"):
            save_all(edits)
        path.chmod(before)
    assert [notes.read_text(), other.read_text()] == [NOTES, NOTES]
    assert names(tmp_path) == ["locked", "notes.yml"]
    save_all(edits)
    assert "exact: x\n" in notes.read_text()
    assert "exact: x\n" in other.read_text()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interruption_leaves_every_file_whole(tmp_path, notes, monkeypatch, step):
    other = tmp_path / "other.yml"
    other.write_text(NOTES)
    calls = []

    def interrupt(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return original(*args, **options)

    target = saving.os if step == "fsync" else Path
    original = getattr(target, step)
    monkeypatch.setattr(target, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_files({notes: b"new", other: b"new"})
    assert {notes.read_text(), other.read_text()} <= {NOTES, "new"}
    assert names(tmp_path) == ["notes.yml", "other.yml"]


def test_a_change_by_somebody_else_is_not_overwritten(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", "x")
    notes.write_text(NOTES + "# more\n")
    with pytest.raises(EditError, match="changed meanwhile"):
        edit.save()
    assert notes.read_text() == NOTES + "# more\n"


def test_saving_twice_goes_on_from_what_was_saved(notes):
    edit = YamlEdit(notes)
    edit.set("turnout", "exact", "x")
    edit.save()
    assert not edit.is_changed
    edit.set("turnout", "exact", "y")
    edit.save()
    assert YamlEdit(notes).get("turnout", "exact") == "y"
