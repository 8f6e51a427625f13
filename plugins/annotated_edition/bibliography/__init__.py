"""CSL entries become references."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "references": ["Bibliography", "STYLES", "style_fault"],
    },
)
