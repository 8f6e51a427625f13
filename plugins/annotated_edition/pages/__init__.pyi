from .annotated_page import AnnotatedPage
from .assets import ASSETS, SCRIPTS, STYLES, asset
from .body_links import BodyLinks, places_of_bodies
from .claim import claim_page
from .context import Numbering, Site
from .corrections import document_path, told_changes
from .failure import RenderingError, failures_as_problems
from .feed import FEED
from .ids import taken_ids
from .listings import LISTINGS, listing
from .markers import LISTING, unknown_markers
from .notes import NotesPage, badge, notes_section
from .placing import Placed, Policy
from .provenance import provenance_box
from .search import Entry
from .site import EditionSite
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
    "AnnotatedPage",
    "BodyLinks",
    "EditionSite",
    "Entry",
    "NotesPage",
    "Numbering",
    "Placed",
    "Policy",
    "RenderingError",
    "Site",
    "Store",
    "asset",
    "badge",
    "claim_page",
    "document_path",
    "failures_as_problems",
    "listing",
    "notes_section",
    "places_of_bodies",
    "provenance_box",
    "speaker_page",
    "taken_ids",
    "told_changes",
    "unknown_markers",
    "with_languages",
]
