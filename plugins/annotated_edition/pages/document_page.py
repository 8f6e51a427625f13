"""The page of a document: its text with marks, where it comes from, and its notes."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from annotated_edition.model import Document, Kind, State
from annotated_edition.rendered_html import (
    Insertion,
    Mark,
    Passage,
    inserted,
    read_html,
    weave_marks,
)

from .context import Site, reader_words
from .ids import free_id, own_ids
from .notes import NotesPage, badge, notes_section
from .placing import Placed
from .provenance import provenance_box
from .stand_ins import with_languages

if TYPE_CHECKING:
    from .annotated_page import Links

__all__ = ["weave_document"]

HEADING = re.compile(r"</h1\s*>", re.IGNORECASE)


def weave_document(
    document: Document, placed: Placed, site: Site, links: Links
) -> list[Insertion]:
    """What to put into the HTML of a document's page.

    Args:
        document: The document.
        placed: Where its annotations stand in the page.
        site: The site, seen from the page.
        links: The site's addresses, as the page sees them.

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
    form = links.propose()
    if form:
        start, end = _text_bounds(document, form, site)
        insertions.append(Insertion(len(html), len(insertions), inserted(end)))
        insertions.append(Insertion(0, -1, inserted(start)))
    own = own_ids(html)
    ids = {name: free_id(name, own) for name in ("notes", "sources")}
    page = NotesPage(document, placed.placements, placed.numbers, links.edit, links.report, ids)
    section = notes_section(page, site)
    if section:
        insertions.append(Insertion(len(html), len(insertions), inserted(section)))
        # The style sheet knows the source's blocks by what they follow.
        insertions.append(Insertion(0, -1, inserted('<div class="ae-start" hidden></div>')))
    if site.words.marked:
        return [each._replace(html=with_languages(each.html)) for each in insertions]
    return insertions


def _text_bounds(document: Document, form: str, site: Site) -> tuple[str, str]:
    """Where the page's text begins and ends: `reader/suggest.js` reads what lies between.

    The theme puts words of its own before and after it.
    """
    words = escape(reader_words(site.words, "suggest_"))
    start = (
        f'<div class="ae-suggest" hidden data-form="{escape(form)}"'
        f' data-page="{escape(document.path)}" data-words="{words}"></div>'
    )
    return start, '<div class="ae-suggest" hidden></div>'


def _marks(document: Document, placed: Placed, site: Site) -> dict[str, Mark]:
    fold = site.words("furniture_summary")
    return {
        annotation.id: Mark(
            note=annotation.id,
            number=placed.numbers[annotation.id],
            kind=annotation.kind,
            state=State.CHANGED if placed.placements[annotation.id].state is State.CHANGED else "",
            badge=badge(annotation, site, placed.placements[annotation.id])
            if annotation.rating
            else "",
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
