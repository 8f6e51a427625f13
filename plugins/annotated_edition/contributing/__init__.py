"""From what somebody proposes to a change of the edition's files, or to a clear no."""

from .addresses import find_page
from .answers import Answers, read_answers
from .filing import note_file
from .forms import Form, Question, load_forms
from .issue import Desk, find_rating, find_speaker, proposal_of
from .naming import propose_id
from .proposal import Addition, Amendment, Proposal, add_note, add_sources, edits_of
from .pull_request import Taken, read_report
from .quotation import Places, Quoted, find_quotation, in_context, places_of
from .refusals import Refused
from .sources import Named, name_sources
from .submission import Issue, read_issue

__all__ = [
    "Addition",
    "Amendment",
    "Answers",
    "Desk",
    "Form",
    "Issue",
    "Named",
    "Places",
    "Proposal",
    "Question",
    "Quoted",
    "Refused",
    "Taken",
    "add_note",
    "add_sources",
    "edits_of",
    "find_page",
    "find_quotation",
    "find_rating",
    "find_speaker",
    "in_context",
    "load_forms",
    "name_sources",
    "note_file",
    "places_of",
    "proposal_of",
    "propose_id",
    "read_answers",
    "read_issue",
    "read_report",
]
