"""Listings and pages of their own: HTML fragments made from an edition.

Nothing here knows the host. Addresses, rendered Markdown and the words of the interface come in
with a `Site`; what goes out are strings of HTML to be put below a page's heading.
"""

from .claim import claim_page
from .context import Numbering, Site
from .corrections import document_of, told_changes
from .failure import RenderingError, rendering
from .listings import LISTINGS, listing
from .notes import NotesPage, badge, notes_section
from .provenance import provenance_box
from .speaker import speaker_page
from .stand_ins import with_languages

__all__ = [
    "LISTINGS",
    "NotesPage",
    "Numbering",
    "RenderingError",
    "Site",
    "badge",
    "claim_page",
    "document_of",
    "listing",
    "notes_section",
    "provenance_box",
    "rendering",
    "speaker_page",
    "told_changes",
    "with_languages",
]
