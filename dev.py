#!/usr/bin/env python3
"""Every command of this project, on a machine that has Python 3.11 or newer and nothing else.

The first run makes a virtual environment in `.venv` and installs what the command needs; later
runs find it and start at once. Arguments after the command's name are handed on to its tool.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
SITE, TESTS = ".", ".[test]"
"""What is installed: enough to build the edition, or that and what the tests need."""
ON_ALL_CORES = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")

OFFLINE = re.compile(
    r"NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|ProxyError"
    r"|Network is unreachable|Failed to establish|from versions: none"
)
"""What pip says where there is no network."""


class Halt(Exception):  # noqa: N818 - nothing went wrong in here
    """Ends the command with one sentence for the person at the keyboard."""


def serve(arguments: Sequence[str]) -> int:
    """Show the edition at http://127.0.0.1:8000/ and build it anew at every save."""
    return run(environment(SITE), "-m", "mkdocs", "serve", *arguments)


def build(arguments: Sequence[str]) -> int:
    """Build the edition into site/; a problem in a note or a link stops it."""
    return run(environment(SITE), "-m", "mkdocs", "build", "--strict", *arguments)


def edition(arguments: Sequence[str]) -> int:
    """Run the plugin's own command line: check, schema and what else it knows."""
    return run(environment(SITE), "-m", "annotated_edition", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Pass the tests, those in a real browser too; name some to pass only these."""
    home = environment(TESTS)
    if arguments:
        return run(home, "-m", "pytest", *arguments)
    # All the tests need a browser for certain: have it, or say so, before the first one runs.
    # Each core gets whole files, whose tests share a site; more than four would share a disk.
    return run(home, "-m", "tests.support.browser") or run(home, "-m", "pytest", *ON_ALL_CORES)


def lint(arguments: Sequence[str]) -> int:
    """Look for mistakes in the code, and for dependencies that are unused or undeclared."""
    home = environment(TESTS)
    return run(home, "-m", "ruff", "check", *arguments) or run(home, "-m", "deptry", "plugins")


def layout(arguments: Sequence[str]) -> int:
    """Lay out the code; with --check, only say what is not laid out."""
    return run(environment(TESTS), "-m", "ruff", "format", *arguments)


def types(arguments: Sequence[str]) -> int:
    """Check the types, strictly."""
    return run(environment(TESTS), "-m", "mypy", *arguments)


def workflows(_: Sequence[str]) -> int:
    """Check the workflows, the issue forms and the shell scripts."""
    home = environment(TESTS)
    codes = [call([script(home, name), *rest], home) for name, *rest in workflow_checks()]
    return max(codes)


def lowest(arguments: Sequence[str]) -> int:
    """Pass the tests on the lowest versions that we say we work with, browsers left out."""
    home = environment(TESTS, ROOT / ".cache/lowest", ROOT / "tests/lowest.txt")
    return run(home, "-m", "pytest", *(arguments or ["-m", "not browser"]))


def bench(arguments: Sequence[str]) -> int:
    """Measure what the plugin costs: the weight of a page, and the time of a build (minutes)."""
    home = environment(TESTS)
    return run(home, "tests/bench/weight.py") or run(home, "tests/bench/build.py", *arguments)


COMMANDS = {
    "serve": serve,
    "build": build,
    "edition": edition,
    "test": test,
    "lint": lint,
    "format": layout,
    "types": types,
    "workflows": workflows,
    "lowest": lowest,
    "bench": bench,
}


def workflow_checks() -> Iterator[tuple[str, ...]]:
    """Yield each check of the workflows: a tool and its arguments, paths from the root.

    zizmor passes over a file that is not valid, so the schemas come first.
    """
    folder = ROOT / ".github"
    forms = [path for path in folder.glob("ISSUE_TEMPLATE/*.yml") if path.stem != "config"]
    for schema, paths in (
        ("vendor.github-workflows", folder.glob("workflows/*.yml")),
        ("vendor.github-issue-forms", forms),
        ("vendor.github-issue-config", folder.glob("ISSUE_TEMPLATE/config.yml")),
        ("vendor.dependabot", folder.glob("dependabot.yml")),
    ):
        names = sorted(path.relative_to(ROOT).as_posix() for path in paths)
        if names:
            yield ("check-jsonschema", "--builtin-schema", schema, *names)
    yield ("actionlint",)
    yield ("zizmor", "--offline", "--persona=auditor", "--no-progress", ".github")
    yield ("shellcheck", ".ci/run")


def environment(wanted: str, home: Path = ROOT / ".venv", constraints: Path | None = None) -> Path:
    """Make the virtual environment, or find it as it should be, and return its folder.

    Args:
        wanted: The requirement to install, editable.
        home: The environment's folder.
        constraints: A file that pins versions.
    """
    stamp = home / ".installed"
    recipe = hashlib.sha256(repr(requirements()).encode())
    recipe.update(constraints.read_bytes() if constraints else b"")
    # What the tests need holds all that the edition needs.
    enough = {f"{name} {recipe.hexdigest()}" for name in {wanted, TESTS}}
    works = script(home, "python").exists() and call_quietly([script(home, "python"), "-V"]) == 0
    if works and stamp.exists() and stamp.read_text(encoding="utf-8") in enough:
        return home
    print(f"Installing into {home.relative_to(ROOT)} (once, less than a minute) …", flush=True)
    if not works:
        make_environment(home)
    options = ["--constraint", str(constraints)] if constraints else []
    install(home, [*options, "--editable", wanted])
    stamp.write_text(f"{wanted} {recipe.hexdigest()}", encoding="utf-8")
    return home


def requirements() -> list[object]:
    """Tell what decides about an installation; the tools' settings do not."""
    import tomllib  # noqa: PLC0415 - since Python 3.11, and an older one has to get as far as here

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [project.get("build-system"), project.get("project")]


def make_environment(home: Path) -> None:
    """Make an empty virtual environment with pip in it."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian's Python comes without it
        import venv  # noqa: PLC0415
    except ImportError:
        raise Halt(
            "This Python cannot make virtual environments: install them (Debian, Ubuntu: "
            "`apt install python3-venv`) or another Python, and run the command again."
        ) from None
    venv.create(str(home), clear=True, with_pip=True)


def install(home: Path, arguments: Sequence[str]) -> None:
    """Install packages with the environment's own pip."""
    command = [script(home, "python"), "-m", "pip", "install", "-qq", "--retries=2"]
    done = subprocess.run(
        [*map(str, command), "--disable-pip-version-check", *arguments],
        cwd=str(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return
    if OFFLINE.search(said):
        raise Halt(
            "The packages could not be fetched: no package index can be reached from here. "
            "Connect this machine to the network and run the command again."
        )
    print(said, file=sys.stderr)
    raise Halt("The packages could not be installed: pip says why, above.")


def script(home: Path, name: str) -> Path:
    """Tell the path of a program in a virtual environment."""
    windows = os.name == "nt"
    return home / ("Scripts" if windows else "bin") / (name + ".exe" if windows else name)


def run(home: Path, *arguments: str) -> int:
    """Run the environment's Python at the project's root and return its exit code."""
    return call([script(home, "python"), *arguments], home)


def call(command: Sequence[str | Path], home: Path) -> int:
    """Run a program as if the environment were active and return its exit code."""
    path = os.pathsep.join([str(script(home, "python").parent), os.environ.get("PATH", "")])
    # The theme's banner about its future is for those who choose a theme.
    variables = dict(os.environ, PATH=path, VIRTUAL_ENV=str(home), NO_MKDOCS_2_WARNING="1")
    return subprocess.call([str(part) for part in command], cwd=str(ROOT), env=variables)


def call_quietly(command: Sequence[str | Path]) -> int:
    """Run a program for its exit code alone."""
    try:
        done = subprocess.run([str(part) for part in command], check=False, capture_output=True)
    except OSError:  # the Python that the environment was made with is gone
        return 1
    return done.returncode


def usage() -> str:
    """Tell the commands and what each does."""
    lines = [
        f"  {name:<10} {(what.__doc__ or '').splitlines()[0]}" for name, what in COMMANDS.items()
    ]
    return "\n".join(["Usage: python3 dev.py COMMAND [ARGUMENTS]", "", *lines])


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        raise Halt(
            "This project needs Python 3.11 or newer, and this is Python {}.{}: run the command "
            "with a newer one (for example `python3.13 dev.py`).".format(*sys.version_info)
        )
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if arguments[0] not in COMMANDS:
        raise Halt(f"There is no command “{arguments[0]}”.\n\n{usage()}")
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Halt as halt:
        sys.exit(str(halt))
    except KeyboardInterrupt:
        sys.exit(130)
