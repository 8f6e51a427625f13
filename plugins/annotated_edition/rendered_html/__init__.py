"""Rendered HTML as the text a reader sees, and marks spliced into it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
