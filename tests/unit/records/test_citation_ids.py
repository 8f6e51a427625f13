"""Ids of sources are cited as reference managers make them up."""

from __future__ import annotations

import pytest

from annotated_edition.model import find_citations


@pytest.mark.parametrize("name", ["RIA_2022", "ria.2022", "doe:2020a", "doeWar2020", "a/b+c"])
def test_an_id_of_a_reference_manager_is_cited_whole(name):
    found = find_citations(f"So it is [@{name}, p. 4; @{name}].")
    assert [(each.source, each.locator) for each in found] == [(name, "p. 4"), (name, "")]
