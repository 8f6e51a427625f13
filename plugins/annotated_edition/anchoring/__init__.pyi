from .context import shortest_context
from .difference import word_difference
from .index import TextIndex
from .stages import anchor

__all__ = [
    "TextIndex",
    "anchor",
    "shortest_context",
    "word_difference",
]
