"""What a page holds for the script that proposes notes, and what both of them know."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from lxml import html as lxml_html

from annotated_edition.bibliography import Bibliography
from annotated_edition.locales import load_words
from annotated_edition.note_markdown import Bodies
from annotated_edition.pages import EditionSite, asset
from annotated_edition.records import read_edition
from annotated_edition.records.ratings import preset
from annotated_edition.rendered_html.marks import strip
from annotated_edition.rendered_html.rendered import BLOCK, UNSEEN
from tests.support.project import write
from tests.support.publishing import NoLinks

FORM = "https://github.com/ada/edition/issues/new?template=annotation.yml&a=<b>"
HTML = "<h1>A</h1>\n<p>The words.</p>"
SCRIPT = asset("suggest.js", preset("evidence"))


class Links(NoLinks):
    """A site whose repository has issue forms."""

    def propose(self) -> str:
        return FORM

    def report(self, note: str) -> str:
        return f"https://example.org/?note={note}&at"


def woven(tmp_path, links, files):
    write(tmp_path, files)
    docs = tmp_path / "docs"
    edition = read_edition(tmp_path, annotations=tmp_path / "annotations", docs=docs).edition
    publication = EditionSite(
        edition,
        bodies=Bodies(),
        bibliography=Bibliography(edition.sources),
        words=load_words("de"),
        title=str,
    )
    return publication.weave("a.md", HTML, links).html


SOURCE = {"docs/a.md": "---\nsource: {title: A}\n---\n# A\n\nThe words.\n"}
NOTED = {
    "docs/a.md": "# A\n\nThe words.\n",
    "annotations/a.yml": "annotations:\n"
    "  - {id: first, kind: term, exact: A, note: One.}\n"
    "  - {id: last, kind: furniture, exact: The words., note: One.}\n",
}


@pytest.mark.parametrize("files", [SOURCE, NOTED], ids=["source", "noted"])
def test_bounds_hold_the_whole_text_and_nothing_else(tmp_path, files):
    html = woven(tmp_path, Links(), files)
    assert strip(html) == HTML
    before, text, after = re.split(r'<div class="ae-suggest".*?</div>', html)
    assert lxml_html.fromstring(text).text_content().count("The words.") == 1
    assert "The words" not in before + after.partition("<h2")[0]
    assert "ae-notes" not in text


def test_form_and_words_are_told_in_attributes(tmp_path):
    html = woven(tmp_path, Links(), SOURCE)
    (start, end) = lxml_html.fromstring(html).find_class("ae-suggest")
    assert start.get("data-form") == FORM
    assert start.get("data-page") == "a.md"
    assert json.loads(start.get("data-words"))["suggest_note"] == "Anmerkung vorschlagen"
    assert end.attrib.keys() == ["class", "hidden"]


def test_without_forms_a_page_tells_nothing_of_them(tmp_path):
    html = woven(tmp_path, NoLinks(), NOTED)
    assert "ae-suggest" not in html
    assert "ae-report" not in html


def test_each_note_has_its_own_report(tmp_path):
    page = lxml_html.fromstring(woven(tmp_path, Links(), NOTED))
    reports = [link.get("href") for link in page.find_class("ae-report")]
    assert reports == [
        "https://example.org/?note=first&at",
        "https://example.org/?note=last&at",
    ]


def test_script_breaks_the_text_where_the_build_does():
    names = re.search(r"BLOCK='([^']*)'", SCRIPT)
    assert names
    assert set(names[1].split()) == BLOCK


def test_script_leaves_out_what_the_build_does():
    names = re.search(r"UNSEEN='([^']*)'", SCRIPT)
    assert names
    assert set(names[1].split(",")) == UNSEEN


def test_script_weighs_no_more_than_its_budget():
    assert len(gzip.compress(SCRIPT.encode(), 9)) <= 3_000
