"""`edition import` and `edition export`: nothing is dropped on the way."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import threading
from dataclasses import astuple, replace
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.cli import main
from annotated_edition.exchange import is_hypothesis, read_hypothesis, read_webannotations
from annotated_edition.model import Location, Selector
from annotated_edition.records import read_edition

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests/golden/imports"
NOWHERE = Location("")
PAGE = """\
---
title: Report
source: {title: Report, url: https://news.example/report}
---

# Report

The council met on Monday. The council decided. “Nobody was hurt,” said the mayor.

The council met on Tuesday.
"""
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "format": "iri", "pattern": "^https?://"},
        "type": {"const": "Annotation"},
        "motivation": {
            "enum": "assessing classifying commenting describing identifying".split(),
        },
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "body": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "required": ["value"],
                        "properties": {
                            "type": {
                                "enum": ["TextualBody", ["TextualBody", "schema:Rating"]],
                            },
                            "value": {"type": "string"},
                        },
                    },
                    {
                        "required": ["source"],
                        "properties": {"type": {"const": "SpecificResource"}},
                    },
                ]
            },
        },
        "target": {"type": "object", "required": ["source", "selector"]},
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer"},
        "first": {
            "required": ["id", "type", "startIndex", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def edition(tmp_path):
    folder = tmp_path / "edition"
    (folder / "docs").mkdir(parents=True)
    (folder / "annotations").mkdir()
    settings = "site_name: Ours\nsite_url: https://ours.example/e/\nplugins: [annotated-edition]\n"
    (folder / "mkdocs.yml").write_text(settings)
    (folder / "docs/report.md").write_text(PAGE, encoding="utf-8")
    return folder


def bring(edition, name, *options):
    """Imports a copy of a golden file, so that what is left over stands beside the copy."""
    path = edition.parent / name
    path.write_bytes((GOLDEN / name).read_bytes())
    done = run("import", path, edition, *options)
    written = edition / "annotations/report/imported.yml"
    notes = yaml.safe_load(written.read_text("utf-8"))["annotations"] if written.exists() else []
    left_over = path.with_suffix(".left-over.json")
    left = json.loads(left_over.read_text("utf-8")) if left_over.exists() else []
    return done, {note["id"]: note for note in notes}, left


def test_hypothesis_rows_are_all_accounted_for(edition):
    done, notes, left = bring(edition, "hypothesis-rows.json")
    assert done.exit_code == 1  # something needs a look
    assert (
        "Wrote 3 of 8 annotations as notes: 1 found in their text, 2 that need a look; 5 left"
        in (done.output)
    )
    assert list(notes) == ["met-on-monday", "the-council", "an-earthquake-shook-the-old-harbour"]
    found = notes["met-on-monday"]
    assert found["kind"] == "term"
    assert found["note"] == "Which *Monday*? \\[@somebody]\n\n#the-date\n"
    assert (found["prefix"], found["suffix"], found["by"]) == ("The council", ". The", "ada")
    assert str(found["created"]) == "2022-10-01"
    assert notes["the-council"]["by"] == "Bob B."
    assert "the-council (“The council”): the words are in the text several times" in done.output
    assert "(“An earthquake shook the old harbour”): the words do not stand there" in done.output
    assert {row["annotation"]["id"]: row["reason"] for row in left} == {
        "page": "it quotes no words: it is about the page as a whole",
        "elsewhere": "no matching page found",
        "highlight": "it has no text: it only highlights words",
        "reply": "it is a reply to another annotation",
        "unsafe": "a link has the scheme “javascript”; expected http, https, mailto or a page of "
        "the edition; write the address of a page",
    }


def test_web_annotations_are_all_accounted_for(edition):
    done, notes, left = bring(edition, "webannotation-collection.json")
    assert done.exit_code == 1
    assert notes["nobody-was-hurt"]["note"] == "Who **counted**?\n"
    assert notes["nobody-was-hurt"]["kind"] == "speaker"
    assert notes["nobody-was-hurt"]["lang"] == "en"
    assert notes["on-tuesday"]["note"] == "1&#46; plain \\*text\\*\n"
    assert [row["reason"] for row in left] == [
        "it quotes no words",
        "it quotes several passages",
        "only its address is in the file: https://tool.example/5",
    ]
    assert run("check", edition).exit_code == 0


def test_importing_twice_adds_nothing(edition):
    bring(edition, "webannotation-collection.json")
    before = (edition / "annotations/report/imported.yml").read_bytes()
    done, _, _ = bring(edition, "webannotation-collection.json")
    assert "the edition has this note already" in done.output
    assert (edition / "annotations/report/imported.yml").read_bytes() == before


def test_answer_that_leaves_annotations_out_is_told(edition):
    path = edition.parent / "answer.json"
    row = json.loads((GOLDEN / "hypothesis-rows.json").read_text("utf-8"))["rows"][0]
    path.write_text(json.dumps({"total": 1200, "rows": [row]}), encoding="utf-8")
    done = run("import", path, edition)
    assert done.exit_code == 1
    assert "answer.json leaves 1,199 annotations out: ask the service for the rest" in done.output
    assert "Wrote 1 of 1 annotations as notes" in done.output


@pytest.mark.parametrize("selector", ["RangeSelector", "TextPositionSelector"])
def test_a_place_without_words_is_no_quotation(selector):
    target = {"source": "https://news.example/report", "selector": [{"type": selector}]}
    row = {"uri": "https://news.example/report", "text": "x", "target": [target]}
    item = {"type": "Annotation", "bodyValue": "x", "target": target}
    for (found,) in (read_hypothesis([row]), read_webannotations(item)):
        assert found.lacks == "it points to a place and quotes no words"


def test_several_passages_are_no_quotation():
    targets = [
        {"source": "https://e.example/", "selector": {"type": "TextQuoteSelector", "exact": words}}
        for words in ("one", "two")
    ]
    (found,) = read_hypothesis([{"uri": "https://e.example/", "text": "x", "target": targets}])
    assert found.lacks == "it quotes several passages"


def test_half_a_character_is_left_over_as_it_came(edition):
    path = edition.parent / "half.json"
    row = {"uri": "https://elsewhere.example/", "text": "Half: \ud83d", "target": []}
    path.write_text(json.dumps({"rows": [row]}), encoding="utf-8")
    done = run("import", path, edition)
    assert "0 that need a look; 1 left over" in done.output
    (left,) = json.loads(path.with_suffix(".left-over.json").read_text("utf-8"))
    assert left["annotation"] == row


def test_page_that_is_named_takes_them_all(edition):
    done, notes, left = bring(edition, "hypothesis-rows.json", "--page", "report.md")
    assert "elsewhere" not in {row["annotation"]["id"] for row in left}
    assert "the-council-2" in notes, done.output


def test_dry_run_writes_nothing(edition):
    done, notes, left = bring(edition, "hypothesis-rows.json", "--dry-run")
    assert "Would write 3 of 8" in done.output
    assert (notes, left) == ({}, [])


@pytest.mark.parametrize("data", ["{}", "[]", "null", "not json", '{"rows": [1, 2]}', "[" * 99999])
def test_what_holds_no_annotations_is_refused(edition, data):
    path = edition.parent / "odd.json"
    path.write_text(data)
    done = run("import", path, edition)
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "uri target selector exact prefix type text tags body value items first creator "
                "name rows annotations references refinedBy source created user format "
                "purpose".split()
            ),
            inner | st.sampled_from(["Annotation", "TextQuoteSelector"]),
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(values)
def test_any_json_is_read(data):
    found = read_hypothesis(data) if is_hypothesis(data) else read_webannotations(data)
    for each in found:
        assert each.lacks or (each.selector and each.note.strip())


def exported(edition, *options):
    done = run("export", *options, edition)
    assert done.exit_code == 0, done.output
    return done.stdout


def hypothesis_rows(number, uri):
    selector = [{"type": "TextQuoteSelector", "exact": "Nobody was hurt"}]
    target = [{"selector": selector}]
    return [{"uri": uri, "target": target, "text": f"Note {each}"} for each in range(number)]


def test_annotations_of_the_front_page_are_known_by_its_address(edition):
    (edition / "docs/report.md").rename(edition / "docs/index.md")
    rows = hypothesis_rows(1, "https://ours.example/e/")
    (edition / "a.json").write_text(json.dumps({"rows": rows}))
    done = run("import", edition / "a.json", edition)
    assert done.exit_code == 0, done.output
    assert (edition / "annotations/index/imported.yml").is_file()


def test_hundreds_of_annotations_are_written(edition):
    rows = hypothesis_rows(500, "https://news.example/report")
    (edition / "a.json").write_text(json.dumps({"rows": rows}))
    done = run("import", edition / "a.json", edition)
    assert done.exit_code == 0, done.output
    notes = yaml.safe_load((edition / "annotations/report/imported.yml").read_text("utf-8"))
    assert [note["note"] for note in notes["annotations"]] == [f"{row['text']}\n" for row in rows]


def test_annotations_without_end_are_refused(edition):
    (edition / "a.json").write_text("[" + "1," * 10_000 + "1]")
    done = run("import", edition / "a.json", edition)
    assert done.exit_code == 1
    assert "more than 10,000 annotations" in done.output


@pytest.fixture
def noted(edition):
    (edition / "annotations/report.yml").write_text(
        "annotations:\n"
        "- {id: b, kind: claim, exact: Nobody was hurt, claimant: mayor, rating: disputed,\n"
        "   qualifier: as said, note: '=SUM(A1) [@m, p. 2]', sources: [{id: m, locator: p. 2}],\n"
        "   by: [Ada, Bob], created: 2022-10-01, lang: en,\n"
        "   assessments: [{by: Eve, rating: supported}]}\n"
        "- {id: a, kind: context, exact: met on Tuesday, note: Late.}\n",
        encoding="utf-8",
    )
    shared = {
        "speakers": "speakers: [{id: mayor, name: The Mayor}]\n",
        "sources": "references: [{id: m, type: report, title: M, URL: https://m.example/}]\n",
    }
    for name, text in shared.items():
        (edition / f"annotations/{name}.yml").write_text(text)
    return edition


def test_web_annotations_have_the_shape_of_the_model(noted):
    data = json.loads(exported(noted))
    jsonschema.validate(data, COLLECTION)
    first, second = data["first"]["items"]
    assert data["total"] == 2
    assert first["id"] == "https://ours.example/e/report/#note-b"
    assert first["creator"] == [
        {"type": "Person", "name": "Ada"},
        {"type": "Person", "name": "Bob"},
    ]
    assert [body.get("value", body.get("source")) for body in first["body"]] == [
        "=SUM(A1) [@m, p. 2]",
        "claim",
        "Disputed (as said)",
        "Supported",
        "The Mayor",
        "https://m.example/",
    ]
    written, quote, place = second["target"]["selector"]
    assert written == {"type": "TextQuoteSelector", "exact": "met on Tuesday"}
    assert quote["exact"] == "met on Tuesday"
    assert quote["prefix"].endswith("\nThe council ")
    assert place["end"] - place["start"] == len("met on Tuesday")


def test_what_was_exported_comes_back_as_it_was(noted):
    path = noted.parent / "ours.json"
    path.write_text(exported(noted), encoding="utf-8")
    before = yaml.safe_load((noted / "annotations/report.yml").read_text("utf-8"))
    (noted / "annotations/report.yml").unlink()
    done = run("import", path, noted)
    assert done.exit_code == 0, done.output
    after = yaml.safe_load((noted / "annotations/report/imported.yml").read_text("utf-8"))
    for note in after["annotations"]:
        note["note"] = note["note"].removesuffix("\n")
    assert after == before


def test_what_another_edition_has_no_record_for_stays_in_the_note(noted):
    path = noted.parent / "ours.json"
    path.write_text(exported(noted), encoding="utf-8")
    for name in ("report", "speakers", "sources"):
        (noted / f"annotations/{name}.yml").unlink()
    (noted / "annotations/ratings.yml").write_text(
        "ratings: [{id: disputed, label: Contested}]\n", encoding="utf-8"
    )
    assert run("import", path, noted).exit_code == 0
    notes = yaml.safe_load((noted / "annotations/report/imported.yml").read_text("utf-8"))
    note = notes["annotations"][0]
    assert (note["rating"], note["qualifier"]) == ("disputed", "as said")
    assert "claimant" not in note
    assert "assessments" not in note
    assert note["note"] == (
        "=SUM(A1) \\[@m, p. 2]\n\n<https://m.example/>, p. 2\n\n#The-Mayor #Eve-Supported\n"
    )


def test_an_earlier_wording_stays_one(edition):
    (edition / "annotations/report.yml").write_text(
        "annotations: [{id: a, kind: context, exact: The council met on Monday evening. The "
        "council decided., note: x}]\n"
    )
    item = json.loads(exported(edition))["first"]["items"][0]
    written, quote, _ = item["target"]["selector"]
    assert written["exact"] == "The council met on Monday evening. The council decided."
    assert quote["exact"] == "The council met on Monday. The council decided."
    assert [each.selector.exact for each in read_webannotations(item)] == [written["exact"]]


def test_the_first_edition_comes_back_as_it_was(tmp_path):
    for name in ("annotations", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = f"site_url: https://ours.example/\nINHERIT: {ROOT / 'mkdocs.yml'}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{settings}docs_dir: docs\nedit_uri: ''\n")
    before = edition_in(tmp_path)
    path = tmp_path / "ours.json"
    path.write_text(exported(tmp_path), encoding="utf-8")
    for note in {note.location.path for _, note in before.annotations()}:
        (tmp_path / note).unlink()
    done = run("import", path, tmp_path)
    assert done.exit_code == 0, done.output
    after = edition_in(tmp_path)
    assert told(after) == told(before) != {}


def edition_in(folder):
    return read_edition(folder, annotations=folder / "annotations", docs=folder / "docs").edition


def told(edition):
    """Everything that an edition says in its notes, by their ids."""
    return {
        note.id: (
            document.path,
            replace(
                note,
                location=NOWHERE,
                note=note.note.strip(),
                selector=Selector(*map(flat, astuple(note.selector))),
                sources=tuple(replace(each, location=NOWHERE) for each in note.sources),
                assessments=tuple(
                    replace(each, location=NOWHERE, note=each.note.strip())
                    for each in note.assessments
                ),
            ),
        )
        for document, note in edition.annotations()
    }


def flat(text):
    return text and " ".join(text.split())


def test_table_has_a_row_for_each_note_and_no_formula(noted):
    rows = list(csv.DictReader(io.StringIO(exported(noted, "--format", "csv"))))
    assert [row["id"] for row in rows] == ["b", "a"]
    assert rows[0]["note"] == "'=SUM(A1) [@m, p. 2]"
    assert rows[0]["assessments"] == "supported (Eve)"
    assert rows[0]["voice_name"] == "The Mayor"
    assert rows[0]["sources"] == "m, p. 2"
    assert rows[0]["url"] == "https://ours.example/e/report/#note-b"


def test_site_without_an_address_needs_one(noted):
    (noted / "mkdocs.yml").write_text("site_name: x\nplugins: [annotated-edition]\n")
    assert run("export", noted).exit_code == 2
    assert "https://x.example/report/#note-a" in exported(noted, "--base", "https://x.example")


AWKWARD = ["\ufffe", "\x85", "\u2028", "\ufeff", "\x00", "\x7f", "\U000e0041", "\ud800", "\u202e"]


@pytest.mark.parametrize("place", ["text", "quotation", "name"])
def test_a_character_that_is_refused_stops_no_other_annotation(edition, place):
    rows = hypothesis_rows(len(AWKWARD) + 1, "https://news.example/report")
    for row, char in zip(rows, AWKWARD, strict=False):
        if place == "text":
            row["text"] += f" a{char}b"
        elif place == "quotation":
            row["target"][0]["selector"][0]["exact"] += f" a{char}b"
        else:
            row["user"] = f"acct:a{char}b@hypothes.is"
    (edition / "a.json").write_text(json.dumps({"rows": rows}))
    done = run("import", edition / "a.json", edition)
    assert done.exit_code in (0, 1), done.output
    written = yaml.safe_load((edition / "annotations/report/imported.yml").read_text("utf-8"))
    beside = edition / "a.left-over.json"
    left = json.loads(beside.read_text()) if beside.exists() else []
    assert len(written["annotations"]) + len(left) == len(rows)
    assert rows[-1]["text"] in [note["note"].rstrip("\n") for note in written["annotations"]]
    assert all(row["reason"] for row in left)


@pytest.mark.parametrize("target", ["elsewhere.txt", "nowhere.txt"])
def test_what_is_left_over_is_not_written_through_a_link(edition, target):
    rows = [{"uri": "https://news.example/report", "text": "", "id": "z", "target": []}]
    rows += hypothesis_rows(1, "https://news.example/report")
    (edition / "a.json").write_text(json.dumps({"rows": rows}))
    (edition / "elsewhere.txt").write_text("kept")
    (edition / "a.left-over.json").symlink_to(edition / target)
    run("import", edition / "a.json", edition)
    assert (edition / "elsewhere.txt").read_text() == "kept"
    assert not (edition / "nowhere.txt").exists()
    assert json.loads((edition / "a.left-over-2.json").read_text())


def test_an_export_that_does_not_fit_on_the_disk_leaves_the_old_file(edition, full_disk):
    old = edition / "old.csv"
    old.write_text("old")
    with full_disk():
        done = run("export", "--format", "csv", "--output", old, edition)
    assert done.exit_code == 2
    assert "old.csv: it cannot be written: No space left on device" in done.output
    assert "Traceback" not in done.output
    assert old.read_text() == "old"
    assert sorted(path.name for path in edition.iterdir() if "old" in path.name) == ["old.csv"]


def test_an_export_to_a_folder_is_refused(edition):
    done = run("export", "--format", "csv", "--output", edition / "docs/x", edition)
    assert done.exit_code == 0, done.output
    (edition / "readonly").mkdir(mode=0o555)
    done = run("export", "--format", "csv", "--output", edition / "readonly/x.csv", edition)
    assert (done.exit_code, "is read-only" in done.output) == (2, True)


def test_an_export_goes_through_a_link_and_into_a_pipe(edition):
    real, link, pipe = edition / "real.csv", edition / "latest.csv", edition / "pipe"
    real.write_text("old")
    link.symlink_to(real)
    os.mkfifo(pipe)
    assert run("export", "--format", "csv", "--output", link, edition).exit_code == 0
    assert link.is_symlink()
    assert real.read_text() != "old"
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    heard: list[str] = []
    reader.start()
    assert run("export", "--format", "csv", "--output", pipe, edition).exit_code == 0
    reader.join()
    assert heard == [real.read_text()]
    assert pipe.is_fifo()
