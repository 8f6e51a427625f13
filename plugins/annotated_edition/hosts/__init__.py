"""Adapters of the programs that build a site."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "checked": ["Checked"],
        "project": ["Project"],
    },
)
