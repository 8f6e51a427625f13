from __future__ import annotations

import sqlite3

import pytest

from annotated_edition.note_markdown import Bodies, pack
from annotated_edition.pages import Store
from annotated_edition.pages.store import SEAL_BYTES

FILE = "rendered.sqlite"


def rendered(folder, texts):
    store = Store(folder)
    html = Bodies(store).render(texts)
    store.save()
    return html


def values(folder):
    with sqlite3.connect(folder / FILE) as database:
        rows = database.execute("SELECT value FROM kept")
        return [value[SEAL_BYTES:].decode() for (value,) in rows]


def test_the_store_changes_nothing_but_time(tmp_path):
    texts = ["*a*", "b [@c]", "d"]
    fresh = Bodies().render(texts)
    assert rendered(tmp_path, texts) == fresh
    assert rendered(tmp_path, texts) == fresh
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    assert rendered(tmp_path, texts) == fresh
    (tmp_path / FILE).unlink()
    assert rendered(tmp_path, texts) == fresh


def test_what_is_kept_is_found_again(tmp_path):
    store = Store(tmp_path)
    store["key"] = "value"
    store.save()
    assert Store(tmp_path)["key"] == "value"


def test_the_store_forgets_what_no_build_uses(tmp_path):
    rendered(tmp_path, ["a", "b"])
    rendered(tmp_path, ["b"])
    assert values(tmp_path) == [pack(["<p>b</p>"])]


def test_what_a_build_only_touches_is_kept_for_the_next(tmp_path, monkeypatch):
    rendered(tmp_path, ["a", "b"])
    store = Store(tmp_path)
    Bodies(store).retain(["a", "b"])
    store.save()
    monkeypatch.setattr("annotated_edition.note_markdown.bodies.render_bodies", None)
    assert rendered(tmp_path, ["a", "b"]) == ["<p>a</p>", "<p>b</p>"]


def test_a_folder_that_cannot_be_written_to_is_no_problem(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert rendered(tmp_path / "file" / "folder", ["a"]) == ["<p>a</p>"]


def test_a_store_that_somebody_else_wrote_answers_to_no_key(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    store = Store(tmp_path)
    store["key"] = "<script>theirs</script>"
    store.save()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert "key" not in Store(tmp_path)


def test_more_than_fits_at_hand_is_found_during_the_build_and_after_it(tmp_path, monkeypatch):
    monkeypatch.setattr("annotated_edition.pages.store.AT_HAND", 10)
    store = Store(tmp_path)
    for number in range(20):
        store[f"key {number}"] = f"value {number}"
    assert [store[f"key {number}"] for number in range(20)] == [f"value {n}" for n in range(20)]
    assert values(tmp_path) == []  # a build that fails leaves the store as it was
    store.save()
    assert len(values(tmp_path)) == 20
    assert Store(tmp_path)["key 7"] == "value 7"


def test_a_build_does_not_wait_for_another_that_holds_the_store(tmp_path):
    rendered(tmp_path, ["a"])
    with sqlite3.connect(tmp_path / FILE, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert rendered(tmp_path, [f"b{n}" for n in range(30)]) == [
            f"<p>b{n}</p>" for n in range(30)
        ]


@pytest.mark.parametrize(
    "tampered",
    [
        lambda own, _: own.replace(b"one", b"two"),
        lambda own, _: own[:-1],
        lambda own, _: own + b".",
        lambda own, _: own[SEAL_BYTES:],
        lambda own, _: own[SEAL_BYTES:].decode(),
        lambda *_: b"",
        lambda *_: None,
        lambda _, other: other,
    ],
    ids=["edited", "cut", "longer", "unsealed", "text", "empty", "null", "another-key's"],
)
def test_a_value_that_was_tampered_with_is_none(tmp_path, tampered):
    texts = {"first": "value one", "second": "value number one"}
    store = Store(tmp_path)
    store.update(texts)
    store.save()
    store = Store(tmp_path)
    assert {key: store.get(key) for key in texts} == texts
    store.save()
    with sqlite3.connect(tmp_path / FILE) as database:
        (one, first), (two, second) = database.execute("SELECT * FROM kept")
        database.execute(
            "UPDATE kept SET value = ? WHERE name = ?", (tampered(first, second), one)
        )
        database.execute(
            "UPDATE kept SET value = ? WHERE name = ?", (tampered(second, first), two)
        )
    store = Store(tmp_path)
    assert {key: store.get(key) for key in texts} == dict.fromkeys(texts)
    store["first"] = "value one"
    store.save()
    assert Store(tmp_path)["first"] == "value one"


def test_a_store_that_was_cut_off_is_no_problem(tmp_path):
    texts = [f"text {number}" for number in range(200)]
    fresh = rendered(tmp_path, texts)
    whole = (tmp_path / FILE).read_bytes()
    for size in (0, 1, 100, 4096, len(whole) // 2, len(whole) - 1):
        (tmp_path / FILE).write_bytes(whole[:size])
        assert rendered(tmp_path, texts) == fresh
