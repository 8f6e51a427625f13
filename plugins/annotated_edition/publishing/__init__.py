"""An edition on its way to the reader; the hosts are adapters of this."""

from .assets import ASSETS, asset
from .links import has_refused_link, relative_links
from .placing import Placed, Policy
from .publication import Links, Publication, Woven
from .search import Entry
from .store import Store

__all__ = [
    "ASSETS",
    "Entry",
    "Links",
    "Placed",
    "Policy",
    "Publication",
    "Store",
    "Woven",
    "asset",
    "has_refused_link",
    "relative_links",
]
