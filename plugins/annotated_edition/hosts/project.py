"""A project on the disk, and all that is done with one: load, check, try changes, go back.

Completion in a shell loads projects: what it does not need is imported where it is used. MkDocs
takes as long to import as all the rest takes to run.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from annotated_edition.model import EditionError, Location, Problem
from annotated_edition.records import Reading, read_edition, relative

if TYPE_CHECKING:
    from annotated_edition.maintenance import Snapshot

    from .checked import Checked
    from .mkdocs.project import SiteInfo

__all__ = ["Project"]

_CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PLUGIN = "annotated-edition"
_NEEDED = frozenset({"site_name", "plugins", "INHERIT"})


class _Loader(yaml.SafeLoader):
    """Reads a configuration of MkDocs; its tags (`!ENV`, `!!python/name`) are ignored."""


_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


@dataclass(frozen=True, slots=True)
class Project:
    """An edition on the disk.

    Attributes:
        root: The project's folder.
        config_file: Its mkdocs.yml; None where there is none.
        annotations: The folder of annotations.
        docs: The folder of documents.
        has_nav: Whether an editor writes the navigation.
    """

    root: Path
    config_file: Path | None
    annotations: Path
    docs: Path
    has_nav: bool = False

    @classmethod
    def load(cls, path: Path) -> Project:
        """Find the edition in a folder, or of a configuration file.

        Args:
            path: The folder or the file.

        Raises:
            EditionError: There is none.
        """
        config_file = path if path.is_file() else _config_in(path)
        root = (config_file.parent if config_file else path).absolute()
        config = _config(config_file) if config_file else {}
        annotations = root / _text(_options(config).get("annotations"), "annotations")
        docs = root / _text(config.get("docs_dir"), "docs")
        if config_file is None and not annotations.exists():
            above = next((each for each in root.parents if _config_in(each)), None)
            raise _error(
                path,
                f"there is no edition in {path}, but there is one in {above}: go there, or name it"
                if above
                else f"there is no edition in {path}; expected a folder with mkdocs.yml or a "
                "folder “annotations”",
            )
        return cls(root, config_file, annotations, docs, bool(config.get("nav")))

    def read(self) -> Reading:
        """Read the edition's YAML files, without a look at its pages."""
        return read_edition(self.root, annotations=self.annotations, docs=self.docs)

    def check(self) -> Checked:
        """Read the edition, render its annotated pages and anchor its notes.

        Raises:
            EditionError: There is no configuration, or MkDocs refuses it.
        """
        from .mkdocs.project import check  # noqa: PLC0415 - MkDocs is slow

        return check(self.configuration)

    def page_text(self, page: str) -> str:
        """The text that a page shows, whether it has notes or not.

        Args:
            page: The page's path under the documents' folder.

        Raises:
            EditionError: There is no such page, or MkDocs refuses the project.
        """
        from .mkdocs.project import page_text  # noqa: PLC0415 - MkDocs is slow

        return page_text(self.configuration, page)

    def rendered_text(self, markdown: str) -> str:
        """The text that a page with some Markdown, without front matter, would show.

        Raises:
            EditionError: MkDocs refuses the project.
        """
        from .mkdocs.project import rendered_text  # noqa: PLC0415 - MkDocs is slow

        return rendered_text(self.configuration, markdown)

    def site(self) -> SiteInfo:
        """The site that the project makes.

        Raises:
            EditionError: MkDocs refuses the project.
        """
        from .mkdocs.project import site_of  # noqa: PLC0415 - MkDocs is slow

        return site_of(self.configuration)

    def dry_run(self, changes: Mapping[Path, bytes]) -> Checked:
        """Check the project as it would be with other annotation files; its own stay as they are.

        Args:
            changes: New contents of files, by their paths in the folder of annotations.

        Returns:
            The project; its problems name the files by the names they would have.

        Raises:
            EditionError: The project cannot be opened.
        """
        from .mkdocs.project import check  # noqa: PLC0415 - MkDocs is slow

        folder, root = self.annotations.absolute(), self.configuration.absolute().parent
        with tempfile.TemporaryDirectory(prefix="annotated-edition-") as temporary:
            copy = Path(temporary) / "annotations"
            if folder.is_dir():
                # Contents alone: what may not be written in the project may be in the copy.
                shutil.copytree(folder, copy, symlinks=True, copy_function=shutil.copyfile)
            for path, content in changes.items():
                target = copy / path.absolute().relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            checked = check(self.configuration, copy)
        names = (relative(copy, root), relative(folder, root))
        return replace(
            checked, problems=tuple(_renamed(each, *names) for each in checked.problems)
        )

    def at_revision(self, revision: str) -> Snapshot:
        """The edition as it was in a commit; an empty one where that has none yet.

        The commit's files are written into a folder that is deleted again; the repository, its
        index and its work tree stay as they are.

        Args:
            revision: The commit, in any way that git knows.

        Raises:
            EditionError: Git or the commit is not there, or MkDocs can open the project neither
                by its own configuration nor by today's.
        """
        from annotated_edition.maintenance import Repository  # noqa: PLC0415 - see above

        repository = Repository(self.root)
        commit = repository.commit(revision)
        with tempfile.TemporaryDirectory(prefix="annotated-edition-") as name:
            target = Path(name).resolve() / "project"
            target.mkdir()
            repository.check_out(commit, target)
            return _snapshot(target / self.configuration.name, self.configuration)

    @property
    def configuration(self) -> Path:
        """The project's mkdocs.yml.

        Raises:
            EditionError: There is none.
        """
        if self.config_file is None:
            raise _error(
                self.root,
                f"there is no mkdocs.yml in {self.root}; the pages cannot be rendered without it",
            )
        return self.config_file


def _snapshot(old: Path, today: Path) -> Snapshot:
    """Open a project by its own configuration, or by today's."""
    from annotated_edition.maintenance import Snapshot  # noqa: PLC0415 - see above

    from .mkdocs.project import check  # noqa: PLC0415 - MkDocs is slow

    younger = not old.exists()
    try:
        if younger and not any(old.parent.iterdir()):
            return Snapshot()
        return check(old).snapshot()
    except EditionError:
        # Its set-up may need what is not installed any more, or is not there yet.
        shutil.copyfile(today, old)
        try:
            return check(old).snapshot()
        except EditionError:
            if younger:
                return Snapshot()
            raise


def _renamed(problem: Problem, copy: str, folder: str) -> Problem:
    """A problem of a copy as one of the project."""
    place = problem.location
    return replace(
        problem,
        location=Location(place.path.replace(copy, folder), place.line, place.column),
        message=problem.message.replace(copy, folder),
        fix=problem.fix.replace(copy, folder),
    )


def _error(path: Path, message: str) -> EditionError:
    return EditionError.of(path, "project", message)


def _config_in(folder: Path) -> Path | None:
    return next((each for name in _CONFIG_NAMES if (each := folder / name).is_file()), None)


def _config(path: Path) -> dict[str, Any]:
    try:
        config = yaml.load(path.read_bytes(), _Loader)  # noqa: S506 - a SafeLoader without tags
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if path.name not in _CONFIG_NAMES:
            config = None
        else:
            reason = " ".join(str(error).split())
            raise _error(path, f"{path} is not YAML: {reason}") from None
    # No configuration of MkDocs is without one of these; a page and a file of notes are.
    if path.name not in _CONFIG_NAMES and not (isinstance(config, dict) and _NEEDED & set(config)):
        raise _error(
            path,
            f"{path} is no configuration of MkDocs; name the folder with mkdocs.yml, or that file:"
            " an edition is checked as a whole",
        )
    return config if isinstance(config, dict) else {}


def _options(config: dict[str, Any]) -> dict[str, Any]:
    """The options of our plugin, in whichever of MkDocs' three ways they are written."""
    plugins = config.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        options = entry.get(_PLUGIN) if isinstance(entry, dict) else None
        if isinstance(options, dict):
            return options
    return {}


def _text(value: Any, default: str) -> str:
    return value if isinstance(value, str) and value else default
