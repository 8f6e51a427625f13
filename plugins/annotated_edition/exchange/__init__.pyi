from .atom import FeedEntry, atom, tag_uri
from .claimreview import claim_review, json_ld
from .hypothesis import count_missing, is_hypothesis, read_hypothesis
from .imported import Imported, Linked, Rated
from .table import table
from .webannotation import Noted, read_webannotations, webannotations

__all__ = [
    "FeedEntry",
    "Imported",
    "Linked",
    "Noted",
    "Rated",
    "atom",
    "claim_review",
    "count_missing",
    "is_hypothesis",
    "json_ld",
    "read_hypothesis",
    "read_webannotations",
    "table",
    "tag_uri",
    "webannotations",
]
