"""Real documents in two revisions, and where quotations of the old one stand in the new one."""

import json
from pathlib import Path

import pytest

from annotated_edition.anchoring import anchor
from annotated_edition.model import Selector, State

FOLDERS = sorted(
    path
    for path in (Path(__file__).parents[2] / "golden" / "anchoring").iterdir()
    if path.is_dir()
)


def read(path):
    return path.read_bytes().decode("utf-8")


def selectors(rows):
    return [Selector(row["exact"], row["prefix"] or None, row["suffix"] or None) for row in rows]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_quotations_of_the_old_revision_are_placed_in_the_new_one(folder):
    text = read(folder / "new.txt")
    expected = json.loads(read(folder / "placements.json"))
    found = anchor(text, selectors(expected))
    assert [
        (each.state.value, each.start, each.start is not None and text[each.start : each.end])
        for each in found
    ] == [(row["state"], row.get("start"), row.get("words", False)) for row in expected]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_quotations_of_the_old_revision_are_exact_in_it(folder):
    rows = json.loads(read(folder / "placements.json"))
    found = anchor(read(folder / "old.txt"), selectors(rows))
    assert {each.state for each in found} == {State.EXACT}


def test_the_baselines_hold_every_state_that_a_revision_leads_to():
    assert FOLDERS
    states = {
        row["state"] for folder in FOLDERS for row in json.loads(read(folder / "placements.json"))
    }
    assert states >= {"exact", "recovered", "changed", "orphaned"}
