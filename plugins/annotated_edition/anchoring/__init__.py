"""From a quotation and a text to a placement: found, found changed, undecided, or gone."""

from annotated_edition.model import Candidate, Change, Placement, Score, Selector, State

from .context import shortest_context
from .difference import word_difference
from .index import TextIndex
from .stages import anchor

__all__ = [
    "Candidate",
    "Change",
    "Placement",
    "Score",
    "Selector",
    "State",
    "TextIndex",
    "anchor",
    "shortest_context",
    "word_difference",
]
