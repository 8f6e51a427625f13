"""The rooms of the package: who may know whom, through which door, and what is called what."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import annotated_edition

PACKAGE = Path(annotated_edition.__file__).parent

ORDER = (
    "model",
    "locales",
    "yaml_files",
    "records",
    "anchoring",
    "rendered_html",
    "note_markdown",
    "bibliography",
    "exchange",
    "pages",
    "maintenance",
    "intake",
    "hosts",
    "cli",
)
"""Every room with code; each may know those before it."""

CORE = ORDER[: ORDER.index("hosts")]
HOSTS = ("mkdocs", "material", "properdocs", "zensical")

IMPORT_ALL = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
print("\\n".join(sys.modules))
"""

FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "starter" not in path.parts
}
"""Every module of the package, by its name below it."""


def imports(module):
    """What a module imports from the package, also under TYPE_CHECKING: module and name."""
    path = FILES[module]
    parents = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            start = ".".join(filter(None, (base, node.module)))
            yield from ((start, alias.name) for alias in node.names)


def room_of(module):
    return module.partition(".")[0]


CROSSINGS = [
    (module, target.partition(".")[2], name)
    for module in FILES
    for target, name in imports(module)
    if target.startswith(f"{PACKAGE.name}.") and room_of(module) in ORDER
    if room_of(target.partition(".")[2]) in ORDER
    if room_of(target.partition(".")[2]) != room_of(module)
]
"""Imports from one room into another: the module, what it imports from, and the name."""


@pytest.mark.parametrize("room", CORE)
def test_core_room_imports_no_host(room):
    command = [sys.executable, "-c", IMPORT_ALL, f"annotated_edition.{room}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert f"annotated_edition.{room}" in loaded
    assert [name for name in loaded if name.partition(".")[0] in HOSTS] == []


def test_every_room_is_in_the_table():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms - {"reader"} == set(ORDER)


def test_no_room_has_the_name_of_a_package_that_python_has():
    assert set(ORDER).isdisjoint(sys.stdlib_module_names)


def test_a_room_knows_only_the_rooms_before_it():
    wrong = [
        f"{module} knows {target}"
        for module, target, _ in CROSSINGS
        if ORDER.index(room_of(target)) > ORDER.index(room_of(module))
    ]
    assert wrong == []


def test_rooms_are_entered_by_their_front_doors():
    past = [f"{module} imports {t}.{name}" for module, t, name in CROSSINGS if "." in t]
    assert past == []


def test_no_private_name_leaves_its_room():
    private = [f"{m} takes {t}.{name}" for m, t, name in CROSSINGS if name.startswith("_")]
    assert private == []


def test_no_two_files_import_each_other():
    known = defaultdict(set)
    for module in FILES:
        for target, name in imports(module):
            inside = target.partition(".")[2]
            for candidate in (f"{inside}.{name}", inside):
                if candidate in FILES and FILES[candidate].name != "__init__.py":
                    known[module].add(candidate)
                    break
    assert cycles(known) == []


def cycles(known):
    """The groups of modules that lead back to themselves (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in known.get(node, ()):
            if target not in index:
                visit(target)
            if target in stack:
                low[node] = min(low[node], low[target])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in known:
        if node not in index:
            visit(node)
    return found


def test_a_public_name_means_one_thing():
    homes = defaultdict(set)
    for module, path in FILES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                homes[node.name].add(module)
    # Click finds a command by this name in the module of the command.
    homes.pop("command", None)
    assert {name: sorted(where) for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize("room", sorted(set(ORDER) - {"cli"}))
def test_what_type_checkers_see_at_a_front_door_is_what_it_has(room):
    stub = ast.parse((PACKAGE / room / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {
        (f"{PACKAGE.name}.{room}.{node.module}", alias.name)
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    door = importlib.import_module(f"{PACKAGE.name}.{room}")
    assert {name for _, name in typed} == set(door.__all__)
    for module, name in typed:
        assert getattr(door, name) is getattr(importlib.import_module(module), name)
