"""A page that MkDocs cannot read is a problem among others, and hides none of them."""

from __future__ import annotations

import os

import pytest

from annotated_edition.hosts import Project
from tests.support.project import BuildFailedError, build_site, configure, write

NOTES = """annotations:
  - {id: %s-gone, kind: context, exact: Words that are gone, note: A note.}
  - {id: %s-there, kind: context, exact: Words of the page, note: A note.}
"""
BODY = "# Page\n\nWords of the page.\n"
DEEP = "[" * 20_000 + "]" * 20_000
MERGES = "a0: &a0 {k0: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 9)}], k{n}: 1}}\n" for n in range(1, 9)
)
FRONT = {
    "deep": f"x: {DEEP}\n",
    "deep-and-not-yaml": f"a: b: {DEEP}\n",
    "deep-in-a-text": f'"{"[" * 20_000}"\n',
    "wide-and-not-yaml": f"a: b: {'[]' * 2_000}\n",
    "long": "a: 1\n" * 100_000,
    "merges": MERGES,
}


def project(folder, front):
    pages = {"docs/page.md": f"---\n{front}---\n{BODY}", "docs/index.md": BODY}
    write(folder, pages)
    for name in ("page", "index"):
        write(folder, {f"annotations/{name}.yml": NOTES.replace("%s", name)})
    configure(folder, {}, {"cache": ""})


@pytest.mark.parametrize("name", FRONT)
def test_the_quotations_of_all_pages_are_looked_up_all_the_same(tmp_path, name):
    project(tmp_path, FRONT[name])
    found = Project.load(tmp_path / "mkdocs.yml").check().problems
    assert [(each.location.path, each.code) for each in found] == [
        ("annotations/index.yml", "quotation-orphaned"),
        ("annotations/page.yml", "quotation-orphaned"),
        ("docs/page.md", "unreadable-front-matter"),
    ]
    with pytest.raises(BuildFailedError) as failed:
        build_site(tmp_path)
    for each in found:
        assert str(each) in str(failed.value)
    assert not (tmp_path / "site" / "index.html").exists()


def test_of_a_page_without_annotations_too(tmp_path):
    project(tmp_path, FRONT["deep"])
    (tmp_path / "annotations" / "page.yml").unlink()
    found = Project.load(tmp_path / "mkdocs.yml").check().problems
    assert [each.location.path for each in found] == ["annotations/index.yml", "docs/page.md"]


@pytest.mark.parametrize("kind", ["latin-1", "pipe"])
def test_where_the_words_are_not_known_nothing_is_said_of_quotations(tmp_path, kind):
    project(tmp_path, "title: Café\n")
    page = tmp_path / "docs" / "page.md"
    if kind == "pipe":
        page.unlink()
        os.mkfifo(page)
    else:
        page.write_bytes(page.read_text().encode("latin-1"))
    found = Project.load(tmp_path / "mkdocs.yml").check().problems
    assert [each.location.path for each in found] == ["annotations/index.yml", "docs/page.md"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("title: <script>alert(1)</script>", 8),
        ("title: A <b>bold</b> claim", 8),
        ("title: 'An <!-- end'", 8),
        ("'description': 'x\"><img src=x>'", 16),
        ('author: O "Brien"', 9),
    ],
)
def test_markup_that_the_theme_prints_is_reported(tmp_path, line, column):
    project(tmp_path, f"other: 1\n{line}\n")
    (tmp_path / "annotations" / "page.yml").unlink()
    found = Project.load(tmp_path / "mkdocs.yml").check().problems
    assert [
        (each.location.line, each.location.column, each.severity.value)
        for each in found
        if each.code == "markup-in-front-matter"
    ] == [(3, column, "warning")]


@pytest.mark.parametrize(
    "line",
    [
        "title: 3 < 4 & 5 > 4",
        "title: A “title”",
        "source: {title: <b>x</b>}",
        "a: [<b>]",
        "x: title\n<b>: y",
        "a: *nowhere\ntitle: <b>x</b>",
    ],
)
def test_front_matter_that_is_no_markup_is_fine(tmp_path, line):
    project(tmp_path, f"{line}\n")
    codes = {each.code for each in Project.load(tmp_path / "mkdocs.yml").check().problems}
    assert "markup-in-front-matter" not in codes
