"""`edition add` from options and from answers on a terminal."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from annotated_edition.cli import main, questions
from annotated_edition.records import read_edition, schema_files

ARTICLE = """\
# Report

The council met on Monday. The council decided. “Nobody was hurt,” said the mayor.

The council met on Tuesday.
"""


@pytest.fixture
def edition(tmp_path, monkeypatch):
    """An edition with a page that has no notes yet."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    files = {
        "mkdocs.yml": "site_name: x\nplugins: [annotated-edition]\n",
        "docs/news/report.md": ARTICLE,
        "annotations/speakers.yml": "speakers:\n- id: mayor\n  name: The Mayor\n",
        "annotations/sources.yml": "references: # ours\n- {id: minutes, type: report, title: M}\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def add(edition, *options, text=""):
    return CliRunner().invoke(main, ["add", *options, str(edition)], input=text)


BASE = ("--page", "news/report", "--kind", "context", "--note", "A note.")


def notes(edition):
    reading = read_edition(edition, annotations=edition / "annotations", docs=edition / "docs")
    assert reading.problems == ()
    return {note.id: note for _, note in reading.edition.annotations()}


def test_first_note_on_a_page_makes_its_file(edition):
    done = add(edition, *BASE, "--exact", "The council decided.", "--by", "Ada", "--by", "Bob")
    assert done.exit_code == 0, done.output
    assert done.output == (
        "Report The council met on Monday. [The council decided.] “Nobody was hurt,” said the "
        "mayor. The council met on Tues…\n"
        "Wrote note “the-council-decided” into annotations/news/report.yml.\n"
    )
    assert (edition / "annotations/news/report.yml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../schema/annotations.json\n"
        "annotations:\n"
        "  - id: the-council-decided\n    kind: context\n    exact: The council decided.\n"
        "    note: |\n      A note.\n    by: [Ada, Bob]\n    created: 2026-11-22\n"
    )


def test_words_that_stand_there_twice_are_told_apart(edition):
    refused = add(edition, *BASE, "--exact", "The council met on")
    assert refused.exit_code == 1
    assert "at 2 places" in refused.stderr
    assert "before: “Report”; or before: “mayor.”" in refused.stderr
    assert notes(edition) == {}
    done = add(edition, *BASE, "--exact", "The council met on", "--suffix", "Tuesday")
    assert done.exit_code == 0, done.output
    assert notes(edition)["the-council-met-on"].selector.suffix == "Tuesday"


def test_quotation_is_written_in_the_words_of_the_text(edition):
    done = add(edition, *BASE, "--exact", '"Nobody  was hurt,"')
    assert done.exit_code == 0, done.output
    assert notes(edition)["nobody-was-hurt"].selector.exact == "“Nobody was hurt,”"


def test_ids_are_made_unique(edition):
    for name in ("decided", "decided-2", "decided-3"):
        done = add(edition, *BASE, "--exact", "decided")
        assert f"“{name}”" in done.output
    assert len(notes(edition)) == 3
    refused = add(edition, *BASE, "--exact", "decided", "--id", "decided-2")
    assert "is taken already" in refused.stderr


def test_claim_with_names_and_sources(edition):
    done = add(
        edition,
        *("--page", "news/report.md", "--kind", "claim", "--note", "Two were hurt [@minutes]."),
        *("--exact", "Nobody was hurt", "--claimant", "the mayor", "--rating", "False"),
        *("--source", "minutes, p. 4", "--source", "https://example.org/hospital The hospital"),
    )
    assert done.exit_code == 0, done.output
    claim = notes(edition)["nobody-was-hurt"]
    assert (claim.claimant, claim.rating) == ("mayor", "false")
    assert [(each.source, each.locator) for each in claim.sources] == [
        ("minutes", "p. 4"),
        ("example-the-hospital", ""),
    ]
    sources = (edition / "annotations/sources.yml").read_text("utf-8")
    assert sources.startswith("references: # ours\n- {id: minutes, type: report, title: M}\n")
    assert "accessed: 2026-11-22" in sources


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--exact", "decided", "--claimant", "mayor"), "can only be said of a claim"),
        (("--exact", "decided", "--speaker", "major"), "did you mean “mayor”?"),
        (("--exact", "decided", "--source", "minuts"), "did you mean “minutes”?"),
        (("--exact", "decided", "--id", "Not An Id"), "Not An Id"),
        (("--exact", "decided", "--file", "../x.yml"), "not the name of a YAML file"),
        (("--exact", "decided", "--file", "speakers.yml"), ""),
        (("--exact", "decided", "--note", "[@nowhere]"), "there is no source “nowhere”"),
        (("--exact", "council", "--prefix", "The"), "places"),
        (("--exact", "resolved"), "does not stand in news/report.md"),
        (("--exact", "decided", "--page", "news/reprt"), "did you mean “news/report.md”?"),
    ],
    ids=str,
)
def test_what_would_be_wrong_changes_nothing(edition, options, reason):
    before = {p: p.read_bytes() for p in (edition / "annotations").rglob("*.yml")}
    done = add(edition, *BASE, *options)
    if reason:
        assert done.exit_code == 1
        assert reason in done.stderr
        assert {p: p.read_bytes() for p in (edition / "annotations").rglob("*.yml")} == before
    else:
        # A bare name is a file in the page's own folder, whatever else is called so.
        assert (edition / "annotations/news/report/speakers.yml").is_file()


def test_schemas_that_an_edition_keeps_learn_the_new_ids(edition):
    made = CliRunner().invoke(main, ["schema", str(edition)])
    assert made.exit_code == 0, made.output
    report = edition / "schema/speakers.json"
    before = report.read_text(encoding="utf-8")
    source = "https://example.org/minutes, Minutes of Monday"
    done = add(edition, *BASE, "--exact", "The council decided.", "--source", source)
    assert done.exit_code == 0, done.output
    assert "schema" not in done.output
    after = schema_files(
        read_edition(edition, annotations=edition / "annotations", docs=edition / "docs").edition
    )
    kept = {path.name: path.read_text(encoding="utf-8") for path in edition.glob("schema/*")}
    assert kept == after
    assert kept["speakers.json"] != before


def test_an_edition_without_schemas_gets_none(edition):
    assert add(edition, *BASE, "--exact", "The council decided.").exit_code == 0
    assert not (edition / "schema").exists()


def test_dry_run_shows_and_writes_nothing(edition):
    done = add(edition, *BASE, "--exact", "decided", "--dry-run")
    assert done.exit_code == 0
    assert "+  - id: decided" in done.output
    assert notes(edition) == {}


def test_errors_that_were_there_before_are_no_reason_to_refuse(edition):
    bad = "annotations:\n- {id: old, kind: context, exact: gone words, note: N.}\n"
    (edition / "annotations/news").mkdir()
    (edition / "annotations/news/report.yml").write_text(bad)
    done = add(edition, *BASE, "--exact", "decided")
    assert done.exit_code == 0, done.output
    text = (edition / "annotations/news/report.yml").read_text("utf-8")
    assert text.startswith(bad)


def test_missing_option_is_named_where_nobody_can_be_asked(edition):
    done = add(edition, "--page", "news/report.md", "--exact", "decided")
    assert done.exit_code == 2
    assert "--kind is missing" in done.stderr


def test_folder_without_a_configuration_is_named(tmp_path):
    (tmp_path / "annotations").mkdir()
    done = add(tmp_path, *BASE, "--exact", "x")
    assert done.exit_code == 2
    assert "no mkdocs.yml" in done.stderr


@pytest.fixture
def terminal(monkeypatch):
    """Answers are typed at a terminal."""

    class Terminal:
        stdin = type("In", (), {"isatty": staticmethod(lambda: True)})

        def __getattr__(self, name):
            return getattr(sys, name)

    monkeypatch.setattr(questions, "sys", Terminal())
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.mark.usefixtures("terminal")
def test_questions_lead_to_a_claim(edition):
    answers = [
        "news/report.md",
        "The council resolved",  # is not there: told, and asked again
        "The council met on",
        "2",
        "claim",
        "It met on Wednesday.",
        "the major",  # nobody of that name: told, and asked again
        "mayor",
        "false",
        "minits",  # the same
        "minutes, p. 2",
        "",
        "Ada",
    ]
    done = add(edition, text="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "2. …" in done.output or "[The council met on] Tuesday" in done.output
    claim = notes(edition)["the-council-met-on"]
    assert claim.selector.prefix == "mayor."
    assert (claim.claimant, claim.rating, claim.by) == ("mayor", "false", ("Ada",))
    assert claim.sources[0].locator == "p. 2"
    written = yaml.safe_load(Path(edition / "annotations/news/report.yml").read_text("utf-8"))
    assert list(written["annotations"][0])[:3] == ["id", "kind", "exact"]


def test_wrong_words_around_a_quotation_are_named_as_what_is_wrong(edition):
    done = add(edition, *BASE, "--exact", "The council met on", "--prefix", "an earthquake shook")
    assert done.exit_code == 1
    assert "at 2 places" in done.stderr or "not between these words" in done.stderr


@pytest.mark.usefixtures("terminal")
def test_page_that_is_not_there_is_asked_for_again(edition):
    answers = ["news/reprot.md", "news/report", "The council decided.", "", "N.", "", ""]
    done = add(edition, text="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "there is no page “news/reprot.md”; did you mean “news/report.md”?" in done.output


def test_file_that_may_not_be_written_is_named_by_its_own_name(edition, monkeypatch):
    assert add(edition, *BASE, "--exact", "The council decided.").exit_code == 0
    path = edition / "annotations/news/report.yml"
    path.chmod(0o444)
    writable = Path.write_bytes

    def write(self, data):
        if not self.stat().st_mode & 0o200:
            raise PermissionError(13, "Permission denied", str(self))
        return writable(self, data)

    # Where the tests are run by root, who may write everything.
    monkeypatch.setattr(Path, "write_bytes", write)
    done = add(edition, *BASE, "--exact", "Nobody was hurt")
    assert "annotated-edition-" not in done.output


@pytest.mark.usefixtures("terminal")
def test_answers_that_are_refused_need_not_be_typed_again(edition):
    answers = [
        "news/report",
        "The council met on",
        "1",
        "claim",
        "It's so [@minits].",
        "mayor",
        "false",
        "minutes, p. 2",
        "",
        "Ada",
    ]
    done = add(edition, text="\n".join(answers) + "\n")
    assert done.exit_code == 1
    assert "there is no source “minits”" in done.output
    line = done.output.split("With your answers, to be mended:\n\n  ")[1].strip()
    program, command, *options = shlex.split(line.replace("minits", "minutes"))
    assert (program, command) == ("edition", "add")
    done = add(edition, *options)
    assert done.exit_code == 0, done.output
    (claim,) = notes(edition).values()
    assert claim.note == "It's so [@minutes].\n"
    assert (claim.claimant, claim.rating, claim.by) == ("mayor", "false", ("Ada",))


def test_nothing_is_said_again_to_a_script(edition):
    done = add(edition, *BASE[:-1], "See [@minits].", "--exact", "Nobody was hurt")
    assert done.exit_code == 1
    assert "With your answers" not in done.output
