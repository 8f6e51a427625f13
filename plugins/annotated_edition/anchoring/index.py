"""A text made ready for anchoring: each form of it is made once, when it is first needed."""

from __future__ import annotations

from functools import cached_property

from annotated_edition.model import PageText

from .grams import Grams
from .plain import CollapsedText
from .skeleton import FoldedText

__all__ = ["TextIndex"]


class TextIndex:
    """A document's text and the forms of it that quotations are looked up in.

    Nothing is prepared before it is asked for: quotations that stand literally in the text
    need only its collapsed form.

    Attributes:
        text: The text itself; all offsets that anchoring hands out are its code points.
        apparatus: What is set beside its words, with the offset of each piece.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.apparatus = text.apparatus if isinstance(text, PageText) else ()

    @cached_property
    def plain(self) -> CollapsedText:
        """The text with its white space collapsed."""
        return CollapsedText(self.text)

    @cached_property
    def skeleton(self) -> FoldedText:
        """The text's letters and digits, folded."""
        return FoldedText(self.text)

    @cached_property
    def grams(self) -> Grams:
        """Short runs of the skeleton and where they stand."""
        return Grams(self.skeleton.text)
