"""An editor corrects ten things in the first edition's article, and the notes follow."""

import json
import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from annotated_edition.cli import main
from annotated_edition.yaml_files import YamlEdit
from tests.support.project import BuildFailedError, build_site

ARTICLE = "docs/articles/annexation-requests.md"
NOTES = "annotations/articles/annexation-requests"
DOUBLED = (
    "In unsuccessful attempts to seize the territory, neo-Nazis have only increased terror by"
    " shelling civil and industrial infrastructure and destroying schools, hospitals and"
    " kindergartens,” he said."
)
CORRECTIONS = [
    # 1. a typo in a quoted figure
    ("a turnout of 85.4 percent", "a turnout of 85.6 percent"),
    # 2. straight for curly quotes
    ("the region’s five districts", "the region's five districts"),
    # 3. a sentence deleted
    (
        "For this reason, he has explained, “observers from several countries have affirmed that"
        " the results cannot be doubted”, which he considers legitimate. ",
        "",
    ),
    # 4. a sentence duplicated
    (DOUBLED, f"{DOUBLED} {DOUBLED}"),
    # 5. a name respelled
    ("Yevgeni Balitsky", "Evgeni Balitsky"),
    # 6. a quotation rewritten
    (
        "legal status of the territories occupied by Russia",
        "legal status of territories that are occupied by Russia",
    ),
    # 7. one English for another
    ("a single international organization has", "a single international organisation has"),
    # 8. a word put in
    ("continue to pay pensions", "continue to pay all pensions"),
    # 9. emphasis, which no reader takes for another wording
    ("signed a document requesting", "signed a *document* requesting"),
]
CHANGED = {
    "balitsky-head-of-zaporizhzhia",
    "no-organization-condemned",
    "pensions-and-salaries",
    "status-of-the-territories",
    "turnout-zaporizhzhia",
}
CLAIMS = CHANGED - {"balitsky-head-of-zaporizhzhia"}
AMBIGUOUS = {"neo-nazis-label", "schools-and-hospitals", "unsuccessful-attempts"}
ORPHANED = {"considers-legitimate", "foreign-observers"}
MOVED = {"crimea-precedent", "occupying-power", "war-of-aggression", "will-be-illegal"}


def correct(text):
    for old, new in CORRECTIONS:
        assert text.count(old) == 1
        text = text.replace(old, new)
    # 10. a paragraph moved
    paragraphs = text.split("\n\n")
    moved = next(p for p in paragraphs if p.startswith("In this regard, he stressed"))
    paragraphs.remove(moved)
    place = next(n for n, p in enumerate(paragraphs) if p.lstrip().startswith("The NGO Amnesty"))
    paragraphs.insert(place, moved)
    return "\n\n".join(paragraphs)


def git(*arguments):
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def edition(tmp_path, project_root, monkeypatch):
    """The first edition: as it is in a commit, and corrected in the work tree."""
    for name in ("docs", "annotations"):
        shutil.copytree(project_root / name, tmp_path / name)
    shutil.copy(project_root / "mkdocs.yml", tmp_path)
    git("init", "-q", str(tmp_path))
    git("-C", str(tmp_path), "add", ".")
    git("-C", str(tmp_path), "commit", "-qm", "The article as received")
    article = tmp_path / ARTICLE
    article.write_text(correct(article.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    done = CliRunner().invoke(main, arguments, color=False)
    assert done.exit_code in (0, 1), done.output
    return done


def reported():
    problems = json.loads(run("check", "--format=json").output)["problems"]
    return {(each["annotation"], each["code"]) for each in problems}


def lines(folder):
    return {
        path.name: path.read_text(encoding="utf-8").splitlines()
        for path in sorted((folder / NOTES).glob("*.yml"))
    }


def without(text, note):
    """A file without a note, as an editor would delete it."""
    return re.sub(rf"  - id: {note}\n.*?(?=  - id: |\Z)", "", text, flags=re.DOTALL)


def claims_wait_until_they_are_reviewed(edition, site):
    """The claims whose words are others say so and count nowhere, until somebody reviews them."""
    page = (site / "articles/annexation-requests/index.html").read_text(encoding="utf-8")
    assert page.count("not yet reviewed.") == len(CLAIMS)
    listed = (site / "claims/index.html").read_text(encoding="utf-8")
    assert listed.count('data-state="unreviewed"') == 2 * len(CLAIMS)
    assert f"{len(CLAIMS)} claims are not counted" in " ".join(listed.split())
    for note in CLAIMS:
        claim = (site / f"claims/{note}/index.html").read_text(encoding="utf-8")
        assert "not yet reviewed" in claim
        assert "ClaimReview" not in claim
    for path in sorted((edition / NOTES).glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("reviewed:\n", "reviewed: 2026-11-23\n"), encoding="utf-8")
    assert reported() == set()
    site = build_site(edition)
    listed = (site / "claims/index.html").read_text(encoding="utf-8")
    assert "not counted" not in listed
    claim = (site / "claims/turnout-zaporizhzhia/index.html").read_text(encoding="utf-8")
    assert "not yet reviewed" not in claim
    assert '"ClaimReview"' in claim


def test_ten_corrections(edition):
    before = lines(edition)
    everything = {path: path.read_bytes() for path in edition.rglob("*.yml")}

    # The check reports exactly the notes concerned, each in its state.
    assert reported() == {
        *((note, "quotation-changed") for note in CHANGED),
        *((note, "quotation-ambiguous") for note in AMBIGUOUS),
        *((note, "quotation-orphaned") for note in ORPHANED),
    }
    with pytest.raises(BuildFailedError):
        build_site(edition)

    # `edition reanchor` says what it would do and does it; nothing else changes.
    shown = json.loads(run("reanchor", "--dry-run", "--format=json").output)
    states = {each["id"]: each["state"] for each in shown["proposals"]}
    assert states == {
        **dict.fromkeys(CHANGED, "changed"),
        "four-of-five-districts": "recovered",
    }
    assert {each["id"] for each in shown["left"]} == AMBIGUOUS | ORPHANED
    assert {path: path.read_bytes() for path in edition.rglob("*.yml")} == everything
    run("reanchor", "--all")
    after = lines(edition)
    changed = {
        name: [line for line in old if line not in new] + [line for line in new if line not in old]
        for name, old in before.items()
        if (new := after[name]) != old
    }
    assert changed == {
        "authorities.yml": ["    exact: Yevgeni Balitsky", "    exact: Evgeni Balitsky"],
        "donbas-war.yml": [
            "    exact: not a single international organization has condemned",
            "    exact: not a single international organisation has condemned",
            "    reviewed:",
        ],
        "figures.yml": [
            "    exact: a turnout of 85.4 percent",
            "    exact: four of the region’s five districts",
            "    exact: a turnout of 85.6 percent",
            "    reviewed:",
            "    exact: four of the region's five districts",
        ],
        "law.yml": [
            "    exact: do not change the legal status of the territories occupied by Russia",
            "    exact: do not change the legal status of territories that are occupied by Russia",
            "    reviewed:",
        ],
        "melitopol.yml": [
            "    exact: will continue to pay pensions and salaries",
            "    exact: will continue to pay all pensions and salaries",
            "    reviewed:",
        ],
    }
    # Each of the four claims with other words has lost the day of its review, and no line.
    assert {name: len(old) for name, old in before.items()} == {
        name: len(new) for name, new in after.items()
    }
    waiting = {(note, "review-needed") for note in CLAIMS}

    # What is left is an editor's: words around the quotation, or the end of a note.
    assert {note for note, _ in reported() - waiting} == AMBIGUOUS | ORPHANED
    war = YamlEdit(edition / NOTES / "donbas-war.yml")
    war.set(
        "neo-nazis-label", "prefix", "targeted. In unsuccessful attempts to seize the territory,"
    )
    war.set("unsuccessful-attempts", "prefix", "Lugansk residents have been targeted.")
    war.set("schools-and-hospitals", "suffix", ",” he said. In")
    war.save()
    vote = edition / NOTES / "conduct-of-the-vote.yml"
    text = vote.read_text(encoding="utf-8")
    for note in ORPHANED:
        text = without(text, note)
    vote.write_text(text, encoding="utf-8")
    assert {code for _, code in reported() - waiting} == {"unknown-annotation"}  # in the timeline
    timeline = edition / "annotations/timeline.yml"
    named = re.sub(r", foreign-observers|foreign-observers, ", "", timeline.read_text("utf-8"))
    timeline.write_text(named, encoding="utf-8")
    assert reported() == waiting
    assert run("reanchor").output == "Every quotation stands in its text as it is written.\n"
    site = build_site(edition)
    page = (site / "articles/annexation-requests/index.html").read_text(encoding="utf-8")
    assert "a turnout of 85.6 percent</a></mark>" in page
    assert "ae-unplaced" not in page
    claims_wait_until_they_are_reviewed(edition, site)


def test_the_review_of_ten_corrections(edition):
    def outcomes():
        review = json.loads(run("review", "--base=HEAD", "--format=json").output)
        return review, {
            name: {each["id"] for each in review["effects"] if each["outcome"] == name}
            for name in ("changed", "recovered", "moved", "ambiguous", "orphaned", "found")
        }

    expected = {
        "changed": CHANGED,
        "recovered": {"four-of-five-districts"},
        "moved": MOVED,
        "ambiguous": AMBIGUOUS,
        "orphaned": ORPHANED,
        "found": set(),
    }
    review, found = outcomes()
    assert found == expected
    assert not any(each["settled"] for each in review["effects"] if each["id"] not in MOVED)
    patch = edition / "proposed.patch"
    patch.write_text(review["patch"], encoding="utf-8")
    git("-C", str(edition), "apply", "--check", str(patch))

    # Once the notes have followed, the review still tells what the change did to them.
    run("reanchor", "--all")
    review, found = outcomes()
    assert found == expected
    settled = {each["id"] for each in review["effects"] if each["settled"]}
    assert settled == CHANGED | MOVED | {"four-of-five-districts"}
    unreviewed = {each["id"] for each in review["effects"] if not each["reviewed"]}
    assert unreviewed == CLAIMS
    assert review["patch"] == ""
