"""Texts have headings such as “Notes” and “Sources”, and people choose ids such as `index`."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.support.project import BuildFailedError, build_site, configure, write

TEXT = """\
# Text

## Notes

Words of a page.

## Notes title

## Sources

Other words.
"""
NOTES = """\
annotations:
  - {id: a, kind: claim, exact: Words of a page, note: 'A note [@ria].', claimant: index}
  - {id: index, kind: claim, exact: Other words, note: 'See [a](#notes-2).', claimant: index}
"""
FILES = {
    "docs/index.md": TEXT,
    "docs/claims.md": "# The claims\n\n<!-- edition: claims -->\n",
    "docs/speakers.md": "# The speakers\n\n<!-- edition: speakers -->\n",
    "docs/bare.md": "---\nsource: {title: A}\n---\n# Bare\n",
    "annotations/index.yml": NOTES,
    "annotations/sources.yml": "references:\n  - {id: ria, type: book, title: T}\n",
    "annotations/speakers.yml": "speakers:\n  - {id: index, name: Ada}\n",
}


def built(project, **changed):
    write(project, {**FILES, **changed})
    configure(project, {"markdown_extensions": ["attr_list"]}, {"cache": "", "claim_pages": True})
    return build_site(project, strict=not changed)


def ids(page):
    return Counter(re.findall(r' id="([^"]*)"', page.read_text()))


def test_headings_of_the_text_keep_their_ids_and_no_id_is_there_twice(tmp_path):
    page = built(tmp_path) / "index.html"
    found = ids(page)
    assert max(found.values()) == 1
    assert found >= Counter(["notes", "sources", "notes-2", "notes-2-title", "sources-2"])
    assert '<a href="#notes-2" class="md-nav__link">' in page.read_text()


def test_a_page_without_notes_has_none_in_its_table_of_contents(tmp_path):
    assert 'href="#notes"' not in (built(tmp_path) / "bare" / "index.html").read_text()


def test_a_note_whose_address_leads_elsewhere_is_told_of(tmp_path, caplog):
    built(tmp_path, **{"docs/index.md": f"{TEXT}\n## Note A\n\n<b id=passage-index>x</b>\n"})
    told = [line for line in caplog.messages if "the id “" in line]
    assert [line.split(": ")[1] for line in told] == [
        "annotations/index.yml:2:10",
        "annotations/index.yml:3:10",
    ]
    assert "docs/index.md:13:1 has" in told[0]
    assert "“note-a”" in told[0]
    assert "docs/index.md:15:7 has" in told[1]
    assert "“passage-index”" in told[1]


@pytest.mark.parametrize(
    ("own", "place", "name", "record"),
    [
        ("## Note nn {: #note-a }", "13:15", "note-a", "annotations/index.yml:2:10"),
        ("### P {#passage-a}", "13:8", "passage-a", "annotations/index.yml:2:10"),
        ("#### S {: .x #source-ria }", "13:14", "source-ria", "annotations/sources.yml:2:5"),
        ("<b id = 'note-a'>x</b>", "13:10", "note-a", "annotations/index.yml:2:10"),
        ("Note a\n------", "13:1", "note-a", "annotations/index.yml:2:10"),
        ("## Note a ## {: .x }", "13:1", "note-a", "annotations/index.yml:2:10"),
        ("## Source ria", "13:1", "source-ria", "annotations/sources.yml:2:5"),
        ("See [the note](#note-a).\n\n## Note a", "15:1", "note-a", "annotations/index.yml:2:10"),
    ],
)
def test_both_places_of_an_id_are_named(tmp_path, caplog, own, place, name, record):
    built(tmp_path, **{"docs/index.md": f"{TEXT}\n{own}\n"})
    told = [line for line in caplog.messages if "the id “" in line]
    assert len(told) == 1
    assert told[0].startswith(f"annotated-edition: {record}: docs/index.md:{place} has")
    assert f"“{name}”" in told[0]


@pytest.mark.parametrize(
    ("name", "level"),
    [("speakers/ada.md", "INFO"), ("speakers/Ada.md", "WARNING"), ("claims/a.md", "INFO")],
)
def test_a_page_in_the_place_of_a_generated_one_is_named(tmp_path, caplog, name, level):
    caplog.set_level("INFO")
    people = "speakers:\n  - {id: index, name: Ada}\n  - {id: ada, name: Ada}\n"
    built(tmp_path, **{f"docs/{name}": "# An own page\n", "annotations/speakers.yml": people})
    told = [each for each in caplog.records if f"docs/{name} has the address" in each.getMessage()]
    assert [each.levelname for each in told] == [level]
    where = (
        "annotations/speakers.yml:3:10" if "ada" in name.lower() else "annotations/index.yml:2:10"
    )
    assert where in told[0].getMessage()


def test_a_claim_with_a_page_cannot_be_called_as_windows_calls_a_device(tmp_path):
    notes = NOTES.replace("id: a,", "id: aux,").replace("(#notes-2)", "(#note-aux)")
    with pytest.raises(BuildFailedError, match=r"index\.yml:2:10: Windows keeps the name “aux”"):
        built(tmp_path, **{"annotations/index.yml": notes})


def test_pages_of_people_and_claims_do_not_take_the_place_of_the_editors(tmp_path):
    site = built(tmp_path)
    for name in ("claims", "speakers"):
        page = (site / name / "index.html").read_text()
        assert f"The {name}</h1>" in page
    assert 'href="speakers/#speaker-index"' in (site / "index.html").read_text()
    assert (site / "claims" / "a" / "index.html").exists()


def test_listings_on_one_page_share_their_ids_with_each_other_and_the_notes(tmp_path):
    markers = "".join(f"<!-- edition: {name} -->\n\n" for name in ("sources", "terms", "terms"))
    words = """a <span id="source-ria" b"""
    changed = {
        "docs/index.md": f"{TEXT}\n{markers}",
        "docs/lists.md": f"# Lists\n\n{markers}",
        "annotations/terms.yml": "terms:\n  - {id: t, term: T, definition: 'T [@ria].'}\n",
        "annotations/sources.yml": f"references:\n  - {{id: ria, type: book, title: '{words}'}}\n",
    }
    site = built(tmp_path, **changed)
    for page in (site / "index.html", site / "lists" / "index.html"):
        found = Counter(re.findall(r'<[^<>]* id="([^"]*)"', page.read_text()))
        assert max(found.values()) == 1
        assert found >= Counter(["source-ria", "term-t"])
        # What only looks like an id is a text's, and stays.
        assert page.read_text().count("&lt;span id=") >= len(("entry", "references"))


def test_a_source_leads_back_to_the_notes_that_cite_it_whatever_its_id(tmp_path):
    changed = {
        "annotations/index.yml": NOTES.replace("@ria", "@Holm:2022_a/b.c+d"),
        "annotations/sources.yml": "references:\n"
        "  - {id: 'Holm:2022_a/b.c+d', type: book, title: T}\n",
    }
    page = (built(tmp_path, **changed) / "index.html").read_text()
    assert re.findall(r'class="ae-backref" href="([^"]*)"', page) == ["#note-a"]
