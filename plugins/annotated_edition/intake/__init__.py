"""What strangers send: issue forms, and documents received as text or HTML."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "addresses": ["find_page"],
        "answers": ["read_answers"],
        "distribution": ["REQUIREMENT"],
        "document": [
            "Received",
            "distinct_paragraphs",
            "first_difference",
            "page_with_front_matter",
            "receive",
        ],
        "escaping": ["page_title"],
        "filing": ["note_file"],
        "forms": ["load_forms"],
        "import_result": ["ImportResult", "import_annotations", "page_by_address"],
        "issue": ["ProposalContext", "find_rating", "find_speaker", "proposal_of"],
        "naming": ["propose_id"],
        "navigation": ["with_page"],
        "proposal": ["Addition", "Proposal", "add_note", "edits_of"],
        "pull_request": ["IntakeReport", "read_report"],
        "quotation": ["Places", "Quoted", "find_quotation", "in_context", "places_of"],
        "sources": ["name_sources"],
        "submission": ["Issue", "read_issue"],
        "validation": ["ProposalError"],
    },
)
