"""What git tells of the notes: who wrote them, since when they are published, what changed."""

from .chronicle import History, read_history

__all__ = ["History", "read_history"]
