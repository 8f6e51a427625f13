"""Counts what code does, so that growth can be asserted without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

__all__ = ["operations"]


def operations(action: Callable[[], object]) -> int:
    """Count the calls that an action makes, those of functions written in C included.

    What a single call into C costs is not seen: inputs on which that would grow with the square
    are tested at a size at which it would never end.

    Args:
        action: What is counted.
    """
    count = 0

    def tally(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
