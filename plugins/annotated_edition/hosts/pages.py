"""What the pages of a MkDocs project show, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from annotated_edition.weaving import read_html

from .mkdocs_details import populate
from .project import ProjectError, opening

__all__ = ["Site", "page_text", "rendered_text", "site_of"]


def page_text(config_file: Path, path: str) -> str:
    """The text that a page shows, whether it has notes or not.

    Args:
        config_file: The project's `mkdocs.yml`.
        path: The page's path under the documents' folder.

    Raises:
        ProjectError: There is no such page, or MkDocs refuses the project.
    """
    with opening(config_file):
        config = load_config(str(config_file))
        config.plugins.on_startup(command="build", dirty=False)
        for plugin in config.plugins.values():
            if hasattr(plugin, "fails"):
                plugin.fails = False
        config = config.plugins.on_config(config)
        files = get_files(config)
        populate(config, files, [path])
    file = files.get_file_from_path(path)
    if file is None or file.page is None or file.page.content is None:
        raise ProjectError(f"{path}: there is no such page")
    return read_html(file.page.content).text


def rendered_text(config_file: Path, markdown: str) -> str:
    """The text that a page with some Markdown would show.

    Args:
        config_file: The project's `mkdocs.yml`, whose Markdown extensions are used.
        markdown: The Markdown, without front matter.
    """
    with opening(config_file):
        config = load_config(str(config_file))
        md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        return read_html(md.convert(markdown)).text


@dataclass(frozen=True, slots=True)
class Site:
    """A site and its pages.

    Attributes:
        name: Its name.
        address: Its address; may be empty.
        pages: Address of each page from there, by the page's path.
    """

    name: str
    address: str
    pages: Mapping[str, str]


def site_of(config_file: Path) -> Site:
    """The site that a project makes.

    Args:
        config_file: The project's `mkdocs.yml`.

    Raises:
        ProjectError: MkDocs refuses the project.
    """
    with opening(config_file):
        config = load_config(str(config_file))
        files = get_files(config)
        pages = {file.src_uri: file.url for file in files.documentation_pages()}
        return Site(config.site_name, str(config.site_url or ""), pages)
