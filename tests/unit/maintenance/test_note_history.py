"""The past of notes, read from little repositories."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from annotated_edition.maintenance import read_history
from annotated_edition.maintenance.note_history import read_versions
from tests.support.repository import Repository


def record(name, **values):
    lines = {"kind": "claim", "exact": "it is so", "note": "A note.", **values}
    keys = "".join(f"    {key}: {value}\n" for key, value in lines.items())
    return f"  - id: {name}\n{keys}"


def notes(*records):
    return "annotations:\n" + "".join(records)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "edition")


def past(repository, store=None):
    return read_history(repository.folder, repository.folder / "annotations", store).notes


def told(repository, note):
    """What became of a note: the day, the reason, and the keys that changed."""
    return [
        (each.at.date().isoformat(), each.reason, each.changed)
        for each in past(repository)[note].revisions
    ]


def test_first_publication_and_changes_of_a_note(repository):
    path = "annotations/page.yml"
    one = repository.commit({path: notes(record("a", rating="supported"))}, "Begin", by="Ada")
    two = repository.commit(
        {path: notes(record("a", rating="disputed", note="Another."), record("b"))},
        "A second count is known",
        "2026-02-01T23:30:00-05:00",
        by="Bea",
    )
    found = past(repository)
    assert sorted(found) == ["a", "b"]
    first, second = found["a"].revisions
    assert (first.commit, first.at) == (one, datetime(2026, 1, 1, 12, tzinfo=UTC))
    # A day is a day in UTC, wherever the commit was made.
    assert (second.commit, second.at) == (two, datetime(2026, 2, 2, 4, 30, tzinfo=UTC))
    assert second.changed == ("note", "rating")
    assert (second.before.rating, second.after.rating) == ("supported", "disputed")
    assert found["a"].authors == ("Ada", "Bea")
    assert found["b"].published.reason == "A second count is known"
    assert list(found["b"].corrections()) == []
    assert found["a"].corrected == second


def test_a_new_day_of_review_is_a_change_but_no_correction(repository):
    repository.commit({"annotations/page.yml": notes(record("a"))}, "Begin")
    files = {"annotations/page.yml": notes(record("a", reviewed="2026-02-02", due="2027-01-01"))}
    repository.commit(files, "Review")
    assert [each[2] for each in told(repository, "a")] == [(), ("due", "reviewed")]
    assert list(past(repository)["a"].corrections()) == []


def test_what_breaks_lines_otherwise_or_moves_to_another_file_changes_nothing(repository):
    text = record("a", note="|\n      One line\n      and another.")
    repository.commit({"annotations/page.yml": notes(record("b"), text)}, "Begin")
    other = record("a", note="One line and another.") + "\n# a comment\n"
    files = {"annotations/page.yml": notes(record("b")), "annotations/page/more.yml": notes(other)}
    repository.commit(files, "Tidy up")
    assert [each[1] for each in told(repository, "a")] == ["Begin"]
    assert [each[1] for each in told(repository, "b")] == ["Begin"]


def test_a_note_that_gets_another_id_keeps_its_past(repository):
    path = "annotations/page.yml"
    repository.commit({path: notes(record("a"), record("b", note="B."))}, "Begin")
    repository.commit({path: notes(record("a", note="Mended."))}, "Mend", "2026-02-01T00:00:00Z")
    repository.commit({path: notes(record("better"))}, "Other words", "2026-03-01T00:00:00Z")
    repository.commit({path: notes(record("best"))}, "Say what it is", "2026-04-01T00:00:00Z")
    assert sorted(past(repository)) == ["a", "b", "best"]
    assert told(repository, "best") == [("2026-03-01", "Other words", ())]
    assert told(repository, "a")[-1] == ("2026-03-01", "Other words", ())  # withdrawn: it differs
    assert past(repository)["a"].revisions[-1].after is None


def test_of_two_notes_that_say_the_same_none_is_taken_for_the_other(repository):
    path = "annotations/page.yml"
    repository.commit({path: notes(record("a"), record("b"))}, "Begin")
    repository.commit({path: notes(record("c"), record("d"))}, "Rename", "2026-02-01T00:00:00Z")
    assert told(repository, "c") == [("2026-02-01", "Rename", ())]
    assert past(repository)["a"].revisions[-1].after is None


def test_a_note_that_is_taken_out_and_put_back(repository):
    path = "annotations/page.yml"
    both = notes(record("a", rating="disputed"), record("b"))
    repository.commit({path: both}, "Begin")
    repository.commit({path: notes(record("b"))}, "Withdraw")
    repository.commit({path: both}, "Put back")
    _, gone, back = past(repository)["a"].revisions
    assert (gone.before.rating, gone.after) == ("disputed", None)
    assert (back.before, back.after.exact) == (None, "it is so")
    assert [each.reason for each in past(repository)["a"].corrections()] == [
        "Withdraw",
        "Put back",
    ]
    repository.commit({path: None}, "Delete the file")
    assert past(repository)["b"].revisions[-1].after is None


def test_a_merge_publishes_at_once_what_was_written_on_a_branch(repository):
    path = "annotations/page.yml"
    repository.commit({path: notes(record("a"))}, "Begin")
    repository.git("checkout", "--quiet", "-b", "proposal")
    repository.commit({path: notes(record("a", note="First try."))}, "wip", by="Bea")
    repository.commit({path: notes(record("a", note="Better."))}, "wip again", by="Cy")
    repository.git("checkout", "--quiet", "main")
    repository.commit({"other.md": "x"}, "Elsewhere")
    message = "Merge pull request #7 from bea/proposal\n\nName the second count\n"
    repository.merge("proposal", message, "2026-03-03T00:00:00+00:00")
    assert told(repository, "a") == [
        ("2026-01-01", "Begin", ()),
        ("2026-03-03", "Name the second count", ("note",)),
    ]
    assert past(repository)["a"].corrected.by == ("Bea", "Cy")


def test_co_authors_are_authors(repository):
    reason = "Begin\n\nCo-authored-by: Bea Lo <bea@example.org>\n"
    repository.commit({"annotations/page.yml": notes(record("a"))}, reason)
    assert past(repository)["a"].authors == ("Ada", "Bea Lo")


def test_a_version_that_cannot_be_read_changes_nothing(repository):
    path = "annotations/page.yml"
    whole = notes(record("a", note="One."), record("b"))
    repository.commit({path: whole}, "Begin")
    conflict = whole.replace("    note: One.\n", "<<<<<<< ours\n    note: *bad\n=======\n")
    repository.commit({path: conflict}, "Break")
    repository.commit({path: "annotations: [unclosed\n"}, "Break again")
    repository.commit({path: whole}, "Mend")
    assert [each[1] for each in told(repository, "a")] == ["Begin"]
    assert [each[1] for each in told(repository, "b")] == ["Begin"]


def test_a_change_is_told_once_the_record_can_be_read_again(repository):
    path = "annotations/page.yml"
    repository.commit({path: notes(record("a"), record("b"))}, "Begin")
    repository.commit({path: notes(record("a", note="*bad"), record("b"))}, "Break one record")
    repository.commit({path: notes(record("a", note="Good."), record("b"))}, "Mend it")
    assert [each[1:] for each in told(repository, "a")] == [("Begin", ()), ("Mend it", ("note",))]


def test_other_files_hold_no_notes(repository):
    repository.commit(
        {
            "annotations/speakers.yml": notes(record("a")),
            "annotations/terms/more.yml": notes(record("b")),
            "annotations/.draft.yml": notes(record("c")),
            "annotations/notes.txt": notes(record("d")),
            "elsewhere/page.yml": notes(record("e")),
        },
        "Begin",
    )
    assert past(repository) == {}


def test_a_project_in_a_folder_of_a_repository_of_another_name(tmp_path):
    outer = Repository(tmp_path / "größer")
    outer.commit({"sites/ü/annotations/page ü.yml": notes(record("a"))}, "Begin")
    folder = outer.folder / "sites" / "ü"
    found = read_history(folder, folder / "annotations").notes
    assert found["a"].published.reason == "Begin"


def test_neither_a_project_without_git_nor_one_without_commits_has_a_past(tmp_path):
    history = read_history(tmp_path, tmp_path / "annotations")
    assert (history.notes, history.lack) == ({}, "")
    empty = Repository(tmp_path / "empty")
    assert past(empty) == {}


def test_without_the_program_there_is_no_past(repository, monkeypatch):
    repository.commit({"annotations/page.yml": notes(record("a"))}, "Begin")
    monkeypatch.setenv("PATH", "/nowhere")
    assert past(repository) == {}


def test_a_shallow_clone_tells_nothing_rather_than_something_wrong(repository, tmp_path):
    for number in range(3):
        files = {"annotations/page.yml": notes(record("a", note=f"Note {number}."))}
        repository.commit(files, f"Number {number}")
    clone = tmp_path / "clone"
    address = repository.folder.as_uri()
    command = ["git", "clone", "--quiet", "--depth=2", address, str(clone)]
    subprocess.run(command, check=True)
    history = read_history(clone, clone / "annotations")
    assert history.notes == {}
    assert history.lack.startswith("the clone is shallow")


def test_a_folder_that_git_does_not_trust_is_no_folder_without_a_past(repository, monkeypatch):
    repository.commit({"annotations/page.yml": notes(record("a"))}, "Begin")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own, for tests of this
    history = read_history(repository.folder, repository.folder / "annotations")
    assert history.notes == {}
    assert history.lack.endswith(
        f"run `git config --global --add safe.directory {repository.folder}`"
    )


def test_what_is_kept_between_builds_is_what_was_read(repository):
    path = "annotations/page.yml"
    repository.commit({path: notes(record("a"), record("b"))}, "Begin")
    repository.commit({path: notes(record("a", rating="disputed"))}, "Change")
    store = {}
    read = past(repository, store)
    assert past(repository, store) == read == past(repository)
    (key,) = store
    for broken in ("", "[]", "[[],{}", '[[["x"]],{}]', "3", '[[],{"a":[4]}]'):
        assert past(repository, {key: broken}) == read
    repository.commit({path: notes(record("a"))}, "Change back")
    assert past(repository, store)["a"].corrected.reason == "Change back"


def test_hostile_messages_and_names_do_no_harm(repository):
    head = "\x01" + "0" * 40
    reason = f"{head}\n\nabc\n\nCo-authored-by: 123 <x@y>\nCo-authored-by: \u202e <x@y>\n"
    repository.commit({"annotations/page.yml": notes(record("a"))}, reason, by="<script>")
    repository.commit({"annotations/page.yml": notes(record("a", note="x\u202e"))}, "\u202eno")
    (first, *_) = past(repository)["a"].revisions
    assert all(char.isprintable() for char in first.reason + "".join(first.by))


@pytest.mark.parametrize(
    "text",
    [
        notes(record("a"), record("b", note="|\n      - id: no\n      more")),
        "# head\n\n" + notes(record("a"), "\n# between\n", record("b")),
        "annotations:\n- {id: a, note: x}\n- id: b\n  note: y\n",
        'annotations: [{id: a}, {id: "b"}]\n',
        "annotations:\n  -\n    id: a\n  - id: 'b'\n",
        "annotations:\n- note: x\n  id: a\n  sources:\n  - id: c\n- id: b\n",
    ],
)
def test_records_are_found_in_every_style(text):
    found, whole = read_versions(text.encode(), "page")
    assert whole
    assert sorted(found) == ["a", "b"]
    assert all(version.values is not None for version in found.values())
