"""Annotated pages, listings, search entries, assets and the feed: what a host publishes."""

from .annotated_page import Woven
from .assets import ASSETS, SCRIPTS, STYLES, asset
from .body_links import Linking, places_of_bodies
from .claim import claim_page
from .context import Numbering, Site
from .corrections import document_of, told_changes
from .failure import RenderingError, rendering
from .feed import FEED
from .ids import taken_ids
from .listings import LISTINGS, listing
from .markers import LISTING, unknown_markers
from .notes import NotesPage, badge, notes_section
from .placing import Placed, Policy
from .provenance import provenance_box
from .search import Entry
from .site import Publication
from .speaker import speaker_page
from .stand_ins import with_languages
from .store import Store

__all__ = [
    "ASSETS",
    "FEED",
    "LISTING",
    "LISTINGS",
    "SCRIPTS",
    "STYLES",
    "Entry",
    "Linking",
    "NotesPage",
    "Numbering",
    "Placed",
    "Policy",
    "Publication",
    "RenderingError",
    "Site",
    "Store",
    "Woven",
    "asset",
    "badge",
    "claim_page",
    "document_of",
    "listing",
    "notes_section",
    "places_of_bodies",
    "provenance_box",
    "rendering",
    "speaker_page",
    "taken_ids",
    "told_changes",
    "unknown_markers",
    "with_languages",
]
