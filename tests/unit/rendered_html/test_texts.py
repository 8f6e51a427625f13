"""Pages as data: the quotations that a reader may take from each, and what is marked for them.

A file holds `html`, or `markdown` with the `extensions` it is rendered with, and `quotations`:
`exact` (with `prefix`, `suffix` if need be), the `state` of its placement, and the texts that are
`marked`, read from the woven page by a parser of its own.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from annotated_edition.anchoring import anchor
from annotated_edition.model import Selector
from annotated_edition.rendered_html import Mark, Passage, read_html, splice, weave_marks
from annotated_edition.rendered_html.marks import strip

FILES = sorted((Path(__file__).parents[2] / "golden" / "texts").glob("*.yml"))


class Marked(HTMLParser):
    """The text of each mark, and the elements that hold marks."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False
        self.foreign = 0
        self.in_foreign = False

    def handle_starttag(self, tag, attrs):
        self.foreign += tag in ("svg", "math")
        if tag == "mark" and "ae-mark" in (dict(attrs).get("class") or ""):
            self.in_foreign |= self.foreign > 0
            self.texts.append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.foreign -= tag in ("svg", "math")
        if tag == "mark":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data


def html_of(case):
    if "html" in case:
        return case["html"]
    extensions = case.get("extensions", [])
    names = [each if isinstance(each, str) else next(iter(each)) for each in extensions]
    configs = {
        key: value for each in extensions if isinstance(each, dict) for key, value in each.items()
    }
    return Markdown(extensions=names, extension_configs=configs).convert(case["markdown"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_quotation_of_what_a_reader_sees_is_placed(file):
    case = yaml.safe_load(file.read_text("utf-8"))
    html = html_of(case)
    rendered = read_html(html)
    found = []
    for row in case["quotations"]:
        selector = Selector(row["exact"], row.get("prefix"), row.get("suffix"))
        (placement,) = anchor(rendered.text, [selector])
        result = {**row, "state": str(placement.state)}
        result.pop("marked", None)
        if placement.start is not None:
            passage = Passage("n", placement.start, placement.end)
            woven = splice(html, weave_marks(rendered, [passage], {"n": Mark("n", 1, "context")}))
            assert strip(woven) == html
            assert woven.count('id="passage-n"') == 1
            assert woven.count('href="#note-n"') == 1
            page = Marked()
            page.feed(re.sub(r"<!--ae-->.*?<!--/ae-->", "", woven, flags=re.DOTALL))
            assert not page.in_foreign
            result["marked"] = [" ".join(text.split()) for text in page.texts if text.strip()]
        found.append(result)
    assert found == case["quotations"]
