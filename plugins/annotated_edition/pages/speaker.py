"""The page of one speaker."""

from __future__ import annotations

from itertools import groupby

from babel import Locale, UnknownLocaleError

from annotated_edition.model import Speaker

from .chart import chart
from .context import Site
from .statements import said_by
from .template_filling import render

__all__ = ["speaker_page"]


def speaker_page(speaker: Speaker, site: Site) -> str:
    """Render a speaker's page, as far as it stands below the heading.

    Args:
        speaker: Whose page it is.
        site: The site, seen from that page.

    Returns:
        HTML: names, role, life, every statement in the order of the texts, and the sources.
    """
    said = said_by(speaker.id, site)
    groups = [
        (path, list(group)) for path, group in groupby(said, key=lambda one: one.document.path)
    ]
    languages = {
        spelling.lang: _language(spelling.lang, site.words.language)
        for spelling in speaker.spellings
        if spelling.lang
    }
    return render(
        "speaker.html",
        site,
        speaker=speaker,
        groups=groups,
        chart=chart(site, said),
        languages=languages,
    )


def _language(tag: str, interface: str) -> str:
    """A language's name in the interface's language; the tag itself where nobody knows it."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(Locale.parse(interface, sep="-"))
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag
