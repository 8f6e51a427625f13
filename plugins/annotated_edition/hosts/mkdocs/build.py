"""One build of an edition: what its files say, its pages, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from logging import INFO, WARNING
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from annotated_edition.bibliography import STYLES, Bibliography, style_fault
from annotated_edition.locales import load_words
from annotated_edition.maintenance import History, overdue_problems, read_history
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
    Store,
    asset,
    taken_ids,
)
from annotated_edition.pages import STYLES as STYLE_SHEETS
from annotated_edition.records import Reading, read_edition

from .dirty import listings_in, stale_pages
from .generated import Generated, GeneratedFiles
from .inspection import inspected_pages
from .internals import left_out, make_stale
from .log import log, refusal
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
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

__all__ = ["FOLDER", "Build", "BuildMode"]

FOLDER = "assets/annotated-edition"


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


class Build:
    """What one run of MkDocs knows of an edition.

    Attributes:
        problems: What is wrong, as far as it is known yet.
        site: The site that is made of the edition.
        built_from: The YAML files of the last build that came to its end.

    Args:
        config: The site's configuration.
        options: The plugin's own.
        mode: What the run is for.
        previous: The build before in the same process; None for the first.

    Raises:
        PluginError: The citation style cannot be used.
    """

    def __init__(
        self, config: MkDocsConfig, options: Options, mode: BuildMode, previous: Build | None
    ) -> None:
        self.problems: tuple[Problem, ...] = ()
        self._options, self._mode = options, mode
        self.built_from: frozenset[Path] = previous.built_from if previous else frozenset()
        self._project = Path(config.config_file_path).parent
        self._folder = self._project / options.annotations
        language = options.language or config.theme.get("language") or config.theme.locale
        words = load_words(str(language or "en"))
        if words.shortfall:
            log.log(WARNING if options.language else INFO, words.shortfall)
        # A check explains placements, and a store knows no more of them than where they are.
        cache = self._project / options.cache if options.cache and not mode.checks else None
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
        self._left_out = left_out(config, edition.documents, drafts=mode.drafts)
        if self._left_out and not mode.checks:
            # Nothing may list or count what no page shows; a check looks at all that is written.
            shown = {k: v for k, v in edition.documents.items() if k not in self._left_out}
            edition = replace(edition, documents=shown)
        style = STYLES.get(options.style) or self._project / options.style
        if fault := style_fault(style):
            raise refusal(
                f"mkdocs.yml: plugins: annotated-edition: style: {options.style} {fault};"
                f" expected a style in the folder of mkdocs.yml, or {', '.join(STYLES)}"
            )
        self._bibliography = Bibliography(edition.sources, style, words.locale, store=self._store)
        self._titles: dict[str, str] = {}
        self.site = EditionSite(
            edition,
            bodies=Bodies(self._store),
            bibliography=self._bibliography,
            words=words,
            title=lambda path: self._titles.get(path) or path,
            history=self._history().notes,
            today=mode.today,
            name=config.site_name,
            home=config.site_url or "",
            store=kept,
        )
        if mode.dirty and previous is not None:
            # A dirty build renders only what was edited; the rest stands where it stood.
            self.site.remember(previous.placed)
        self._listings: dict[str, str] = {}

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add assets, generated pages and the feed; have a dirty build see edited notes."""
        self._look_at_pages(files, config)
        edition = self._reading.edition
        self._made = made = GeneratedFiles()
        for name in ASSETS:
            content = asset(name, edition.scale)
            files.append(made.file(config, f"{FOLDER}/{name}", content))
        self._generated = Generated(
            self.site,
            speakers=self._options.speaker_pages,
            claims=self._options.claim_pages,
        )
        self._generated.add_to(files, config, made)
        if self._mode.dirty:
            self._refresh(files)
        self._addresses = Addresses(
            files,
            self._listings,
            self._options.repository,
            self._options.branch,
            config.site_url or "",
        )
        feed = self.site.feed(self._addresses.canonical)
        if feed:
            files.append(made.file(config, FEED, feed))

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
        built = InclusionLevel.is_in_serve if self._mode.drafts else InclusionLevel.is_included
        pages: Iterable[File] = files.documentation_pages(inclusion=built)
        return pages

    def _history(self) -> History:
        """What git tells of the notes; a check needs none of it."""
        if not (self._options.history and not self._mode.checks):
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
            self.built_from.difference(read.files),
            documents=read.edition.documents,
            listings=listed,
        )
        for file in stale:
            make_stale(file)

    @property
    def stylesheets(self) -> list[str]:
        """Addresses of the style sheets."""
        return [f"{FOLDER}/{name}" for name in STYLE_SHEETS]

    @property
    def scripts(self) -> list[str]:
        """Addresses of the scripts."""
        return [f"{FOLDER}/{name}" for name in SCRIPTS]

    def look_for_listings(self, page: Page, markdown: str) -> None:
        """Name a page if it is generated, and note which listings it holds."""
        self._generated.name(page)
        for match in LISTING.finditer(markdown):
            self._listings.setdefault(match[1], page.file.src_uri)

    def place(self, page: Page, html: str) -> None:
        """Anchor the notes of a page."""
        self._titles[page.file.src_uri] = str(page.title)
        self.site.place(page.file.src_uri, html)

    def feed_of(self, page: Page) -> str:
        """Address of the feed from the page that lists corrections; empty on any other."""
        if page.file.src_uri != self._listings.get("corrections"):
            return ""
        return PageLinks(self._addresses, page).page("feed:")

    def finish(self, config: MkDocsConfig) -> None:
        """Check links to places within pages, and keep what was rendered for the next build."""
        self.built_from = frozenset(self._reading.files)
        report(anchor_problems(self._links, self._addresses, config))
        self._store.save()
        self._made.remove()

    @property
    def folder(self) -> Path:
        """The folder of annotations."""
        return self._folder

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
                page.present_anchor_ids |= self.weave(page).ids
        lost = anchor_problems(self._links, self._addresses, config)
        self.problems = tuple(sorted([*self.problems, *lost], key=_place))

    def check_rendering(self) -> None:
        """Render what a build would, so that nothing passes a check that a build breaks on."""
        pages = {placed.document.path: placed.html for placed in self.placed.values()}
        files = self._addresses.files.documentation_pages()
        page = next((file.page for file in files if file.page is not None), None)
        if page is None:
            return
        failures = self.site.failures(pages, PageLinks(self._addresses, page))
        self.problems = tuple(sorted(dict.fromkeys([*self.problems, *failures]), key=_place))

    @property
    def edition(self) -> Edition:
        """The edition as the last build read it."""
        return self.site.edition

    @property
    def files(self) -> tuple[Path, ...]:
        """The YAML files that the last build read."""
        return self._reading.files

    @property
    def placed(self) -> dict[str, Placed]:
        """Where the annotations stand, by path of the document."""
        return self.site.placed

    def weave(self, page: Page) -> AnnotatedPage:
        """The content of a page with marks, notes and listings.

        Raises:
            RenderingError: A record cannot be rendered.
        """
        site, links = self.site, PageLinks(self._addresses, page)
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

    def find_problems(self, config: MkDocsConfig) -> None:
        """Find everything that is known to be wrong before a page is written."""
        for source in self.edition.sources:
            self._bibliography.entry(source)  # a source that cannot be rendered is a problem
        bodies = self.site.linking()
        self._links = links_of(bodies)
        # Where a page's words cannot be read, nothing is known of its quotations.
        placed = {k: v for k, v in self.site.placed.items() if k not in self._unread}
        problems = [
            *self._reading.problems,
            *missing_folder(self._folder, self._options.annotations),
            *self._options.unknown_options(config.config_file_path),
            *left_out_problems(self._reading.edition, self._left_out),
            *refused_problems(self.site, bodies, self._reading.problems),
            *self._bibliography.problems,
            *self._page_problems,
            *placing_problems(placed, self._options.policy, config),
            *(
                problem
                for path, one in placed.items()
                for problem in taken_ids(one, self.edition, partial(source_of, config, path))
            ),
            *self._generated.problems,
            *overdue_problems(self.edition, self._mode.today, LEVELS[self._options.on_due]),
            *page_problems(self._links, self._addresses, config),
        ]
        self.problems = tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[Location, str]:
    return (problem.location, problem.code)
