"""Where an edition's files are: what mkdocs.yml says of it, read without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from annotated_edition.records import Reading, read_edition

__all__ = ["Project", "project_argument"]

_CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PLUGIN = "annotated-edition"
_NEEDED = frozenset({"site_name", "plugins", "INHERIT"})


class _Loader(yaml.SafeLoader):
    """Reads a configuration of MkDocs; its tags (`!ENV`, `!!python/name`) stand for nothing."""


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
    def find(cls, path: Path) -> Project:
        """Finds the edition in a folder, or of a configuration file.

        Args:
            path: The folder or the file.

        Returns:
            The edition.

        Raises:
            click.UsageError: There is none.
        """
        config_file = path if path.is_file() else _config_in(path)
        root = (config_file.parent if config_file else path).absolute()
        config = _config(config_file) if config_file else {}
        annotations = root / _text(_options(config).get("annotations"), "annotations")
        docs = root / _text(config.get("docs_dir"), "docs")
        if config_file is None and not annotations.exists():
            above = next((each for each in root.parents if _config_in(each)), None)
            raise click.UsageError(
                f"there is no edition in {path}, but there is one in {above}: go there, or name it"
                if above
                else f"there is no edition in {path}; expected a folder with mkdocs.yml or a "
                "folder “annotations”"
            )
        return cls(root, config_file, annotations, docs, bool(config.get("nav")))

    def read(self) -> Reading:
        """Reads the edition's YAML files."""
        return read_edition(self.root, annotations=self.annotations, docs=self.docs)


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
            raise click.UsageError(f"{path} is not YAML: {reason}") from None
    # No configuration of MkDocs is without one of these; a page and a file of notes are.
    if path.name not in _CONFIG_NAMES and not (isinstance(config, dict) and _NEEDED & set(config)):
        raise click.UsageError(
            f"{path} is no configuration of MkDocs; name the folder with mkdocs.yml, or that file:"
            " an edition is checked as a whole"
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


project_argument = click.argument(
    "project", default=".", type=click.Path(exists=True, path_type=Path), required=False
)
