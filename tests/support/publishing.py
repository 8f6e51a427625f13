"""A publication without a host: YAML and Markdown in, woven pages out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotated_edition.bibliography import Bibliography
from annotated_edition.locales import load_words
from annotated_edition.model import Location
from annotated_edition.note_markdown import Bodies
from annotated_edition.pages import EditionSite
from annotated_edition.records import Reading, read_edition
from tests.support.documents import render
from tests.support.project import write

__all__ = ["NoLinks", "publish"]


class NoLinks:
    """A site of one page."""

    state = ""

    def page(self, target: str) -> str:
        return f"../{target.replace(':', '/')}"

    def resolve(self, href: str, base: str) -> str:
        return f"{base}>{href}"

    def edit(self, location: Location) -> str:
        del location
        return ""

    def report(self, note: str) -> str:
        del note
        return ""

    def propose(self) -> str:
        return ""

    def canonical(self, target: str) -> str:
        del target
        return ""


def publish(project: Path, files: Mapping[str, str]) -> tuple[Reading, dict[str, str]]:
    """Write a project's files, read its edition, and weave every page that has notes."""
    write(project, files)
    reading = read_edition(project, annotations=project / "annotations", docs=project / "docs")
    publication = EditionSite(
        reading.edition,
        bodies=Bodies(),
        bibliography=Bibliography(reading.edition.sources),
        words=load_words("en"),
        title=str,
    )
    pages = {}
    for path in reading.edition.documents:
        html = render((project / "docs" / path).read_text(encoding="utf-8"))
        pages[path] = publication.weave(path, html, NoLinks()).html
    return reading, pages
