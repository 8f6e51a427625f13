"""`edition check --watch` checks at each save, and ends well."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from annotated_edition.cli.watch import saves, snapshot


def test_every_kind_of_save_is_seen(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("one")
    seen = saves([tmp_path], pause=0)
    assert next(seen) == []
    path.write_text("two!")
    assert next(seen) == [str(path)]
    other = tmp_path / "deep/b.yml"
    other.parent.mkdir()
    other.write_text("")
    assert next(seen) == [str(other)]
    path.unlink()
    assert next(seen) == [str(path)]


def test_what_is_hidden_is_passed_over(tmp_path):
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/a").write_text("")
    (tmp_path / ".a.yml.swp").write_text("")
    assert snapshot([tmp_path]) == {}


def test_a_file_by_itself_can_be_watched(tmp_path):
    path = tmp_path / "mkdocs.yml"
    path.write_text("x")
    assert list(snapshot([path])) == [str(path)]


@pytest.fixture
def heard() -> Iterator[None]:
    """Has interrupts heard: a shell makes what it runs in the background deaf to them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_check_is_run_at_each_save_until_it_is_interrupted(tmp_path):
    (tmp_path / "annotations").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("Words\n")
    path = tmp_path / "annotations/page.yml"
    path.write_text("annotations:\n  - {id: one, kind: context, exact: Words, note: Words.}\n")
    command = [sys.executable, "-u", "-m", "annotated_edition", "check", "--watch", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("No problems")
        time.sleep(0.05)
        path.write_text(path.read_text().replace("context", "contxt"))
        said = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(10) == 0
    assert said[1].startswith("Saved: annotations/page.yml")
    assert "did you mean “context”" in said[2]
    assert said[3].startswith("1 error")
