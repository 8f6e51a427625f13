"""What keeps notes on their words: check, reanchor, compare two states, read git."""

from .check import placement_problems
from .due import day_of_build, overdue_problems
from .explanation import explain
from .git import Repository
from .note_history import History, read_history

__all__ = [
    "History",
    "Repository",
    "day_of_build",
    "explain",
    "overdue_problems",
    "placement_problems",
    "read_history",
]
