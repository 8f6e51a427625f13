"""The MkDocs plugin: events only, each handed on to the build that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from annotated_edition.maintenance import day_of_build
from annotated_edition.pages import RenderingError

from .build import Build, BuildMode
from .internals import add_search_entries, add_to_contents, watch, with_feed
from .log import make_log_printable
from .options import Options
from .report import report

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

__all__ = ["AnnotatedEditionPlugin"]

LATE = -100
"""After every other plugin: they have changed what they change, and the search has read it."""
LATE_FILES = -150
"""After plugins that list the files of the documents' folder anew."""


class AnnotatedEditionPlugin(BasePlugin[Options]):
    """Weaves the annotations of an edition into its pages."""

    def __init__(self) -> None:
        super().__init__()
        self.mode = BuildMode()
        """What this run is for."""
        self._build: Build | None = None
        self._unmarked: dict[str, str | None] = {}

    @property
    def build(self) -> Build:
        """The build that runs, or the last one.

        Raises:
            PluginError: There was none yet.
        """
        if self._build is None:
            raise PluginError("annotated-edition: MkDocs has skipped the event `config`")
        return self._build

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defined so that MkDocs keeps this object across the rebuilds of `serve`.

        It keeps it across all configurations of a process, so the mode of a check is replaced.
        """
        make_log_printable()
        self.mode = BuildMode(dirty=dirty, drafts=command == "serve", today=day_of_build())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the YAML: before the files are listed, since speakers become pages."""
        self._build = build = Build(config, self.config, self.mode, self._build)
        config.extra_css.extend(build.stylesheets)
        for address in build.scripts:
            script = c.ExtraScriptValue(address)
            script.defer = True
            config.extra_javascript.append(script)
        return config

    @event_priority(LATE_FILES)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add assets and generated pages; have a dirty build see pages with edited notes.

        After plugins that make the list of files anew from the documents' folder, such as
        static-i18n (priority -100): what is not from there, they drop.
        """
        self.build.add_files(files, config)
        return files

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Name the generated pages, and note which page holds which listing."""
        del config, files
        self.build.look_for_listings(page, markdown)
        return markdown

    @event_priority(LATE)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Anchor the notes: the page is rendered, and the listings need to know of all pages."""
        del config, files
        self.build.place(page, html)
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are anchored, none is written: the last moment to refuse."""
        del files
        self.build.find_problems(config)
        if not self.mode.checks:
            report(self.build.problems)
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
            woven = self.build.weave(page)
        except RenderingError as error:
            raise PluginError(f"annotated-edition: {error}") from error
        self._unmarked[page.file.src_uri] = page.content
        page.content = woven.html
        if woven.ids:
            page.present_anchor_ids = (page.present_anchor_ids or set()) | woven.ids
        if woven.notes:
            add_to_contents(page, self.build.site.words("notes_title"), woven.notes)
        add_search_entries(config, page, woven.entries)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feed in the head of the page that lists corrections: themes have no say.

        MkDocs keeps every page's content to the end; the woven ones would be most of its memory.
        """
        del config
        page.content = self._unmarked.pop(page.file.src_uri, page.content)
        feed = self.build.feed_of(page)
        title = self.build.site.words("corrections_feed")
        return with_feed(output, feed, title) if feed else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check links to places within pages: all of them are known now."""
        self.build.finish(config)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Build again when a YAML file is saved."""
        del config, builder
        watch(server, self.build.folder)
        return server
