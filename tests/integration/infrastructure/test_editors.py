"""What an editor is told of the files: schemas that are there, up to date, and found."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import jsonschema
import pytest
from ruamel.yaml import YAML

from annotated_edition.records import read_edition, schema_files

STARTER = "plugins/annotated_edition/intake/starter"
KEYS = {
    "annotations": "annotations",
    "events": "timeline",
    "ratings": "ratings",
    "references": "sources",
    "scale": "ratings",
    "speakers": "speakers",
    "terms": "terms",
}
"""The schema that a file goes by, by the first key in it."""


def yaml_files(folder):
    return sorted(path for path in (folder / "annotations").rglob("*.y*ml"))


def loaded(path):
    """What an editor sees: YAML 1.2, in which a date is a text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors = {
        **yaml.constructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": lambda constructor, node: constructor.construct_scalar(
            node
        ),
    }
    return yaml.load(path.read_text(encoding="utf-8"))


def schema_of(path):
    return next(KEYS[key] for key in loaded(path) if key in KEYS)


@pytest.fixture(params=["", STARTER], ids=["first edition", "new edition"])
def folder(request, project_root):
    return project_root / request.param


@pytest.fixture(scope="module")
def schemas(project_root):
    folder = project_root / "schema"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*")}


def without_ids(schema):
    """A schema less its lists of ids, which lag behind a note that was added in a web form."""
    if isinstance(schema, dict):
        return {key: without_ids(value) for key, value in schema.items() if key != "enum"}
    return [without_ids(item) for item in schema] if isinstance(schema, list) else schema


def test_the_first_editions_schemas_are_up_to_date(project_root, schemas):
    edition = read_edition(
        project_root, annotations=project_root / "annotations", docs=project_root / "docs"
    ).edition
    made = schema_files(edition)
    assert set(schemas) == set(made)
    behind = [
        name
        for name, text in made.items()
        if without_ids(json.loads(schemas[name])) != without_ids(json.loads(text))
    ]
    assert behind == [], "run: python3 dev.py edition schema"


def test_every_file_names_its_schema_in_the_first_line(folder, schemas):
    files = yaml_files(folder)
    assert len(files) > 5
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, path
        schema = (path.parent / named[1]).resolve()
        assert schema.parent == (folder / "schema").resolve()
        assert schema.name == f"{schema_of(path)}.json"
        assert schema.name in schemas


def matches(path, patterns):
    """Whether a path is meant by patterns of which the last that fits decides."""
    fits = False
    for pattern in patterns:
        glob = re.escape(pattern.removeprefix("!")).replace(r"\*\*/", "(?:.*/)?")
        if re.fullmatch(glob.replace(r"\*", "[^/]*"), path):
            fits = not pattern.startswith("!")
    return fits


@pytest.mark.parametrize("name", [".vscode", f"{STARTER}/dot-vscode"])
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("annotations/report.yml", "annotations"),
        ("annotations/articles/report/figures.yml", "annotations"),
        ("annotations/speakers.yml", "speakers"),
        ("annotations/speakers/officials.yml", "speakers"),
        ("annotations/sources/press.yml", "sources"),
        ("annotations/ratings.yml", "ratings"),
        ("annotations/terms.yml", "terms"),
        ("annotations/timeline.yml", "timeline"),
        ("mkdocs.yml", None),
        (".github/workflows/check.yml", None),
    ],
)
def test_the_editors_settings_map_every_file_to_one_schema(project_root, name, path, schema):
    settings = json.loads((project_root / name / "settings.json").read_text(encoding="utf-8"))
    found = [
        PurePosixPath(file).stem
        for file, patterns in settings["yaml.schemas"].items()
        if matches(path, patterns)
    ]
    assert found == [schema] * (schema is not None)


def test_the_settings_name_schemas_that_are_there(project_root):
    settings = json.loads((project_root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert {(project_root / name).is_file() for name in settings["yaml.schemas"]} == {True}


def test_the_first_editions_files_are_right_by_its_schemas(project_root, schemas):
    for path in yaml_files(project_root):
        schema = json.loads(schemas[f"{schema_of(path)}.json"])
        validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [error.message for error in validator.iter_errors(loaded(path))] == [], path


@pytest.mark.parametrize(
    ("key", "value", "good"),
    [
        ("claimant", "zaporizhzhia-electoral-commission", True),
        ("claimant", "nobody-of-that-name", False),
        ("rating", "disputed", True),
        ("rating", "pants-on-fire", False),
        ("sources", ["hague-1907"], None),
        ("sources", ["no-such-source"], False),
        ("sources", [{"id": "no-such-source", "locator": "p. 4"}], False),
    ],
)
def test_the_committed_schemas_know_the_editions_ids(schemas, key, value, good):
    schema = json.loads(schemas["annotations.json"])
    if good is None:
        ids = schema["$defs"]["SourceLink"]["anyOf"][0]["enum"]
        value, good = [ids[0], {"id": ids[-1], "locator": 4}], True
    note = {"id": "new", "kind": "claim", "exact": "Words", "note": "Words.", key: value}
    errors = list(jsonschema.Draft7Validator(schema).iter_errors({"annotations": [note]}))
    assert (errors == []) is good
