"""Frozen records of an edition: data that depends on nothing else."""

from .annotation import Annotation, Assessment, Citation, Kind, Selector
from .citations import CITATION, NAMED, find_citations
from .dates import EDTF, DatePoint, PartialDate, calendar_day, day_number, edtf_of, parse_date
from .document import Document, Edition, Provenance
from .fields import Key, RecordField, keys_of, type_hints
from .history import NoteHistory, Revision, Wording
from .limits import (
    MAX_DEPTH,
    MAX_DIRECTORY_DEPTH,
    MAX_EDITION_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_MARKUP_DEPTH,
    MAX_MARKUP_SIGNS,
    MAX_NODES,
    MAX_PROBLEMS_PER_FILE,
    MAX_REPAIRS,
    MAX_RESTARTS,
    MAX_TEXT,
)
from .markdown_limits import SIGNS, exceeds_limits
from .page_text import Apparatus, PageText
from .placement import Candidate, Change, Placement, Score, State
from .problem import EditionError, Location, Problem, Severity
from .shared import (
    Event,
    Rating,
    RatingScale,
    Source,
    Speaker,
    SpeakerType,
    Spelling,
    Term,
    is_overdue,
)

__all__ = [
    "CITATION",
    "EDTF",
    "MAX_DEPTH",
    "MAX_DIRECTORY_DEPTH",
    "MAX_EDITION_BYTES",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_MARKUP_DEPTH",
    "MAX_MARKUP_SIGNS",
    "MAX_NODES",
    "MAX_PROBLEMS_PER_FILE",
    "MAX_REPAIRS",
    "MAX_RESTARTS",
    "MAX_TEXT",
    "NAMED",
    "SIGNS",
    "Annotation",
    "Apparatus",
    "Assessment",
    "Candidate",
    "Change",
    "Citation",
    "DatePoint",
    "Document",
    "Edition",
    "EditionError",
    "Event",
    "Key",
    "Kind",
    "Location",
    "NoteHistory",
    "PageText",
    "PartialDate",
    "Placement",
    "Problem",
    "Provenance",
    "Rating",
    "RatingScale",
    "RecordField",
    "Revision",
    "Score",
    "Selector",
    "Severity",
    "Source",
    "Speaker",
    "SpeakerType",
    "Spelling",
    "State",
    "Term",
    "Wording",
    "calendar_day",
    "day_number",
    "edtf_of",
    "exceeds_limits",
    "find_citations",
    "is_overdue",
    "keys_of",
    "parse_date",
    "type_hints",
]
