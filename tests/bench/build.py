"""What a build costs with the plugin, against plain documents and against footnotes.

Each round builds every variant once, in turn, so that a slow minute of the machine hits all of
them; ratios are taken within a round, and their median is told. CPU time is that of the whole
process, user and system.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus

PLAIN, FOOTNOTES, COLD, WARM = "plain", "footnotes", "annotated, cold", "annotated, warm"
FORMS = {PLAIN: "none", FOOTNOTES: "footnotes", COLD: "annotations", WARM: "annotations"}
CACHE = ".cache/annotated-edition"
MIB = 1 << 20


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds of CPU and of the wall clock, peak memory in KiB."""

    cpu: float
    wall: float
    memory: int


def compile_package() -> None:
    """Compile the plugin, as pip does when it installs it: an editable one is not compiled."""
    package = Path(__file__).resolve().parents[2] / "plugins/annotated_edition"
    compileall.compile_dir(package, quiet=1)


def settings(variant: str) -> dict[str, object]:
    """Tell a variant's mkdocs.yml: the pages that the plugin may add are left out."""
    # Among thousands of made-up sentences a few are said twice in the same words.
    choices = {"claim_pages": False, "speaker_pages": False, "on_ambiguous": "info"}
    plugin = {"annotated-edition": {**choices, "cache": CACHE}}
    noted = variant in (COLD, WARM)
    features = ["navigation.prune"]
    if variant == FOOTNOTES:
        features.append("content.footnote.tooltips")
    return {
        "site_name": "Bench",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "font": False, "features": features},
        "plugins": ["search", *([plugin] if noted else [])],
        "markdown_extensions": ["footnotes"] if variant == FOOTNOTES else [],
    }


BUILD = """
import re, sys
from pathlib import Path
from mkdocs.__main__ import cli
try:
    cli(["build", "--strict", "--quiet"])
finally:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    Path("peak").write_text(re.search(r"VmHWM:\\s+(\\d+)", status)[1], encoding="ascii")
"""
"""Builds and writes down its peak of memory: that of `wait4` is handed down from this process."""


def build(project: Path) -> Cost:
    """Build a project in a process of its own and tell what that took (on Linux)."""
    shutil.rmtree(project / "site", ignore_errors=True)
    command = [sys.executable, "-c", BUILD]
    variables = {**os.environ, "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=project, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"The build in {project.name} failed.")
    peak = int((project / "peak").read_text(encoding="ascii"))
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak)


def prepare(project: Path, variant: str, **size: int) -> Path:
    """Write a variant's project and return its folder."""
    compile_package()
    corpus.write(project, form=FORMS[variant], **size)
    text = yaml.safe_dump(settings(variant), sort_keys=False)
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    return project


def measure(folder: Path, variants: list[str], rounds: int, **size: int) -> dict[str, list[Cost]]:
    """Write the variants' projects and build each of them so many times, in turn."""
    costs: dict[str, list[Cost]] = {variant: [] for variant in variants}
    for variant in variants:
        project = prepare(folder / variant.replace(", ", "-"), variant, **size)
        if variant == WARM:
            build(project)
    for turn in range(rounds):
        order = variants[turn % len(variants) :] + variants[: turn % len(variants)]
        for variant in order:
            project = folder / variant.replace(", ", "-")
            if variant == COLD:
                shutil.rmtree(project / CACHE, ignore_errors=True)
            costs[variant].append(build(project))
    return costs


def ratio(costs: dict[str, list[Cost]], variant: str, what: str) -> float:
    """Tell the median, over the rounds, of a variant's cost to the plain build's."""
    pairs = zip(costs[variant], costs[PLAIN], strict=True)
    ratios: list[float] = [getattr(cost, what) / getattr(plain, what) for cost, plain in pairs]
    return median(ratios)


def compare(variants: list[str], documents: int, rounds: int) -> None:
    """Print a table of whole builds, 20 notes a document."""
    print(f"\n### {documents:,} documents × 20 notes, median of {rounds}\n")
    print("| | CPU | ratio | wall | ratio | peak memory | ratio | search index | ratio |")
    print("| --- " + "| ---: " * 8 + "|")
    with tempfile.TemporaryDirectory() as name:
        costs = measure(Path(name), variants, rounds, documents=documents, wanted=20, length=900)
        plain = index_size(Path(name), PLAIN)
        for variant in variants:
            cells = [variant]
            for what in ("cpu", "wall"):
                spent = median(getattr(cost, what) for cost in costs[variant])
                cells += [f"{spent:.2f} s", f"{ratio(costs, variant, what):.2f}"]
            memory = median(cost.memory for cost in costs[variant]) / 1024
            cells += [f"{memory:.0f} MiB", f"{ratio(costs, variant, 'memory'):.2f}"]
            size = index_size(Path(name), variant)
            cells += [f"{size / MIB:.2f} MiB", f"{size / plain:.2f}"]
            print(f"| {' | '.join(cells)} |", flush=True)


def index_size(folder: Path, variant: str) -> int:
    """Tell how large a site's search index is, in bytes."""
    project = folder / variant.replace(", ", "-")
    return (project / "site/search/search_index.json").stat().st_size


def crowd(variants: list[str], total: int, sizes: list[int], rounds: int) -> None:
    """Print what a note costs when the same number of them stands on ever fewer pages."""
    noted = [variant for variant in variants if variant != PLAIN]
    print(f"\n### CPU a note, {total:,} notes in all, median of {rounds}\n")
    print("| notes a page | " + " | ".join(noted) + " |")
    print("| ---: " * (len(noted) + 1) + "|")
    for wanted in sizes:
        with tempfile.TemporaryDirectory() as name:
            size = {"documents": max(1, total // wanted), "wanted": wanted, "length": 45 * wanted}
            costs = measure(Path(name), [PLAIN, *noted], rounds, **size)
        cells = [f"{wanted:,}"]
        for variant in noted:
            pairs = zip(costs[variant], costs[PLAIN], strict=True)
            extra = median(cost.cpu - plain.cpu for cost, plain in pairs)
            cells.append(f"{extra / (size['documents'] * wanted) * 1000:.3f} ms")
        print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--crowded", type=int, nargs="*", default=[20, 1000, 5000])
    parser.add_argument("--total", type=int, default=5000, help="notes in the crowded sites")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--variants", nargs="*", default=list(FORMS), choices=list(FORMS))
    wish = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {sys.platform}")
    for documents in wish.documents:
        compare(wish.variants, documents, wish.rounds)
    if wish.crowded:
        crowd(wish.variants, wish.total, wish.crowded, wish.rounds)


if __name__ == "__main__":
    main()
