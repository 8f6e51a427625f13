"""`edition init` makes an edition that works as it is, and `edition new document` a page."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

import dev
from annotated_edition.cli import main
from annotated_edition.intake import load_forms
from annotated_edition.model import Kind
from annotated_edition.records import read_edition
from tests.support.project import build_site

TOOLS = Path(sys.executable).parent
STARTER = dev.ROOT / "plugins/annotated_edition/intake/starter"


class EditorsLoader(yaml.SafeLoader):
    """YAML as editors hold it against a schema: dates are texts."""


EditorsLoader.yaml_implicit_resolvers = {
    sign: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "edition"
    done = run("init", folder, "--repository", "ada/edition")
    assert done.exit_code == 0, done.output
    return folder


def test_new_edition_is_without_problems_and_builds_strictly(edition):
    checked = run("check", "--strict", edition)
    assert checked.exit_code == 0, checked.output
    site = build_site(edition)
    speech = (site / "speech/index.html").read_text("utf-8")
    assert 'id="note-four-score-and-seven"' in speech
    assert "ae-unplaced" not in speech


def test_new_edition_has_a_note_of_each_kind(edition):
    reading = read_edition(edition, annotations=edition / "annotations", docs=edition / "docs")
    notes = [note for _, note in reading.edition.annotations()]
    assert {note.kind for note in notes} == set(Kind)
    assert {note.attributed_to for note in notes} >= set(reading.edition.speakers)
    assert reading.edition.events
    assert reading.edition.terms


def test_new_edition_knows_its_repository(edition):
    assert 'repository: "ada/edition"' in (edition / "mkdocs.yml").read_text("utf-8")
    assert "@@" not in "".join(
        path.read_text("utf-8")
        for path in edition.rglob("*")
        if path.is_file() and not {"site", ".cache"} & set(path.relative_to(edition).parts)
    )


def test_editors_check_every_file_by_its_schema(edition):
    settings = json.loads((edition / ".vscode/settings.json").read_text("utf-8"))
    mapped = settings["yaml.schemas"]
    assert set(mapped) == {f"./schema/{path.name}" for path in (edition / "schema").iterdir()}
    checked = 0
    for schema, patterns in mapped.items():
        rules = json.loads((edition / schema).read_text("utf-8"))
        wanted = {p for pattern in patterns if pattern[0] != "!" for p in edition.glob(pattern)}
        wanted -= {
            p for pattern in patterns if pattern[0] == "!" for p in edition.glob(pattern[1:])
        }
        for path in wanted:
            jsonschema.validate(yaml.load(path.read_text("utf-8"), EditorsLoader), rules)
            checked += 1
    assert checked == len(list((edition / "annotations").rglob("*.yml")))


@pytest.mark.parametrize(
    "check",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", "workflows/*.yml"),
        (
            "check-jsonschema",
            "--builtin-schema",
            "vendor.github-issue-forms",
            "ISSUE_TEMPLATE/*r*.yml",
        ),
        ("check-jsonschema", "--builtin-schema", "vendor.dependabot", "dependabot.yml"),
        ("actionlint", "workflows/*.yml"),
        ("zizmor", "--offline", "--persona=auditor", "--no-progress", "."),
    ],
    ids=lambda check: " ".join(check[:3]),
)
def test_workflows_of_a_new_edition_are_sound(edition, check):
    folder = edition / ".github"
    arguments = [
        str(found)
        for argument in check[1:]
        for found in (sorted(folder.glob(argument)) if argument.endswith(".yml") else [argument])
    ]
    done = subprocess.run(
        [str(TOOLS / check[0]), *arguments],
        cwd=folder,
        env={**os.environ, "PATH": os.pathsep.join([str(TOOLS), os.environ["PATH"]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_forms_of_a_new_edition_are_those_of_this_one():
    ours, theirs = dev.ROOT / ".github/ISSUE_TEMPLATE", STARTER / "dot-github/ISSUE_TEMPLATE"
    assert {p.name: p.read_text("utf-8") for p in ours.iterdir()} == {
        p.name: p.read_text("utf-8") for p in theirs.iterdir()
    }


def test_forms_ask_for_what_an_address_fills_in():
    form = next(form for form in load_forms() if form.name == "annotation")
    assert [question.id for question in form.questions] == (
        "page exact prefix suffix kind note sources claimant rating by consent".split()
    )


def test_forms_offer_the_kinds_and_the_ratings_that_there_are(edition):
    reading = read_edition(edition, annotations=edition / "annotations", docs=edition / "docs")
    labels = [rating.label for rating in reading.edition.scale]
    for form in load_forms():
        for question in form.questions:
            if question.id == "rating":
                assert list(question.options) == labels
            if question.id == "kind":
                assert list(question.options) == [str(kind) for kind in Kind]


def test_workflows_of_both_editions_use_the_same_actions():
    def used(folder):
        lines = (line for p in folder.glob("*.yml") for line in p.read_text("utf-8").splitlines())
        return {line.split("uses: ")[1] for line in lines if "uses: " in line}

    assert used(STARTER / "dot-github/workflows") <= used(dev.ROOT / ".github/workflows")


@pytest.mark.parametrize("there", ["index.md", ".env", "docs/x.md"])
def test_folder_that_holds_something_is_left_alone(tmp_path, there):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    done = run("init", tmp_path)
    assert done.exit_code == 1
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [Path(there).name]


def test_repository_that_was_just_begun_is_taken(tmp_path):
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0


def test_odd_name_of_a_repository_is_refused(tmp_path):
    done = run("init", tmp_path, "--repository", 'a/b"\nplugins: []')
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("A *letter*\n\n1. Dear <Ada> & all,\n+ it is_ -- so.\n", encoding="utf-8")
    return path


@pytest.fixture
def fresh(tmp_path):
    folder = tmp_path / "edition"
    assert run("init", folder).exit_code == 0
    return folder


def test_text_becomes_a_page_that_can_be_annotated(fresh, letter):
    done = run(
        "new", "document", letter, fresh, "--to", "docs/letters/first.md", "--language", "en"
    )
    assert done.exit_code == 0, done.output
    page = (fresh / "docs/letters/first.md").read_text("utf-8")
    source = yaml.safe_load(page.split("---\n")[1])["source"]
    assert source["sha256"] == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert source["title"] == "A *letter*"
    exact = "1. Dear <Ada> & all, + it is_ -- so."
    options = ["--page", "letters/first.md", "--exact", exact, "--kind", "context", "--note", "N."]
    done = run("add", *options, fresh)
    assert done.exit_code == 0, done.output
    written = yaml.safe_load((fresh / "annotations/letters/first.yml").read_text("utf-8"))
    assert written["annotations"][0]["exact"] == exact


def test_extension_that_changes_a_text_is_worked_around(fresh, letter):
    config = fresh / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - attr_list\n", "  - attr_list\n  - smarty\n")
    )
    done = run("new", "document", letter, fresh, "--to", "docs/letter.md")
    assert done.exit_code == 0, done.output
    assert "&#45;&#45;" in (fresh / "docs/letter.md").read_text("utf-8")


@pytest.mark.parametrize(
    "to",
    ["docs/speech.md", "docs/../x.md", "/tmp/x.md", "docs/x.html", "../x.md", "docs/../../x.md"],
)
def test_page_is_written_under_docs_and_never_over_another(fresh, letter, to):
    before = {path: path.read_bytes() for path in fresh.parent.rglob("*") if path.is_file()}
    done = run("new", "document", letter, fresh, "--to", to)
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr
    assert {p: p.read_bytes() for p in fresh.parent.rglob("*") if p.is_file()} == before


def test_provenance_that_would_be_a_problem_is_refused(fresh, letter):
    done = run("new", "document", letter, fresh, "--url", "javascript:alert(1)")
    assert done.exit_code == 1
    assert "this address has the scheme “javascript”" in done.stderr


def test_page_is_put_into_the_navigation_and_the_edition_builds_strictly(fresh, letter):
    before = (fresh / "mkdocs.yml").read_text("utf-8").splitlines()
    done = run("new", "document", letter, fresh, "--to", "docs/letter.md")
    assert "Put it at the end of `nav` in mkdocs.yml." in done.output
    after = (fresh / "mkdocs.yml").read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["  - A *letter*: letter.md"]
    assert (build_site(fresh) / "letter/index.html").is_file()


def test_navigation_of_another_file_is_left_to_the_editor(fresh, letter):
    config = fresh / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("\nnav:", "\nnav: &pages"), "utf-8")
    config.chmod(0o444)
    done = run("new", "document", letter, fresh, "--to", "docs/letter.md")
    assert "Put it into `nav` of mkdocs.yml, so that readers find it." in done.output


def test_edition_without_a_navigation_is_left_without_one(fresh, letter):
    config = fresh / "mkdocs.yml"
    head, _, rest = config.read_text("utf-8").partition("\nnav:\n")
    config.write_text(head + rest[rest.index("\n\n") :], "utf-8")
    before = config.read_bytes()
    done = run("new", "document", letter, fresh, "--to", "docs/letter.md")
    assert done.exit_code == 0
    assert "nav" not in done.output
    assert config.read_bytes() == before


MARKED = """# A statute

The HTML fee is ten dollars.[^1]

Term
:   A word that is defined.

!!! note
    A box.

[^1]: As amended in 2020.

*[HTML]: HyperText Markup Language
"""


def test_new_edition_reads_the_markdown_that_texts_bring_along(fresh, tmp_path):
    page = tmp_path / "statute.md"
    page.write_text(MARKED, "utf-8")
    done = run("new", "document", page, fresh, "--to", "docs/statute.md")
    assert done.exit_code == 0, done.output
    html = (build_site(fresh) / "statute/index.html").read_text("utf-8")
    for element in ("<dd>A word", "<abbr title=", 'class="footnote"', 'class="admonition note"'):
        assert element in html


def test_web_page_keeps_its_language_and_its_links(fresh, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html lang=de><title>T</title><h1>Kopf</h1><p><a href='/x'>Los</a>")
    address = ("--url", "https://e.example/a/b")
    done = run("new", "document", page, fresh, "--to", "docs/page.md", *address)
    assert done.exit_code == 0, done.output
    written = (fresh / "docs/page.md").read_text("utf-8")
    assert "language: de\n" in written
    assert "[Los](<https://e.example/x>)" in written


def test_an_edition_that_does_not_fit_on_the_disk_leaves_no_half_of_it(tmp_path, full_disk):
    with full_disk():
        done = run("init", tmp_path / "sub" / "edition")
    assert done.exit_code == 2
    assert "No space left on device" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_does_not_fit_on_the_disk_can_be_made_later(tmp_path, full_disk):
    edition = tmp_path / "edition"
    assert run("init", edition).exit_code == 0
    text = tmp_path / "text.txt"
    text.write_text("A title\n\nSome words.\n")
    command = ("new", "document", text, edition, "--to", "docs/later/text.md")
    with full_disk():
        done = run(*command)
    assert (done.exit_code, "No space left on device" in done.output) == (2, True)
    assert not (edition / "docs/later").exists()
    assert run(*command).exit_code == 0
    assert (edition / "docs/later/text.md").is_file()


def test_of_a_long_text_every_kind_of_word_is_rendered(tmp_path):
    edition = tmp_path / "edition"
    assert run("init", edition).exit_code == 0
    config = edition / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - abbr\n", "  - abbr\n  - smarty\n"))
    text = tmp_path / "text.txt"
    plain = "Ordinary words, and so on.\n\n" * 20_000
    text.write_text(f"{plain}It was 'here'.\n\n{plain}")
    done = run("new", "document", text, edition, "--to", "docs/text.md")
    assert done.exit_code == 0, done.output
    page = (edition / "docs/text.md").read_text()
    # The extension would change the quotation marks, so the whole text is spelt out.
    assert page.count("Ordinary words&#44; and so on&#46;") == 40_000
    assert "'here'" not in page
