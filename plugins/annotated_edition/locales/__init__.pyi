from .collation import collation_key
from .dates import partial_date, year_name
from .words import FALLBACK, STAND_IN, Words, available, direction, load_words

__all__ = [
    "FALLBACK",
    "STAND_IN",
    "Words",
    "available",
    "collation_key",
    "direction",
    "load_words",
    "partial_date",
    "year_name",
]
