"""Which page an annotation file belongs to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotated_edition.model import Document, Location
from annotated_edition.text import nearest
from annotated_edition.yaml_files import Report

from .folder import SHARED, folded_name, name_fault, relative
from .front_matter import names_source, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from annotated_edition.model import Annotation

    from .folder import YamlFile
    from .resolution import Resolver

__all__ = ["check_page_names", "document_of", "list_pages", "read_documents"]


def list_pages(docs: Path) -> frozenset[str]:
    """POSIX paths of all Markdown pages under the documents' folder."""
    found: list[str] = []
    for folder, _, names in os.walk(docs):
        base = os.path.relpath(folder, docs).replace(os.sep, "/")
        found += [
            name if base == "." else f"{base}/{name}" for name in names if name.endswith(".md")
        ]
    return frozenset(found)


def check_page_names(
    pages: Collection[str], docs: Path, project: Path, reports: list[Report]
) -> None:
    """Reports pages whose names not every system holds, or that differ only in case.

    Args:
        pages: POSIX paths of all pages.
        docs: The documents' folder.
        project: The project's folder.
        reports: Where problems go.
    """
    seen: dict[str, str] = {}
    for page in sorted(pages):
        for fault in filter(None, map(name_fault, page.split("/"))):
            report = Report(relative(docs / page, project))
            report.add((1, 1), *fault, fix="rename it")
            reports.append(report)
        first = seen.setdefault(folded_name(page), page)
        if first != page:
            report = Report(relative(docs / page, project))
            report.add(
                (1, 1),
                "file-name",
                f"the page’s name differs from {relative(docs / first, project)} only in upper"
                " and lower case, and so do the files of their annotations",
                fix="rename one of the two",
            )
            reports.append(report)


def document_of(file: YamlFile, pages: Collection[str], report: Report) -> str | None:
    """The page that a file of annotations belongs to.

    Args:
        file: The file.
        pages: POSIX paths of the pages, a set.
        report: Where it goes if there is no such page.

    Returns:
        The page of the file's own name or else of its folder's name; None where neither exists.
    """
    own = f"{file.stem}.md"
    if own in pages:
        return own
    folder = file.stem.rpartition("/")[0]
    if folder and f"{folder}.md" in pages:
        return f"{folder}.md"
    root = file.name.removesuffix(f"{file.stem}{file.path.suffix}")
    # A slip in the name of a file that documents share, or a folder where there is one file.
    shared = file.stem.partition("/")[0].lower()
    shared = shared if shared in SHARED else "" if folder else nearest(shared, SHARED)
    guess = nearest(own, pages)
    if shared and nearest(own, (guess, f"{shared}.md")) != guess:
        report.add(
            (1, 1),
            "unknown-document",
            f"there is no page “{own}”" + (f", nor “{folder}.md”" if folder else ""),
            nearest=f"{root}{shared}.yml",
            fix="rename the file",
        )
        return None
    report.add(
        (1, 1),
        "unknown-document",
        f"there is no page “{own}”" + (f", nor “{folder}.md”" if folder else ""),
        nearest=guess,
        fix=f"name the file {root}{guess.removesuffix('.md')}{file.path.suffix}"
        if guess
        else "name the file after its page",
    )
    return None


def read_documents(
    by_page: Mapping[str, list[Annotation]],
    states: Mapping[str, str],
    pages: Collection[str],
    docs: Path,
    project: Path,
    resolver: Resolver,
    reports: list[Report],
) -> dict[str, Document]:
    """The pages that carry a source text: those with annotations or with provenance.

    Args:
        by_page: Annotations by page, sorted by id.
        states: What changes with the files of a page, where nothing is wrong with them.
        pages: POSIX paths of all pages.
        docs: The documents' folder.
        project: The project's folder.
        resolver: Checks citations in the front matter.
        reports: Where problems go.

    Returns:
        Documents by path, sorted.
    """
    documents = {}
    for page in sorted(pages):
        notes = by_page.get(page)
        path = docs / page
        if notes is None and not names_source(path):
            continue
        report = Report(relative(path, project))
        found = read_front_matter(path, report)
        if found.node is not None:
            for key in ("obtained", "unknown"):
                resolver.prose(found.node, key, report, found.text)
        if report:
            reports.append(report)
        if notes is not None or found.provenance is not None:
            documents[page] = Document(
                page,
                tuple(notes or ()),
                found.title,
                found.provenance,
                Location(report.path),
                states.get(page, ""),
            )
    return documents
