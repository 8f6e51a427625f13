"""An annotation of another tool as a record of the edition: all that it says, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from annotated_edition.exchange import Imported, Linked, Rated
from annotated_edition.model import Edition, Kind, Selector, find_citations
from annotated_edition.yaml_files import HIDDEN

from .escaping import escape_text
from .html_to_markdown import markdown_of
from .naming import propose_id

__all__ = ["note_record"]

_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NOTE = re.compile(r"#note-([a-z0-9]+(?:-[a-z0-9]+)*)$")
_UNFIT = re.compile("[\ud800-\udfff]")


def note_record(
    each: Imported, selector: Selector, taken: Collection[str], kind: Kind, edition: Edition
) -> dict[str, Any]:
    """The record of an annotation.

    What it says by records that the edition has (a speaker, a rating, a source) is said by them,
    and what the edition has no record for stands at the end of the note.

    Args:
        each: The annotation.
        selector: The words that it speaks of.
        taken: Ids that are taken.
        kind: What it is about if its tags do not say it.
        edition: The edition.

    Returns:
        The record, in the order of its keys.
    """
    exact = _clean(selector.exact)
    tags = [_clean(tag) for tag in each.tags]
    own = next((tag for tag in tags if tag in set(Kind)), None)
    kind = Kind(own) if own else kind
    verdict, unknown = _verdict(each, kind, edition)
    sources, foreign = _sources(each.links, edition)
    tags = [tag for tag in tags if tag != own] + unknown
    days = {"created": each.created, "reviewed": each.reviewed, "due": each.due}
    own_id = _NOTE.search(each.name)
    named = own_id[1] if own_id else ""
    record = {
        "id": named if named and named not in taken else propose_id(exact, taken, "imported"),
        "kind": str(kind),
        "exact": exact,
        "prefix": _clean(selector.prefix or ""),
        "suffix": _clean(selector.suffix or ""),
        **verdict,
        "note": _note(each, tags, foreign, edition),
        "sources": sources,
        "by": _one_or_all(each.by),
        **days,
        "lang": each.language if _LANG.fullmatch(each.language) else "",
    }
    record = {key: value for key, value in record.items() if value}
    return record | ({"reviewed": None} if each.needs_review and not each.reviewed else {})


def _verdict(each: Imported, kind: Kind, edition: Edition) -> tuple[dict[str, Any], list[str]]:
    """Who speaks and what was found of it; and what this edition has no record for, as tags."""
    speaker, name = each.attributed_to
    verdict: dict[str, Any] = {}
    unknown = []
    if speaker in edition.speakers:
        verdict["claimant" if kind is Kind.CLAIM else "speaker"] = speaker
    elif name:
        unknown.append(name)
    for rated in each.ratings:
        known = kind is Kind.CLAIM and edition.scale.get(rated.rating) is not None
        if known and rated.by:
            verdict.setdefault("assessments", []).append(_assessment(rated, edition))
        elif known and "rating" not in verdict:
            verdict |= {"rating": rated.rating, "qualifier": _clean(rated.qualifier)}
        else:
            unknown.append(" ".join(filter(None, (*rated.by, rated.label, rated.qualifier))))
    return verdict, unknown


def _assessment(rated: Rated, edition: Edition) -> dict[str, Any]:
    record = {
        "by": _one_or_all(rated.by),
        "rating": rated.rating,
        "qualifier": _clean(rated.qualifier),
        "reviewed": rated.day,
        "note": _without_citations(_shown(rated.note), edition),
    }
    return {key: value for key, value in record.items() if value}


def _sources(links: Sequence[Linked], edition: Edition) -> tuple[list[Any], list[Linked]]:
    """The edition's sources among what is linked, and the links that are to none of them."""
    by_url = {source.url: source.id for source in edition.sources.values() if source.url}
    known: list[Any] = []
    foreign = []
    for link in links:
        source = link.source if link.source in edition.sources else by_url.get(link.url)
        if not source:
            foreign.append(link)
        elif link.locator:
            known.append({"id": source, "locator": _clean(link.locator)})
        else:
            known.append(source)
    return known, foreign


def _note(each: Imported, tags: Sequence[str], links: Sequence[Linked], edition: Edition) -> str:
    note = _shown(each.note.replace("\r\n", "\n"))
    if each.format == "text/html":
        note = markdown_of(note)
    elif each.format != "text/markdown":
        note = escape_text(note)
    note = _without_citations(note, edition).strip("\n").rstrip()
    for link in links:
        address = f"<{link.url}>" if re.fullmatch(r"https?://[^\s<>]+", link.url) else ""
        words = filter(None, (link.title, address or escape_text(link.url), link.locator))
        note += f"\n\n{', '.join(words)}"
    if tags:
        note += "\n\n" + " ".join("#" + re.sub(r"\W+", "-", tag).strip("-") for tag in tags)
    return note + "\n"


def _one_or_all(names: Sequence[str]) -> Any:
    clean = [_clean(name) for name in names]
    return clean[0] if len(clean) == 1 else clean


def _shown(text: str) -> str:
    """A text without what nobody sees."""
    return _UNFIT.sub("\ufffd", HIDDEN.sub(" ", text))


def _without_citations(note: str, edition: Edition) -> str:
    """The note with citations of what is no source of this edition as plain text."""
    foreign = {c.group for c in find_citations(note) if c.source not in edition.sources}
    for start in sorted(foreign, reverse=True):
        note = f"{note[:start]}\\{note[start:]}"
    return note


def _clean(text: str) -> str:
    return " ".join(_shown(text).split())
