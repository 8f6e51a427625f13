"""Annotated pages, listings, search entries, assets and the feed: what a host publishes."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "annotated_page": ["AnnotatedPage"],
        "assets": ["ASSETS", "SCRIPTS", "STYLES", "asset"],
        "body_links": ["BodyLinks", "places_of_bodies"],
        "claim": ["claim_page"],
        "context": ["Numbering", "Site"],
        "corrections": ["document_path", "told_changes"],
        "failure": ["RenderingError", "failures_as_problems"],
        "feed": ["FEED"],
        "ids": ["taken_ids"],
        "listings": ["LISTINGS", "listing"],
        "markers": ["LISTING", "unknown_markers"],
        "notes": ["NotesPage", "badge", "notes_section"],
        "placing": ["Placed", "Policy"],
        "provenance": ["provenance_box"],
        "search": ["Entry"],
        "site": ["EditionSite"],
        "speaker": ["speaker_page"],
        "stand_ins": ["with_languages"],
        "store": ["Store"],
    },
)
