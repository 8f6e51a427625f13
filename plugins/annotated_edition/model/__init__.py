"""Frozen records of an edition: data that depends on nothing else."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "annotation": ["Annotation", "Assessment", "Citation", "Kind", "Selector"],
        "citations": ["CITATION", "NAMED", "find_citations"],
        "dates": [
            "DatePoint",
            "EDTF",
            "PartialDate",
            "calendar_day",
            "day_number",
            "edtf_of",
            "parse_date",
        ],
        "document": ["Document", "Edition", "Provenance"],
        "fields": ["Key", "RecordField", "keys_of", "type_hints"],
        "history": ["NoteHistory", "Revision", "Wording"],
        "limits": [
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
        ],
        "markdown_limits": ["SIGNS", "exceeds_limits"],
        "page_text": ["Apparatus", "PageText"],
        "placement": ["Candidate", "Change", "Placement", "Score", "State"],
        "problem": ["EditionError", "Location", "Problem", "Severity"],
        "shared": [
            "Event",
            "Rating",
            "RatingScale",
            "Source",
            "Speaker",
            "SpeakerType",
            "Spelling",
            "Term",
            "is_overdue",
        ],
    },
)
