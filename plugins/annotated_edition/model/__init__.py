"""What an edition is made of: frozen data that knows of nothing else."""

from .annotation import Annotation, Citation, Kind
from .assessment import Assessment
from .dates import EDTF, DatePoint, PartialDate, calendar_day, day_number, edtf_of, parse_date
from .document import Document, Provenance
from .edition import Edition
from .event import Event
from .history import NoteHistory, Revision, Wording
from .page_text import Apparatus, PageText
from .placement import Candidate, Change, Placement, Score, State
from .problem import EditionError, Location, Problem, Severity
from .rating import Rating, RatingScale
from .selector import Selector
from .source import Source
from .speaker import Speaker, SpeakerType, Spelling
from .term import Term

__all__ = [
    "EDTF",
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
    "parse_date",
]
