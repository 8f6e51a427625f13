from __future__ import annotations

import sqlite3

from annotated_edition.publishing import Store
from annotated_edition.weaving import Bodies

FILE = "rendered.sqlite"


def rendered(folder, texts):
    store = Store(folder)
    html = Bodies(store).render(texts)
    store.save()
    return html


def values(folder):
    with sqlite3.connect(folder / FILE) as database:
        return [value for (value,) in database.execute("SELECT value FROM kept")]


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
    assert values(tmp_path) == ["<p>b</p>"]


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
