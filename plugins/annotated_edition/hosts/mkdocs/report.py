"""What a build has to tell of an edition, in MkDocs' log."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annotated_edition.maintenance import placement_problems
from annotated_edition.model import Edition, Problem, Severity
from annotated_edition.pages import BodyLinks, EditionSite, Placed, Policy, places_of_bodies

from .log import log, refusal
from .urls import Addresses, Link, anchor_problem, page_problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = [
    "LEVELS",
    "anchor_problems",
    "left_out_problems",
    "links_of",
    "page_problems",
    "placing_problems",
    "refused_problems",
    "report",
    "source_of",
]

LEVELS = {"error": Severity.ERROR, "warn": Severity.WARNING, "info": Severity.INFO}
LOGGED = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFO: logging.INFO,
}


def report(problems: Iterable[Problem]) -> None:
    """Log every problem, then fail if one of them is an error.

    Raises:
        PluginError: There is an error.
    """
    errors = 0
    for problem in problems:
        log.log(LOGGED[problem.severity], problem)
        errors += problem.severity is Severity.ERROR
    if errors:
        raise refusal(
            f"annotated-edition: {errors} {'error' if errors == 1 else 'errors'} in the"
            " annotations, listed above; the site was not built"
        )


def placing_problems(
    placed: Mapping[str, Placed], policy: Policy, config: MkDocsConfig
) -> Iterator[Problem]:
    """The placements that need an editor's eye."""
    for path, one in placed.items():
        if any(placement.state in policy for placement in one.placements.values()):
            yield from placement_problems(one, policy, source_of(config, path))


def source_of(config: MkDocsConfig, path: str) -> str:
    """The Markdown of a page, front matter included."""
    return Path(config.docs_dir, path).read_text(encoding="utf-8-sig")


def left_out_problems(edition: Edition, left_out: Iterable[str]) -> Iterator[Problem]:
    """Notes that readers will not see, because the site leaves their page out.

    Args:
        edition: The edition as it was read.
        left_out: Paths of the pages that are left out.
    """
    for path in sorted(left_out):
        notes = edition.documents[path].annotations
        if notes:
            count = f"its {len(notes)} notes" if len(notes) > 1 else "its note"
            yield Problem(
                location=min(note.location for note in notes),
                code="page-left-out",
                message=f"{path} is left out of the site, and {count} with it",
                fix="take the page out of exclude_docs and draft_docs in mkdocs.yml to publish it",
                severity=Severity.INFO,
            )


def links_of(bodies: Iterable[BodyLinks]) -> list[Link]:
    """Every relative link in the records."""
    return [Link(href, body.path, body.location) for body in bodies for href in body.hrefs]


def refused_problems(
    publication: EditionSite, bodies: Iterable[BodyLinks], told: Iterable[Problem]
) -> Iterator[Problem]:
    """Links whose address the sanitiser took away, unless the records were told of them.

    The records know an address by how it is written, the sanitiser by what a browser makes of it.

    Args:
        publication: The publication.
        bodies: Its bodies with links that have to be looked at.
        told: What the records were told.
    """
    refused = sorted(body.location for body in bodies if body.refused)
    if not refused:
        return
    known = [problem.location for problem in told if problem.code == "url"]
    places = places_of_bodies(publication.edition)
    notes = {note.at("note"): note.id for _, note in publication.edition.annotations()}
    for location in refused:
        following = bisect_right(places, location)
        after = places[following] if following < len(places) else None
        if any(
            each.path == location.path
            and each >= location
            and (after is None or after.path != each.path or each < after)
            for each in known
        ):
            continue
        yield Problem(
            location=location,
            code="url",
            message="this link has a malformed or disallowed URL",
            expected="http, https, mailto or a page of the edition",
            fix="write the address of a page",
            annotation=notes.get(location),
        )


def page_problems(links: Iterable[Link], at: Addresses, config: MkDocsConfig) -> Iterator[Problem]:
    """Links that lead to no page, as much of a problem as MkDocs is told that they are."""
    severity = _severity(config.validation.links.not_found)
    for link in links if severity else ():
        if severity and (problem := page_problem(at, link, severity)):
            yield problem


def anchor_problems(
    links: Iterable[Link], at: Addresses, config: MkDocsConfig
) -> Iterator[Problem]:
    """Links to places that their pages do not have; known when all pages are built."""
    severity = _severity(config.validation.links.anchors)
    for link in links if severity else ():
        if severity and (problem := anchor_problem(at, link, severity)):
            yield problem


def _severity(level: int) -> Severity | None:
    return next((name for name, value in LOGGED.items() if value == level), None)
