"""Rendered HTML and its text, marks spliced into it, and the bodies of notes."""

from .bodies import Bodies
from .citations import link_citations
from .fragments import Passage
from .marks import Insertion, Mark, inserted, splice, strip, weave_marks
from .plain import plain_text
from .rendered import RenderedText, read_html
from .visibility import drawn_by_script

__all__ = [
    "Bodies",
    "Insertion",
    "Mark",
    "Passage",
    "RenderedText",
    "drawn_by_script",
    "inserted",
    "link_citations",
    "plain_text",
    "read_html",
    "splice",
    "strip",
    "weave_marks",
]
