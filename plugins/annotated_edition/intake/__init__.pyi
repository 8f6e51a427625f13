from .addresses import find_page
from .answers import read_answers
from .distribution import REQUIREMENT
from .document import (
    Received,
    distinct_paragraphs,
    first_difference,
    page_with_front_matter,
    receive,
)
from .escaping import page_title
from .filing import note_file
from .forms import load_forms
from .import_result import ImportResult, import_annotations, page_by_address
from .issue import ProposalContext, find_rating, find_speaker, proposal_of
from .naming import propose_id
from .navigation import with_page
from .proposal import Addition, Proposal, add_note, edits_of
from .pull_request import IntakeReport, read_report
from .quotation import Places, Quoted, find_quotation, in_context, places_of
from .sources import name_sources
from .submission import Issue, read_issue
from .validation import ProposalError

__all__ = [
    "REQUIREMENT",
    "Addition",
    "ImportResult",
    "IntakeReport",
    "Issue",
    "Places",
    "Proposal",
    "ProposalContext",
    "ProposalError",
    "Quoted",
    "Received",
    "add_note",
    "distinct_paragraphs",
    "edits_of",
    "find_page",
    "find_quotation",
    "find_rating",
    "find_speaker",
    "first_difference",
    "import_annotations",
    "in_context",
    "load_forms",
    "name_sources",
    "note_file",
    "page_by_address",
    "page_title",
    "page_with_front_matter",
    "places_of",
    "proposal_of",
    "propose_id",
    "read_answers",
    "read_issue",
    "read_report",
    "receive",
    "with_page",
]
