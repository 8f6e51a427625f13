"""Sources as a contributor writes them, and what readers see of them: text, links, order."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from annotated_edition.bibliography import Bibliography
from annotated_edition.records import read_edition

CASES = Path(__file__).parents[2] / "golden" / "references"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_a_reference_is_shown_and_sorted(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    case = yaml.safe_load(text)
    annotations, docs = tmp_path / "annotations", tmp_path / "docs"
    annotations.mkdir()
    docs.mkdir()
    (references,) = re.findall(r"^references:\n(?:  .*\n)+", text, re.MULTILINE)
    (annotations / "sources.yml").write_text(references, encoding="utf-8")
    reading = read_edition(tmp_path, annotations=annotations, docs=docs)
    assert [str(problem) for problem in reading.problems] == []
    shelf = Bibliography(reading.edition.sources, language=case.get("language", "en"))
    entries = {name: shelf.entry(name) for name in reading.edition.sources}
    for name, expected in case.get("entries", {}).items():
        assert unescape(re.sub(r"<[^>]+>", "", entries[name])) == expected
    for name, expected in case.get("labels", {}).items():
        assert shelf.label(name) == expected
    for name, expected in case.get("links", {}).items():
        assert [
            unescape(each) for each in re.findall(r'href="([^"]*)"', entries[name])
        ] == expected
    if order := case.get("order"):
        assert sorted(entries, key=shelf.sort_key) == order
    assert shelf.problems == ()
    assert case.keys() & {"entries", "links", "order"}
