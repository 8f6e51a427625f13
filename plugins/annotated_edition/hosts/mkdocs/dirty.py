"""What a dirty build has to render though its Markdown is as it was: MkDocs knows no YAML."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from annotated_edition.pages import LISTING
from annotated_edition.records import SHARED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mkdocs.structure.files import File, Files

__all__ = ["listings_in", "stale_pages"]


def listings_in(pages: Iterable[File]) -> dict[str, list[str]]:
    """The listings of each page that has any, by the page's path: most pages are not rendered."""
    found = {file.src_uri: LISTING.findall(file.content_string) for file in pages}
    return {path: names for path, names in found.items() if names}


def stale_pages(
    pages: Iterable[File],
    files: Files,
    folder: Path,
    records: Iterable[Path],
    gone: Iterable[Path],
    *,
    documents: Collection[str],
    listings: Collection[str],
) -> Iterator[File]:
    """The pages that show records younger than the page as it was built.

    A document shows its own records and the shared ones, a page with a listing may show any.

    Args:
        pages: The pages that are built, drafts among them where the site is served.
        files: The site's files.
        folder: The folder of annotations.
        records: The YAML files.
        gone: Those that the build before read and that are no more.
        documents: Paths of the documents.
        listings: Paths of the pages with listings.
    """
    shared = 0.0
    own: dict[str, float] = {}
    for record, time in [*((each, inf) for each in gone), *_saved(records)]:
        page = _page_of(record.relative_to(folder), files)
        if page is None:
            shared = max(shared, time)
        else:
            own[page] = max(time, own.get(page, 0.0))
    newest = max(shared, *own.values()) if own else shared
    for file in pages:
        path = file.src_uri
        if path in listings:
            time = newest
        elif path in documents or path in own:
            time = max(shared, own.get(path, 0.0))
        else:
            continue
        built = Path(file.abs_dest_path)
        if built.exists() and built.stat().st_mtime < time:
            yield file


def _saved(records: Iterable[Path]) -> Iterator[tuple[Path, float]]:
    return ((path, path.stat().st_mtime) for path in records if path.exists())


def _page_of(path: Path, files: Files) -> str | None:
    """The page whose notes a file holds; None where all pages share it."""
    if Path(path.parts[0]).stem in SHARED:
        return None
    for stem in (path.with_suffix(""), path.parent):
        page = f"{stem.as_posix()}.md"
        if files.get_file_from_path(page) is not None:
            return page
    return None
