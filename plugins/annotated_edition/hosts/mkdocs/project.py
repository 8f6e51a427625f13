"""A MkDocs project checked as a build would check it, without building it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import get_files

from annotated_edition.hosts.checked import Checked
from annotated_edition.maintenance import day_of_build
from annotated_edition.model import EditionError
from annotated_edition.rendered_html import read_html
from annotated_edition.text import collapse, log_line

from .build import BuildMode
from .internals import populate, render_pages
from .plugin import AnnotatedEditionPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["SiteInfo", "check", "page_text", "rendered_text", "site_of"]

_PIECE = 1_000  # paragraphs that are rendered together


def check(config_file: Path, annotations: Path | None = None) -> Checked:
    """Read an edition, render its annotated pages and anchor its annotations.

    Args:
        config_file: The project's `mkdocs.yml`.
        annotations: A folder that stands in for the project's folder of annotations.

    Raises:
        EditionError: There is no such file, MkDocs refuses it, or it lacks the plugin.
    """
    if not config_file.is_file():
        raise _error(config_file, f"{config_file}: there is no such file; expected a mkdocs.yml")
    with _opening(config_file):
        config = load_config(str(config_file))
        plugin = _plugin_of(config)
        if plugin is None:
            raise _error(
                config_file,
                f"{config_file}: the plugin annotated-edition is not switched on;"
                " add it under `plugins:`",
            )
        if annotations is not None:
            plugin.config.annotations = str(annotations)
        return _checked(config, plugin)


def _checked(config: MkDocsConfig, plugin: AnnotatedEditionPlugin) -> Checked:
    config = _configured(config, plugin)
    edition = plugin.build.edition
    files = populate(config, get_files(config), edition.documents)
    render_pages(config, files, plugin.build.linked.difference(edition.documents))
    plugin.build.check_anchors(config)
    plugin.build.check_rendering()
    folder = Path(config.config_file_path).parent
    return Checked(
        folder=folder,
        docs=Path(config.docs_dir),
        edition=edition,
        placed=plugin.build.placed,
        problems=plugin.build.problems,
        files=plugin.build.files,
    )


def _plugin_of(config: MkDocsConfig) -> AnnotatedEditionPlugin | None:
    plugins = config.plugins.values()
    return next((each for each in plugins if isinstance(each, AnnotatedEditionPlugin)), None)


def _configured(config: MkDocsConfig, plugin: AnnotatedEditionPlugin | None) -> MkDocsConfig:
    """Start the plugins, ours as a check: it shall report all errors, and end at none."""
    config.plugins.on_startup(command="build", dirty=False)
    if plugin is not None:
        today = day_of_build() or datetime.now(UTC).date()
        plugin.mode = BuildMode(checks=True, today=today)
    configured: MkDocsConfig = config.plugins.on_config(config)
    return configured


def _error(path: Path, message: str) -> EditionError:
    return EditionError.of(path, "project", message)


def page_text(config_file: Path, path: str) -> str:
    """The text that a page shows, whether it has notes or not.

    Args:
        config_file: The project's `mkdocs.yml`.
        path: The page's path under the documents' folder.

    Raises:
        EditionError: There is no such page, or MkDocs refuses the project.
    """
    with _opening(config_file):
        config = load_config(str(config_file))
        config = _configured(config, _plugin_of(config))
        files = get_files(config)
        populate(config, files, [path])
    file = files.get_file_from_path(path)
    if file is None or file.page is None or file.page.content is None:
        raise _error(Path(path), f"{path}: there is no such page")
    return read_html(file.page.content).text


def rendered_text(config_file: Path, markdown: str) -> str:
    """The text that a page with some Markdown would show.

    Args:
        config_file: The project's `mkdocs.yml`, whose Markdown extensions are used.
        markdown: The Markdown, without front matter.
    """
    with _opening(config_file):
        config = load_config(str(config_file))
        md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        paragraphs = markdown.split("\n\n")
        # Python-Markdown takes square time in the paragraphs of a text.
        pieces = (
            "\n\n".join(paragraphs[start : start + _PIECE])
            for start in range(0, len(paragraphs), _PIECE)
        )
        return "\n".join(read_html(md.reset().convert(piece)).text for piece in pieces)


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """A site and its pages.

    Attributes:
        name: Its name.
        address: Its address; may be empty.
        pages: Address of each page from there, by the page's path.
    """

    name: str
    address: str
    pages: Mapping[str, str]


def site_of(config_file: Path) -> SiteInfo:
    """The site that a project makes.

    Args:
        config_file: The project's `mkdocs.yml`.

    Raises:
        EditionError: MkDocs refuses the project.
    """
    with _opening(config_file):
        config = load_config(str(config_file))
        files = get_files(config)
        pages = {file.src_uri: file.url for file in files.documentation_pages()}
        return SiteInfo(config.site_name, str(config.site_url or ""), pages)


@contextmanager
def _opening(config_file: Path) -> Iterator[None]:
    """Keeps to ourselves what MkDocs and other plugins say of pages that are not ours.

    What MkDocs refuses is told as one sentence: it logs what is wrong with a configuration, and
    its error says no more than that there is something.

    Args:
        config_file: The project's `mkdocs.yml`.

    Raises:
        EditionError: MkDocs refuses the project.
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
        raise _error(config_file, f"{config_file}: {said}") from error
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
