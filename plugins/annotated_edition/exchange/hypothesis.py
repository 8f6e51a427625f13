"""What Hypothesis hands out: the rows of its API's search, and what its client exports.

See https://h.readthedocs.io/en/latest/api-reference/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .imported import Imported, day_of, quote_in

__all__ = ["count_missing", "is_hypothesis", "read_hypothesis"]


def is_hypothesis(data: Any) -> bool:
    """Whether some JSON comes from Hypothesis.

    Args:
        data: The JSON, read.
    """
    rows = _rows(data)
    return bool(rows) and all(isinstance(row, Mapping) and "uri" in row for row in rows)


def _rows(data: Any) -> list[Any]:
    if isinstance(data, Mapping):
        for key in ("rows", "annotations"):
            if isinstance(data.get(key), list):
                replies = data.get("replies")
                return list(data[key]) + (list(replies) if isinstance(replies, list) else [])
        return [data] if "uri" in data and "target" in data else []
    return data if isinstance(data, list) else []


def read_hypothesis(data: Any) -> Iterator[Imported]:
    """Annotations of Hypothesis.

    Args:
        data: The JSON, read.

    Returns:
        All of them, those too that cannot become notes.
    """
    return map(_imported, _rows(data))


def count_missing(data: Any) -> int:
    """How many annotations an answer of the API leaves out: it gives at most 200 at a time.

    Args:
        data: The JSON, read.
    """
    total = data.get("total") if isinstance(data, Mapping) else None
    return max(0, total - len(_rows(data))) if isinstance(total, int) else 0


def _imported(row: Mapping[str, Any]) -> Imported:
    targets = row.get("target")
    targets = targets if isinstance(targets, list) else [targets]
    quotes = [quote_in(each.get("selector")) for each in targets if isinstance(each, Mapping)]
    quotes = [quote for quote in quotes if quote]
    selector = quotes[0] if quotes else None
    note = row.get("text")
    note = note if isinstance(note, str) else ""
    if row.get("references"):
        lacks = "it is a reply to another annotation"
    elif selector is None and any(_get(each, "selector") for each in targets):
        lacks = "it points to a place and quotes no words"
    elif selector is None:
        lacks = "it quotes no words: it is about the page as a whole"
    elif len(quotes) > 1:
        lacks = "it quotes several passages"
    else:
        lacks = "" if note.strip() else "it has no text: it only highlights words"
    return Imported(
        selector,
        note,
        "text/markdown",
        tuple(_texts([row.get("uri"), *(_get(each, "source") for each in targets)])),
        tuple(filter(None, [_person(row)])),
        day_of(row.get("created")),
        tags=tuple(_texts(row.get("tags"))),
        name=str(row.get("id") or ""),
        lacks=lacks,
        raw=row,
    )


def _person(row: Mapping[str, Any]) -> str:
    """The name that somebody shows, or the account's without its host."""
    shown = _get(row.get("user_info"), "display_name")
    if isinstance(shown, str) and shown.strip():
        return shown.strip()
    user = row.get("user")
    return user.removeprefix("acct:").partition("@")[0] if isinstance(user, str) else ""


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _texts(values: Any) -> list[str]:
    found = values if isinstance(values, list) else []
    return list(dict.fromkeys(each for each in found if isinstance(each, str) and each.strip()))
