"""What a page costs in instructions, which no neighbour on the machine can change.

Builds of few and of more documents are counted by valgrind; the difference, divided by the
documents, is what one of them costs, and what is left over is the cost of any build.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.build import FORMS, PLAIN, WARM, prepare

CODE = "from mkdocs.__main__ import cli; cli(['build', '--strict', '--quiet'])"
COUNT = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
MILLION = 1_000_000


def run(project: Path, tool: list[str]) -> str:
    """Build a project, with a tool around it, and return what is said on stderr."""
    shutil.rmtree(project / "site", ignore_errors=True)
    variables = {**os.environ, "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
    command = [*tool, sys.executable, "-c", CODE]
    done = subprocess.run(
        command, cwd=project, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"The build in {project.name} failed.\n{done.stderr[-2_000:]}")
    return done.stderr


def count(folder: Path, variant: str, documents: int) -> int:
    """Tell how many instructions a build takes."""
    project = folder / f"{variant}-{documents}".replace(", ", "-")
    prepare(project, variant, documents=documents, wanted=20, length=900)
    if variant == WARM:
        run(project, [])
    found = re.search(r"Collected : (\d+)", run(project, COUNT))
    if found is None:
        sys.exit("valgrind tells no count.")
    return int(found[1])


def main() -> None:
    """Read the arguments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, nargs=2, default=[10, 40])
    wish = parser.parse_args()
    if shutil.which(COUNT[0]) is None:
        sys.exit("valgrind is not on the path.")
    few, more = sorted(wish.documents)
    print("| | a page of 20 notes | ratio | any build |\n| --- | ---: | ---: | ---: |")
    plain = 0.0
    with tempfile.TemporaryDirectory() as name:
        for variant in FORMS:
            first, second = (count(Path(name), variant, number) for number in (few, more))
            page = (second - first) / (more - few)
            plain = page if variant == PLAIN else plain
            rest = first - few * page
            cells = (f"{page / MILLION:.1f} M", f"{page / plain:.2f}", f"{rest / MILLION:,.0f} M")
            print(f"| {variant} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
