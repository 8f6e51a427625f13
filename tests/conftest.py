"""Fixtures that build editions and serve them; the browser's are in browser/conftest.py."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.project import build_site, configure, write
from tests.support.server import SiteServer

# A slow machine is no failure: how long a thing takes is measured in tests/bench.
settings.register_profile("edition", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("edition")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def site_server() -> Iterator[SiteServer]:
    """A server of built sites."""
    server = SiteServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def serve_site(site_server: SiteServer) -> Callable[[Path], str]:
    """Serves a built site's folder: `serve_site(site) -> address`, with a slash at its end."""
    return site_server.address


@pytest.fixture
def build_edition(site_server: SiteServer) -> Callable[..., Path]:
    """Builds a small edition strictly: `build_edition(tmp_path, files, **plugin options)`.

    `files` are texts by their paths in the project (`docs/article.md`, `annotations/article.yml`);
    `settings` are MkDocs settings to add, `plugin=False` leaves the plugin out. A second call on
    the same folder builds it again with the files it is given. Returns the site's folder, which
    `serve_site` serves at the very address that it was built for.
    """

    def build(
        project: Path,
        files: Mapping[str, str],
        *,
        settings: Mapping[str, object] | None = None,
        plugin: bool = True,
        strict: bool = True,
        **options: object,
    ) -> Path:
        write(project, files)
        address = site_server.address(project / "site")
        configure(project, {"site_url": address, **(settings or {})}, options if plugin else None)
        return build_site(project, strict=strict)

    return build


@pytest.fixture(scope="session")
def edition_folder(site_server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the first edition, built once."""
    folder = tmp_path_factory.mktemp("first-edition") / "site"
    return build_site(ROOT, site_dir=str(folder), site_url=site_server.address(folder))


@pytest.fixture(scope="session")
def edition_site(edition_folder: Path, site_server: SiteServer) -> str:
    """The address of the first edition, built once and served."""
    return site_server.address(edition_folder)


@pytest.fixture
def full_disk(monkeypatch) -> Callable[[], AbstractContextManager[None]]:
    """A disk on which nothing more fits, while the block lasts."""

    @contextmanager
    def full() -> Iterator[None]:
        def refuse(_handle: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", refuse)
            yield

    return full
