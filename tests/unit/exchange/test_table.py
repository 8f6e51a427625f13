"""The table for spreadsheets: no cell of it is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from annotated_edition.exchange.table import table
from annotated_edition.exchange.webannotation import Noted
from annotated_edition.model.annotation import Annotation, Kind
from annotated_edition.model.edition import Edition
from annotated_edition.model.placement import Placement, State
from annotated_edition.model.problem import Location
from annotated_edition.model.selector import Selector


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＠", " =", "\t=", "\n=", "\u00a0="])
def test_no_cell_is_a_formula(sign):
    note = Annotation("a", Kind.CONTEXT, Selector(f"{sign}1+1"), "1 = 1", Location("a.yml", 1, 1))
    noted = Noted(note, "https://e.org", "", Placement(State.ORPHANED))
    (row,) = csv.DictReader(io.StringIO(table([noted], Edition()), newline=""))
    assert row["exact"] == f"'{sign}1+1"
    assert row["note"] == "1 = 1"
