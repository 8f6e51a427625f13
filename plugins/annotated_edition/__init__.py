"""Annotated editions: a source text, and beside it notes tied to its words by quotation."""

__all__ = ["__version__"]

__version__ = "0.1.0"
