"""Ids of records that a fault in their file keeps from being read.

What names such a record is right: its fault is told where it is, and nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["unparsed_ids"]

# A record's first line or a later one. Nothing is tried twice, however the file was written.
_ID = re.compile(
    r"""^[ \t]*+(?:-[ \t]++)*+\{?+[ \t]*+id:[ \t]*+["']?+([\w.:+/-]++)""", re.MULTILINE
)


def unparsed_ids(text: str, found: Collection[str]) -> Iterator[str]:
    """The ids that a file with a fault gives to records and that none was read with.

    Args:
        text: The file.
        found: The ids of the records that were read.
    """
    return (name for name in _ID.findall(text) if name not in found)
