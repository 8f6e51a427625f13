"""The benches measure the same notes in every form, and every one of them finds its words."""

from __future__ import annotations

import re

import pytest

from tests.bench import corpus
from tests.bench.weight import weights
from tests.support.project import build_site, configure

SIZE = {"documents": 8, "wanted": 20, "length": 900}


@pytest.mark.parametrize("form", ["annotations", "footnotes"])
def test_every_note_stands_on_its_page(form, tmp_path):
    corpus.write(tmp_path, form=form, **SIZE)
    noted = form == "annotations"
    settings = {} if noted else {"markdown_extensions": ["footnotes"]}
    configure(tmp_path, {"site_url": "", **settings}, {"speaker_pages": False} if noted else None)
    site = build_site(tmp_path)
    kept = r'id="note-n' if noted else r'<li id="fn:n'
    for number in range(SIZE["documents"]):
        html = (site / f"{number:04}/index.html").read_text(encoding="utf-8")
        assert len(re.findall(kept, html)) == SIZE["wanted"]


def test_documents_are_the_same_in_every_run_and_every_form(tmp_path):
    for form in ("none", "annotations", "footnotes"):
        corpus.write(tmp_path / form, form=form, **SIZE)
    corpus.write(tmp_path / "again", form="annotations", **SIZE)
    for number in range(SIZE["documents"]):
        page = f"docs/{number:04}.md"
        plain = (tmp_path / "none" / page).read_text(encoding="utf-8")
        assert (tmp_path / "annotations" / page).read_text(encoding="utf-8") == plain
        noted = (tmp_path / "footnotes" / page).read_text(encoding="utf-8")
        assert re.sub(r"\[\^[^\]]+\]", "", noted.split("\n[^")[0]).strip() == plain.strip()
        notes = f"annotations/{number:04}/0.yml"
        again = (tmp_path / "again" / notes).read_bytes()
        assert (tmp_path / "annotations" / notes).read_bytes() == again


def test_what_readers_download_is_weighed_as_it_is_published():
    found = weights()
    assert set(found) == {"edition.css", "edition.js", "citing.js", "sorting.js", "suggest.js"}
    assert all(0 < small < size for size, small in found.values())
