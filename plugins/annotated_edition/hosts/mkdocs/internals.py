"""Everything that leans on details of MkDocs and its themes that are not documented.

Each function says which file of which version it was read in. Where a detail has gone, the
functions do nothing, and what they do for is missed but nothing breaks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.toc import AnchorLink
from watchdog.events import FileSystemEventHandler

from .log import refusal

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from watchdog.events import FileSystemEvent

    from annotated_edition.pages import Entry

__all__ = [
    "add_search_entries",
    "add_to_contents",
    "left_out",
    "make_stale",
    "populate",
    "render_pages",
    "watch",
    "with_feed",
]

SEARCH_PLUGINS = ("material/search", "search")


def add_search_entries(config: MkDocsConfig, page: Page, entries: Iterable[Entry]) -> None:
    """Add results of their own to the search index.

    Material's search plugin (`material/plugins/search/plugin.py`, 9.8) keeps a list `entries`
    of dictionaries; MkDocs' own (`mkdocs/contrib/search/search_index.py`, 1.6) a method
    `_add_entry`. Both index a page in `on_page_context`.

    Args:
        config: The site's configuration.
        page: The page that the results lead to.
        entries: The results.
    """
    for name in SEARCH_PLUGINS:
        index = getattr(config.plugins.get(name), "search_index", None)
        known = getattr(index, "entries", None)
        add = getattr(index, "_add_entry", None)
        for entry in entries if index is not None else ():
            location = f"{page.url}#{entry.fragment}" if entry.fragment else page.url
            if isinstance(known, list):
                known.append({"location": location, "title": entry.title, "text": entry.text})
            elif callable(add):
                add(title=entry.title, text=entry.text, loc=location)


def add_to_contents(page: Page, title: str, anchor: str) -> None:
    """Add a heading to the end of a page's table of contents.

    `mkdocs/structure/toc.py` (1.6): a table is a list of `AnchorLink`; the page's title is
    the only item of the first level where the page has one `<h1>`.
    """
    items = page.toc.items if page.toc is not None else None
    if items is None:
        return
    if len(items) == 1 and items[0].level == 1:
        items = items[0].children
    items.append(AnchorLink(title, anchor, 2))


def left_out(config: MkDocsConfig, paths: Iterable[str], *, drafts: bool) -> set[str]:
    """Those of some pages that are not in the site: drafts, and what `exclude_docs` names.

    `mkdocs/structure/files.py` (1.6): `set_exclusions` asks a file for no more than its path.

    Args:
        config: The site's configuration.
        paths: Paths of the pages.
        drafts: Whether drafts are in the site, as they are while it is served.
    """
    gone = {InclusionLevel.EXCLUDED} if drafts else {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
    files = [File(path, None, "", use_directory_urls=False) for path in paths]
    set_exclusions(files, config)
    return {file.src_uri for file in files if file.inclusion in gone}


def make_stale(file: File) -> None:
    """Have a dirty build render a page again.

    `mkdocs/structure/files.py` (1.6): `is_modified` compares the times of source and result.
    """
    if Path(file.abs_dest_path).exists():
        os.utime(file.abs_dest_path, (0, 0))


def with_feed(output: str, address: str, title: str) -> str:
    """A whole page that tells programs of a feed.

    Args:
        output: The page.
        address: Address of the feed, from the page.
        title: The feed's title.
    """
    link = (
        f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}"'
        f' href="{escape(address)}">'
    )
    return output.replace("</head>", f"{link}</head>", 1)


def watch(server: LiveReloadServer, folder: Path) -> None:
    """Build again when a file in a folder is saved, though the folder may be made later only.

    `mkdocs/livereload/__init__.py` (1.6): a path that is watched must exist; builds wait for
    `_want_rebuild` under `_rebuild_cond`.

    Args:
        server: The server of `mkdocs serve`.
        folder: The folder.
    """
    if folder.is_dir():
        server.watch(str(folder))
        return

    waits = getattr(server, "_rebuild_cond", None)
    if waits is None or not folder.parent.is_dir():
        return
    watched: list[Path] = []

    def look(event: FileSystemEvent) -> None:
        del event
        if watched or not folder.is_dir():
            return
        watched.append(folder)
        server.watch(str(folder))
        with waits:
            server._want_rebuild = True  # noqa: SLF001 - nothing else tells it to
            waits.notify_all()

    handler = FileSystemEventHandler()
    handler.on_any_event = look  # type: ignore[method-assign]
    server.observer.schedule(handler, str(folder.parent), recursive=False)


def populate(config: MkDocsConfig, files: Files, wanted: Iterable[str]) -> Files:
    """Read and render some pages as a build does, without writing any.

    `mkdocs/commands/build.py` (1.6): the steps of `build` up to the event `env`.

    Args:
        config: The site's configuration, after the event `config`.
        files: The site's files, before the event `files`.
        wanted: Paths of the pages to render; all pages take part in the navigation.

    Returns:
        The site's files, after the event `files`.
    """
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    navigation = get_navigation(files, config)
    config.plugins.on_nav(navigation, config=config, files=files)
    render_pages(config, files, wanted)
    config.plugins.on_env(env, config=config, files=files)
    return files


def render_pages(config: MkDocsConfig, files: Files, wanted: Iterable[str]) -> None:
    """Read and render some pages of a site that takes part in no build.

    Args:
        config: The site's configuration.
        files: The site's files, after the event `files`.
        wanted: Paths of the pages.
    """
    paths = set(wanted)
    for file in files.documentation_pages():
        page: Any = file.page
        if file.src_uri in paths and page is not None:
            _rendered(page, config, files)


def _rendered(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read and render one page; whatever its Markdown makes the host raise becomes one line."""
    # Private to MkDocs: where it has gone, a check cannot be run, and a build still can.
    from mkdocs.commands.build import _populate_page  # noqa: PLC0415

    try:
        _populate_page(page, config, files, dirty=False)
    except MkDocsException:
        raise
    except Exception as error:
        raise refusal(
            f"{page.file.src_uri}: MkDocs cannot render this page: {type(error).__name__}: {error}"
        ) from error
