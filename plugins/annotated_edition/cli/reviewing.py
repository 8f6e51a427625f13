"""Two states of an edition, opened and compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotated_edition.model import Edition
from annotated_edition.publishing.patches import patch
from annotated_edition.publishing.reanchoring import propose, write
from annotated_edition.publishing.review import Effects, compare
from annotated_edition.text import printable
from annotated_edition.yaml_files.editor import EditError

from .project import Project
from .review_faces import Review

if TYPE_CHECKING:
    from annotated_edition.hosts.project import Project as Opened

__all__ = ["Reviewed", "review_of"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A comparison.

    Attributes:
        before: The edition as it was; an empty one where there was none.
        review: What the change of the texts does to the notes.
        unwritable: Why there is no patch; empty where there is one, or none is needed.
    """

    before: Edition
    review: Review
    unwritable: str = ""

    @classmethod
    def nothing(cls, base: str) -> Reviewed:
        """What is told where there is nothing to compare with."""
        return cls(Edition(), Review(base, Effects(), "", {}, {}))


def review_of(opened: Opened, path: Path, base: str) -> Reviewed:
    """Compare an edition with an earlier state.

    Args:
        opened: The edition of today.
        path: Its folder, or its configuration file.
        base: The state of before: a commit, branch or tag of git.

    Raises:
        click.UsageError: That state cannot be opened.
    """
    # MkDocs takes as long to import as the rest takes to run.
    from annotated_edition.hosts.project import ProjectError  # noqa: PLC0415
    from annotated_edition.hosts.revision import RevisionError, open_revision  # noqa: PLC0415

    config_file = Project.find(path).config_file or path
    try:
        revision = open_revision(config_file, base)
    except (RevisionError, ProjectError) as error:
        raise click.UsageError(printable(str(error))) from error
    effects = compare(revision.project.placed if revision else {}, opened.placed)
    try:
        proposed, unwritable = _patch(effects, opened.folder), ""
    except EditError as error:
        proposed, unwritable = "", printable(str(error))
    review = Review(
        base=base,
        effects=effects,
        patch=proposed,
        old_sources=revision.sources if revision else {},
        new_sources={
            name: (opened.docs / name).read_text(encoding="utf-8-sig") for name in opened.placed
        },
    )
    return Reviewed(revision.project.edition if revision else Edition(), review, unwritable)


def _patch(effects: Effects, folder: Path) -> str:
    """What `edition reanchor` would write for the notes that are concerned."""
    ids = [effect.annotation.id for effect in effects.open]
    if not ids:
        return ""
    placed = {effect.placed.document.path: effect.placed for effect in effects.open}
    edits = write(propose(placed.values(), ids).proposals, folder)
    return patch((name, edit.original, edit.text()) for name, edit in edits.items())
