"""A quotation with the words around it, as contributors and other tools write it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Selector"]


@dataclass(frozen=True, slots=True)
class Selector:
    """The words an annotation speaks of.

    The three fields are those of the W3C Web Annotation `TextQuoteSelector`
    (https://www.w3.org/TR/annotation-model/#text-quote-selector).

    Attributes:
        exact: The quoted words, as a reader would select them.
        prefix: Words that stand right before the quotation, if given.
        suffix: Words that stand right after the quotation, if given.
    """

    exact: str
    prefix: str | None = None
    suffix: str | None = None
