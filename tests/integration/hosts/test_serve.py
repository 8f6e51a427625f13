"""`mkdocs serve` as an editor uses it: save, look, break, mend."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.project import configure, write

PATIENCE = 60  # seconds; a rebuild takes about one
FILES = {
    "docs/index.md": "# Start\n\nThe turnout was 85.4 percent.\n",
    "annotations/index.yml": (
        "annotations:\n  - id: turnout\n    kind: context\n"
        "    exact: turnout was 85.4\n    note: first wording\n"
    ),
}


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def until(look, wanted):
    """What `look` gives, once `wanted` is in it; fails when patience ends."""
    deadline = time.monotonic() + PATIENCE
    seen = ""
    while time.monotonic() < deadline:
        try:
            seen = look()
        except (URLError, OSError) as error:
            seen = str(error)
        if wanted in seen:
            return seen
        time.sleep(0.1)
    raise AssertionError(f"{wanted!r} did not come up in:\n{seen[-3000:]}")


@contextmanager
def serving(project, *options):
    port = free_port()
    log = project / "serve.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options],
            cwd=project,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        )
        try:
            yield (
                lambda path="": (
                    urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5).read().decode()
                ),
                lambda: log.read_text(encoding="utf-8"),
            )
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.mark.parametrize("options", [(), ("--dirty",)])
def test_a_saved_note_is_shown_and_a_broken_one_is_told_and_mended(tmp_path, options):
    write(tmp_path, FILES)
    configure(tmp_path, {}, {})
    notes = tmp_path / "annotations/index.yml"
    good = FILES["annotations/index.yml"]
    with serving(tmp_path, *options) as (page, log):
        until(page, "first wording")
        notes.write_text(good.replace("first", "second"), encoding="utf-8")
        until(page, "second wording")
        notes.write_text(good.replace("first", "he said: third"), encoding="utf-8")
        until(log, "annotations/index.yml:5:18: the text of “note” holds a colon")
        # Until then MkDocs leaves requests waiting.
        notes.write_text(good.replace("first", "fourth"), encoding="utf-8")
        until(page, "fourth wording")


def test_a_dirty_preview_shows_records_wherever_they_are_listed(tmp_path):
    write(
        tmp_path,
        FILES
        | {
            "docs/index.md": "# Start\n\nThe turnout was 85.4 percent. It rained.\n",
            "docs/speakers.md": "# Speakers\n\n<!-- edition: speakers -->\n",
            "annotations/speakers.yml": "speakers:\n  - {id: ada, name: Ada One}\n",
            "annotations/index/rain.yml": (
                "annotations:\n"
                "  - {id: rain, kind: context, exact: It rained, note: From noon on.}\n"
            ),
        },
    )
    configure(tmp_path, {}, {})
    with serving(tmp_path, "--dirty") as (page, _):
        until(lambda: page("speakers/"), "Ada One")
        (tmp_path / "annotations/speakers.yml").write_text(
            "speakers:\n  - {id: ada, name: Ada Two}\n", encoding="utf-8"
        )
        until(lambda: page("speakers/"), "Ada Two")
        assert "From noon on." in page()
        (tmp_path / "annotations/index/rain.yml").unlink()
        until(lambda: str("From noon on." not in page()), "True")
        assert "first wording" in page()


def test_a_folder_of_annotations_made_later_is_shown(tmp_path):
    write(tmp_path, {"docs/index.md": FILES["docs/index.md"]})
    configure(tmp_path, {}, {})
    with serving(tmp_path) as (page, _):
        until(page, "85.4 percent")
        write(tmp_path, {"annotations/index.yml": FILES["annotations/index.yml"]})
        until(page, "first wording")
        write(
            tmp_path,
            {"annotations/index.yml": FILES["annotations/index.yml"].replace("first", "second")},
        )
        until(page, "second wording")


def test_a_dirty_preview_shows_what_is_saved_of_a_draft_too(tmp_path):
    write(tmp_path, FILES)
    configure(tmp_path, {"draft_docs": "index.md"}, {})
    notes = tmp_path / "annotations/index.yml"
    with serving(tmp_path, "--dirty") as (page, _):
        until(page, "first wording")
        notes.write_text(
            FILES["annotations/index.yml"].replace("first", "second"), encoding="utf-8"
        )
        until(page, "second wording")


def test_a_draft_that_is_no_utf_8_is_told_and_mended(tmp_path):
    write(tmp_path, FILES | {"docs/draft.md": "# Draft\n"})
    configure(tmp_path, {"draft_docs": "draft.md"}, {})
    draft = tmp_path / "docs/draft.md"
    with serving(tmp_path) as (page, log):
        until(page, "first wording")
        draft.write_bytes("# Café\n".encode("latin-1"))
        until(log, "docs/draft.md:1:6: this file is not UTF-8")
        draft.write_text("# Café\n", encoding="utf-8")
        until(lambda: page("draft/"), "Café")
        assert "Traceback" not in log()
