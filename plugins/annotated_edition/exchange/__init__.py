"""Exports and imports, one file per format."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "atom": ["FeedEntry", "atom", "tag_uri"],
        "claimreview": ["claim_review", "json_ld"],
        "hypothesis": ["count_missing", "is_hypothesis", "read_hypothesis"],
        "imported": ["Imported", "Linked", "Rated"],
        "table": ["table"],
        "webannotation": ["Noted", "read_webannotations", "webannotations"],
    },
)
