"""Finds a Chromium for the tests, or fetches one, without root and without asking."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import bundle

ROOT = Path(__file__).resolve().parents[2]
TRY = "--try"

CHOSEN = "EDITION_BROWSER"
"""The environment variable that names a Chromium by its path, and settles the question."""

CHOSEN_FIREFOX = "EDITION_FIREFOX"

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
FLAGS = (
    "--no-sandbox",  # a container's user seldom may make one; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 300
"""How long a download may take, in seconds."""


class NoBrowserError(Exception):
    """No browser can be had; the message says what was tried and what to do."""


@dataclass(frozen=True)
class Browser:
    """A Chromium and how to start it.

    Attributes:
        origin: Where it comes from, in words.
        path: Its program; None for the one that Playwright knows of.
        flags: Its arguments.
        variables: Environment variables that it needs beside the usual ones.
    """

    origin: str
    path: Path | None = None
    flags: tuple[str, ...] = FLAGS
    variables: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.origin} ({self.path})" if self.path else self.origin

    def launch_options(self) -> dict[str, object]:
        """Tell Playwright's launch options."""
        options: dict[str, object] = {
            "args": [*self.flags],
            "env": {**os.environ, **self.variables},
        }
        if self.path:
            options["executable_path"] = str(self.path)
        return options

    def starts(self) -> bool:
        """Try it: a program on the path may be a stub, or lack a library."""
        # In a process of its own: Playwright allows one of its loops a process.
        options = json.dumps(self.launch_options())
        command = [sys.executable, "-m", __spec__.name, TRY, options]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


@cache
def find_chromium() -> Browser:
    """Find a Chromium that starts, or fetch one.

    Raises:
        NoBrowserError: There is none to be had.
    """
    if chosen := os.environ.get(CHOSEN):
        browser = Browser(f"the browser that {CHOSEN} names", Path(chosen))
        if not browser.starts():
            raise NoBrowserError(f"{CHOSEN} names {chosen}, and no browser starts from there.")
        return browser
    for browser in candidates():
        if browser.starts():
            return browser
    raise NoBrowserError(
        "The tests need a browser and none could be found, nor fetched from Playwright or npm: "
        f"install Chromium or Chrome, or name one in the environment variable {CHOSEN}."
    )


def candidates() -> Iterator[Browser]:
    """Yield what may be a browser, the quickest to have first."""
    for name in NAMES:
        if path := shutil.which(name):
            yield Browser(f"{name} on the path", Path(path))
    own = Browser("Playwright's own Chromium")
    yield own
    if bundle.is_unpacked():
        yield from_bundle()
    if playwright_installs():
        yield own
    if not bundle.is_unpacked() and bundle.fetch():
        yield from_bundle()


def from_bundle() -> Browser:
    """Tell how to start the Chromium that npm carries."""
    return Browser(
        "the Chromium that npm carries",
        bundle.PROGRAM,
        # It was made for machines with one small disk and no shared memory.
        (*FLAGS, "--no-zygote", "--disable-dev-shm-usage"),
        bundle.variables(),
    )


def playwright_installs() -> bool:
    """Let Playwright fetch its own Chromium; tell whether it could."""
    say("Fetching Playwright's own Chromium …")
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def find_firefox() -> Path | None:
    """Find Firefox where the machine has one; it is never fetched."""
    if chosen := os.environ.get(CHOSEN_FIREFOX):
        return Path(chosen)
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    return Path(found) if found else None


def say(words: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(words, file=sys.stderr, flush=True)


def attempt(options: dict[str, object]) -> None:
    """Start a browser and open a page in it; an exception if that does not work."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        browser.new_page().goto("data:text/html,<p>ready")
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == [TRY]:
        attempt(json.loads(sys.argv[2]))
    else:
        try:
            say(f"The tests run in {find_chromium()}.")
        except NoBrowserError as error:
            sys.exit(str(error))
