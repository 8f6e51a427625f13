from .fragments import Passage
from .marks import Insertion, Mark, inserted, splice, weave_marks
from .rendered import read_html
from .visibility import drawn_by_script

__all__ = [
    "Insertion",
    "Mark",
    "Passage",
    "drawn_by_script",
    "inserted",
    "read_html",
    "splice",
    "weave_marks",
]
