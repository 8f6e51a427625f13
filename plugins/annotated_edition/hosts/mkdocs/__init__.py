"""The MkDocs plugin."""

from .plugin import AnnotatedEditionPlugin

__all__ = ["AnnotatedEditionPlugin"]
