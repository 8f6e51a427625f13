"""The interface's messages, in the reader's language."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "collation": ["collation_key"],
        "dates": ["partial_date", "year_name"],
        "words": ["FALLBACK", "STAND_IN", "Words", "available", "direction", "load_words"],
    },
)
