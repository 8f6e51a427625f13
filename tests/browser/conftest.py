"""The browsers: one Chromium, found or fetched, and Firefox where the machine has one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from annotated_edition.rendered_html.marks import strip
from tests.support.browser import find_chromium, find_firefox
from tests.support.project import build_site, configure, write
from tests.support.reading import fixture, many_notes, reading_project
from tests.support.server import SiteServer

HERE = Path(__file__).parent


def pytest_report_header() -> str:
    found = find_firefox()
    return f"firefox: {found or 'none, so the tests that need it are left out'}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "each_page" in metafunc.fixturenames:
        engines = ["chromium", "firefox"] if find_firefox() else ["chromium"]
        metafunc.parametrize("each_page", engines, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker("browser")
    if find_firefox() is None:
        left = [item for item in here if "firefox_page" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts Chromium."""
    return {**browser_type_launch_args, **find_chromium().launch_options()}


@pytest.fixture(scope="session")
def firefox(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The machine's own Firefox, with a home of its own."""
    browser = playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=str(find_firefox()),
        env={**os.environ, "HOME": str(tmp_path_factory.mktemp("firefox"))},
    )
    yield browser
    browser.close()


@pytest.fixture
def firefox_page(firefox: Browser) -> Iterator[Page]:
    """A page in Firefox; where there is no Firefox, the tests that ask for it are left out.

    It knows neither `tap()` nor the emulation of media.
    """
    context = firefox.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def each_page(request: pytest.FixtureRequest) -> Page:
    """A page in each browser of the machine in turn."""
    name = {"chromium": "page", "firefox": "firefox_page"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture(scope="session")
def reading_site(site_server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the reader's own test pages: hard cases, a listing and a thousand notes."""
    project = tmp_path_factory.mktemp("reading")
    pages = {
        "hard": fixture("hard_cases"),
        "bare": strip(fixture("hard_cases")),
        "claims": fixture("claims_listing"),
        "some": many_notes(250),
        "many": many_notes(1000),
    }
    files, settings = reading_project(pages)
    write(project, files)
    address = site_server.address(project / "site")
    configure(project, {"site_url": address, **settings}, None)
    build_site(project)
    return address
