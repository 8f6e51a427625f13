"""Addresses that lead to the web."""

from __future__ import annotations

import re
from html import escape

__all__ = ["link"]

_WEB = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


def link(address: str) -> str:
    """An address as a link to itself; as mere text where it does not lead to the web."""
    text = escape(address)
    return f'<a href="{text}" rel="external">{text}</a>' if _WEB.fullmatch(address) else text
