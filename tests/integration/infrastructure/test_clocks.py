"""No test asserts a time or waits for a fixed one: such figures belong to tests/bench."""

from __future__ import annotations

import re

# Written in parts, so that this file does not hold them itself.
CLOCKS = re.compile(
    "|".join(("perf_" + "counter", "(?:process|thread)_" + "time", "wait_for_" + "timeout"))
)


def test_no_test_reads_a_clock_or_waits_for_a_fixed_time(project_root):
    found = [
        f"{path.relative_to(project_root)}:{number}: {line.strip()}"
        for path in sorted((project_root / "tests").rglob("*.py"))
        if "bench" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CLOCKS.search(line)
    ]
    assert found == []
