"""The interface's language: the theme's or the editor's choice, and what is said of its gaps."""

from __future__ import annotations

import logging

import pytest

from annotated_edition.locales import words as locales
from annotated_edition.records import read_edition
from tests.support.project import SETTINGS, write

FILES = {
    "docs/index.md": "# A walk\n\nIt is far away.\n",
    "annotations/index.yml": (
        "annotations:\n"
        "  - {id: far, kind: claim, exact: far away, rating: supported, note: Measured.}\n"
    ),
}
OWN = "ratings:\n  - {id: supported, label: Holds, definition: It holds.}\n"


def build(build_edition, project, theme_language, **options):
    theme = {"theme": {**SETTINGS["theme"], "language": theme_language}}
    site = build_edition(project, FILES, settings=theme, **options)
    return (site / "index.html").read_text(encoding="utf-8")


def test_interface_follows_the_theme(build_edition, tmp_path):
    page = build(build_edition, tmp_path, "uk")
    assert '<h2 id="notes-title">Примітки</h2>' in page
    assert "Підтверджено" in page


def test_an_option_sets_another_language_than_the_theme(build_edition, tmp_path):
    page = build(build_edition, tmp_path, "en", language="de")
    assert '<h2 id="notes-title">Anmerkungen</h2>' in page
    assert "&#34;ui_language&#34;:&#34;de&#34;" in page


def test_a_theme_in_a_language_without_words_is_reported_and_fails_no_strict_build(
    build_edition, tmp_path, caplog
):
    with caplog.at_level(logging.INFO, logger="mkdocs"):
        page = build(build_edition, tmp_path, "fr")
    assert '<h2 id="notes-title" lang="en" dir="ltr">Notes</h2>' in page
    (record,) = [record for record in caplog.records if "interface" in record.getMessage()]
    assert record.levelno == logging.INFO
    assert "has no words in “fr” and speaks English" in record.getMessage()


def test_a_missing_word_is_reported_once_a_build(build_edition, tmp_path, caplog, monkeypatch):
    read = locales._read  # noqa: SLF001 - a language with a gap

    def with_a_gap(language):
        entries = dict(read(language))
        if language == "de":
            del entries["notes_title"]
        return entries

    monkeypatch.setattr(locales, "_read", with_a_gap)
    locales.load_words.cache_clear()
    try:
        with caplog.at_level(logging.INFO, logger="mkdocs"):
            page = build(build_edition, tmp_path, "de")
    finally:
        locales.load_words.cache_clear()
    assert '<h2 id="notes-title" lang="en" dir="ltr">Notes</h2>' in page
    told = [record.getMessage() for record in caplog.records if "interface" in record.getMessage()]
    assert len(told) == 1
    assert told[0].endswith("lacks words in “de” and tells these in English: notes_title")


@pytest.mark.parametrize(
    ("ratings", "label"),
    [(None, "Belegt"), ("scale: {preset: evidence}\n", "Belegt"), (OWN, "Holds")],
    ids=["no file", "preset", "a scale of one's own"],
)
def test_a_preset_speaks_the_language_and_a_scale_of_ones_own_stays(tmp_path, ratings, label):
    write(tmp_path, FILES | ({"annotations/ratings.yml": ratings} if ratings else {}))
    reading = read_edition(
        tmp_path, annotations=tmp_path / "annotations", docs=tmp_path / "docs", language="de"
    )
    assert reading.problems == ()
    assert reading.edition.scale.get("supported").label == label
