"""What a build adds to a site's files: assets, and a page for each speaker and each claim."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from annotated_edition.intake import page_title
from annotated_edition.model import Problem, Severity
from annotated_edition.pages import AnnotatedPage, EditionSite
from annotated_edition.records import RESERVED, folded_name

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from annotated_edition.model import Annotation, Speaker

    from .urls import PageLinks

__all__ = ["Generated", "GeneratedFiles"]


class GeneratedFiles:
    """Files that a build makes, each with a path on the disk while the build runs.

    MkDocs itself could do without (`mkdocs/structure/files.py`, 1.6: `File.generated`); plugins
    that open the source of every page could not.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="annotated-edition-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def file(
        self,
        config: MkDocsConfig,
        path: str,
        content: str = "",
        inclusion: InclusionLevel = InclusionLevel.UNDEFINED,
    ) -> File:
        """A file of a site.

        Args:
            config: The site's configuration.
            path: Its path under the documents' folder, as it were.
            content: What it holds.
            inclusion: Whether it takes part in the site and its navigation.
        """
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8", newline="\n")
        return File.generated(config, path, abs_src_path=str(place), inclusion=inclusion)

    def remove(self) -> None:
        """Take the files away from the disk, once the site is built."""
        self._remove()


class Generated:
    """The generated pages of a site.

    Attributes:
        problems: The pages that have no address of their own, or none on every system.

    Args:
        site: What is published.
        speakers: Whether every speaker has a page.
        claims: Whether every claim has one.
    """

    def __init__(self, site: EditionSite, *, speakers: bool, claims: bool) -> None:
        self._site = site
        self._pages: dict[str, tuple[str, str]] = {}
        self.problems: list[Problem] = []
        if speakers:
            for speaker in site.edition.speakers:
                self._pages[f"speakers/{speaker}.md"] = ("speaker", speaker)
        if claims:
            for claim in site.claims:
                self._pages[f"claims/{claim}.md"] = ("claim", claim)

    def add_to(self, files: Files, config: MkDocsConfig, made: GeneratedFiles) -> None:
        """Add the pages to a site's files, still empty; an editor's own page of a name wins.

        So does one of the same address, such as `speakers.md` over the speaker `index`.
        """
        taken = {folded_name(file.dest_uri): file for file in files}
        for path, (kind, name) in list(self._pages.items()):
            level = InclusionLevel.NOT_IN_NAV
            file = made.file(config, path, inclusion=level)
            other = taken.get(folded_name(file.dest_uri)) or files.get_file_from_path(path)
            if other is not None:
                del self._pages[path]
                self.problems.append(self._taken(kind, name, path, other.src_uri))
            else:
                files.append(file)
                if kind == "claim" and name in RESERVED:
                    self.problems.append(self._reserved(name))

    def _taken(self, kind: str, name: str, path: str, other: str) -> Problem:
        record = self._record(kind, name)
        return Problem(
            location=record.at("id"),
            code="page-taken",
            message=f"the {kind} “{name}” has no page of its own: docs/{other} has the address of"
            f" {path}",
            fix=f"give the {kind} another id, or rename that page",
            # An editor may write a page in its place; one that differs in case is a mistake.
            severity=Severity.INFO if other.lower() == other else Severity.WARNING,
            annotation=name if kind == "claim" else None,
        )

    def _reserved(self, name: str) -> Problem:
        return Problem(
            location=self._record("claim", name).at("id"),
            code="reserved-id",
            message=f"Windows keeps the name “{name}” for a device, and the id becomes a file's"
            " name where claims have pages",
            nearest=f"{name}-1",
            fix="choose another id",
            annotation=name,
        )

    def _record(self, kind: str, name: str) -> Speaker | Annotation:
        site = self._site
        return site.edition.speakers[name] if kind == "speaker" else site.claims[name]

    def name(self, page: Page) -> None:
        """Give a page its title, if it is one of these."""
        kind, name = self._pages.get(page.file.src_uri, ("", ""))
        if not kind:
            return
        site = self._site
        page.meta["title"] = page_title(
            site.edition.speakers[name].name
            if kind == "speaker"
            # A claim is somebody's words: without the marks the page would say it itself.
            else site.words("quoted", text=site.claims[name].selector.exact)
        )
        # What there is to find is added when the page is woven.
        page.meta["search"] = {"exclude": True}

    def woven(self, page: Page, links: PageLinks) -> AnnotatedPage | None:
        """The content of a page; None for one that is not generated."""
        kind, name = self._pages.get(page.file.src_uri, ("", ""))
        if not kind:
            return None
        site = self._site
        woven = site.speaker(name, links) if kind == "speaker" else site.claim(name, links)
        heading = f"<h1>{escape(str(page.title), quote=False)}</h1>\n"
        return replace(woven, html=heading + woven.html)
