"""The listings that an editor puts into ordinary pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from annotated_edition.locales import collation_key
from annotated_edition.model import Event, calendar_day, parse_date

from .chart import chart
from .context import Site
from .corrections import corrections
from .raters import differing
from .sources import sources
from .statements import Statement, claims, statements, tally
from .template_filling import render
from .timeline import draw

__all__ = ["LISTINGS", "listing"]

_DATETIME = re.compile(r"(?!0000)\d{4}(-[01]\d(-\d{2})?)?", re.ASCII)


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
    return _LISTINGS[name](site)


def _claims(site: Site) -> str:
    found = claims(site)
    return render(
        "claims.html",
        site,
        name="claims",
        exclude=True,  # every claim is found as a note already
        claims=found,
        several=len({claim.document.path for claim in found}) > 1,
        chart=chart(site, found),
        ranks={rating.id: rank for rank, rating in enumerate(site.edition.scale)},
        titles={path: site.title(path) for path in site.edition.documents},
        differ={
            claim.annotation.id: differing(claim.annotation, site)
            for claim in found
            if claim.annotation.raters_differ
        },
    )


def _speakers(site: Site) -> str:
    by_speaker: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements(site):
        if statement.speaker:
            by_speaker[statement.speaker.id].append(statement)
    language = site.words.asked or site.words.language
    speakers = sorted(
        site.edition.speakers.values(),
        key=lambda speaker: (collation_key(speaker.name, language), speaker.id),
    )
    cards = [
        (speaker, len(by_speaker[speaker.id]), tally(site.edition, by_speaker[speaker.id]))
        for speaker in speakers
    ]
    # Every speaker is found by their own page already.
    return render("speakers.html", site, name="speakers", exclude=True, cards=cards)


def _timeline(site: Site) -> str:
    by_id = {one.annotation.id: one for one in statements(site)}
    events = site.edition.events
    return render(
        "timeline.html",
        site,
        name="timeline",
        exclude=False,
        events=events,
        drawing=draw(events, site.words),
        datetimes={event.id: _datetime(event) for event in events},
        related={
            event.id: [by_id[one] for one in event.annotations if one in by_id] for event in events
        },
    )


def _datetime(event: Event) -> str:
    """What a machine reads: the date, or the beginning of the range; HTML has no year before 1."""
    begin = event.dated.partition("/")[0].strip()
    if _DATETIME.fullmatch(begin):
        return begin
    year, month, day = calendar_day(event.start)
    try:
        point = parse_date(event.dated).points[0]
    except ValueError:
        return ""
    if year < 1 or point.unspecified:
        return ""
    known = 1 + bool(point.month or point.season) + bool(point.day)
    return "-".join([f"{year:04}", f"{month:02}", f"{day:02}"][:known])


def _terms(site: Site) -> str:
    language = site.words.asked or site.words.language
    terms = sorted(
        site.edition.terms.values(),
        key=lambda term: (collation_key(term.term, language), term.id),
    )
    return render("terms.html", site, name="terms", exclude=False, terms=terms)


def _ratings(site: Site) -> str:
    scale = site.edition.scale
    counted = Counter(one.rating.id for one in claims(site) if one.rating and one.counted)
    on_scale = [rating for rating in scale if rating.value is not None]
    off_scale = [rating for rating in scale if rating.value is None]
    parted = on_scale and off_scale
    groups = [
        (site.words("chart_on_scale") if parted else "", on_scale),
        (site.words("chart_off_scale") if parted else "", off_scale),
    ]
    return render(
        "ratings.html", site, name="ratings", exclude=False, groups=groups, counts=counted
    )


_LISTINGS: Mapping[str, Callable[[Site], str]] = {
    "claims": _claims,
    "speakers": _speakers,
    "sources": sources,
    "timeline": _timeline,
    "terms": _terms,
    "ratings": _ratings,
    "corrections": corrections,
}

LISTINGS = tuple(_LISTINGS)
"""The names that `listing` knows."""
