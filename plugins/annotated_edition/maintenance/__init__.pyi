from .check import day_of_build, finding, overdue_problems, placement_problems
from .comparison import Comparison, Snapshot, compare
from .explanation import explain
from .git import Repository
from .github import safe
from .note_history import History, read_history
from .problem_report import (
    count,
    github_problems,
    json_problems,
    problem_data,
    problem_summary,
    problem_text,
)
from .reanchor import Left, Proposals, Reanchoring, patch, propose, write
from .report import ChangeReport, make_report
from .terminal import side_by_side

__all__ = [
    "ChangeReport",
    "Comparison",
    "History",
    "Left",
    "Proposals",
    "Reanchoring",
    "Repository",
    "Snapshot",
    "compare",
    "count",
    "day_of_build",
    "explain",
    "finding",
    "github_problems",
    "json_problems",
    "make_report",
    "overdue_problems",
    "patch",
    "placement_problems",
    "problem_data",
    "problem_summary",
    "problem_text",
    "propose",
    "read_history",
    "safe",
    "side_by_side",
    "write",
]
