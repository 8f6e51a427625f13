"""Serves built sites over http, each under a path of its own as on GitHub Pages."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SiteServer:
    """A quiet server of folders on 127.0.0.1.

    A site has to know its address when it is built, long before it is served: ask for it with
    `address`, which stays the same for a folder.
    """

    def __init__(self) -> None:
        self._prefixes: dict[Path, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def address(self, folder: Path) -> str:
        """Tell the address at which a folder is served, with a slash at its end."""
        folder = folder.resolve()
        number = len(self._prefixes) + 1
        prefix = self._prefixes.setdefault(folder, "edition" if number == 1 else f"site-{number}")
        return f"http://127.0.0.1:{self._server.server_address[1]}/{prefix}/"

    def folder(self, prefix: str) -> Path | None:
        """Tell which folder is served under a prefix."""
        return next((path for path, name in self._prefixes.items() if name == prefix), None)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Finds the site by the first part of the path."""

    def __init__(self, sites: SiteServer, *arguments: object) -> None:
        self._sites = sites
        super().__init__(*arguments)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        prefix, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        self.directory = str(self._sites.folder(prefix) or Path("/nowhere"))
        return super().translate_path("/" + rest)

    def end_headers(self) -> None:
        # A site that a test builds anew is read anew. Styles and scripts are kept for ten minutes,
        # as on GitHub Pages: the theme asks for its style sheets twice, and a page that has to
        # wait for the second answer stands there without style meanwhile.
        kept = urlsplit(self.path).path.endswith((".css", ".js"))
        self.send_header("Cache-Control", "max-age=600" if kept else "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
