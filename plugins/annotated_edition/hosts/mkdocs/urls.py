"""The addresses of a MkDocs site, as one of its pages sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from mkdocs.utils import get_relative_url

from annotated_edition.model import Location, Problem, Severity
from annotated_edition.pages import FEED

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

__all__ = ["Addresses", "Link", "PageLinks", "anchor_problem", "page_problem"]

NEAR = 60  # likeness, of 100, from which a page is worth suggesting


@dataclass(frozen=True)
class Addresses:
    """Where things are in a site.

    Attributes:
        files: The site's files.
        listings: Path of the page that holds a listing, by the listing's name.
        repository: The repository on GitHub, `owner/name`; may be empty.
        branch: Its branch.
        home: Absolute address of the site; may be empty.
    """

    files: Files
    listings: Mapping[str, str]
    repository: str = ""
    branch: str = "main"
    home: str = ""

    @cached_property
    def state(self) -> str:
        """Changes whenever an address of the site might."""
        digest = blake2b(digest_size=16)
        pages = sorted((file.src_uri, file.url) for file in self.files.documentation_pages())
        listings = sorted(self.listings.items())
        digest.update(repr((pages, listings, self.repository, self.branch, self.home)).encode())
        return digest.hexdigest()

    def file(self, target: str) -> tuple[File | None, str]:
        """The file of a target such as `speaker:ada`, and the fragment that leads to it there."""
        target, _, fragment = target.partition("#")
        kind, _, name = target.partition(":")
        if kind == "document":
            return self.files.get_file_from_path(name), fragment
        if kind == "feed":
            return self.files.get_file_from_path(FEED), fragment
        if kind in ("speaker", "claim"):
            file = self.files.get_file_from_path(f"{kind}s/{name}.md")
            if file is not None:
                return file, fragment
        path = self.listings.get("timeline" if kind == "event" else f"{kind}s", "")
        return self.files.get_file_from_path(path) if path else None, f"{kind}-{name}"

    def canonical(self, target: str) -> str:
        """Absolute address of a target; empty where there is no such page, or no `site_url`."""
        file, fragment = self.file(target)
        if file is None or not self.home:
            return ""
        url = urljoin(self.home.rstrip("/") + "/", file.url)
        return f"{url}#{fragment}" if fragment else url

    def commit(self, name: str) -> str:
        """Address of a commit on GitHub; empty without a repository."""
        return f"https://github.com/{self.repository}/commit/{name}" if self.repository else ""

    def issue(self, form: str, **answers: str) -> str:
        """Address of one of GitHub's issue forms; empty without a repository.

        Args:
            form: The form's name.
            answers: What is filled in, by the fields' ids.
        """
        if not self.repository:
            return ""
        query = urlencode({"template": f"{form}.yml", **answers})
        return f"https://github.com/{self.repository}/issues/new?{query}"

    def linked(self, href: str, base: str) -> tuple[File | None, str]:
        """The file that a body links to, and the path that was looked for.

        Args:
            href: A relative address with a path, as written.
            base: Path of the document it is written for; empty for the documents' folder.
        """
        path = normpath(join(dirname(base), unquote(urlsplit(href).path)))
        return self.files.get_file_from_path(path), path

    def place(self, link: Link) -> tuple[File | None, str]:
        """The file to a place of which a body links, and the place; empty if it names none."""
        parts = urlsplit(link.href)
        if not parts.path:
            return self.file(f"document:{link.base}")[0], unquote(parts.fragment)
        return self.linked(link.href, link.base)[0], unquote(parts.fragment)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Addresses relative to one page; see `pages.Links`."""

    at: Addresses
    current: Page

    def page(self, target: str) -> str:
        """Address of a document, speaker, claim or source; empty where there is no such page."""
        if target.startswith("commit:"):
            return self.at.commit(target.partition(":")[2])
        file, fragment = self.at.file(target)
        if file is None:
            return ""
        url = "" if file is self.current.file else get_relative_url(file.url, self.current.url)
        return (f"{url}#{fragment}" if fragment else url) or "#"

    @property
    def state(self) -> str:
        """Changes whenever one of the addresses might."""
        return f"{self.at.state} {self.current.url}"

    def resolve(self, href: str, base: str) -> str:
        """Address of what a body links to; as it was written where that is no page."""
        parts = urlsplit(href)
        if not parts.path:
            own = self.at.files.get_file_from_path(base) if base else None
            if own is None or own is self.current.file:
                return href
            return get_relative_url(own.url, self.current.url) + href
        file, _ = self.at.linked(href, base)
        if file is None:
            return href
        url = get_relative_url(file.url, self.current.url)
        return urlunsplit(("", "", url, parts.query, parts.fragment))

    def edit(self, location: Location) -> str:
        """Address of a record's line in GitHub's editor; empty without a repository."""
        if not self.at.repository:
            return ""
        return (
            f"https://github.com/{self.at.repository}/edit/{quote(self.at.branch)}/"
            f"{quote(location.path)}#L{location.line}"
        )

    def report(self, note: str) -> str:
        """Address of the form for a correction, filled in; empty without a repository."""
        return self.at.issue("correction", note=note)

    def propose(self) -> str:
        """Address of the form for a new note; empty without a repository."""
        return self.at.issue("annotation")

    def canonical(self, target: str) -> str:
        """Absolute address of a target; empty where there is no such page, or no `site_url`."""
        return self.at.canonical(target)


@dataclass(frozen=True, slots=True)
class Link:
    """A relative link in a body.

    Attributes:
        href: The address as written.
        base: Path of the document it is written for; empty for shared records.
        location: Where the body is written.
    """

    href: str
    base: str
    location: Location


def page_problem(at: Addresses, link: Link, severity: Severity) -> Problem | None:
    """What is wrong with a link that leads to no page.

    Args:
        at: The site's addresses.
        link: The link.
        severity: How much it weighs.
    """
    if not urlsplit(link.href).path:
        return None
    file, path = at.linked(link.href, link.base)
    if file is not None:
        return None
    near = _nearest(path, [page.src_uri for page in at.files.documentation_pages()])
    return Problem(
        location=link.location,
        code="link-not-found",
        message=f"the link “{link.href}” leads to no page",
        expected=f"the path of a page, from {link.base or 'docs/'}",
        nearest=quote(relpath(near, dirname(link.base) or ".")) if near else "",
        fix="mend the address, or write it with https:// if it leads elsewhere",
        severity=severity,
    )


def anchor_problem(at: Addresses, link: Link, severity: Severity) -> Problem | None:
    """What is wrong with a link to a place that a page does not have, once all are built.

    Args:
        at: The site's addresses.
        link: The link.
        severity: How much it weighs.
    """
    file, name = at.place(link)
    known = file.page.present_anchor_ids if file is not None and file.page is not None else None
    if not name or file is None or known is None or name in known:
        return None
    return Problem(
        location=link.location,
        code="anchor-not-found",
        message=f"the link “{link.href}” leads to a place that {file.src_uri} does not have",
        expected="an id of that page, such as #note-… or a heading's",
        nearest=_nearest(name, sorted(known)),
        severity=severity,
    )


def _nearest(wanted: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only mistakes need it

    near = process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return near[0] if near else ""
