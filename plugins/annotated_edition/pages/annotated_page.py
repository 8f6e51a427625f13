"""What a host tells of a page and what it takes back: addresses in, woven HTML out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from annotated_edition.model import Location

from .search import Entry

__all__ = ["AnnotatedPage", "Links"]


class Links(Protocol):
    """The addresses of a site, as one of its pages sees them."""

    def page(self, target: str) -> str:
        """Address of a document, speaker, claim or source; see `pages.Site.url`."""

    def resolve(self, href: str, base: str) -> str:
        """Address of a page that a body links to.

        Args:
            href: The relative address as written.
            base: Path of the document in whose note it is written; empty for shared records,
                whose links start from the documents' folder.
        """

    def edit(self, location: Location) -> str:
        """Address where a record can be edited; empty where there is none."""

    def report(self, note: str) -> str:
        """Address where a problem with a note can be reported; empty where there is none."""

    def propose(self) -> str:
        """Address of the form for a new note, still empty; empty where there is none."""

    def canonical(self, target: str) -> str:
        """Absolute address of a target of `page`; empty where there is none, or none is known."""

    @property
    def state(self) -> str:
        """Changes whenever one of the addresses might."""


@dataclass(frozen=True, slots=True)
class AnnotatedPage:
    """A page with its notes.

    Attributes:
        html: The page's content.
        ids: Ids that were put into it.
        entries: What a search finds of its notes.
        notes: Id of the section that holds its notes; empty where there is none.
    """

    html: str
    ids: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    notes: str = ""
