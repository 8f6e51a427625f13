"""Bodies of notes: Markdown, sanitised, with citations and links."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "bodies": ["Bodies", "render_bodies"],
        "citation_links": ["link_citations"],
        "links": ["has_refused_link", "may_link", "relative_links", "resolve_links"],
        "packing": ["pack", "unpack"],
        "plain": ["plain_text"],
    },
)
