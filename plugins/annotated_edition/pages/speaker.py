"""The page of one speaker."""

from __future__ import annotations

from annotated_edition.model import Speaker

from .context import Site

__all__ = ["speaker_page"]


def speaker_page(speaker: Speaker, site: Site) -> str:
    """Render a speaker's page, as far as it stands below the heading.

    Args:
        speaker: Whose page it is.
        site: The site, seen from that page.

    Returns:
        HTML.
    """
    return f'<div class="ae-speaker-page">{site.body(speaker.bio)}</div>'
