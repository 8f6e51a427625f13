"""Annotations of other tools to notes of the edition: each is placed, and none is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from annotated_edition.anchoring import TextIndex, anchor
from annotated_edition.exchange import Imported
from annotated_edition.model import Edition, Kind, Placement, Selector

from .importer import note_record
from .validation import ProposalError

__all__ = ["ImportResult", "import_annotations", "page_by_address"]

_MAX_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An annotation that arrived.

    Attributes:
        imported: The annotation.
        page: Path of its page; empty where none is known.
        record: The note that it becomes; None where it cannot become one.
        placement: Where that stands; None for what is no note.
        lacks: Why it is no note; empty where it is one.
    """

    imported: Imported
    page: str = ""
    record: Mapping[str, Any] | None = None
    placement: Placement | None = None
    lacks: str = ""


def page_by_address(
    edition: Edition, site: str, pages: Mapping[str, str]
) -> Callable[[Imported], str]:
    """A way to find the page that an annotation is about, by the addresses it names.

    Args:
        edition: The edition; its documents say where their texts were published.
        site: Address of the edition's site; may be empty.
        pages: Addresses of its pages from there, by path.

    Returns:
        A function that gives the page's path, or an empty text.
    """
    known: dict[str, str] = {}
    for path, document in edition.documents.items():
        source = document.provenance
        for url in (source.url, source.archived) if source else ():
            if url:
                known[_same(url)] = path
    if site:
        known |= {_same(urljoin(f"{site.rstrip('/')}/", url)): path for path, url in pages.items()}

    def page_of(imported: Imported) -> str:
        found = (known.get(_same(uri)) for uri in imported.uris)
        return next(filter(None, found), "")

    return page_of


def _same(url: str) -> str:
    """An address as far as it tells pages apart."""
    bare = re.sub(r"^https?://(?:www\.)?|[#].*$", "", url.strip(), flags=re.IGNORECASE)
    return re.sub(r"/(?:index\.html)?$", "", bare)


def import_annotations(
    found: Sequence[Imported],
    edition: Edition,
    *,
    page_of: Callable[[Imported], str],
    text_of: Callable[[str], str],
    kind: Kind,
) -> list[ImportResult]:
    """Make notes of annotations and look their words up.

    Args:
        found: The annotations.
        edition: The edition.
        page_of: Path of the page that one is about; empty where none is known.
        text_of: The text that a page shows.
        kind: What a note is about whose tags do not say it.

    Returns:
        All of them, in order.
    """
    taken = {note.id for _, note in edition.annotations()}
    there = {
        (document.path, " ".join(note.selector.exact.split()), note.note.strip())
        for document, note in edition.annotations()
    }
    arrivals = []
    for each in found:
        page = page_of(each)
        lacks = each.lacks or ("" if page else "no matching page found")
        if lacks or each.selector is None:
            arrivals.append(ImportResult(each, page, lacks=lacks or "it quotes no words"))
            continue
        try:
            record = note_record(each, each.selector, taken, kind, edition)
        except ProposalError as refused:
            arrivals.append(ImportResult(each, page, lacks=str(refused)))
            continue
        same = (page, record["exact"], record["note"].strip())
        if same in there:
            arrivals.append(ImportResult(each, page, lacks="the edition has this note already"))
        elif len(record["note"]) > _MAX_TEXT or len(record["exact"]) > _MAX_TEXT:
            arrivals.append(ImportResult(each, page, lacks="it is too long"))
        else:
            there.add(same)
            taken.add(record["id"])
            arrivals.append(ImportResult(each, page, record))
    return _placed(arrivals, text_of)


def _placed(arrivals: list[ImportResult], text_of: Callable[[str], str]) -> list[ImportResult]:
    """Look the words up: those of a page all at once."""
    pages = dict.fromkeys(each.page for each in arrivals if each.record)
    placements: dict[str, Placement] = {}
    for page in pages:
        records = [each.record for each in arrivals if each.record and each.page == page]
        selectors = [
            Selector(record["exact"], record.get("prefix"), record.get("suffix"))
            for record in records
        ]
        where = anchor(TextIndex(text_of(page)), selectors)
        placements |= {
            record["id"]: placement for record, placement in zip(records, where, strict=True)
        }
    return [
        replace(each, placement=placements[each.record["id"]]) if each.record else each
        for each in arrivals
    ]
