"""The table for spreadsheets: no cell of it is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from annotated_edition.exchange import Noted, table
from annotated_edition.model import Annotation, Edition, Kind, Location, Placement, Selector, State


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＠", " =", "\t=", "\n=", "\u00a0="])
def test_no_cell_is_a_formula(sign):
    note = Annotation("a", Kind.CONTEXT, Selector(f"{sign}1+1"), "1 = 1", Location("a.yml", 1, 1))
    noted = Noted(note, "https://e.org", "", Placement(State.ORPHANED))
    (row,) = csv.DictReader(io.StringIO(table([noted], Edition()), newline=""))
    assert row["exact"] == f"'{sign}1+1"
    assert row["note"] == "1 = 1"
