"""Changes of an edition tried out on a copy, and pages read before they have notes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files

from annotated_edition.model import Location, Problem
from annotated_edition.records.folder import relative
from annotated_edition.weaving import read_html

from .mkdocs_details import populate
from .project import Project, ProjectError, open_project, quiet

__all__ = ["page_text", "rendered_text", "site_url", "try_out"]


def try_out(config_file: Path, folder: Path, changes: Mapping[Path, bytes]) -> Project:
    """Check a project as it would be with other annotation files; its own stay as they are.

    Args:
        config_file: The project's `mkdocs.yml`.
        folder: The project's folder of annotations.
        changes: New contents of files, by their paths in the folder of annotations.

    Returns:
        The project; its problems name the files by the names they would have.

    Raises:
        ProjectError: The project cannot be opened.
    """
    folder, root = folder.absolute(), config_file.absolute().parent
    with tempfile.TemporaryDirectory(prefix="annotated-edition-") as temporary:
        copy = Path(temporary) / "annotations"
        if folder.is_dir():
            shutil.copytree(folder, copy, symlinks=True)
        for path, content in changes.items():
            target = copy / path.absolute().relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        project = open_project(config_file, copy)
        names = _Names(root, copy, folder)
        problems = tuple(names.restore(problem) for problem in project.problems)
        return replace(project, problems=problems, annotations=folder)


class _Names:
    """Gives the files of a copy the names that they have in the project."""

    def __init__(self, root: Path, copy: Path, folder: Path) -> None:
        self._copy, self._folder = relative(copy, root), relative(folder, root)

    def restore(self, problem: Problem) -> Problem:
        """A problem of the copy as one of the project."""
        place = problem.location
        return replace(
            problem,
            location=Location(self._named(place.path), place.line, place.column),
            message=self._named(problem.message),
            fix=self._named(problem.fix),
        )

    def _named(self, text: str) -> str:
        return text.replace(self._copy, self._folder)


def page_text(config_file: Path, path: str) -> str:
    """The text that a page shows, whether it has notes or not.

    Args:
        config_file: The project's `mkdocs.yml`.
        path: The page's path under the documents' folder.

    Raises:
        ProjectError: There is no such page, or MkDocs refuses the project.
    """
    with quiet():
        try:
            config = load_config(str(config_file))
            for plugin in config.plugins.values():
                if hasattr(plugin, "fails"):
                    plugin.fails = False
            config.plugins.on_startup(command="build", dirty=False)
            config = config.plugins.on_config(config)
            files = get_files(config)
            populate(config, files, [path])
        except MkDocsException as error:
            raise ProjectError(f"{config_file}: {error}") from error
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
    with quiet():
        try:
            config = load_config(str(config_file))
        except MkDocsException as error:
            raise ProjectError(f"{config_file}: {error}") from error
        md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        return read_html(md.convert(markdown)).text


def site_url(config_file: Path) -> str:
    """The address of the site, or an empty text.

    Args:
        config_file: The project's `mkdocs.yml`.
    """
    with quiet():
        try:
            return str(load_config(str(config_file)).site_url or "")
        except MkDocsException as error:
            raise ProjectError(f"{config_file}: {error}") from error
