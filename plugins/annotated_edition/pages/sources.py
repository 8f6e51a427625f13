"""The listing of sources: each with what leans on it, and what it can be filtered by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from annotated_edition.model import Event, Kind, Source, Speaker, Term

from .context import Site
from .matrix import matrix
from .statements import Statement, cited, cited_in, claims, statements
from .template_filling import render

__all__ = ["sources"]

Record = TypeVar("Record")

GROUPS = {
    "news": "article-newspaper article-magazine broadcast interview periodical",
    "law": "bill hearing legal_case legislation regulation treaty standard patent",
    "report": "report dataset figure map",
    "research": "article article-journal book chapter paper-conference review review-book thesis",
    "reference": "entry entry-dictionary entry-encyclopedia",
    "speech": "speech personal_communication post",
    "web": "webpage post-weblog",
}
"""CSL's types in groups that a reader would look for; what is in none of them is `other`."""
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Row:
    """A source with what leans on it.

    Attributes:
        source: The source.
        uses: The annotations that cite it, in the order of the texts.
        speakers: The speakers whose biographies cite it.
        events: The events of the timeline that cite it.
        terms: The terms whose definitions cite it.
        facets: What it can be filtered by: values with their labels, by facet.
    """

    source: Source
    uses: list[Statement]
    speakers: list[Speaker]
    events: list[Event]
    terms: list[Term]
    facets: Mapping[str, Mapping[str, str]]


def sources(site: Site) -> str:
    """Render the listing of sources; see `listings.listing`."""
    edition = site.edition
    uses = _citers((one, cited(one.annotation)) for one in statements(site))
    speakers = _citers((one, cited_in(one.sources, one.bio)) for one in edition.speakers.values())
    events = _citers((one, cited_in(one.sources, one.text)) for one in edition.events)
    terms = _citers((one, cited_in(one.sources, one.definition)) for one in edition.terms.values())
    rows = []
    for source in sorted(edition.sources.values(), key=lambda s: site.bibliography.sort_key(s.id)):
        group = GROUP_OF.get(str(source.csl.get("type")), "other")
        citing = uses[source.id]
        rows.append(
            Row(
                source,
                citing,
                speakers[source.id],
                events[source.id],
                terms[source.id],
                _facets(group, citing, site),
            )
        )
    return render(
        "sources.html",
        site,
        name="sources",
        exclude=False,
        sources=rows,
        matrix=matrix(site, claims(site)),
    )


def _citers(records: Iterable[tuple[Record, Iterable[str]]]) -> defaultdict[str, list[Record]]:
    """The records that cite each source, by its id."""
    citers: defaultdict[str, list[Record]] = defaultdict(list)
    for record, ids in records:
        for source in ids:
            citers[source].append(record)
    return citers


def _facets(group: str, uses: Iterable[Statement], site: Site) -> dict[str, dict[str, str]]:
    """What a source can be filtered by; the claims that lean on it tell the most."""
    facets: dict[str, dict[str, str]] = defaultdict(dict)
    facets["type"][group] = site.words(f"source_{group}")
    for use in uses:
        path = use.document.path
        facets["document"][path] = site.title(path)
        if use.annotation.kind is not Kind.CLAIM:
            continue
        if use.rating and use.counted:
            facets["rating"][use.rating.id] = use.rating.label
        if use.speaker:
            facets["claimant"][use.speaker.id] = use.speaker.name
    return facets
