"""The rooms of the core know of no host, and data goes one way through them."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import annotated_edition

PACKAGE = Path(annotated_edition.__file__).parent

MAY_KNOW = {
    "model": set(),
    "locales": {"model"},
    "yaml_files": {"model"},
    "records": {"model", "yaml_files"},
    "anchoring": {"model"},
    "weaving": {"model", "anchoring", "locales"},
    "pages": {"model", "locales"},
    "formats": {"model", "locales"},
    "publishing": {
        "model",
        "locales",
        "yaml_files",
        "records",
        "anchoring",
        "weaving",
        "pages",
        "formats",
    },
    "maintenance": {
        *("model", "locales", "yaml_files", "records", "anchoring", "weaving", "pages", "formats"),
        "publishing",
    },
    "contributing": {"model", "yaml_files", "records", "anchoring", "formats"},
}
"""Each room of the core and the rooms that it may lean on."""

SHARED = {"records.citations", "records.markup", "yaml_files.limits"}
"""Modules that lean on none but each other, and that any room may lean on: a note's syntax."""

CLOSED = ("maintenance",)
"""Rooms of which others see what their `__init__` names, and nothing else."""

HOSTS = ("mkdocs", "material", "properdocs", "zensical")

IMPORT_ALL = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
print("\\n".join(sys.modules))
"""


@pytest.mark.parametrize("room", MAY_KNOW)
def test_core_room_imports_no_host(room):
    command = [sys.executable, "-c", IMPORT_ALL, f"annotated_edition.{room}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert f"annotated_edition.{room}" in loaded
    assert [name for name in loaded if name.partition(".")[0] in HOSTS] == []


@pytest.mark.parametrize("room", MAY_KNOW)
def test_core_room_leans_only_on_the_rooms_before_it(room):
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    known = {
        f"{path.relative_to(PACKAGE)} knows {other}"
        for path in files
        for other in rooms_imported(path) - MAY_KNOW[room] - {room}
    }
    assert known == set()


@pytest.mark.parametrize("room", CLOSED)
def test_closed_room_is_seen_through_its_public_names_only(room):
    inside = re.compile(rf"annotated_edition\.{room}\.\w|annotated_edition\.{room} import _")
    public = importlib.import_module(f"annotated_edition.{room}").__all__
    assert len(set(public)) == len(public)
    files = [path for path in PACKAGE.rglob("*.py") if PACKAGE / room not in path.parents]
    assert [str(path) for path in files if inside.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("module", sorted(SHARED))
def test_shared_module_leans_on_shared_ones_only(module):
    assert rooms_imported(PACKAGE / f"{module.replace('.', '/')}.py") == set()


def rooms_imported(path):
    """The rooms that a file imports from, also under TYPE_CHECKING."""
    rooms = set()
    parents = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            start = ".".join(filter(None, (base, node.module)))
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            ours = parts[0] == PACKAGE.name and len(parts) > 1 and (PACKAGE / parts[1]).is_dir()
            if ours and ".".join(parts[1:3]) not in SHARED:
                rooms.add(parts[1])
    return rooms
