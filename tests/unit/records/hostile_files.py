"""Reads hostile files one after another and prints what each cost, as one line of JSON a case.

Run as a program of its own, so that the peak of memory is that of reading and nothing else.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import sys
from pathlib import Path

from annotated_edition.records import read_edition

MB = 1_000_000
GOOD = "annotations:\n  - {id: good, kind: context, exact: Words, note: Words.}\n"
RECORD = "  - id: x{n}\n    kind: context\n    exact: Words\n    note: {note}\n"


def many(note: str, size: int = 1_900_000) -> str:
    """A file of about `size` characters whose notes are all `note`."""
    record = RECORD.format(n="{n}", note=note)
    return "annotations:\n" + "".join(
        record.replace("{n}", str(number)) for number in range(size // len(record))
    )


def nested(opening: str, closing: str, depth: int) -> str:
    return "annotations: " + opening * depth + closing * depth + "\n"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
)
MERGE = "a: &a {x: y}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)}\n  <<: [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n"
    for n in range(20)
)
TICKS = "".join("`" * n + " " for n in range(1, 430))

CASES: dict[str, str | bytes] = {
    "alias bomb": BOMB,
    "merge bomb": MERGE,
    "aliases by the hundred thousand": "annotations:\n  - &a x\n" + "  - *a\n" * 250_000,
    "self-reference": "annotations: &a [*a]\n",
    "deep brackets": nested("[", "]", 300_000),
    "deep braces": nested("{a: ", "}", 300_000),
    "deep dashes": "annotations:\n" + "- " * 500_000 + "x\n",
    "deep questions": "? " * 500_000 + "x\n",
    "deep blocks": "".join(" " * n + "a:\n" for n in range(1_900)),
    "five megabytes": "annotations:\n  - note: " + "x" * 5 * MB + "\n",
    "one long text": "annotations:\n  - note: " + "x" * (2 * MB - 100) + "\n",
    "one long line of words": "annotations:\n  - note: " + "x y " * 490_000 + "\n",
    "one long key": "x" * (2 * MB - 100) + ": y\n",
    "python tag": "annotations: !!python/object/apply:os.system ['touch hacked']\n",
    "directives": "%TAG !a! tag:x\n" * 120_000 + "---\nannotations: []\n",
    "directives in a second document": "a: b\n...\n" + "%TAG !a! tag:x\n" * 120_000 + "---\n",
    "documents": "---\na: b\n" * 200_000,
    "duplicate keys": "a: b\n" * 390_000,
    "different keys": "annotations:\n  - id: x\n"
    + "".join(f"    k{n}: v\n" for n in range(150_000)),
    "keys at the margin": "".join(f"k{n}: v\n" for n in range(190_000)),
    "empty records": "annotations:\n" + "- {}\n" * 390_000,
    "texts for records": "annotations:\n" + "- a\n" * 480_000,
    "empty lists": "annotations: [" + "[]," * 600_000 + "]\n",
    "commas": "annotations: [" + "a," * 900_000 + "]\n",
    "same id": many("Words."),
    "unknown citations": many("[@nowhere]"),
    "many citations in a text": many('"' + "[@nowhere, p. 4] " * 5_000 + '"'),
    "open citations": many("|\n      " + "[@a" * 30_000),
    "ticks": many("|\n      [@nowhere] " + TICKS),
    "angle brackets": many("|\n      " + "<a" * 48_000 + ":"),
    "every record is broken": many("a: b"),
    "open quotes": many('"Words'),
    "open quotes and brackets": many('["'),
    "quoted quotes": "annotations:\n  - note: '" + "''" * 950_000 + "'\n",
    "colons and hashes in a word": "annotations:\n  - note: x" + ":a#" * 600_000 + "\n",
    "UTF-16 that does not say so": many("Words").encode("utf-16-le")[:1_900_000],
    "tabs": "annotations:\n" + "\t- x\n" * 390_000,
    "conflicts": "annotations:\n" + "<<<<<<< HEAD\n=======\n>>>>>>> x\n" * 55_000,
    "unseen characters": "annotations:\n  - note: " + "\u202e" * 600_000 + "\n",
    "control characters": b"annotations:\n  - note: " + b"\x07" * 1_900_000 + b"\n",
    "NUL": b"annotations:\0\n",
    "only NUL": bytes(1_900_000),
    "noise": bytes(range(256)) * 7_000,
    "UTF-16": "annotations: []\n".encode("utf-16"),
    "UTF-32": "annotations: []\n".encode("utf-32"),
    "surrogates": b"annotations: \xed\xa0\x80\n",
    "escaped surrogate": 'annotations:\n  - note: "\\ud800"\n',
    "line separators": "annotations:\n" + "  - x\u2028\n" * 190_000,
    "carriage returns": "annotations:\r" * 150_000,
    "percent lines": "%\n" * 900_000,
    "comments": "#\n" * 950_000 + "annotations: [x]\n",
    "colons": "a:" * 900_000,
    "long date": "annotations:\n  - created: " + "1" * 90_000 + "\n",
}


def peak_megabytes() -> int:
    """The most memory that this program has used."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands the peak in `ru_maxrss` down from the program that started this one.
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(folder: Path) -> None:
    for name, text in CASES.items():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "annotations" / "page").mkdir(parents=True)
        (folder / "docs").mkdir()
        (folder / "docs" / "page.md").write_text("Words\n")
        (folder / "annotations" / "page" / "good.yml").write_text(GOOD)
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "annotations" / "page" / "hostile.yml").write_bytes(data)
        reading = read_edition(folder, annotations=folder / "annotations", docs=folder / "docs")
        ids = {note.id for _, note in reading.edition.annotations()}
        first = reading.problems[0] if reading.problems else None
        print(
            json.dumps(
                {
                    "name": name,
                    "megabytes": peak_megabytes(),
                    "good": "good" in ids,
                    "problems": len(reading.problems),
                    "path": first.location.path if first else "",
                    "longest": max((len(str(each)) for each in reading.problems), default=0),
                    "first": str(first),
                }
            ),
            flush=True,
        )
    if Path("hacked").exists():
        sys.exit("a tag was run")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
