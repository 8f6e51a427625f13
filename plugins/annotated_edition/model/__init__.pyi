from .annotation import Annotation, Citation, Kind
from .assessment import Assessment
from .citations import CITATION, NAMED, find_citations
from .dates import EDTF, DatePoint, PartialDate, calendar_day, day_number, edtf_of, parse_date
from .document import Document, Provenance
from .due import is_overdue
from .edition import Edition
from .event import Event
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
from .rating import Rating, RatingScale
from .selector import Selector
from .source import Source
from .speaker import Speaker, SpeakerType, Spelling
from .term import Term

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
    "parse_date",
]
