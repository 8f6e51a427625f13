"""Patches that git applies, whatever the files' line ends."""

import subprocess

import pytest

from annotated_edition.maintenance import patch

LINES = [f"line {number}" for number in range(20)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("end", [True, False], ids=["ended", "not ended"])
@pytest.mark.parametrize("changed", [[0], [19], [3, 15], []])
def test_git_applies_it(tmp_path, newline, end, changed):
    before = newline.join(LINES) + newline * end
    after = newline.join(
        f"{line}, edited \u2028 so" if number in changed else line
        for number, line in enumerate(LINES)
    )
    after += newline * end
    file = tmp_path / "a" / "notes.yml"
    file.parent.mkdir()
    file.write_bytes(before.encode())
    made = patch([("a/notes.yml", before, after), ("a/other.yml", "same", "same")])
    assert bool(made) is bool(changed)
    if made:
        command = ["git", "apply", "--whitespace=nowarn", "-"]
        subprocess.run(command, input=made.encode(), cwd=tmp_path, check=True)
    assert file.read_bytes().decode() == after
