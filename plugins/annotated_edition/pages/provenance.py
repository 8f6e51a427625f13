"""The box that says where a document's text comes from."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from annotated_edition.locales import Words, partial_date
from annotated_edition.model import Provenance

from .context import Site
from .environment import template

__all__ = ["provenance_box"]


def provenance_box(provenance: Provenance, site: Site) -> str:
    """Render publisher, date, language, how the text was obtained, what is not known.

    Args:
        provenance: The front matter's `source`.
        site: The site, seen from the document's page.
    """
    words = site.words
    language = _language(provenance.language, words)
    if provenance.translated_from:
        language = words(
            "provenance_translated",
            language=language,
            original=_language(provenance.translated_from, words),
        )
    rows = [
        ("name", provenance.title),
        ("publisher", provenance.publisher),
        ("author", provenance.author),
        ("published", partial_date(words, provenance.published)),
        ("language", language),
        ("retrieved", words.date(provenance.retrieved) if provenance.retrieved else ""),
    ]
    return template("provenance.html").render(
        provenance=provenance,
        site=site,
        words=words,
        rows=[(words(f"provenance_{name}"), value) for name, value in rows if value],
    )


def _language(tag: str, words: Words) -> str:
    """A language by its name in the interface's language; the tag where it is unknown."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(words.language)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or tag
