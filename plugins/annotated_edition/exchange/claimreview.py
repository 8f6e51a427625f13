"""A rated claim as schema.org's `ClaimReview`, which search engines and fact-check indexes read.

See https://schema.org/ClaimReview. Only ratings with a place on the scale are told: a position
of law or an opinion has no number, and a machine would take any number for a verdict.
"""

from __future__ import annotations

import json
import re
from typing import Any

from annotated_edition.model import (
    Annotation,
    Document,
    Rating,
    RatingScale,
    Speaker,
    SpeakerType,
    edtf_of,
    parse_date,
)

__all__ = ["claim_review", "json_ld"]

_CONTEXT = "https://schema.org"
_WEB = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def claim_review(
    annotation: Annotation,
    document: Document,
    rating: Rating | None,
    scale: RatingScale,
    claimant: Speaker | None,
    url: str,
    *,
    publisher: str,
    publisher_url: str = "",
    page: str = "",
) -> dict[str, Any] | None:
    """Describe a rated claim.

    Args:
        annotation: The claim. The caller leaves out claims whose words have changed: a rating
            holds for the wording that it was given on.
        document: The document it stands in.
        rating: Its rating.
        scale: The scale that the rating belongs to.
        claimant: Who makes the claim, if that is known.
        url: Absolute address of the review: the claim's page, or the note on its document's.
        publisher: Name of the edition, which is the author of the review.
        publisher_url: Absolute address of the edition; may be empty.
        page: Absolute address of the document in the edition; stands in where the document's
            own address is not known.

    Returns:
        JSON-LD as a dictionary; None where there is no rating, or none with a number.
    """
    if rating is None or rating.value is None or scale.best is None or scale.worst is None:
        return None
    author = _some({"@type": "Organization", "name": publisher, "url": publisher_url})
    label = f"{rating.label} ({annotation.qualifier})" if annotation.qualifier else rating.label
    reviewed = annotation.reviewed or annotation.created
    return _some(
        {
            "@context": _CONTEXT,
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": " ".join(annotation.selector.exact.split()),
            "datePublished": reviewed.isoformat() if reviewed else "",
            "inLanguage": annotation.lang or "",
            "author": author,
            "itemReviewed": _claim(document, claimant, page),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": rating.value,
                "bestRating": scale.best,
                "worstRating": scale.worst,
                "alternateName": label,
            },
        }
    )


def json_ld(described: dict[str, Any]) -> str:
    """Serialise for the inside of `<script type="application/ld+json">`: no tag can end it."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _claim(document: Document, claimant: Speaker | None, page: str) -> dict[str, Any]:
    provenance = document.provenance
    published = provenance.published if provenance else ""
    dated = _machine_date(published)
    address = provenance.url if provenance and _WEB.fullmatch(provenance.url) else page
    author: dict[str, Any] = {}
    if claimant is not None:
        person = claimant.type is SpeakerType.PERSON
        author = {
            "@type": "Person" if person else "Organization",
            "name": claimant.name,
            "jobTitle": claimant.role if person else "",
        }
    publisher = provenance.publisher if provenance else ""
    appearance = {
        "@type": "CreativeWork",
        "url": address,
        "headline": (provenance.title if provenance else "") or document.title,
        "inLanguage": provenance.language if provenance else "",
        "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
    }
    return _some(
        {
            "@type": "Claim",
            "author": _some(author),
            "datePublished": dated,
            "appearance": _some(appearance) if address else "",
        }
    )


def _machine_date(written: str) -> str:
    """A date in ISO 8601; empty where it is doubtful, a range, or before the year 0."""
    try:
        dated = parse_date(written.strip())
    except ValueError:
        return ""
    point = dated.points[0]
    if dated.ranged or not point.plain or point.year < 1:
        return ""
    return edtf_of([part for part in (point.year, point.month, point.day) if part])


def _some(described: dict[str, Any]) -> dict[str, Any]:
    """What is said of something; what is not known is left out."""
    return {key: value for key, value in described.items() if value not in ("", None, {})}
