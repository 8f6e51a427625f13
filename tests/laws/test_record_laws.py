"""Laws 3 and 4: nothing is lost, and order does not matter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.documents import markdown_documents, render
from tests.support.publishing import publish

ARTICLE = """# Report

He spoke of **genocide** and of a turnout of 85.4 percent, *twice*.

The turnout was low. The turnout was high.

- one item
- another item
"""
QUOTATIONS = [
    "genocide and of a turnout",
    "a turnout of 85.4 percent",
    "The turnout was",
    "one item another",
    "words that are gone",
    "twice. The turnout was low",
    "Report",
]


def note(index, quotation):
    return {
        "id": f"note-{index}",
        "kind": ["context", "claim", "furniture"][index % 3],
        "exact": quotation,
        "note": f"Note number {index} [@s{index % 2}].",
        "sources": [f"s{index % 2}"],
    }


SOURCES = [{"id": f"s{n}", "type": "webpage", "title": f"Source {n}"} for n in range(2)]
NOTES = [note(index, quotation) for index, quotation in enumerate(QUOTATIONS)]


def dump(key, items):
    return yaml.safe_dump({key: items}, allow_unicode=True, sort_keys=False)


def pages_of(files):
    with TemporaryDirectory() as folder:
        reading, pages = publish(Path(folder), {"docs/a.md": ARTICLE, **files})
        problems = sorted(problem.text for problem in reading.problems)
        return pages, problems


ONE_FILE = pages_of(
    {
        "annotations/a.yml": dump("annotations", NOTES),
        "annotations/sources.yml": dump("references", SOURCES),
    }
)


@settings(max_examples=25)
@given(st.permutations(NOTES), st.lists(st.integers(1, 3), max_size=7), st.permutations(SOURCES))
def test_splitting_and_reordering_files_changes_nothing(notes, cuts, sources):
    files = {"annotations/sources.yml": dump("references", sources)}
    rest = list(notes)
    for index, size in enumerate([*cuts, len(notes)]):
        part, rest = rest[:size], rest[size:]
        if part:
            files[f"annotations/a/{index}.yml"] = dump("annotations", part)
    assert pages_of(files) == ONE_FILE


def test_every_note_is_on_its_page_marked_or_without_a_place():
    page = ONE_FILE[0]["a.md"]
    placed, _, unplaced = page.partition('<section class="ae-unplaced"')
    for record in NOTES:
        name = record["id"]
        assert page.count(f'id="note-{name}"') == 1
        if record["exact"] in ("The turnout was", "words that are gone"):
            assert f'id="note-{name}"' in unplaced
            assert f'id="passage-{name}"' not in page
        else:
            assert f'id="note-{name}"' in placed
            assert page.count(f'id="passage-{name}"') == 1


@settings(max_examples=40)
@given(
    markdown_documents(),
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=6),
)
def test_whatever_is_quoted_is_on_the_page_or_reported(markdown, quotations):
    records = [
        {"id": f"q{index}", "kind": "context", "exact": quotation, "note": f"Body {index}"}
        for index, quotation in enumerate(quotations)
    ]
    # JSON is YAML; it writes every character so that it can be read back.
    text = json.dumps({"annotations": records})
    with TemporaryDirectory() as folder:
        reading, pages = publish(Path(folder), {"docs/a.md": markdown, "annotations/a.yml": text})
    page = pages.get("a.md", "")
    for record in records:
        on_page = page.count(f'id="note-{record["id"]}"')
        assert on_page == 1 or reading.problems
        if on_page:
            assert f"<p>Body {record['id'][1:]}</p>" in page


def test_a_page_without_notes_is_not_touched(tmp_path):
    (tmp_path / "docs").mkdir()
    reading, pages = publish(
        tmp_path, {"docs/b.md": "# B", "annotations/sources.yml": "references: []\n"}
    )
    assert not pages
    assert not reading.edition.documents
    assert re.search("<h1", render("# B"))
