"""Fills a template with a site and the few functions that the listings' templates call."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup, escape

from annotated_edition.locales import direction, partial_date

from .context import Site, reader_words
from .environment import template
from .stand_ins import with_languages

__all__ = ["render", "shortened"]

_QUOTATION_LENGTH = 220  # code points that a listing shows of a quotation


def render(name: str, site: Site, /, **values: Any) -> str:
    """Fill a template.

    Args:
        name: Name of a file in `templates/`.
        site: The site, seen from the page being rendered.
        values: What the template is about.
    """
    words = site.words

    def link(target: str, text: str) -> Markup:
        """A link, or the text alone where the site has no such page."""
        address = site.url(target)
        shown = escape(text)
        return Markup(f'<a href="{escape(address)}">{shown}</a>') if address else shown  # noqa: S704

    def entry(source_id: str) -> Markup:
        """An entry of the bibliography, which is sanitised where it is made."""
        return Markup(site.bibliography.entry(source_id))  # noqa: S704

    def dated(written: str | date) -> str:
        return words.date(written) if isinstance(written, date) else partial_date(words, written)

    html = template(name).render(
        site=site,
        edition=site.edition,
        words=words,
        link=link,
        entry=entry,
        dated=dated,
        shortened=shortened,
        direction=direction,
        reader_words=reader_words(words),
        **values,
    )
    return with_languages(html)


def shortened(text: str, length: int = _QUOTATION_LENGTH) -> str:
    """A text on one line, cut at a word where it is too long.

    Args:
        text: The text.
        length: How many code points it may have.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
