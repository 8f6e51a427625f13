"""The MkDocs plugin: events only, each handed on to what knows no host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from logging import INFO, WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel

from annotated_edition.bibliography import STYLES, Bibliography, style_fault
from annotated_edition.locales import load_words
from annotated_edition.maintenance import History, day_of_build, overdue_problems, read_history
from annotated_edition.model import Edition, Location, Problem, Severity
from annotated_edition.note_markdown import Bodies
from annotated_edition.pages import (
    ASSETS,
    FEED,
    LISTING,
    SCRIPTS,
    AnnotatedPage,
    EditionSite,
    Placed,
    RenderingError,
    Store,
    asset,
    taken_ids,
)
from annotated_edition.pages import STYLES as STYLE_SHEETS
from annotated_edition.records import Reading, read_edition

from .dirty import listings_in, stale_pages
from .generated import Generated, GeneratedFiles
from .inspection import inspected_pages
from .internals import add_search_entries, add_to_contents, left_out, make_stale, watch, with_feed
from .log import log, make_log_printable, refusal
from .options import Options, missing_folder
from .report import (
    LEVELS,
    anchor_problems,
    left_out_problems,
    links_of,
    page_problems,
    placing_problems,
    refused_problems,
    report,
    source_of,
)
from .urls import Addresses, PageLinks

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

__all__ = ["AnnotatedEditionPlugin", "BuildMode"]

FOLDER = "assets/annotated-edition"
LATE = -100
"""After every other plugin: they have changed what they change, and the search has read it."""


@dataclass(frozen=True, slots=True)
class BuildMode:
    """What a run of MkDocs is for.

    Attributes:
        checks: Whether all problems are looked for, in pages that are left out, too. No error
            ends such a run, and it neither keeps results nor reads the notes' history.
        dirty: Whether only pages that were edited are rendered.
        drafts: Whether drafts are among the pages: a site that is served has them.
        today: The day by which reviews fall due; None to report none.
    """

    checks: bool = False
    dirty: bool = False
    drafts: bool = False
    today: date | None = None


LATE_FILES = -150


class AnnotatedEditionPlugin(BasePlugin[Options]):
    """Weaves the annotations of an edition into its pages."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: tuple[Problem, ...] = ()
        """What the last build found."""
        self.mode = BuildMode()
        """What this run is for."""
        self._left_out: set[str] = set()
        self._built_from: frozenset[Path] = frozenset()
        self._publication: EditionSite | None = None
        self._unmarked: dict[str, str | None] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defined so that MkDocs keeps this object across the rebuilds of `serve`.

        It keeps it across all configurations of a process, so the mode of a check is replaced.
        """
        make_log_printable()
        self.mode = BuildMode(dirty=dirty, drafts=command == "serve", today=day_of_build())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the YAML: before the files are listed, since speakers become pages."""
        self._project = Path(config.config_file_path).parent
        self._folder = self._project / self.config.annotations
        language = self.config.language or config.theme.get("language") or config.theme.locale
        words = load_words(str(language or "en"))
        if words.shortfall:
            log.log(WARNING if self.config.language else INFO, words.shortfall)
        # A check explains placements, and a store knows no more of them than where they are.
        cache = (
            self._project / self.config.cache
            if self.config.cache and not self.mode.checks
            else None
        )
        self._store = Store(cache)
        kept = None if cache is None else self._store
        self._reading: Reading = read_edition(
            self._project,
            annotations=self._folder,
            docs=Path(config.docs_dir),
            language=words.language,
            store=kept,
        )
        edition = self._reading.edition
        self._left_out = left_out(config, edition.documents, drafts=self.mode.drafts)
        if self._left_out and not self.mode.checks:
            # Nothing may list or count what no page shows; a check looks at all that is written.
            shown = {k: v for k, v in edition.documents.items() if k not in self._left_out}
            edition = replace(edition, documents=shown)
        style = STYLES.get(self.config.style) or self._project / self.config.style
        if fault := style_fault(style):
            raise refusal(
                f"mkdocs.yml: plugins: annotated-edition: style: {self.config.style} {fault};"
                f" expected a style in the folder of mkdocs.yml, or {', '.join(STYLES)}"
            )
        self._bibliography = Bibliography(edition.sources, style, words.locale, store=self._store)
        previous = self._publication
        self._titles: dict[str, str] = {}
        self._publication = EditionSite(
            edition,
            bodies=Bodies(self._store),
            bibliography=self._bibliography,
            words=words,
            title=lambda path: self._titles.get(path) or path,
            history=self._history().notes,
            today=self.mode.today,
            name=config.site_name,
            home=config.site_url or "",
            store=kept,
        )
        if self.mode.dirty and previous is not None:
            # A dirty build renders only what was edited; the rest stands where it stood.
            self._publication.remember(previous.placed)
        self._listings: dict[str, str] = {}
        config.extra_css.extend(f"{FOLDER}/{name}" for name in STYLE_SHEETS)
        for name in SCRIPTS:
            script = c.ExtraScriptValue(f"{FOLDER}/{name}")
            script.defer = True
            config.extra_javascript.append(script)
        return config

    @event_priority(LATE_FILES)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add assets and generated pages; have a dirty build see pages with edited notes.

        After plugins that make the list of files anew from the documents' folder, such as
        static-i18n (priority -100): what is not from there, they drop.
        """
        self._look_at_pages(files, config)
        edition = self._reading.edition
        self._made = made = GeneratedFiles()
        for name in ASSETS:
            content = asset(name, edition.scale)
            files.append(made.file(config, f"{FOLDER}/{name}", content))
        self._generated = Generated(
            self._site,
            speakers=self.config.speaker_pages,
            claims=self.config.claim_pages,
        )
        self._generated.add_to(files, config, made)
        if self.mode.dirty:
            self._refresh(files)
        self._addresses = Addresses(
            files,
            self._listings,
            self.config.repository,
            self.config.branch,
            config.site_url or "",
        )
        feed = self._site.feed(self._addresses.canonical)
        if feed:
            files.append(made.file(config, FEED, feed))
        return files

    def _look_at_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Keep from MkDocs what it would not survive; the problems come with all others."""
        known = {(problem.location, problem.code) for problem in self._reading.problems}
        self._page_problems: list[Problem] = []
        self._unread: set[str] = set()
        for page in inspected_pages(self._pages(files), config):
            news = [each for each in page.problems if (each.location, each.code) not in known]
            self._page_problems += news
            if page.text is None:
                self._unread.add(page.file.src_uri)
            if not page.readable:
                page.file.content_string = page.text or ""

    def _pages(self, files: Files) -> Iterable[File]:
        """The pages that are built: a site that is served has its drafts, too."""
        built = InclusionLevel.is_in_serve if self.mode.drafts else InclusionLevel.is_included
        pages: Iterable[File] = files.documentation_pages(inclusion=built)
        return pages

    def _history(self) -> History:
        """What git tells of the notes; a check needs none of it."""
        if not (self.config.history and not self.mode.checks):
            return History()
        history = read_history(self._project, self._folder, self._store)
        if history.lack:
            log.info("the notes' history is left out: %s", history.lack)
        return history

    def _refresh(self, files: Files) -> None:
        """Have a dirty build see the pages with edited notes, and where all listings are."""
        pages = self._pages(files)
        listed = listings_in(pages)
        for path, names in listed.items():
            for name in names:
                self._listings.setdefault(name, path)
        read = self._reading
        stale = stale_pages(
            pages,
            files,
            self._folder,
            read.files,
            self._built_from.difference(read.files),
            documents=read.edition.documents,
            listings=listed,
        )
        for file in stale:
            make_stale(file)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Name the generated pages, and note which page holds which listing."""
        del config, files
        self._generated.name(page)
        for match in LISTING.finditer(markdown):
            self._listings.setdefault(match[1], page.file.src_uri)
        return markdown

    @event_priority(LATE)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Anchor the notes: the page is rendered, and the listings need to know of all pages."""
        del config, files
        path = page.file.src_uri
        self._titles[path] = str(page.title)
        self._site.place(path, html)
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are anchored, none is written: the last moment to refuse."""
        del files
        self.problems = tuple(self._problems(config))
        if not self.mode.checks:
            report(self.problems)
        return env

    @event_priority(LATE)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Weave the page: after the search has read it, so that it indexes the bare text.

        What a search shall find of the notes become entries of their own, as text: parsing it
        out of the page's HTML would cost as much as the page itself.
        """
        del nav
        try:
            woven = self._woven(page)
        except RenderingError as error:
            raise PluginError(f"annotated-edition: {error}") from error
        self._unmarked[page.file.src_uri] = page.content
        page.content = woven.html
        if woven.ids:
            page.present_anchor_ids = (page.present_anchor_ids or set()) | woven.ids
        if woven.notes:
            add_to_contents(page, self._site.words("notes_title"), woven.notes)
        add_search_entries(config, page, woven.entries)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feed in the head of the page that lists corrections: themes have no say.

        MkDocs keeps every page's content to the end; the woven ones would be most of its memory.
        """
        del config
        page.content = self._unmarked.pop(page.file.src_uri, page.content)
        if page.file.src_uri != self._listings.get("corrections"):
            return output
        feed = PageLinks(self._addresses, page).page("feed:")
        return with_feed(output, feed, self._site.words("corrections_feed")) if feed else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check links to places within pages, and keep what was rendered for the next build."""
        self._built_from = frozenset(self._reading.files)
        report(anchor_problems(self._links, self._addresses, config))
        self._store.save()
        self._made.remove()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Build again when a YAML file is saved."""
        del config, builder
        watch(server, self._folder)
        return server

    @property
    def linked(self) -> set[str]:
        """Paths of the pages to whose places the records link."""
        places = map(self._addresses.place, self._links)
        return {file.src_uri for file, name in places if name and file is not None}

    def check_anchors(self, config: MkDocsConfig) -> None:
        """Add what a build tells once it is done, for a check that has only rendered pages.

        Nor does a build come so far with an error.
        """
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return
        for path in self.linked:
            file = self._addresses.files.get_file_from_path(path)
            page = file.page if file is not None else None
            if page is not None and page.present_anchor_ids is not None:
                page.present_anchor_ids |= self._woven(page).ids
        lost = anchor_problems(self._links, self._addresses, config)
        self.problems = tuple(sorted([*self.problems, *lost], key=_place))

    def check_rendering(self) -> None:
        """Render what a build would, so that nothing passes a check that a build breaks on."""
        pages = {placed.document.path: placed.html for placed in self.placed.values()}
        files = self._addresses.files.documentation_pages()
        page = next((file.page for file in files if file.page is not None), None)
        if page is None:
            return
        failures = self._site.failures(pages, PageLinks(self._addresses, page))
        self.problems = tuple(sorted(dict.fromkeys([*self.problems, *failures]), key=_place))

    @property
    def edition(self) -> Edition:
        """The edition as the last build read it."""
        return self._site.edition

    @property
    def files(self) -> tuple[Path, ...]:
        """The YAML files that the last build read."""
        return self._reading.files

    @property
    def placed(self) -> dict[str, Placed]:
        """Where the annotations stand, by path of the document."""
        return self._site.placed

    @property
    def _site(self) -> EditionSite:
        if self._publication is None:
            raise PluginError("annotated-edition: MkDocs has skipped the event `config`")
        return self._publication

    def _woven(self, page: Page) -> AnnotatedPage:
        site, links = self._site, PageLinks(self._addresses, page)
        generated = self._generated.woven(page, links)
        if generated is not None:
            return generated
        woven = site.weave(page.file.src_uri, page.content or "", links)
        listed = site.listings(woven.html, links)
        entries = (*woven.entries, *listed.entries)
        search = page.meta.get("search")
        excluded = isinstance(search, dict) and search.get("exclude")
        return AnnotatedPage(
            listed.html, woven.ids | listed.ids, () if excluded else entries, woven.notes
        )

    def _problems(self, config: MkDocsConfig) -> list[Problem]:
        """Everything that is known to be wrong before a page is written."""
        for source in self.edition.sources:
            self._bibliography.entry(source)  # a source that cannot be rendered is a problem
        bodies = self._site.linking()
        self._links = links_of(bodies)
        # Where a page's words cannot be read, nothing is known of its quotations.
        placed = {k: v for k, v in self._site.placed.items() if k not in self._unread}
        problems = [
            *self._reading.problems,
            *missing_folder(self._folder, self.config.annotations),
            *self.config.unknown_options(config.config_file_path),
            *left_out_problems(self._reading.edition, self._left_out),
            *refused_problems(self._site, bodies, self._reading.problems),
            *self._bibliography.problems,
            *self._page_problems,
            *placing_problems(placed, self.config.policy, config),
            *(
                problem
                for path, one in placed.items()
                for problem in taken_ids(one, self.edition, partial(source_of, config, path))
            ),
            *self._generated.problems,
            *overdue_problems(self.edition, self.mode.today, LEVELS[self.config.on_due]),
            *page_problems(self._links, self._addresses, config),
        ]
        return sorted(problems, key=_place)


def _place(problem: Problem) -> tuple[Location, str]:
    return (problem.location, problem.code)
