"""Annotations held against the text that their page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotated_edition.anchoring import anchor
from annotated_edition.model import Document, Placement, Severity, State

__all__ = ["Placed", "Policy", "arrange", "place"]

Policy = Mapping[State, Severity]
"""How much each state weighs; a state that is not in it is no problem."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the annotations of one document came to stand.

    Attributes:
        document: The document.
        text: The text of its page; the placements' offsets are code points into it. Empty where
            they were kept from an earlier build: all of them are exact then.
        placements: A placement for each annotation, by id.
        order: Ids of the annotations that have a place, in the order of the text.
        numbers: Their numbers in that order, counted from 1.
        html: The page's HTML that the text was read from.
    """

    document: Document
    text: str
    placements: Mapping[str, Placement]
    order: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    html: str = ""


def place(document: Document, text: str, html: str = "") -> Placed:
    """Anchor the annotations of a document.

    Args:
        document: The document.
        text: The text that its page shows.
        html: The HTML that the text was read from.
    """
    selectors = [annotation.selector for annotation in document.annotations]
    placements = {
        annotation.id: placement
        for annotation, placement in zip(
            document.annotations, anchor(text, selectors), strict=True
        )
    }
    return arrange(document, text, html, placements)


def arrange(
    document: Document, text: str, html: str, placements: Mapping[str, Placement]
) -> Placed:
    """Put placements in the order of the text and number them.

    Args:
        document: The document.
        text: The text of its page.
        html: The page's HTML.
        placements: A placement for each annotation, by id.
    """
    found = sorted(
        (placement.start, placement.end, note)
        for note, placement in placements.items()
        if placement.start is not None and placement.end is not None
    )
    order = tuple(note for _, _, note in found)
    numbers = {note: index for index, note in enumerate(order, 1)}
    return Placed(document, text, placements, order, numbers, html)
