from __future__ import annotations

import json

from annotated_edition.publishing import Store
from annotated_edition.weaving import Bodies


def rendered(folder, texts):
    store = Store(folder)
    html = Bodies(store).render(texts)
    store.save()
    return html


def test_the_store_changes_nothing_but_time(tmp_path):
    texts = ["*a*", "b [@c]", "d"]
    fresh = Bodies().render(texts)
    assert rendered(tmp_path, texts) == fresh
    assert rendered(tmp_path, texts) == fresh
    (tmp_path / "rendered.json").write_text("{broken", encoding="utf-8")
    assert rendered(tmp_path, texts) == fresh
    (tmp_path / "rendered.json").write_text("[1]", encoding="utf-8")
    assert rendered(tmp_path, texts) == fresh


def test_the_store_forgets_what_no_build_uses(tmp_path):
    rendered(tmp_path, ["a", "b"])
    rendered(tmp_path, ["b"])
    kept = json.loads((tmp_path / "rendered.json").read_text(encoding="utf-8"))
    assert list(kept.values()) == ["<p>b</p>"]


def test_a_folder_that_cannot_be_written_to_is_no_problem(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert rendered(tmp_path / "file" / "folder", ["a"]) == ["<p>a</p>"]
