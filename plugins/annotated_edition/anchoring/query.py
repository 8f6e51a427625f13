"""A selector made ready for approximate search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .skeleton import fold

if TYPE_CHECKING:
    from annotated_edition.model import Selector

__all__ = ["Query"]

_MOST_CONTEXT: Final = 1000
# Letters of context that are looked at on each side: what stands farther away tells no more.


@dataclass(frozen=True, slots=True)
class Query:
    """A selector and its skeletons.

    Attributes:
        selector: The selector as given.
        exact: Skeleton of the quotation.
        prefix: Skeleton of the nearest words before; empty where none are given.
        suffix: Skeleton of the nearest words after; empty where none are given.
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
            fold(selector.exact),
            fold(selector.prefix or "")[-_MOST_CONTEXT:],
            fold(selector.suffix or "")[:_MOST_CONTEXT],
        )

    @property
    def whole(self) -> str:
        """Prefix, quotation and suffix in one run."""
        return self.prefix + self.exact + self.suffix
