"""The listings that an editor puts into ordinary pages."""

from __future__ import annotations

from .context import Site

__all__ = ["LISTINGS", "listing"]

LISTINGS = ("claims", "speakers", "sources", "timeline", "terms", "ratings", "corrections")
"""The names that `listing` knows."""


def listing(name: str, site: Site) -> str:
    """Render a listing.

    Args:
        name: One of `LISTINGS`.
        site: The site, seen from the page that holds the listing.

    Returns:
        HTML, wrapped in one element of class `ae-listing`.

    Raises:
        KeyError: There is no such listing.
    """
    if name not in LISTINGS:
        raise KeyError(name)
    return f'<div class="ae-listing" data-listing="{name}"></div>'
