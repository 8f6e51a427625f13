"""Writes small MkDocs projects and builds them as `mkdocs build --strict` does."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

SETTINGS: dict[str, object] = {
    "site_name": "An edition",
    "theme": {
        "name": "material",
        "font": False,
        "features": ["navigation.instant", "navigation.prune", "search.highlight"],
        "palette": [
            {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Dark"}},
            {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "Light"}},
        ],
    },
    "validation": {
        "links": {
            "not_found": "warn",
            "anchors": "warn",
            "absolute_links": "warn",
            "unrecognized_links": "warn",
        }
    },
}


class BuildFailedError(Exception):
    """The strict build stopped; the message holds all that it logged."""


def write(project: Path, files: Mapping[str, str]) -> None:
    """Write files into a project's folder, the folders between included."""
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def configure(
    project: Path, settings: Mapping[str, object], options: Mapping[str, object] | None
) -> None:
    """Write mkdocs.yml, unless the project brings its own.

    Args:
        project: The project's folder.
        settings: MkDocs settings that differ from the usual ones.
        options: The plugin's; None leaves the plugin out.
    """
    path = project / "mkdocs.yml"
    if path.exists():
        return
    plugins: list[object] = ["search"]
    if options is not None:
        plugins.append({"annotated-edition": dict(options)})
    everything = {**SETTINGS, "plugins": plugins, **settings}
    path.write_text(yaml.safe_dump(everything, sort_keys=False), encoding="utf-8")


def build_site(project: Path, *, strict: bool = True, **overrides: Any) -> Path:
    """Build a project and return the folder of its site.

    Raises:
        BuildFailedError: A warning or an error stopped it.
    """
    log = _Log()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(log)
    try:
        config = load_config(str(project / "mkdocs.yml"), strict=strict, **overrides)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except Abort as abort:
        raise BuildFailedError("\n".join([*log.lines, str(abort)])) from abort
    finally:
        logger.removeHandler(log)
    return Path(config.site_dir)


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")
