"""Checks and builds hostile editions one after another; prints what each cost, as lines of JSON.

Run as a program of its own, so that the peak of memory is that of this and nothing else.
"""

from __future__ import annotations

import importlib.util
import io
import json
import logging
import os
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from mkdocs.__main__ import cli as mkdocs

from annotated_edition.cli import main as edition

spec = importlib.util.spec_from_file_location(
    "hostile_files", Path(__file__).parents[2] / "unit/records" / "hostile_files.py"
)
hostile_files = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile_files)

NOTES = "annotations/page/hostile.yml"
PAGE = "docs/page.md"
CONFIG = """\
site_name: An edition
theme: {name: material, font: false}
plugins: [search, {annotated-edition: {cache: ''}}]
"""
TEXT = "# Page\n\nWords of a page. " + "a b " * 500 + "\n"


def notes(number: int, exact: str, note: str) -> str:
    """A file of notes; `§` stands for the number of each."""
    record = f"  - id: x§\n    kind: context\n    exact: {exact}\n    note: {note}\n"
    return "annotations:\n" + "".join(record.replace("§", str(n)) for n in range(number))


def front(matter: str) -> str:
    return f"---\n{matter}---\n{TEXT}"


FILES = (
    "alias bomb,merge bomb,self-reference,deep brackets,deep blocks,five megabytes,one long text,"
    "python tag,directives,duplicate keys,tabs,conflicts,only NUL,noise,UTF-16,surrogates,"
    "UTF-16 that does not say so,quoted quotes"
)
CASES: dict[str, dict[str, str | bytes]] = {
    **{name: {NOTES: hostile_files.CASES[name]} for name in FILES.split(",")},
    "quotations that stand nowhere": {NOTES: notes(20, f'"{"no such words " * 6_000}"', "a")},
    "contexts without end": {
        NOTES: notes(20, f'Words\n    prefix: "{"a b " * 20_000}"', "a"),
    },
    "brackets without end": {NOTES: notes(15, "Words", f'"{"[" * 90_000}"')},
    "quotations without end": {NOTES: notes(15, "Words", f'"{"> " * 30_000}"')},
    "addresses that browsers decode": {
        NOTES: notes(500, "Words", '"[x](&#106;avascript:alert)"'),
    },
    "words that stand everywhere": {NOTES: notes(2_000, "a", "a")},
    "events of one day": {
        "annotations/timeline.yml": "events:\n" + "  - {date: 2022-09-28, text: x}\n" * 3_000,
        NOTES: "x",
    },
    "every year there is": {
        "annotations/timeline.yml": "events:\n  - {date: 0001, text: x}\n"
        "  - {date: 9999-12-31, text: x}\n  - {date: 0001/9999, text: x}\n",
        NOTES: "x",
    },
    "titles without end": {
        "annotations/sources.yml": "references:\n"
        + "".join(
            f'  - {{id: s{n}, type: book, title: "{"a. b. " * 16_000}"}}\n' for n in range(5)
        ),
        NOTES: "x",
    },
    "deep front matter": {PAGE: front("source: " + "[" * 50_000 + "\n")},
    "deep front matter of others": {PAGE: front("x: " + "[" * 50_000 + "\n")},
    "merge bomb in front matter": {PAGE: front(hostile_files.MERGE)},
    "alias bomb in front matter": {PAGE: front(hostile_files.BOMB + "source: *u\n")},
    "front matter that hides something": {PAGE: front("source: {title: 'a\0b'}\n")},
    "front matter with carriage returns": {
        PAGE: front("source: {titel: a}\n").replace("\n", "\r"),
    },
    "rich text without end": {
        "annotations/sources.yml": "references:\n"
        f'  - {{id: s, type: book, title: "{"<i>" * 30_000}", page: "{"1–2, " * 19_000}"}}\n',
        NOTES: "x",
    },
    "a page in another encoding": {PAGE: f"{TEXT}café\n".encode("latin-1")},
    "a page in UTF-16": {PAGE: TEXT.encode("utf-16")},
}
SYMBOLIC = {"symbolic link": "/etc/passwd", "link that climbs": "../../../../../etc/passwd"}
PIPES = {"pipe": NOTES, "a page that is a pipe": PAGE}
NAMES = (*CASES, *SYMBOLIC, *PIPES)


def lay_out(project: Path, name: str) -> None:
    """Write the edition of a case, with a well-formed note in another file."""
    shutil.rmtree(project, ignore_errors=True)
    for folder in ("annotations/page", "docs"):
        (project / folder).mkdir(parents=True)
    files = {
        "mkdocs.yml": CONFIG,
        PAGE: TEXT,
        "docs/index.md": "# Start\n\n<!-- edition: timeline -->\n\n<!-- edition: sources -->\n",
        "annotations/page/good.yml": hostile_files.GOOD,
        **CASES.get(name, {}),
    }
    for path, text in files.items():
        (project / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    if name in SYMBOLIC:
        (project / NOTES).symlink_to(SYMBOLIC[name])
    elif name in PIPES:
        (project / PIPES[name]).unlink(missing_ok=True)
        os.mkfifo(project / PIPES[name])


def call(program: object, *arguments: str) -> dict[str, object]:
    """What a command says, and how it ends."""
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        handler = logging.StreamHandler(output)
        logging.getLogger("mkdocs").addHandler(handler)
        code: object = 0
        try:
            program.main(list(arguments))
        except SystemExit as end:
            code = end.code
        except BaseException as error:  # noqa: BLE001 - whatever would be a traceback
            code = f"Traceback: {error!r}"
        finally:
            logging.getLogger("mkdocs").removeHandler(handler)
    return {"said": output.getvalue(), "code": code}


def main(project: Path) -> None:
    for name in ("", "", *NAMES):
        lay_out(project, name)
        os.chdir(project)
        print(
            json.dumps(
                {
                    "name": name,
                    "check": call(edition, "check", "."),
                    "build": call(mkdocs, "build", "-q"),
                    "megabytes": hostile_files.peak_megabytes(),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
