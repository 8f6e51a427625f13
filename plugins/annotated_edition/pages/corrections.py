"""What has been changed in published notes, when and why.

Where the notes' history is known, it tells; otherwise only the days that the notes themselves
name are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from annotated_edition.model import Edition, Rating, Revision

from .context import Site
from .statements import Statement, statements
from .template_filling import render

__all__ = ["Correction", "corrections", "document_path", "told_changes"]

_TOLD = {
    "kind": "corrections_kind",
    "exact": "corrections_exact",
    "claimant": "corrections_claimant",
    "speaker": "corrections_speaker",
    "note": "corrections_note",
    "sources": "corrections_sources",
    "assessments": "corrections_assessments",
}
_RATED = frozenset(["rating", "qualifier"])


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of one published note.

    Attributes:
        note: The note's id.
        exact: The words it speaks of, or spoke of.
        revision: The change.
        statement: The note as it is now; None where it is gone.
        page: Target of the document that it stood in; empty where that is gone, too.
        told: What changed besides the rating, in words.
        rated: Whether the rating changed.
        old: The rating before.
        new: The rating since.
    """

    note: str
    exact: str
    revision: Revision
    statement: Statement | None
    page: str
    told: tuple[str, ...]
    rated: bool
    old: Rating | None
    new: Rating | None


@dataclass(slots=True)
class _Day:
    """What happened on one day.

    Attributes:
        written: How many notes appeared.
        corrected: The changes, by the commit that made them.
        reviewed: The notes that were checked again.
    """

    written: int = 0
    corrected: dict[str, list[Correction]] = field(default_factory=dict)
    reviewed: list[Statement] = field(default_factory=list)


def corrections(site: Site) -> str:
    """Render the listing of changes, the newest first."""
    days: defaultdict[date, _Day] = defaultdict(_Day)
    shown = statements(site)
    for statement in shown:
        note = statement.annotation
        if note.reviewed and note.created and note.reviewed > note.created:
            days[note.reviewed].reviewed.append(statement)
    for day, number in _written(site, shown).items():
        days[day].written = number
    for correction in sorted(_corrections(site, shown), key=lambda each: each.revision.at):
        revision = correction.revision
        same = days[revision.at.date()].corrected.setdefault(revision.commit, [])
        same.append(correction)
    return render(
        "corrections.html",
        site,
        name="corrections",
        exclude=True,
        known=bool(site.history),
        days=[
            (
                day,
                days[day].written,
                list(reversed(days[day].corrected.values())),
                days[day].reviewed,
            )
            for day in sorted(days, reverse=True)
        ],
    )


def _written(site: Site, shown: list[Statement]) -> Counter[date]:
    """How many notes were published on each day, or written, where no history is known."""
    if site.history:
        return Counter(past.published.at.date() for past in site.history.values())
    written: Counter[date] = Counter()
    for statement in shown:
        note = statement.annotation
        if first := note.created or note.reviewed:
            written[first] += 1
    return written


def _corrections(site: Site, shown: list[Statement]) -> Iterator[Correction]:
    by_id = {statement.annotation.id: statement for statement in shown}
    scale = site.edition.scale
    for past in site.history.values():
        statement = by_id.get(past.note)
        for each in past.corrections():
            wording = each.after or each.before
            if wording is None:
                continue
            path = document_path(wording.page, site.edition)
            yield Correction(
                past.note,
                wording.exact,
                each,
                statement,
                f"document:{path}" if path else "",
                tuple(site.words(key) for key in told_changes(each)),
                bool(_RATED.intersection(each.changed)),
                scale.get(each.before.rating) if each.before else None,
                scale.get(each.after.rating) if each.after else None,
            )


def told_changes(revision: Revision) -> tuple[str, ...]:
    """Keys of the words that tell what a change did, besides that of the rating."""
    if revision.after is None:
        return ("corrections_removed",)
    if revision.before is None:
        return ("corrections_restored",)
    return tuple(word for key, word in _TOLD.items() if key in revision.changed)


def document_path(page: str, edition: Edition) -> str:
    """Path of the document to which a file of notes belongs, or belonged; empty if it is gone.

    Args:
        page: The file's path without suffix, below the folder of notes.
        edition: The edition.
    """
    while page:
        if f"{page}.md" in edition.documents:
            return f"{page}.md"
        page = page.rpartition("/")[0]
    return ""
