"""An edition on its way to the reader: records and rendered pages in, woven pages out.

A host gives the HTML of its pages and the addresses between them, and takes back HTML,
entries for its search, and problems. This knows of no host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache, partial

from markupsafe import Markup

from annotated_edition.locales import Words
from annotated_edition.model import (
    Annotation,
    Document,
    Edition,
    Kind,
    Location,
    NoteHistory,
    Placement,
    Problem,
)
from annotated_edition.note_markdown import Bodies, link_citations, resolve_links
from annotated_edition.rendered_html import inserted, read_html, splice

from .annotated_page import AnnotatedPage, Links
from .body_links import BodyLinks, linking, note_bodies
from .claim import claim_page
from .claim_review import review_script
from .context import Entries, Numbering, Site
from .document_page import weave_document
from .failure import RenderingError, failures_as_problems
from .feed import notes_feed
from .ids import free_id, own_ids
from .listings import LISTINGS, listing
from .markers import LISTING
from .page_cache import Made, PageCache
from .placing import Placed, place
from .search import Entry, event_entry, note_entry, speaker_entry, term_entry
from .speaker import speaker_page

__all__ = ["EditionSite"]

AT_HAND = 100
"""Bodies that documents share which are kept in memory."""

ID = re.compile(r'(<[^<>]*?)\sid="([^"]+)"')
"""An element's id; words of a text that look like one stand in no tag."""


class EditionSite:
    """Weaves the pages of an edition.

    Attributes:
        edition: The edition.
        words: The interface's words.
        placed: Where annotations stand, by path of the document, as far as pages were placed.
        placements: Every placement known so far, by the annotation's id.

    Args:
        edition: The edition.
        bodies: Renders Markdown bodies.
        bibliography: Renders sources.
        words: The interface's words.
        title: Title of the document at a path.
        history: What is known of the notes' past, by id.
        today: The day that the site is made for; None where only its records count.
        name: The site's name, which signs the ratings that machines read.
        home: The site's absolute address; empty where it is not known.
        store: Keeps woven pages between builds; None to keep nothing.
    """

    def __init__(
        self,
        edition: Edition,
        *,
        bodies: Bodies,
        bibliography: Entries,
        words: Words,
        title: Callable[[str], str],
        history: Mapping[str, NoteHistory] | None = None,
        today: date | None = None,
        name: str = "",
        home: str = "",
        store: MutableMapping[str, str] | None = None,
    ) -> None:
        self.edition = edition
        self.words = words
        self._marking = words.marking()
        self.placed: dict[str, Placed] = {}
        self.placements: dict[str, Placement] = {}
        self._bodies = bodies
        self._bibliography = bibliography
        self._title = title
        self._history = history or {}
        self._today = today
        self._name = name
        self._home = home
        self._keeper = PageCache(store)
        # The same few definitions of ratings are asked for by every page.
        self._render = lru_cache(AT_HAND)(lambda markdown: bodies.render([markdown])[0])
        self._at_hand: tuple[str, Mapping[str, str]] = ("", {})
        self._annotations = {
            annotation.id: (document, annotation) for document, annotation in edition.annotations()
        }

    def remember(self, placed: Mapping[str, Placed]) -> None:
        """Take over where the annotations of pages stood that this build does not render."""
        for path, one in placed.items():
            self._keep(path, one)

    def place(self, path: str, html: str) -> Placed | None:
        """Anchor the annotations of a page.

        Args:
            path: The page's path under the documents' folder.
            html: Its content as the host rendered it.

        Returns:
            None for a page without annotations.
        """
        document = self.edition.documents.get(path)
        if document is None or not document.annotations:
            return None
        selectors = [(annotation.id, annotation.selector) for annotation in document.annotations]
        key = self._keeper.key("place", html, repr(selectors))
        placed = self._keeper.placed(key, document, html)
        if placed is None:
            placed = place(document, read_html(html).text, html)
            self._keeper.keep_placed(key, placed)
        return self._keep(path, placed)

    @cached_property
    def claims(self) -> Mapping[str, Annotation]:
        """The claims, by id."""
        return {
            note: annotation
            for note, (_, annotation) in self._annotations.items()
            if annotation.kind is Kind.CLAIM
        }

    def _keep(self, path: str, placed: Placed) -> Placed:
        placed = self._keeper.slim(placed)
        self.placed[path] = placed
        self.placements.update(placed.placements)
        return placed

    def linking(self) -> list[BodyLinks]:
        """The Markdown bodies of the records whose links have to be looked at."""
        return linking(self.edition, self._bodies)

    def site(self, links: Links, placements: Mapping[str, Placement] | None = None) -> Site:
        """The site, seen from one page, with a numbering of sources of its own."""
        numbers = Numbering()

        def body(markdown: str, path: str = "") -> Markup:
            rendered = self._note_bodies(path).get(markdown) if path else None
            html = self._render(markdown) if rendered is None else rendered
            html = link_citations(html, numbers)
            html = resolve_links(html, lambda href: links.resolve(href, path))
            return Markup(html)  # noqa: S704 - sanitised where it was rendered

        return Site(
            edition=self.edition,
            placements=self.placements if placements is None else placements,
            bibliography=self._bibliography,
            words=self._marking,
            url=links.page,
            body=body,
            title=self._title,
            numbers=numbers,
            history=self._history,
            today=self._today,
        )

    def weave(self, path: str, html: str, links: Links) -> AnnotatedPage:
        """Weave a document's page: marks, provenance, notes.

        Args:
            path: The page's path under the documents' folder.
            html: Its content as the host is about to show it.
            links: The site's addresses, as the page sees them.
        """
        document = self.edition.documents.get(path)
        if document is None or not (document.annotations or document.provenance):
            return AnnotatedPage(html)
        placed = self.placed.get(path)
        if placed is None or placed.html != html:
            # Another plugin has changed the page since it was placed.
            placed = self.place(path, html) or place(document, "", html)
        pasts = [self._history.get(annotation.id) for annotation in document.annotations]
        key = self._keeper.key(
            "weave", self._shared, links.state, path, html, _record(document), repr(pasts)
        )
        made = self._keeper.made(key)
        if made is None:
            made = self._made(document, placed, links)
            self._keeper.keep_made(key, made)
        else:
            self._bodies.retain(note_bodies(document))
        woven, entries = made
        notes = free_id("notes", own_ids(html)) if document.annotations else ""
        return AnnotatedPage(
            woven, frozenset(_ids(document, placed, notes)), tuple(entries), notes
        )

    @cached_property
    def _shared(self) -> str:
        """What any page may show of the records that documents share."""
        edition = self.edition
        shared = (edition.speakers, edition.sources, edition.scale, self._today, self._name)
        style = getattr(self._bibliography, "state", "")
        return self._keeper.key(repr(shared), self.words.locale, self.words.asked, style)

    def _made(self, document: Document, placed: Placed, links: Links) -> Made:
        """A document's page with its notes, and what a search finds of it."""
        bodies = self._note_bodies(document.path)
        site = self.site(links, placed.placements)
        with failures_as_problems(f"the page {document.path}", document.location):
            insertions = weave_document(document, placed, site, links)
            entries = [
                note_entry(annotation, bodies[annotation.note], self.edition, self.words)
                for annotation in document.annotations
            ]
            return splice(placed.html, insertions), entries

    def listings(self, html: str, links: Links) -> AnnotatedPage:
        """Put listings in the place of their markers.

        An id that the page has already stays with what came first: a source may be listed with
        the notes, with a listing that cites it, and in the bibliography.

        Args:
            html: The content of any page.
            links: The site's addresses, as the page sees them.
        """
        if "edition:" not in html:
            return AnnotatedPage(html)
        site = self.site(links)
        names = dict.fromkeys(match[1] for match in LISTING.finditer(html))
        taken = {found[2] for found in ID.finditer(html)} if names else set()
        ids: set[str] = set()

        def own(found: re.Match[str]) -> str:
            if found[2] in taken:
                return found[1]
            taken.add(found[2])
            ids.add(found[2])
            return found[0]

        def fill(match: re.Match[str]) -> str:
            with failures_as_problems(f"the listing “{match[1]}”", Location("mkdocs.yml")):
                return inserted(ID.sub(own, listing(match[1], site)))

        html = LISTING.sub(fill, html)
        entries = [entry for name in names for entry in self._listed(name, site)]
        return AnnotatedPage(html, frozenset(ids), tuple(entries))

    def _listed(self, name: str, site: Site) -> Iterator[Entry]:
        """What a search finds of a listing; notes and speakers are found on pages of their own."""
        edition, render = self.edition, self._render
        if name == "terms":
            yield from (term_entry(t, render(t.definition)) for t in edition.terms.values())
        elif name == "timeline":
            yield from (event_entry(e, render(e.text), self.words) for e in edition.events)
        elif name == "speakers":
            for speaker in edition.speakers.values():
                if f"#speaker-{speaker.id}" in site.url(f"speaker:{speaker.id}"):
                    yield speaker_entry(speaker, render(speaker.bio))

    def speaker(self, speaker_id: str, links: Links) -> AnnotatedPage:
        """The page of a speaker, below its heading."""
        speaker = self.edition.speakers[speaker_id]
        with failures_as_problems("the page of this speaker", speaker.location):
            html = inserted(speaker_page(speaker, self.site(links)))
            found = speaker_entry(speaker, self._render(speaker.bio))
        return AnnotatedPage(html, frozenset(ID.findall(html)), (replace(found, fragment=""),))

    def claim(self, note: str, links: Links) -> AnnotatedPage:
        """The page of a claim, below its heading; a search finds its note instead."""
        document, annotation = self._annotations[note]
        with failures_as_problems("the page of this claim", annotation.location, annotation.id):
            html = claim_page(document, annotation, self.site(links))
            html = inserted(html + self._review(document, annotation, links))
        return AnnotatedPage(html, frozenset(ID.findall(html)))

    def _review(self, document: Document, annotation: Annotation, links: Links) -> str:
        return review_script(
            annotation,
            document,
            self.edition,
            self.placements.get(annotation.id),
            links,
            name=self._name,
            home=self._home,
        )

    def failures(self, pages: Mapping[str, str], links: Links) -> Iterator[Problem]:
        """Render everything that shows a record, and tell what cannot be rendered.

        Args:
            pages: The HTML of the documents' pages, by path.
            links: The site's addresses, as any of its pages sees them.
        """
        for page in (
            *(partial(self.weave, path, html, links) for path, html in pages.items()),
            *(partial(self.listings, f"<!-- edition: {name} -->", links) for name in LISTINGS),
            *(partial(self.speaker, speaker, links) for speaker in self.edition.speakers),
            *(partial(self.claim, claim, links) for claim in self.claims),
        ):
            try:
                page()
            except RenderingError as error:
                yield from error.problems

    def feed(self, canonical: Callable[[str], str]) -> str:
        """The feed of new and changed notes; empty where there is none.

        Args:
            canonical: Absolute address of a target; see `Links.canonical`.
        """
        return notes_feed(
            self.edition,
            self._history,
            self.words,
            canonical,
            name=self._name,
            home=self._home,
        )

    def _note_bodies(self, path: str) -> Mapping[str, str]:
        """The rendered bodies of a document's notes by their Markdown; the last are at hand."""
        if self._at_hand[0] != path:
            document = self.edition.documents.get(path)
            texts = note_bodies(document) if document else []
            self._at_hand = (path, dict(zip(texts, self._bodies.render(texts), strict=True)))
        return self._at_hand[1]


def _record(document: Document) -> str:
    """All that a document's page shows of its records, as far as they are its own."""
    notes = document.state or document.annotations
    return repr((document.path, document.title, document.provenance, document.location, notes))


def _ids(document: Document, placed: Placed, notes: str) -> Iterator[str]:
    """The addresses that a document's page gets: a contract with whoever links to them."""
    if notes:
        yield notes
    for annotation in document.annotations:
        yield f"note-{annotation.id}"
        if annotation.id in placed.numbers:
            yield f"passage-{annotation.id}"
