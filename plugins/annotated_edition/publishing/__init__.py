"""An edition on its way to the reader; the hosts are adapters of this."""

from .assets import ASSETS, asset
from .linking import Linking
from .page import Links, Woven
from .placing import Placed, Policy
from .publication import Publication
from .search import Entry
from .store import Store

__all__ = [
    "ASSETS",
    "Entry",
    "Linking",
    "Links",
    "Placed",
    "Policy",
    "Publication",
    "Store",
    "Woven",
    "asset",
]
