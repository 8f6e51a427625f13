"""Whatever is public says what it is."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import annotated_edition

NAMES = sorted(
    module.name
    for module in pkgutil.walk_packages(annotated_edition.__path__, "annotated_edition.")
    if not module.name.endswith("__main__")
)


@pytest.fixture(scope="module")
def modules():
    """All the modules of the package."""
    return [importlib.import_module(name) for name in NAMES]


@pytest.fixture(scope="module")
def rooms(modules):
    """Those of them that hold others."""
    return [module for module in modules if hasattr(module, "__path__")]


def public(module):
    """The functions and classes that a module defines for others, with their names."""
    for name, thing in vars(module).items():
        own = getattr(thing, "__module__", None) == module.__name__
        if own and not name.startswith("_") and (inspect.isclass(thing) or callable(thing)):
            yield name, thing


def members(thing):
    """The names of a class's public methods and properties."""
    for name, value in vars(thing).items():
        plain = isinstance(value, property | classmethod | staticmethod) or callable(value)
        if plain and not name.startswith("_") and not inspect.isclass(value):
            yield name


def described(thing):
    """Whether it has a docstring."""
    return bool((thing.__doc__ or "").strip())


def test_every_public_object_is_described(modules):
    missing = []
    for module in modules:
        if not (module.__doc__ or "").strip():
            missing.append(module.__name__)
        for name, thing in public(module):
            if not described(thing):
                missing.append(f"{module.__name__}.{name}")
            if inspect.isclass(thing):
                bare = [
                    each for each in members(thing) if not inspect.getdoc(getattr(thing, each))
                ]
                missing += [f"{module.__name__}.{name}.{each}" for each in bare]
    assert missing == []


def test_every_field_of_a_rooms_records_is_described(rooms):
    missing = [
        f"{room.__name__}.{thing.__name__}.{field.name}"
        for room in rooms
        for thing in (getattr(room, name) for name in getattr(room, "__all__", ()))
        if inspect.isclass(thing) and dataclasses.is_dataclass(thing)
        for field in dataclasses.fields(thing)
        if not field.name.startswith("_") and f"{field.name}:" not in (thing.__doc__ or "")
        # A key of a record is described once, for editors and developers alike.
        if "Key(" not in str(field.type)
    ]
    assert missing == []


def test_every_room_names_what_is_public_and_has_it(rooms):
    unnamed = [
        f"{room.__name__}.{name}"
        for room in rooms
        for name, thing in vars(room).items()
        if not name.startswith("_") and not inspect.ismodule(thing) and name != "annotations"
        if not hasattr(room, "__all__")
    ]
    absent = [
        f"{room.__name__}.{name}"
        for room in rooms
        for name in getattr(room, "__all__", ())
        if not hasattr(room, name)
    ]
    assert unnamed + absent == []
