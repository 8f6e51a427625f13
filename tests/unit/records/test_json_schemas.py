"""An editor that goes by the schema and `edition check` say the same of a file."""

from __future__ import annotations

import itertools
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from annotated_edition.model import Edition, Severity
from annotated_edition.records import json_schemas, read_edition

CORPUS = Path(__file__).parents[2] / "golden" / "schemas"
FILES = {
    "annotations": "page",
    "speakers": "speakers",
    "sources": "sources",
    "ratings": "ratings",
    "timeline": "timeline",
    "terms": "terms",
}
BASE = {
    "docs/page.md": "Words\n",
    "annotations/page/base.yml": "annotations:\n  - {id: base, kind: term, exact: W, note: N}\n",
    "annotations/speakers/base.yml": "speakers:\n  - {id: ada, name: Ada Lovelace}\n",
    "annotations/sources/base.yml": "references:\n  - {id: ria, type: webpage, title: RIA}\n",
}


def cases():
    """Every document of the corpus: a file a kind, good ones and bad ones in turn."""
    for path in sorted(CORPUS.glob("*.yml")):
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        for verdict, texts in data.items():
            for name, text in texts.items():
                yield pytest.param(path.stem, text, verdict, id=f"{path.stem}-{verdict}-{name}")


@pytest.fixture
def edition(tmp_path):
    def read(kind: str, text: str):
        files = BASE | {f"annotations/{FILES[kind]}.yml": text}
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return read_edition(tmp_path, annotations=tmp_path / "annotations", docs=tmp_path / "docs")

    return read


def loaded(text: str):
    """What an editor sees: YAML 1.2, in which a date is a text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors = {
        **yaml.constructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": lambda constructor, node: constructor.construct_scalar(
            node
        ),
    }
    return yaml.load(text)


@pytest.mark.parametrize(("kind", "text", "verdict"), list(cases()))
def test_schema_and_check_agree(edition, kind, text, verdict):
    reading = edition(kind, text)
    schema = json_schemas(reading.edition)[kind]
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    complaints = [error.message for error in validator.iter_errors(loaded(text))]
    grave = [each for each in reading.problems if each.severity is not Severity.INFO]
    problems = [str(problem) for problem in grave]
    assert (not complaints, not problems) == (verdict == "good",) * 2, (complaints, problems)


@pytest.mark.parametrize("kind", FILES)
def test_the_corpus_holds_good_and_bad_files_of_every_kind(kind):
    verdicts = {case.values[2] for case in cases() if case.values[0] == kind}
    assert verdicts == {"good", "bad"}


@pytest.mark.parametrize("edition_", [None, Edition()], ids=["any edition", "an empty one"])
def test_schemas_are_valid_and_always_the_same(edition_):
    first, second = json_schemas(edition_), json_schemas(edition_)
    assert first == second
    assert list(first) == list(FILES)
    for schema in first.values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_every_key_is_described():
    for name, schema in json_schemas().items():
        definitions = schema["$defs"].items()
        for definition, body in itertools.chain(definitions):
            for key, value in body.get("properties", {}).items():
                described = "description" in value or definition in ("Name", "SpellingRecord")
                assert described, f"{name}: {definition}.{key}"


def test_an_editions_ids_are_listed(edition):
    reading = edition("ratings", "ratings:\n  - {id: one, label: One}\n")
    record = json_schemas(reading.edition)["annotations"]["$defs"]["AnnotationRecord"]
    assert record["properties"]["claimant"]["enum"] == ["ada"]
    assert record["properties"]["rating"]["enum"] == ["one"]
