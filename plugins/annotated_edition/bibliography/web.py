"""Addresses that lead to the web."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, unquote

__all__ = ["doi_link", "link"]

_WEB = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s\"<>\\^`{|}]")
_DOI = re.compile(
    r"(?P<web>(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(?:doi:\s*)?(?P<name>10\.\S+)",
    re.IGNORECASE,
)
_SAFE = "/:;()@!$&'*+,=~"  # in the path of an address


def link(address: str) -> str:
    """An address as a link to itself; as mere text where it does not lead to the web."""
    return _link(_UNSAFE.sub(lambda char: quote(char[0]), address), address)


def doi_link(doi: str) -> str:
    """A DOI, with or without its resolver, as a link; as mere text where it is not one."""
    found = _DOI.fullmatch(doi.strip())
    if found is None:
        return escape(doi)
    name = unquote(found["name"]) if found["web"] else found["name"]
    return _link(f"https://doi.org/{quote(name, safe=_SAFE)}", f"https://doi.org/{name}")


def _link(target: str, text: str) -> str:
    shown = escape(text)
    if not _WEB.fullmatch(target):
        return shown
    return f'<a href="{escape(target)}" rel="external">{shown}</a>'
