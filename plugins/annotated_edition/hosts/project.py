"""A MkDocs project checked as a build would check it, without building it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import get_files

from annotated_edition.maintenance import Snapshot
from annotated_edition.model import Edition, Problem
from annotated_edition.publishing import Placed
from annotated_edition.text import collapse, log_line

from .mkdocs import AnnotatedEditionPlugin
from .mkdocs_details import populate, render

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["Project", "ProjectError", "open_project", "opening"]


class ProjectError(Exception):
    """The project cannot be opened; its text is one sentence for the person who runs it."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its edition held against its pages.

    Attributes:
        folder: The project's folder, which the problems' paths start from.
        docs: The folder of documents.
        annotations: The folder of annotations.
        edition: What could be read.
        placed: Where the annotations came to stand, by path of the document.
        problems: Everything that is wrong.
        files: The YAML files of the edition.
        options: The plugin's options by name.
    """

    folder: Path
    docs: Path
    annotations: Path
    edition: Edition
    placed: dict[str, Placed]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    options: dict[str, Any]

    def snapshot(self) -> Snapshot:
        """The edition with its texts, to be compared with another one."""
        sources = {
            path: (self.docs / path).read_text(encoding="utf-8-sig") for path in self.placed
        }
        return Snapshot(self.edition, self.placed, sources)


def open_project(config_file: Path, annotations: Path | None = None) -> Project:
    """Read an edition, render its annotated pages and anchor its annotations.

    Args:
        config_file: The project's `mkdocs.yml`.
        annotations: A folder that stands in for the project's folder of annotations.

    Raises:
        ProjectError: There is no such file, MkDocs refuses it, or it lacks the plugin.
    """
    if not config_file.is_file():
        raise ProjectError(f"{config_file}: there is no such file; expected a mkdocs.yml")
    with opening(config_file):
        config = load_config(str(config_file))
        plugin = next(
            (p for p in config.plugins.values() if isinstance(p, AnnotatedEditionPlugin)), None
        )
        if plugin is None:
            raise ProjectError(
                f"{config_file}: the plugin annotated-edition is not switched on;"
                " add it under `plugins:`"
            )
        if annotations is not None:
            plugin.config.annotations = str(annotations)
        return _checked(config, plugin)


def _checked(config: MkDocsConfig, plugin: AnnotatedEditionPlugin) -> Project:
    config.plugins.on_startup(command="build", dirty=False)
    plugin.fails = False
    plugin.today = plugin.today or datetime.now(UTC).date()
    config = config.plugins.on_config(config)
    edition = plugin.edition
    files = populate(config, get_files(config), edition.documents)
    render(config, files, plugin.linked.difference(edition.documents))
    plugin.check_anchors(config)
    plugin.check_rendering()
    folder = Path(config.config_file_path).parent
    return Project(
        folder=folder,
        docs=Path(config.docs_dir),
        annotations=folder / plugin.config.annotations,
        edition=edition,
        placed=plugin.placed,
        problems=plugin.problems,
        files=plugin.files,
        options=dict(plugin.config),
    )


@contextmanager
def opening(config_file: Path) -> Iterator[None]:
    """Keeps to ourselves what MkDocs and other plugins say of pages that are not ours.

    What MkDocs refuses is told as one sentence: it logs what is wrong with a configuration, and
    its error says no more than that there is something.

    Args:
        config_file: The project's `mkdocs.yml`.

    Raises:
        ProjectError: MkDocs refuses the project.
    """
    logger, kept = logging.getLogger("mkdocs"), _Kept(logging.ERROR)
    before = logger.level, logger.handlers, logger.propagate
    logger.setLevel(logging.ERROR)
    logger.handlers, logger.propagate = [kept], False
    try:
        yield
    except MkDocsException as error:
        told = "; ".join(kept.said) if isinstance(error, Abort) else ""
        said = (told or str(error)).removeprefix(f"{config_file.name}: ")
        raise ProjectError(f"{config_file}: {said}") from error
    finally:
        logger.setLevel(before[0])
        _, logger.handlers, logger.propagate = before


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Takes in what is logged, on one line."""
        self.said.append(log_line(collapse(record.getMessage())))
