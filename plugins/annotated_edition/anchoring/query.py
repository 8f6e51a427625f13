"""A selector made ready for approximate search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .skeleton import bare

if TYPE_CHECKING:
    from annotated_edition.model import Selector

__all__ = ["Query"]


@dataclass(frozen=True, slots=True)
class Query:
    """A selector and its skeletons.

    Attributes:
        selector: The selector as given.
        exact: Skeleton of the quotation.
        prefix: Skeleton of the words before; empty where none are given.
        suffix: Skeleton of the words after; empty where none are given.
    """

    selector: Selector
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, selector: Selector) -> Query:
        """Return the query for a selector."""
        return cls(
            selector,
            bare(selector.exact),
            bare(selector.prefix or ""),
            bare(selector.suffix or ""),
        )

    @property
    def whole(self) -> str:
        """Prefix, quotation and suffix in one run."""
        return self.prefix + self.exact + self.suffix
