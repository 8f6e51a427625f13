"""What the Tab key offers besides commands and options: the edition's own names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotated_edition.hosts import Project
from annotated_edition.model import Edition, EditionError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["complete_sources", "notes", "pages", "ratings", "speakers"]


def pages(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Pages that carry a text."""
    return _offered(_edition(context).documents, begun)


def notes(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Ids of notes."""
    return _offered((note.id for _, note in _edition(context).annotations()), begun)


def speakers(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Ids of speakers."""
    return _offered(_edition(context).speakers, begun)


def complete_sources(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Ids of sources."""
    return _offered(_edition(context).sources, begun)


def ratings(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Ids of ratings."""
    return _offered((rating.id for rating in _edition(context).scale), begun)


def _offered(names: Iterable[str], begun: str) -> list[str]:
    return sorted(name for name in names if name.startswith(begun))


def _edition(context: click.Context) -> Edition:
    """The edition, without MkDocs, which is slow; an empty one where there is none."""
    try:
        return Project.load(Path(context.params.get("project") or ".")).read().edition
    except (EditionError, OSError):
        return Edition()
