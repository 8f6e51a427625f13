"""Rendered HTML as the text a reader sees, and marks spliced into it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "fragments": ["Passage"],
        "marks": ["Insertion", "Mark", "inserted", "splice", "weave_marks"],
        "rendered": ["read_html"],
        "visibility": ["drawn_by_script"],
    },
)
