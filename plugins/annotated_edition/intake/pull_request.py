"""What a pull request says of a proposal: nothing in it is markup of the proposer's."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from annotated_edition.text import shown

from .submission import LOGIN
from .validation import ProposalError

__all__ = ["IntakeReport", "read_report"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOUNS = ("note", "speaker", "correction")
_VERBS = {"note": "Add note", "speaker": "Add speaker", "correction": "Correct note"}
_REASON = 300


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What `edition add --from-issue` reported.

    Attributes:
        issue: Number of the issue.
        proposer: Name of the account that opened it.
        proposer_id: Number of that account.
        noun: What was proposed; empty where nothing was taken.
        id: Id of the record.
        page: Path of the page; may be empty.
        context: The passage with the words around it; may be empty.
        reason: Why something is changed; may be empty.
        files: The files that were written, from the project's folder.
        reasons: Why nothing was taken.
    """

    issue: int
    proposer: str
    proposer_id: int
    noun: str = ""
    id: str = ""
    page: str = ""
    context: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def branch(self) -> str:
        """Name of the branch; the issue's number keeps two proposals apart."""
        return f"proposal/{self.issue}-{self.id}"

    @property
    def title(self) -> str:
        """Title of the pull request and first line of the commit."""
        return f"{_VERBS[self.noun]} “{self.id}”"

    @property
    def commit_message(self) -> str:
        """Message of the commit, with the proposer as co-author."""
        paragraphs = [self.title]
        if self.reason:
            # On one line behind a word of ours, it can be no trailer.
            paragraphs.append(f"Reason: {_line(self.reason)}")
        paragraphs.append(f"Proposed by {self.proposer} in #{self.issue}.")
        mail = f"{self.proposer_id}+{self.proposer}@users.noreply.github.com"
        paragraphs.append(f"Co-authored-by: {self.proposer} <{mail}>")
        return "\n\n".join(paragraphs) + "\n"

    @property
    def body(self) -> str:
        """Text of the pull request."""
        lines = [f"Proposed by @{self.proposer} in #{self.issue}.", ""]
        if self.page:
            lines += [f"Page: `{self.page}`", ""]
        if self.context:
            lines += ["The passage:", "", *_code(self.context), ""]
        if self.reason:
            lines += ["The reason:", "", *_code(self.reason), ""]
        lines += [
            "Please hold the note against the text and its sources, set `reviewed`, and take "
            "`verified: false` out of sources that you have seen.",
            "",
            "Checks of pull requests that a workflow opened wait until somebody with write access "
            "chooses “Approve workflows to run”.",
            "",
            f"Closes #{self.issue}",
        ]
        return "\n".join(lines) + "\n"

    @property
    def refusal(self) -> str:
        """What is answered in the issue where nothing was taken."""
        lines = ["This submission could not be accepted, and nothing was changed:", ""]
        lines += _code("\n".join(f"- {_line(reason)}" for reason in self.reasons))
        lines += [
            "",
            "Please mend the text of the issue (“Edit” at its top); an editor can then set the "
            "label again.",
        ]
        return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return shown(text, _REASON)


def _code(text: str) -> list[str]:
    """A text as code: nobody is called by it, nothing is linked or closed."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text)), 3)
    return [f"{fence}text", *text.splitlines(), fence]


def read_report(path: Path) -> IntakeReport:
    """Read what `edition add --from-issue` reported.

    Args:
        path: The file.

    Raises:
        Refused: It is no such report.
    """
    try:
        said: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        taken = IntakeReport(
            issue=int(said["issue"]),
            proposer=str(said["proposer"]),
            proposer_id=int(said["proposer_id"]),
            **(
                {key: str(said[key]) for key in ("noun", "id", "page", "context", "reason")}
                if said["taken"]
                else {}
            ),
            files=tuple(map(str, said.get("files", ()))),
            reasons=tuple(map(str, said.get("reasons", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ProposalError(f"{path.name} is no report of `edition add`") from None
    if taken.issue < 1 or not LOGIN.fullmatch(taken.proposer):
        raise ProposalError(f"{path.name} names no issue and proposer")
    if taken.noun and not (taken.noun in _NOUNS and _ID.fullmatch(taken.id) and taken.files):
        raise ProposalError(f"{path.name} names no record")
    if any(_climbs(name) for name in taken.files):
        raise ProposalError(f"{path.name} names files outside of the project")
    return taken


def _climbs(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or name.startswith("-")
