"""A quotation and a text become a placement."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "context": ["shortest_context"],
        "difference": ["word_difference"],
        "index": ["TextIndex"],
        "stages": ["anchor"],
    },
)
