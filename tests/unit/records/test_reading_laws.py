"""Laws of reading: it never raises, and neither files nor their order matter."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_edition.model import Problem
from annotated_edition.records import read_edition
from annotated_edition.yaml_files import Items, Map, Report, place_in_value, reading, screen

quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

# What YAML gives a meaning to, and what contributors write, in one pot.
pieces = st.sampled_from(
    [
        "annotations: ",
        "- ",
        "  - id: ",
        "one",
        "  ",
        "    ",
        "note: ",
        "exact: ",
        "kind: claim",
        "\n",
        "\n",
        "\n\n",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "*a",
        "&a",
        "!t",
        "!!python/name:os ",
        "@",
        "`",
        "%",
        "#",
        " #",
        ": ",
        ":",
        "- ",
        "? ",
        "<<: ",
        "\t",
        "\r",
        "\x00",
        "\u202e",
        "\ufeff\n",
        ">",
        ">-",
        "---\n",
        "...\n",
        "<<<<<<<",
        "~",
        "NO",
        "2022-13-01",
        "[@x]",
        "[@x, p. 4]",
        "\\",
        "é",
        "😀",
        "a",
        " b",
        ",",
        "source: ",
        "speakers: ",
    ]
)
soup = st.lists(pieces, max_size=40).map("".join)
texts = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"], exclude_characters="\x85"
    ),
    max_size=60,
)


def read(files: dict[str, bytes | str]):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name, data in {"docs/page.md": "Words\n", **files}.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_edition(project, annotations=project / "annotations", docs=project / "docs")


@quick
@given(st.one_of(soup, soup.map(lambda text: "annotations:\n  - id: a\n    note: " + text)))
def test_any_text_gives_an_edition_or_problems(text):
    reading = read({"annotations/page.yml": text, "docs/page.md": f"---\nsource:\n {text}\n---\n"})
    lines = text.count("\n") + text.count("\r") + 6
    for problem in reading.problems:
        assert isinstance(problem, Problem)
        assert 1 <= problem.location.line <= lines
        assert problem.location.column >= 1
        assert all(map(str.isprintable, str(problem).split("\n    ")))


@quick
@given(st.binary(max_size=200))
def test_any_bytes_give_an_edition_or_problems(data):
    reading = read(dict.fromkeys(["annotations/page.yml", "annotations/ratings.yml"], data))
    assert all(isinstance(problem, Problem) for problem in reading.problems)


@quick
@given(soup)
def test_both_parsers_read_alike_what_they_accept(text):
    """Where libyaml is missing, PyYAML's own parser gives the same tree."""
    fast, slow = Report("a"), Report("a")
    tree = reading.read_tree(screen(text.encode(), fast) or "", fast)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CParser", None)
        other = reading.read_tree(screen(text.encode(), slow) or "", slow)
    if not len(fast) and not len(slow):
        assert tree == other


@pytest.mark.parametrize("parser", ["libyaml", "pure Python"])
@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: b", []),
        ("a: b # end", []),
        ("a: |\n  b", []),
        ("a: [b]", []),
        ("a:\n- b\n-", []),
        ("a: b\n...", []),
        ("a: b\n---\nc: d", [(2, "second-document")]),
        ("a: b\n...\nc: d", [(3, "second-document")]),
        ("--- a\n--- b", [(2, "second-document")]),
    ],
)
def test_a_last_line_needs_no_line_end(monkeypatch, parser, text, problems):
    if parser == "pure Python":
        monkeypatch.setattr(reading, "CParser", None)
    report = Report("a")
    assert reading.read_tree(text, report)
    assert [(each.location.line, each.code) for each in report.problems] == problems


# What is well formed is read as PyYAML's safe loader would, but that all scalars stay text.
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@quick
@given(
    st.dictionaries(texts.filter(lambda key: key != "<<"), values, min_size=1, max_size=4),
    st.booleans(),
)
def test_what_a_writer_wrote_is_read_back(data, flow):
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style='"')
    report = Report("a")
    tree = reading.read_tree(screen(text.encode(), report), report)
    assert report.problems == []
    assert tree == data
    assert_places(tree, text.split("\n"))


def assert_places(node, lines):
    if isinstance(node, Map):
        for key, (key_line, key_column, line, column) in node.places.items():
            assert lines[key_line - 1][key_column - 1] in '"?'
            assert lines[line - 1][column - 1] in '"[{-&?'
            assert_places(node[key], lines)
    elif isinstance(node, Items):
        for item, (line, _) in zip(node, node.places, strict=True):
            assert line <= len(lines)
            assert_places(item, lines)


STYLES = {
    "literal": lambda lines: (
        "|\n" + "".join(f"      {line}\n" if line else "\n" for line in lines)
    ),
    "folded": lambda lines: ">\n" + "".join(f"      {line}\n" for line in lines if line),
    "double": lambda lines: '"' + "\\n".join(lines) + '"\n',
    "single": lambda lines: "'" + "\n      ".join(line for line in lines if line) + "'\n",
}


@pytest.mark.parametrize("style", STYLES)
@quick
@given(
    st.lists(st.text("ab.,é“", min_size=1, max_size=12), min_size=1, max_size=5),
    st.integers(0, 80),
)
def test_a_mark_in_a_value_is_found_where_it_stands(style, lines, at):
    """A sign put anywhere into a text is found in the file at the line and column it is at."""
    index = at % len(lines)
    column = at % (len(lines[index]) + 1)
    lines = [*lines]
    lines[index] = lines[index][:column] + "§" + lines[index][column:]
    text = "annotations:\n  - note: " + STYLES[style](lines)
    report = Report("a")
    tree = reading.read_tree(text, report)
    value = tree["annotations"][0]["note"]
    before = text[: text.index("§")]
    expected = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    place = tree["annotations"][0].at("note")
    assert place_in_value(text, place, value, value.index("§")) == expected


def record(number: int) -> str:
    return (
        f"  - id: note-{number}\n    kind: claim\n    exact: Words {number}\n"
        f"    note: See [@s{number % 3}].\n    claimant: p{number % 2}\n"
        f"    sources: [s{number % 3}]\n"
    )


SHARED = {
    "speakers": ("speakers", "  - id: p{n}\n    name: P {n}\n"),
    "sources": ("references", "  - id: s{n}\n    type: webpage\n    title: S {n}\n"),
    "terms": ("terms", "  - id: t{n}\n    term: T {n}\n    definition: D\n"),
    "timeline": ("events", "  - date: 2022-0{n}\n    text: E {n}\n"),
}


def spread(draw, key, records, name):
    """The records in any order, in one file or in several of a folder of that name."""
    shuffled = draw(st.permutations(records))
    cuts = sorted(draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    parts = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return {f"annotations/{name}.yml": f"{key}:\n" + "".join(parts[0])}
    names = [f"{chr(97 + n)}.{'yaml' if n % 2 else 'yml'}" for n in range(len(parts))]
    return {
        f"annotations/{name}/{file}": f"{key}:\n" + "".join(part)
        for file, part in zip(names, parts, strict=True)
    }


@st.composite
def layouts(draw):
    files = spread(draw, "annotations", [record(n) for n in range(6)], "page")
    for name, (key, template) in SHARED.items():
        files |= spread(draw, key, [template.replace("{n}", str(n)) for n in range(1, 4)], name)
    return files


def content(reading):
    """Everything in an edition but where it is written."""
    edition = reading.edition
    shared = (edition.speakers, edition.sources, edition.terms)

    def bare(item):
        fields = {name: getattr(item, name) for name in item.__dataclass_fields__}
        fields.pop("location", None)
        fields.pop("marks", None)
        if "sources" in fields:
            fields["sources"] = [(each.source, each.locator) for each in fields["sources"]]
        return fields

    return [
        [
            (path, [bare(note) for note in page.annotations])
            for path, page in edition.documents.items()
        ],
        [bare(item) for group in shared for item in group.values()],
        [bare(event) for event in edition.events],
    ]


@settings(quick, max_examples=25)
@given(layouts())
def test_splitting_merging_and_reordering_files_changes_nothing(files):
    base = {
        "annotations/page.yml": "annotations:\n" + "".join(record(n) for n in range(6)),
        **{
            f"annotations/{name}.yml": f"{key}:\n"
            + "".join(template.replace("{n}", str(n)) for n in range(1, 4))
            for name, (key, template) in SHARED.items()
        },
    }
    assert content(read(files)) == content(read(base))
