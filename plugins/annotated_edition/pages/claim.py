"""The page of one claim."""

from __future__ import annotations

from annotated_edition.model import Annotation, Document

from .context import Site

__all__ = ["claim_page"]


def claim_page(document: Document, annotation: Annotation, site: Site) -> str:
    """Render a claim's page, as far as it stands below the heading.

    Args:
        document: The document that the claim stands in.
        annotation: The claim.
        site: The site, seen from that page.

    Returns:
        HTML.
    """
    return f'<div class="ae-claim-page">{site.body(annotation.note)}</div>'
