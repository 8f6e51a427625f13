from .bodies import Bodies, render_bodies
from .citation_links import link_citations
from .links import has_refused_link, may_link, relative_links, resolve_links
from .packing import pack, unpack
from .plain import plain_text

__all__ = [
    "Bodies",
    "has_refused_link",
    "link_citations",
    "may_link",
    "pack",
    "plain_text",
    "relative_links",
    "render_bodies",
    "resolve_links",
    "unpack",
]
