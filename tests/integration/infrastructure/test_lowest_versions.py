"""The lowest versions that are tested are the lowest that are allowed."""

from __future__ import annotations

import tomllib

from packaging.requirements import Requirement
from packaging.version import Version

import dev


def lower_bounds(requirements):
    bounds = {}
    for requirement in map(Requirement, requirements):
        versions = [
            each.version for each in requirement.specifier if each.operator in (">=", "==")
        ]
        assert len(versions) == 1, f"{requirement} has no single lower bound"
        bounds[requirement.name.lower()] = Version(versions[0])
    return bounds


def test_every_lower_bound_is_the_version_that_is_tested():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (dev.ROOT / "tests/lowest.txt").read_text(encoding="utf-8").splitlines()
    tested = lower_bounds([line for line in lines if not line.startswith("#")])
    wanted = lower_bounds(project["dependencies"])
    allowed = wanted | lower_bounds(project["optional-dependencies"]["test"])
    assert wanted.keys() <= tested.keys()
    assert {name: allowed[name] for name in tested} == tested
