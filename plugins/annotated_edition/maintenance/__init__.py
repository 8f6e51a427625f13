"""What keeps notes on their words: check, reanchor, review, and the history in git."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "check": ["day_of_build", "finding", "overdue_problems", "placement_problems"],
        "comparison": ["Comparison", "Snapshot", "compare"],
        "explanation": ["explain"],
        "git": ["Repository"],
        "github": ["safe"],
        "note_history": ["History", "read_history"],
        "problem_report": [
            "count",
            "github_problems",
            "json_problems",
            "problem_data",
            "problem_summary",
            "problem_text",
        ],
        "reanchor": ["Left", "Proposals", "Reanchoring", "patch", "propose", "write"],
        "report": ["ChangeReport", "make_report"],
        "terminal": ["side_by_side"],
    },
)
