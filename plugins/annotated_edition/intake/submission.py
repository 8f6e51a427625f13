"""An issue as it is handed over: its text in a file, or a workflow's event."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .answers import MAX_FORM
from .validation import ProposalError

__all__ = ["LOGIN", "Issue", "read_issue"]

LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})(?:\[bot\])?")
"""What a name at GitHub looks like."""

_MAX_BYTES = 4 * MAX_FORM
_MAX_EVENT = 4_000_000


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue.

    Attributes:
        text: Its text.
        number: Its number; 0 where it is not known.
        proposer: Name of the account that opened it; may be empty.
        proposer_id: Number of that account; 0 where it is not known.
    """

    text: str
    number: int = 0
    proposer: str = ""
    proposer_id: int = 0


def read_issue(path: Path) -> Issue:
    """Read an issue's text, or the event of a workflow that was started by an issue.

    Args:
        path: The file; an event's name ends in `.json`; `-` is the standard input.

    Raises:
        Refused: It is too large, no text, or no issue.
    """
    is_event = path.suffix == ".json"
    limit = _MAX_EVENT if is_event else _MAX_BYTES
    if str(path) == "-":
        data = sys.stdin.buffer.read(limit + 1)
    else:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    if len(data) > limit:
        raise ProposalError(f"{path.name} has more than {limit:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProposalError(f"{path.name} is not UTF-8") from None
    return _event(text, path.name) if is_event else Issue(text)


def _event(text: str, name: str) -> Issue:
    try:
        event: Any = json.loads(text)
        issue = event["issue"]
        body, number = issue["body"] or "", issue["number"]
        login, account = issue["user"]["login"], issue["user"]["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ProposalError(f"{name} is not the event of an issue") from None
    if not (isinstance(body, str) and type(number) is int and type(account) is int):
        raise ProposalError(f"{name} is not the event of an issue")
    if not isinstance(login, str) or not LOGIN.fullmatch(login):
        raise ProposalError(f"{name} names no account at GitHub")
    return Issue(body, number, login, account)
