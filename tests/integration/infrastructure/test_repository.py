"""What is committed is of use on any machine."""

from __future__ import annotations

import re
import subprocess

import pytest

# Written in parts, so that this file does not name them itself.
REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb", "debian", "org"),
        )
    )
)
HOMES = re.compile(r"(?<![\w./:~-])/(?:home|Users|root|work)/[\w.-]+/?|\b[A-Z]:\\Users\\")


@pytest.fixture(scope="module")
def committed(project_root):
    """The text files that git knows of, by their paths."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=project_root, capture_output=True, check=True)
    texts = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = project_root / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            texts[name] = data.decode("utf-8")
    return texts


def found(texts, pattern):
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, "resolved https://registry." + "npmjs" + ".org/axe-core"),
        (HOMES, "see /" + "home/ada/edition/site"),
        (HOMES, "see C:" + "\\Users\\ada"),
    ],
)
def test_what_is_looked_for_would_be_found(pattern, line):
    assert found({"a.txt": line}, pattern)


def test_no_file_names_a_package_registry(committed):
    assert found(committed, REGISTRIES) == []


def test_no_file_names_a_folder_of_somebodys_machine(committed):
    assert found(committed, HOMES) == []


def test_nothing_that_is_built_is_committed(committed):
    built = ("site/", ".venv/", ".cache/", "test-results/", "node_modules/", "dist/")
    assert [name for name in committed if name.startswith(built)] == []
