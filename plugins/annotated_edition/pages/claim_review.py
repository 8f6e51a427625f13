"""A claim's verdict for machines."""

from __future__ import annotations

from annotated_edition.exchange import claim_review, json_ld
from annotated_edition.model import Annotation, Document, Edition, Placement, State

from .annotated_page import Links

__all__ = ["review_script"]


def review_script(
    annotation: Annotation,
    document: Document,
    edition: Edition,
    placement: Placement | None,
    links: Links,
    *,
    name: str,
    home: str,
) -> str:
    """The script with a claim's rating, as far as it holds for the words as they stand.

    Args:
        annotation: The claim.
        document: Its document.
        edition: The edition.
        placement: Where the claim stands.
        links: The site's addresses.
        name: The site's name, which signs the rating.
        home: The site's absolute address; empty where it is not known.

    Returns:
        HTML; empty where there is nothing to tell.
    """
    url = links.canonical(f"claim:{annotation.id}")
    if placement is None or placement.state not in (State.EXACT, State.RECOVERED):
        return ""
    if annotation.needs_review or not url:
        return ""
    described = claim_review(
        annotation,
        document,
        edition.scale.get(annotation.rating),
        edition.scale,
        edition.speakers.get(annotation.claimant or ""),
        url,
        publisher=name,
        publisher_url=home,
        page=links.canonical(f"document:{document.path}"),
    )
    if described is None:
        return ""
    # A list of one: Material's instant navigation runs every script of a page, whatever its type,
    # and a list is an expression that does nothing, where braces would be a block.
    return f'<script type="application/ld+json">[{json_ld(described)}]</script>\n'
