"""`edition summary`: a pull request as those see it who decide about it."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from click.testing import CliRunner
from markdown import Markdown

from annotated_edition.cli import main
from tests.support.project import configure, write

PAGE = """# The report

On Wednesday, the commission announced a turnout of 85.4 percent. The press stayed.

The observers left early, and nobody came back.
"""
NOTES = """annotations:
  - id: turnout
    kind: claim
    exact: a turnout of 85.4 percent
    claimant: commission
    rating: disputed
    qualifier: so far
    note: Others gave **another figure** [@minutes, p. 2].
    sources: [{id: other, locator: para. 4}]
    by: Ada
    reviewed: 2026-11-22
  - {id: press, kind: context, exact: The press stayed, note: It did.}
  - {id: observers, kind: context, exact: The observers left early, note: They did.}
"""
SHARED = {
    "annotations/speakers.yml": (
        "speakers:\n- {id: commission, name: The Commission, role: Counts the votes}\n"
    ),
    "annotations/sources.yml": """references:
- {id: minutes, type: report, title: Minutes, publisher: The Council, issued: 2022}
- {id: other, type: webpage, title: Other, publisher: TASS, URL: "https://example.org/a?b=1",
   custom: {verified: false}}
""",
}
PREVIEW = "https://github.com/o/r/actions/runs/1/artifacts/2"
MEGABYTE = 1024 * 1024


def git(folder, *arguments):
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def edition(tmp_path, monkeypatch):
    folder = tmp_path / "work"
    write(folder, {"docs/index.md": PAGE, "annotations/index.yml": NOTES, **SHARED})
    configure(folder, {}, {})
    git(tmp_path, "init", "-q", str(folder))
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    monkeypatch.chdir(folder)
    return folder


def summary(*options, base="HEAD", **rest):
    return CliRunner().invoke(main, ["summary", f"--base={base}", *options], color=False, **rest)


def told(*options, **rest):
    done = summary(*options, **rest)
    assert done.exit_code == 0, done.output
    return done.output


def data():
    return json.loads(told("--format=json"))


def change(edition, name, *pairs):
    text = (edition / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    write(edition, {name: text})


def block(text, heading):
    return re.split(r"(?m)^### ", text.partition(f"### {heading}\n")[2])[0]


@pytest.mark.usefixtures("edition")
def test_nothing_changed():
    assert told() == (
        "## What this change does to the edition\n\n"
        "No note is added, changed or removed.\n\n"
        "The check finds no problems.\n"
    )


def test_a_new_note_is_shown_as_it_will_be_read(edition):
    write(edition, {"annotations/index.yml": "annotations: []\n"})
    git(edition, "commit", "-qam", "none")
    write(edition, {"annotations/index.yml": NOTES})
    text = told()
    assert "Notes: 3 added." in text
    assert block(text, "Added: claim turnout") == (
        "\n<blockquote>On Wednesday, the commission announced <b>a turnout of 85.4 percent</b>"
        "&#46;</blockquote>\n\n"
        "**⇄ Disputed** (so far) · The Commission, Counts the votes\n\n"
        "<div><p>Others gave <strong>another figure</strong> &#91;1, p&#46; 2&#93;&#46;</p></div>"
        "\n\nSources:\n\n"
        "- &#91;1&#93; The Council, 2022\n"
        '- &#91;2&#93; <a href="https://example.org/a?b=1">TASS</a>, para&#46; 4'
        " (not yet verified)\n\n"
        "<sub>index.md · annotations/index.yml&#58;2&#58;5 · by Ada</sub>\n"
    )


def test_a_changed_note_says_what_has_changed(edition):
    change(
        edition,
        "annotations/index.yml",
        ("rating: disputed", "rating: supported"),
        ("gave **another figure**", "gave **many other figures**"),
        ("para. 4", "para. 5"),
        ("reviewed: 2026-11-22", "reviewed:"),
        ("id: press, kind: context", "id: reporters, kind: speaker"),
    )
    text = told()
    assert "Notes: 1 added, 1 changed, 1 removed." in text
    turnout = block(text, "Changed: claim turnout")
    assert (
        "**Given on an earlier wording, not yet reviewed; it counts in no statistics.**" in turnout
    )
    assert "Supported**" in turnout
    assert "<summary>What changed: note, rating, sources, reviewed</summary>" in turnout
    assert "- rating: disputed → supported\n" in turnout
    assert "<del>another figure" in turnout
    assert "<ins>many other figures" in turnout
    assert "- sources: other para&#46; 4 → other para&#46; 5\n" in turnout
    assert "- reviewed: 2026-11-22 → waits for a review\n" in turnout
    assert "- **press** (context, index.md): “The press stayed”\n" in text


def test_a_note_with_another_id_is_neither_gone_nor_new(edition):
    change(edition, "annotations/index.yml", ("id: turnout", "id: turnout-announced"))
    text = told()
    assert "Notes: 1 changed." in text
    assert (
        "- id: turnout → turnout-announced: links to the note's former address lead to its page "
        "only\n" in block(text, "Changed: claim turnout-announced")
    )
    changed = data()["changed"]
    assert [(each["id"], each["keys"]) for each in changed] == [("turnout-announced", ["id"])]
    assert data()["removed"] == []


def test_where_and_how_a_note_is_written_is_no_change(edition):
    text = (edition / "annotations/index.yml").read_text(encoding="utf-8")
    first, *rest = text.split("  - id: turnout")
    moved = "# Ours.\n" + first + "  - {id: press2, kind: term, exact: press, note: N.}\n"
    wrapped = rest[0].replace("a turnout of", "a turnout\n      of")
    write(edition, {"annotations/index.yml": f"{moved}  - id: turnout{wrapped}"})
    found = data()
    assert [each["id"] for each in found["added"]] == ["press2"]
    assert (found["changed"], found["removed"]) == ([], [])


def test_what_notes_share_is_named(edition):
    change(edition, "annotations/speakers.yml", ("Counts the votes", "Counts"))
    write(edition, {"annotations/terms.yml": "terms:\n- {id: vote, term: Vote, definition: D.}\n"})
    text = told()
    assert "- Speakers changed: commission\n" in text
    assert "- Terms added: vote\n" in text
    assert "Sources" not in text


def test_a_change_of_the_text_comes_with_the_notes_concerned_and_a_patch(edition):
    change(edition, "docs/index.md", ("85.4", "85.6"), ("The observers left early", "All left"))
    done = summary()
    assert done.exit_code == 0
    text = done.output
    assert "What the check finds: 1 error and 1 warning" in text
    assert "**error**: “The observers left early” does not stand in index.md" in text
    assert "2 of 3 notes are affected" in text
    assert "| a turnout of <del>85.4</del> percent<br><sub>line 3</sub> |" in text
    assert "+    exact: a turnout of 85.6 percent\n" in text
    assert "-    reviewed: 2026-11-22\n+    reviewed:\n" in text
    assert [each["outcome"] for each in data()["review"]["effects"]] == ["orphaned", "changed"]


@pytest.mark.usefixtures("edition")
def test_the_preview_is_linked_to():
    link = f'<a href="{PREVIEW}">The site as it would be</a>'
    assert link in told("--preview", PREVIEW)
    assert link in told(env={"EDITION_PREVIEW": PREVIEW})
    assert "The site as it would be" not in told(env={"EDITION_PREVIEW": ""})
    assert "<a" not in told("--preview", "javascript:alert(1)")


@pytest.mark.usefixtures("edition")
def test_it_is_written_to_the_end_of_a_file(tmp_path):
    path = tmp_path / "summary.md"
    path.write_text("Before.\n", encoding="utf-8")
    assert told("--output", str(path)) == ""
    assert path.read_text(encoding="utf-8").startswith("Before.\n## What this change")
    done = summary("--output", str(tmp_path / "nowhere" / "summary.md"))
    assert done.exit_code == 2


def test_problems_are_told_where_there_is_nothing_to_compare_with(edition):
    change(edition, "annotations/index.yml", ("rating: disputed", "rating: disputd"))
    text = told(base="nowhere")
    assert "The notes could not be compared: there is no commit “nowhere” here" in text
    assert "“disputd”" in text
    assert "Added" not in text


def test_an_edition_that_cannot_be_opened_is_told_as_such(edition, tmp_path):
    write(edition, {"mkdocs.yml": "site_name: [\n"})
    path = tmp_path / "summary.md"
    assert summary("--output", str(path)).exit_code == 2
    text = path.read_text(encoding="utf-8")
    assert text.startswith("## What this change does to the edition\n\nNot known: ")
    assert text.count("\n") == 3


def test_a_file_that_cannot_be_read_hides_nothing_else(edition):
    change(edition, "docs/index.md", ("85.4", "85.6"))
    write(edition, {"annotations/index/broken.yml": "annotations:\n  - {id: x, note: 'open\n"})
    text = told()
    assert "annotations/index/broken.yml" in text
    assert "1 of 3 notes is affected" in text


HOSTILE = (
    "</div></blockquote></details></sub> <script>alert(1)</script> @somebody #1"
    " [x](javascript:y) ![z](http://evil.example/z.png) www.evil.example `````` | a | b |"
)


def test_whatever_is_written_stays_text(edition):
    quoted = json.dumps(HOSTILE)
    write(
        edition,
        {
            "docs/index.md": PAGE + f"<pre>{HOSTILE.replace('<', '&lt;')}</pre>\n",
            "annotations/index.yml": NOTES
            + f"  - {{id: bad, kind: claim, exact: {quoted}, note: {quoted}, by: {quoted},\n"
            f'     claimant: bad, rating: disputed, qualifier: {quoted[:79]}",\n'
            f"     sources: [{{id: bad, locator: {quoted}}}]}}\n",
            "annotations/speakers.yml": SHARED["annotations/speakers.yml"]
            + f"- {{id: bad, name: {quoted}, role: {quoted}}}\n",
            "annotations/sources.yml": SHARED["annotations/sources.yml"]
            + f"- {{id: bad, type: report, title: {quoted}, publisher: {quoted}}}\n",
            "annotations/speakers/x<b>@somebody.yml": "speakers: 1\n",
        },
    )
    text = told()
    assert "Added: claim bad" in text
    html = Markdown(extensions=["tables", "fenced_code"]).convert(text)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", html))
    assert tags <= set(
        "a b blockquote code details div em h2 h3 li ol p pre strong sub summary ul".split()
    )
    bare = re.sub(r'<a href="https?://[^"<>\s]*">', "", text)
    assert not re.search(r"@somebody|(?<!&)#1|<script|javascript:|www\.|https?:", bare)
    assert text.count("<details") == text.count("</details>")
    assert text.count("<blockquote>") == text.count("</blockquote>") == 1


def test_however_much_there_is_github_takes_it(edition):
    long = ("word & <b> @you " * 500)[:-1]
    notes = "".join(
        f"  - id: note-{number}\n    kind: term\n    exact: The press stayed\n    note: |\n"
        f"      {long}\n"
        for number in range(30)
    )
    gone = "".join(
        f"  - {{id: old-{number}, kind: term, exact: {'never there ' * 40}, note: N.}}\n"
        for number in range(60)
    )
    write(edition, {"annotations/index.yml": NOTES + notes + gone})
    text = told()
    assert len(text.encode()) < MEGABYTE
    assert re.search(r"… and [0-9]+ more: run `edition summary --format=json`", text)
    assert "The note has 8,000 characters; the rest is in the file." in text
    assert len(data()["added"]) == 90
    git(edition, "add", ".")
    git(edition, "commit", "-qm", "many")
    write(edition, {"annotations/index.yml": NOTES})
    change(edition, "docs/index.md", ("The press stayed", "Everybody left"))
    text = told()
    assert len(text.encode()) < MEGABYTE
    assert "Notes: 90 removed." in text


def test_a_merge_is_held_against_the_branch_it_goes_to(edition):
    git(edition, "switch", "-qc", "proposal")
    change(edition, "annotations/index.yml", ("note: It did.", "note: It did not."))
    git(edition, "commit", "-qam", "proposed")
    git(edition, "switch", "-q", "-")
    change(edition, "annotations/speakers.yml", ("Counts the votes", "Counts"))
    git(edition, "commit", "-qam", "meanwhile")
    git(edition, "merge", "-q", "--no-ff", "proposal", "-m", "merge")
    found = json.loads(told("--format=json", base="HEAD^1"))
    assert [each["id"] for each in found["changed"]] == ["press"]
    assert (found["added"], found["removed"], found["shared"]) == ([], [], {})
