"""Schema and `edition check` agree on every key, whatever value somebody gives it."""

from __future__ import annotations

from bisect import bisect_right

import jsonschema
import pytest

from annotated_edition.model import Severity
from annotated_edition.records import json_schemas, read_edition
from tests.unit.records.test_json_schemas import BASE, FILES, loaded

VALUES = [
    *('""', '" "', "x", '"5"', "5", "1.5", "0", "true", "false", "yes", "1e3", '"a\\nb"', "☂"),
    *("[]", '[""]', "[x]", "[5]", "[x, x]", "[true]", "[[x]]", "{}", "{x: y}", "[{}]"),
    *("{id: x}", "[{id: x}]", "ada", "[ada]", "{id: ria}", "[ria]", "[{id: ria}]", "[ria, ria]"),
    *("[{id: ria, locator: 4}]", "[{id: ria, locator: p. 4}]", "[{id: ria, page: 4}]"),
    *("[{by: x, rating: disputed}]", "[{by: [], rating: x}]", "[{rating: false, by: x}]"),
    *("2022-09-28", '"2022-09-28"', "2022-09", "2022", "2022-09-28T10:00:00Z", "09/28/2022"),
    *("2022-09-28/2022-09-30", "2022-13-01", "2022-02-30", "September 2022"),
    *("https://a.example/ü?x=1#y", "http:/a", "//a.example", "/a", "javascript:x", "a@b.example"),
    *("a b", "A-b", "a_b", "a--b", "-1", "disputed", "claim", "en", "en-GB", "english", "x-y-z"),
    *('"#112233"', '"#12"', "red", "person", "organization", "base", "[base]", "x" * 81),
    *("null", "~", "[null]"),
]
KEPT = {
    "annotations": ("annotations", {"kind": "context", "exact": "W", "note": "N"}),
    "claims": ("annotations", {"kind": "claim", "exact": "W", "note": "N", "rating": "disputed"}),
    "speakers": ("speakers", {"name": "New"}),
    "timeline": ("events", {"date": "2022-09-28", "text": "T"}),
    "terms": ("terms", {"term": "T", "definition": "D"}),
    "ratings": ("ratings", {"label": "L"}),
}
RECORDS = {
    "annotations": "AnnotationRecord",
    "claims": "AnnotationRecord",
    "speakers": "SpeakerRecord",
    "timeline": "EventRecord",
    "terms": "TermRecord",
    "ratings": "RatingRecord",
}
NOTHING = {"null", "~", "[null]"}
"""What YAML has for nothing is a word to the check, as all words are; no word to an editor."""
IMPOSSIBLE = {"2022-13-01", "2022-02-30"}
NUMBERS = {"5", "1.5", "0", "1e3", "2022", "-1"}
CHECK_ALONE = {
    # Editors know no calendar, and a year only as a number.
    "date": IMPOSSIBLE | NUMBERS,
    # How faint a colour is and where a scale ends is for no schema to say; nor how long a number.
    "color": {'"#112233"'},
    "color_dark": {'"#112233"'},
    "value": NUMBERS,
    "icon": NUMBERS,
    # Each record needs an id of its own.
    "id": {"ada", "base", "x", "5", '"5"', "2022-09-28", '"2022-09-28"'},
}
KEYS = [
    (kind, key)
    for kind, record in RECORDS.items()
    for key in json_schemas()["annotations" if kind == "claims" else kind]["$defs"][record][
        "properties"
    ]
]


@pytest.mark.parametrize(("kind", "key"), KEYS, ids=[f"{kind}-{key}" for kind, key in KEYS])
@pytest.mark.parametrize("values", [VALUES[::2], VALUES[1::2]], ids=["some", "others"])
def test_schema_and_check_agree(tmp_path, kind, key, values):
    top, kept = KEPT[kind]
    name = "annotations" if kind == "claims" else kind
    lines, starts = [f"{top}:"], []
    for number, value in enumerate(values):
        record = {"id": f"n{number}", **kept, key: value}
        starts.append(len(lines) + 1)
        lines += [
            f"  {'-' if not at else ' '} {k}: {v}" for at, (k, v) in enumerate(record.items())
        ]
    text = "\n".join(lines) + "\n"
    for path, content in (BASE | {f"annotations/{FILES[name]}.yml": text}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    reading = read_edition(tmp_path, annotations=tmp_path / "annotations", docs=tmp_path / "docs")
    schema = json_schemas(None if name == "ratings" else reading.edition)[name]
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    editors = {error.absolute_path[1] for error in validator.iter_errors(loaded(text))}
    ours = {
        bisect_right(starts, problem.location.line) - 1
        for problem in reading.problems
        if problem.severity is not Severity.INFO
        and problem.location.path == f"annotations/{FILES[name]}.yml"
    }
    assert {values[at] for at in editors - ours} <= NOTHING
    assert {values[at] for at in ours - editors} <= CHECK_ALONE.get(key, set()) | NOTHING
