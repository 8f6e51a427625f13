"""A bibliography entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .problem import Location

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography entry, as Zotero exports and Pandoc reads it.

    Attributes:
        id: Its name in citations.
        csl: The entry in CSL-JSON form (https://docs.citationstyles.org), `id` included;
            dates normalised to `date-parts`.
        location: Where the entry begins in its file.
        verified: False where the editors have not seen the source themselves
            (`custom: {verified: false}`); shown as “not yet verified”.
        marks: Where each key's value is written.
    """

    id: str
    csl: Mapping[str, Any]
    location: Location
    verified: bool = True
    marks: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        """Its title; the id where it has none."""
        return str(self.csl.get("title") or self.id)

    @property
    def remark(self) -> str:
        """What the editors say of it: CSL's `note`; empty where they say nothing."""
        return " ".join(str(self.csl.get("note") or "").split())

    @property
    def url(self) -> str:
        """Its address; empty where it has none."""
        return str(self.csl.get("URL") or "")
