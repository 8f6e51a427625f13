"""The page of a document: its text with marks, where it comes from, and its notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotated_edition.model import Document, Kind, Location, State
from annotated_edition.pages import NotesPage, Site, badge, notes_section, provenance_box
from annotated_edition.weaving import Insertion, Mark, Passage, inserted, read_html, weave_marks

from .placing import Placed

__all__ = ["weave_document"]

HEADING = re.compile(r"</h1\s*>", re.IGNORECASE)


def weave_document(
    document: Document, placed: Placed, site: Site, edit: Callable[[Location], str]
) -> list[Insertion]:
    """What to put into the HTML of a document's page.

    Args:
        document: The document.
        placed: Where its annotations stand in the page.
        site: The site, seen from the page.
        edit: Address where a record can be edited; empty where there is none.

    Returns:
        Insertions into `placed.html`.
    """
    html = placed.html
    passages = _passages(placed)
    insertions = weave_marks(read_html(html), passages, _marks(document, placed, site))
    if document.provenance is not None:
        heading = HEADING.search(html)
        box = inserted(provenance_box(document.provenance, site))
        insertions.append(Insertion(heading.end() if heading else 0, 0, box))
    page = NotesPage(document, placed.placements, placed.numbers, edit)
    section = notes_section(page, site)
    if section:
        insertions.append(Insertion(len(html), len(insertions), inserted(section)))
        # The style sheet knows the source's blocks by what they follow.
        insertions.append(Insertion(0, -1, inserted('<div class="ae-start" hidden></div>')))
    return insertions


def _marks(document: Document, placed: Placed, site: Site) -> dict[str, Mark]:
    fold = site.words("furniture_summary")
    return {
        annotation.id: Mark(
            note=annotation.id,
            number=placed.numbers[annotation.id],
            kind=annotation.kind,
            state=State.CHANGED if placed.placements[annotation.id].state is State.CHANGED else "",
            badge=badge(annotation, site) if annotation.rating else "",
            fold=fold if annotation.kind is Kind.FURNITURE else "",
        )
        for annotation in document.annotations
        if annotation.id in placed.numbers
    }


def _passages(placed: Placed) -> list[Passage]:
    return [
        Passage(note, placement.start, placement.end)
        for note in placed.order
        if (placement := placed.placements[note]).start is not None and placement.end is not None
    ]
