"""What reading an edition costs, next to libyaml's bare events on the same files.

    python tests/bench/reading.py [--documents 1000] [--annotations 20] [--rounds 5]

Writes a corpus of its own into a temporary folder (the same arguments give the same bytes) and
prints CPU time, best of the rounds, interleaved: other programs disturb both alike.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from pathlib import Path

from yaml.events import StreamEndEvent

from annotated_edition.records import read_edition
from annotated_edition.yaml_files import Report
from annotated_edition.yaml_files.reading import parser_of, read_tree

WORDS = """the council residents turnout figures published without referendum occupied region
percent official statement according agency later same day voters commission announced""".split()
SPEAKERS, SOURCES = 9, 60


def write_corpus(project: Path, documents: int, annotations: int) -> int:
    """Writes pages, shared files and annotations; returns the bytes of the latter."""
    draw = random.Random(1)

    def words(count: int) -> str:
        return " ".join(draw.choice(WORDS) for _ in range(count))

    folder = project / "annotations"
    folder.mkdir(parents=True)
    (project / "docs").mkdir()
    (folder / "speakers.yml").write_text(
        "speakers:\n"
        + "".join(f"  - id: speaker-{n}\n    name: Speaker {n}\n" for n in range(SPEAKERS))
    )
    (folder / "sources.yml").write_text(
        "references:\n"
        + "".join(
            f"  - id: source-{n}\n    type: webpage\n    title: {words(6)}\n"
            for n in range(SOURCES)
        )
    )
    size = 0
    for page in range(documents):
        lines = ["annotations:"]
        for number in range(annotations):
            source = f"source-{number % SOURCES}"
            claim = number % 3 == 0
            lines += [
                f"  - id: note-{page}-{number}",
                f"    kind: {'claim' if claim else 'context'}",
                f"    exact: {words(9)}",
                f"    prefix: {words(4)}",
                *([f"    claimant: speaker-{number % SPEAKERS}", "    rating: disputed"] * claim),
                "    note: |",
                f"      {words(18)} **{words(2)}**",
                f"      {words(15)} [@{source}, p. 4]. {words(6)}",
                "    sources:",
                f"      - id: {source}",
                "        locator: para. 4",
                "    by: [ada]",
                "    created: 2026-11-22",
                "    reviewed: 2026-11-22",
            ]
        text = "\n".join(lines) + "\n"
        (folder / f"{page:05}.yml").write_text(text)
        (project / "docs" / f"{page:05}.md").write_text(f"---\ntitle: Page {page}\n---\nWords\n")
        size += len(text)
    return size


def bare_events(texts: list[str]) -> None:
    for text in texts:
        get = parser_of(text)
        while get().__class__ is not StreamEndEvent:
            pass


def spent(function, *arguments, **keywords) -> float:
    gc.collect()
    start = time.process_time()
    result = function(*arguments, **keywords)
    seconds = time.process_time() - start
    del result
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--annotations", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        size = write_corpus(project, options.documents, options.annotations)
        texts = [path.read_text() for path in sorted((project / "annotations").glob("0*.yml"))]
        ways = {
            "libyaml's bare events": lambda: bare_events(texts),
            "tree": lambda: [read_tree(text, Report("a")) for text in texts],
            "whole edition, checked": lambda: read_edition(
                project, annotations=project / "annotations", docs=project / "docs"
            ),
        }
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(options.rounds):
            for name, way in ways.items():
                best[name] = min(best[name], spent(way))
    notes = options.documents * options.annotations
    print(f"{size / 1e6:.1f} MB, {options.documents:,} files, {notes:,} annotations")
    floor = best["libyaml's bare events"]
    for name, seconds in best.items():
        each = seconds / options.documents * 1000
        print(
            f"{name:24} {seconds:6.2f} s  {each:6.3f} ms a file  {seconds / floor:4.2f} x events"
        )


if __name__ == "__main__":
    main()
