"""Pages that no file is written for: one for each speaker, and one for each claim."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from annotated_edition.publishing import Publication, Woven

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from .mkdocs_links import PageLinks

__all__ = ["Generated"]


class Generated:
    """The generated pages of a site.

    Args:
        site: What is published.
        speakers: Whether every speaker has a page.
        claims: Whether every claim has one.
    """

    def __init__(self, site: Publication, *, speakers: bool, claims: bool) -> None:
        self._site = site
        self._pages: dict[str, tuple[str, str]] = {}
        if speakers:
            for speaker in site.edition.speakers:
                self._pages[f"speakers/{speaker}.md"] = ("speaker", speaker)
        if claims:
            for claim in site.claims:
                self._pages[f"claims/{claim}.md"] = ("claim", claim)

    def add_to(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages to a site's files, still empty; an editor's own page of a name wins.

        So does one of the same address, such as `speakers.md` over the speaker `index`.
        """
        taken = {file.dest_uri for file in files}
        for path in list(self._pages):
            level = InclusionLevel.NOT_IN_NAV
            file = File.generated(config, path, content="", inclusion=level)
            if file.dest_uri in taken or files.get_file_from_path(path) is not None:
                del self._pages[path]
            else:
                files.append(file)

    def name(self, page: Page) -> None:
        """Give a page its title, if it is one of these."""
        kind, name = self._pages.get(page.file.src_uri, ("", ""))
        if not kind:
            return
        site = self._site
        page.meta["title"] = _plain(
            site.edition.speakers[name].name
            if kind == "speaker"
            # A claim is somebody's words: without the marks the page would say it itself.
            else site.words("quoted", text=site.claims[name].selector.exact)
        )
        # What there is to find is added when the page is woven.
        page.meta["search"] = {"exclude": True}

    def woven(self, page: Page, links: PageLinks) -> Woven | None:
        """The content of a page; None for one that is not generated."""
        kind, name = self._pages.get(page.file.src_uri, ("", ""))
        if not kind:
            return None
        site = self._site
        woven = site.speaker(name, links) if kind == "speaker" else site.claim(name, links)
        heading = f"<h1>{escape(str(page.title), quote=False)}</h1>\n"
        return replace(woven, html=heading + woven.html)


def _plain(text: str) -> str:
    """A title for MkDocs' templates, which escape nothing and unescape what is escaped."""
    flat = " ".join(text.split())
    return flat.replace("&", "＆").replace("<", "‹").replace(">", "›")
