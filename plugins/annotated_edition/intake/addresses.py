"""The page that a contributor means."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from annotated_edition.text import nearest, shown

from .validation import ProposalError

__all__ = ["find_page"]


def find_page(named: str, pages: Collection[str], site_url: str = "") -> str:
    """The path of a page, as it is listed: what is written never becomes a path by itself.

    Args:
        named: The page's path under the documents' folder, with or without suffix, or its
            address on the site.
        pages: Paths of the pages there are.
        site_url: The site's address; addresses of other sites are refused.

    Raises:
        Refused: There is no such page.
    """
    wanted = named.strip()
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        home = urlsplit(site_url)
        path, base = unquote(parts.path), home.path.rstrip("/") + "/"
        if (parts.scheme, parts.netloc) != (home.scheme, home.netloc) or not path.startswith(base):
            raise ProposalError(f"the page “{shown(wanted)}” is not one of this edition")
        wanted = path[len(base) :]
    known = {address: page for page in sorted(pages) for address in _addresses(page)}
    page = known.get(wanted) or known.get(wanted.partition("#")[0].rstrip("/"))
    if page is None:
        guess = nearest(wanted, frozenset(pages))
        also = f"; did you mean “{guess}”?" if guess else ""
        raise ProposalError(f"there is no page “{shown(named.strip())}”{also}")
    return page


def _addresses(page: str) -> list[str]:
    stem = page.removesuffix(".md")
    found = [page, stem, f"{stem}.html", f"{stem}/index.html"]
    if stem in ("index", "README"):
        found += ["", "."]
    elif stem.endswith(("/index", "/README")):
        found += [stem.rpartition("/")[0]]
    return found
