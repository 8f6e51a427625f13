from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from annotated_edition.hosts import Project
from annotated_edition.hosts.mkdocs.internals import left_out
from annotated_edition.rendered_html.marks import strip
from tests.support.project import BuildFailedError, build_site, configure, write

ARTICLE = """---
title: The report
source:
  title: A report
  publisher: The Paper
  published: 2022-09-28
  language: en
  licence: Belongs to The Paper.
---

# The report

The commission announced a **turnout of 85.4 percent** on Wednesday.

Read: something else

See [the other page](other.md).
"""
ANNOTATIONS = """annotations:
  - id: turnout
    kind: claim
    exact: a turnout of 85.4 percent
    claimant: commission
    rating: disputed
    note: |
      Others gave *another* figure [@ria, para. 4]; see [the other page](other.md#more).
    sources: [{id: ria, locator: para. 4}]
    by: ada
  - id: furniture
    kind: furniture
    exact: "Read: something else"
    note: Not reporting.
"""
SPEAKERS = """speakers:
  - id: commission
    name: The commission
    type: organization
    role: electoral body
    bio: It counts votes.
"""
SOURCES = """references:
  - id: ria
    type: article-newspaper
    title: Turnout
    publisher: RIA
    issued: 2022-09-27
    URL: https://example.org/ria
"""
FILES = {
    "docs/index.md": "# Start\n\n[Report](report.md#note-turnout)\n",
    "docs/report.md": ARTICLE,
    "docs/other.md": "# Other\n\n## More\n\nNothing is said of it here.\n",
    "docs/lists.md": "# Lists\n\n<!-- edition: claims -->\n\n<!-- edition: speakers -->\n",
    "annotations/report.yml": ANNOTATIONS,
    "annotations/speakers.yml": SPEAKERS,
    "annotations/sources.yml": SOURCES,
}


def content(site: Path, page: str) -> str:
    """The article of a built page, as Material's template holds it."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    return re.search(
        r'<article class="md-content__inner[^>]*>(.*?)\n *</article>\s*</div>', html, re.DOTALL
    )[1]


def tree(site: Path) -> dict[str, bytes]:
    # MkDocs writes the day of the build into the sitemap.
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and "sitemap" not in path.name
    }


def test_the_page_without_what_was_woven_is_the_plain_page(tmp_path, build_edition):
    woven = build_edition(tmp_path / "a", FILES)
    plain = build_edition(tmp_path / "b", FILES, plugin=False, strict=False)
    for page in ("report", "other"):
        assert strip(content(woven, page)) == content(plain, page)
    assert content(woven, "other") == content(plain, "other")
    assert content(woven, "report") != content(plain, "report")


def test_two_builds_are_the_same_to_the_byte(tmp_path, build_edition, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1669000000")
    settings = {"site_url": "https://example.org/"}
    first = build_edition(tmp_path / "a", FILES, settings=settings)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    second = build_edition(tmp_path / "b", FILES, settings=settings)
    monkeypatch.delenv("TZ")
    time.tzset()
    assert tree(first) == tree(second)


def test_a_cache_changes_nothing_but_time(tmp_path, build_edition):
    first = tree(build_edition(tmp_path, FILES))
    assert (tmp_path / ".cache/annotated-edition/rendered.sqlite").is_file()
    assert tree(build_edition(tmp_path, FILES)) == first
    (tmp_path / ".cache/annotated-edition/rendered.sqlite").unlink()
    assert tree(build_edition(tmp_path, FILES)) == first


def test_a_cache_that_was_tampered_with_shows_nothing_wrong(tmp_path, build_edition):
    first = tree(build_edition(tmp_path, FILES))
    file = tmp_path / ".cache/annotated-edition/rendered.sqlite"
    with sqlite3.connect(file) as database:
        rows = list(database.execute("SELECT name, value FROM kept"))
        assert any(b"Others gave" in value for _, value in rows)
        changed = [(value.replace(b"Others", b"<b>Fools"), name) for name, value in rows]
        database.executemany("UPDATE kept SET value = ? WHERE name = ?", changed)
    assert tree(build_edition(tmp_path, FILES)) == first
    file.write_bytes(file.read_bytes()[:5000])
    assert tree(build_edition(tmp_path, FILES)) == first


def test_a_note_is_a_result_of_the_search_and_leads_to_itself(tmp_path, build_edition):
    site = build_edition(tmp_path, FILES)
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: entry for entry in docs}
    note = found["report/#note-turnout"]
    assert note["title"] == "Claim: “a turnout of 85.4 percent”"
    assert note["text"].startswith("Disputed. The commission. Others gave another figure")
    assert found["speakers/commission/"]["title"] == "The commission"
    # The text itself is indexed as it stands, without badges and notes.
    assert "announced a turnout of 85.4 percent on Wednesday" in found["report/"]["text"]
    assert "Others gave" not in found["report/"]["text"]


def test_mkdocs_own_search_finds_notes_too(tmp_path, build_edition):
    settings = {"theme": {"name": "mkdocs"}}
    site = build_edition(tmp_path, FILES, settings=settings)
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    assert any(entry["location"].endswith("report/#note-turnout") for entry in docs)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("(other.md#more)", "(othr.md)", "did you mean “other.md”?"),
        ("(other.md#more)", "(other.md#nothing)", "leads to a place that other.md does not have"),
        ("a turnout of 85.4", "a turn out of 85.5 or so", "annotations/report.yml:4:12"),
        ("rating: disputed", "rating: disputd", "did you mean “disputed”?"),
        ("note: Not reporting.", "note: He said: it", "put the text in quotes"),
    ],
)
def test_a_mistake_stops_a_strict_build_and_is_named(tmp_path, build_edition, old, new, message):
    files = {**FILES, "annotations/report.yml": ANNOTATIONS.replace(old, new)}
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, files)
    assert message in str(failed.value)


def test_a_check_tells_of_a_link_to_a_place_that_is_not_there_as_a_build_does(tmp_path):
    links = "[a](#note-nothing) [b](lists.md#speaker-ada) [c](speakers/commission.md#nothing)"
    good = "(#note-turnout) [d](lists.md#claim-turnout) [e](other.md#more)"
    note = ANNOTATIONS.replace("Not reporting.", f'"[g]{good} {links}"')
    write(tmp_path, {**FILES, "annotations/report.yml": note})
    configure(tmp_path, {}, {})
    with pytest.raises(BuildFailedError) as failed:
        build_site(tmp_path)
    told = [problem.message for problem in Project.load(tmp_path / "mkdocs.yml").check().problems]
    assert [message.split("”")[0] for message in told] == [
        "the link “#note-nothing",
        "the link “lists.md#speaker-ada",
        "the link “speakers/commission.md#nothing",
    ]
    assert all(message in str(failed.value) for message in told)


def test_a_link_to_a_note_that_is_not_there_is_told(tmp_path, build_edition):
    files = {**FILES, "docs/index.md": "# Start\n\n[Report](report.md#note-nothing)\n"}
    with pytest.raises(BuildFailedError, match="#note-nothing"):
        build_edition(tmp_path, files)


@pytest.mark.parametrize("setting", ["exclude_docs", "draft_docs"])
def test_nothing_lists_the_notes_of_a_page_that_is_left_out_of_the_site(
    tmp_path, build_edition, caplog, setting
):
    files = {**FILES, "docs/index.md": "# Start\n"}
    caplog.set_level("INFO", logger="mkdocs")
    site = build_edition(tmp_path, files, settings={setting: "report.md"}, claim_pages=True)
    assert not (site / "report").exists()
    assert not [page for page in site.rglob("*.html") if "report/#" in page.read_text("utf-8")]
    assert not (site / "claims/turnout").exists()
    assert (
        "annotations/report.yml:2:5: report.md is left out of the site, and its 2 notes with it"
        in caplog.text
    )


def test_a_draft_keeps_its_notes_while_it_is_served():
    config = MkDocsConfig()
    config.load_dict({"site_name": "Ours", "draft_docs": "a.md", "exclude_docs": "b.md"})
    config.validate()
    pages = ["a.md", "b.md", "c.md"]
    assert left_out(config, pages, drafts=False) == {"a.md", "b.md"}
    assert left_out(config, pages, drafts=True) == {"b.md"}


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("annotations", "nots", "names the folder “nots”, and there is none"),
        ("language", "xx", "no words in “xx”"),
        ("style", "docs/index.md", "docs/index.md is no CSL file"),
        ("repository", "paper", "“paper” is not a repository; expected owner/name"),
        ("repository", "https://github.com/a/b", "did you mean “a/b”?"),
        ("on_changed", "fatal", "but received: 'fatal'"),
    ],
)
def test_an_option_that_cannot_be_is_told(tmp_path, build_edition, option, value, message):
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, FILES, **{option: value})
    assert message in str(failed.value)


def test_a_link_to_no_page_is_answered_with_the_path_from_its_own_page(tmp_path, build_edition):
    files = {
        **FILES,
        "docs/texts/index.md": "# Texts\n\nSome words.\n",
        "docs/glossary.md": "# Glossary\n",
        "annotations/texts/index.yml": (
            "annotations:\n  - id: some\n    kind: context\n    exact: Some words\n"
            "    note: See the [glossary](glossary.md).\n"
        ),
    }
    with pytest.raises(BuildFailedError, match=r"did you mean “\.\./glossary\.md”\?"):
        build_edition(tmp_path, files)


def test_no_problem_hides_another(tmp_path, build_edition):
    broken = ANNOTATIONS.replace("85.4", "99.9").replace("disputed", "disputd")
    files = {**FILES, "annotations/report.yml": broken.replace("@ria", "@rja")}
    with pytest.raises(BuildFailedError) as failed:
        build_edition(tmp_path, files)
    for line in (":4:", ":6:", ":8:"):
        assert f"annotations/report.yml{line}" in str(failed.value)


def test_the_page_of_a_claim_is_headed_by_a_quotation_and_says_nothing_itself(
    tmp_path, build_edition
):
    site = build_edition(tmp_path, FILES, claim_pages=True)
    page = (site / "claims/turnout/index.html").read_text(encoding="utf-8")
    assert "<h1>“a turnout of 85.4 percent”</h1>" in page
    assert "<title>“a turnout of 85.4 percent”" in page


def test_links_of_notes_are_relative_to_where_they_are_read(tmp_path, build_edition):
    site = build_edition(tmp_path, FILES, claim_pages=True)
    assert 'href="../other/#more"' in content(site, "report")
    assert 'href="../../other/#more"' in content(site, "claims/turnout")
    assert not (build_edition(tmp_path / "off", FILES) / "claims").exists()


def test_a_page_of_the_editors_own_wins_over_a_generated_one(tmp_path, build_edition):
    files = {**FILES, "docs/speakers/commission.md": "# By hand\n"}
    site = build_edition(tmp_path, files)
    assert "By hand" in content(site, "speakers/commission")


def test_the_badge_is_told_in_words(tmp_path, build_edition):
    page = content(build_edition(tmp_path, FILES), "report")
    assert page.count("Disputed") >= 2  # behind the words and in the note
    assert '<details class="ae-furniture"' in page
    assert "Belongs to The Paper." in page


def test_hostile_names_stay_text(tmp_path, build_edition):
    evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    speakers = SPEAKERS.replace("name: The commission", f"name: {json.dumps(evil)}")
    site = build_edition(
        tmp_path, {**FILES, "annotations/speakers.yml": speakers}, claim_pages=True
    )
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_a_dirty_build_sees_an_edited_note(tmp_path, build_edition, monkeypatch):
    from mkdocs.commands.build import build  # noqa: PLC0415 - only this test builds dirtily
    from mkdocs.config import load_config  # noqa: PLC0415

    site = build_edition(tmp_path, FILES)
    path = tmp_path / "annotations/report.yml"
    path.write_text(ANNOTATIONS.replace("*another*", "a *third*"), encoding="utf-8")
    later = time.time() + 60
    os.utime(path, (later, later))
    monkeypatch.chdir(tmp_path)
    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=True)
    build(config, dirty=True)
    assert "a <em>third</em>" in content(site, "report")


class OpensEveryPage(BasePlugin):
    """Reads the source of each page from the disk, as static-i18n and rss do."""

    def on_page_markdown(self, markdown, *, page, config, files):
        del config, files
        self.read = {**getattr(self, "read", {}), page.file.src_uri: page.file.abs_src_path}
        assert Path(page.file.abs_src_path).read_text(encoding="utf-8") is not None
        return markdown


def test_generated_pages_have_a_path_on_the_disk_while_a_build_runs(tmp_path, build_edition):
    build_edition(tmp_path, FILES, claim_pages=True)
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins["opens-every-page"] = opens = OpensEveryPage()
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    generated = {path for path in opens.read if path.startswith(("speakers/", "claims/"))}
    assert generated == {"speakers/commission.md", "claims/turnout.md"}
    # What was made for the build is gone with it.
    assert not any(Path(opens.read[path]).exists() for path in generated)
