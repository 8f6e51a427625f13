"""The page of one claim."""

from __future__ import annotations

from annotated_edition.model import Annotation, Document

from .context import Site
from .raters import raters
from .statements import statement_of
from .template_filling import render

__all__ = ["claim_page"]

_HEADING_LENGTH = 80  # code points that a heading holds


def claim_page(document: Document, annotation: Annotation, site: Site) -> str:
    """Render a claim's page, as far as it stands below the heading.

    Args:
        document: The document that the claim stands in.
        annotation: The claim.
        site: The site, seen from that page.

    Returns:
        HTML: the words, who says them, the verdict and what it means, the note, its sources.
    """
    claim = statement_of(document, annotation, site)
    found = raters(annotation, site, document.path)
    return render("claim.html", site, claim=claim, heading=_HEADING_LENGTH, raters=found)
