"""An edition of payloads: every field that reaches a page holds what would run if it were let."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from annotated_edition.records.csl import DATES, NAMES, NUMBERS, TEXTS

__all__ = ["PAYLOADS", "PER_PAGE", "edition_files", "flat"]

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "payloads"
PAYLOADS: tuple[str, ...] = tuple(
    payload
    for path in sorted(FOLDER.glob("*.yml"))
    for payload in yaml.safe_load(path.read_text(encoding="utf-8"))
)
PER_PAGE = 60
KINDS = ("claim", *(("context", "speaker", "term", "translation", "source", "furniture") * 2))
SOME = 12
"""How many speakers, terms and so on there are: each has several fields, and pages cost time."""
MORE_TEXTS = tuple(
    sorted({*TEXTS, *NUMBERS} - {"title", "publisher", "container-title", "note", "DOI"})
)
MORE_NAMES = tuple(name for name in NAMES if name != "author")
MORE_DATES = tuple(date for date in DATES if date != "issued")
COLOURS = ("#6a3fa0", "#b3001e", "#1b6e3a", "#8a4b00")
ICONS = ("<a", '">', "'", "&l", "{{", "${", "≠")
LANGUAGES = ("en", "ar", "zz", "qaa-Zzzz-x1")


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def edition_files() -> dict[str, str]:
    """The files of the edition, by their paths in the project."""
    turn = count()

    def text(limit: int | None = None) -> str:
        """The next payload, whatever field asks for it; the next short one under a limit."""
        while True:
            payload = flat(PAYLOADS[next(turn) % len(PAYLOADS)])
            if limit is None or len(payload) <= limit:
                return payload

    files = {
        "docs/index.md": "# Front\n",
        "docs/other.md": "# Other\n",
        "docs/lists.md": "# Lists\n\n"
        + "\n\n".join(
            f"<!-- edition: {name} -->" for name in ("claims", "speakers", "sources", "terms")
        )
        + "\n",
        "docs/times.md": "# Times\n\n"
        + "\n\n".join(
            f"<!-- edition: {name} -->" for name in ("timeline", "ratings", "corrections")
        )
        + "\n",
    }
    files["annotations/ratings.yml"] = _dump(
        {
            "scale": {"name": text(), "best": "3", "worst": "1"},
            "ratings": [
                {
                    "id": f"r{index}",
                    "label": text(),
                    "definition": text(),
                    "exclusion": text(),
                    "color": COLOURS[index % len(COLOURS)],
                    "icon": ICONS[index % len(ICONS)],
                    "value": str(index % 3 + 1),
                }
                for index in range(SOME)
            ],
        }
    )
    files["annotations/speakers.yml"] = _dump(
        {
            "speakers": [
                {
                    "id": f"s{index}",
                    "name": text(),
                    "role": text(),
                    "bio": text(),
                    "spellings": [
                        {
                            "name": text(),
                            "note": text(),
                            "lang": LANGUAGES[index % len(LANGUAGES)],
                        }
                    ],
                    "sources": [{"id": f"S:{index}", "locator": text()}],
                    "by": [text(), text()],
                }
                for index in range(SOME)
            ]
        }
    )
    files["annotations/sources.yml"] = _dump(
        {
            "references": [
                {"id": "ria", "type": "webpage", "title": "Title"},
                *(_reference(index, payload, text) for index, payload in enumerate(PAYLOADS)),
            ]
        }
    )
    files["annotations/timeline.yml"] = _dump(
        {
            "events": [
                {
                    "date": f"2022-09-{index + 1:02}",
                    "text": PAYLOADS[next(turn) % len(PAYLOADS)],
                    "sources": [{"id": "ria", "locator": text()}],
                    "annotations": [f"b{index}"],
                }
                for index in range(SOME)
            ]
        }
    )
    files["annotations/terms.yml"] = _dump(
        {
            "terms": [
                {"id": f"t{index}", "term": text(), "definition": text(), "forms": [text()]}
                for index in range(SOME)
            ]
        }
    )
    for page, start in enumerate(range(0, len(PAYLOADS), PER_PAGE)):
        notes = list(_notes(start, PAYLOADS[start : start + PER_PAGE], text))
        quoted = "\n".join(f"<p>{escape(note['exact'])}</p>\n" for note in notes[::2])
        fields = {key: text() for key in ("title", "publisher", "author", "published", "licence")}
        fields |= {key: text() for key in ("obtained", "unknown", "sha256")}
        fields |= {
            "url": "https://example.org/'onmouseover='pwned()",
            "archived": "https://example.org/javascript:pwned()",
            "language": LANGUAGES[page % len(LANGUAGES)],
        }
        front = _dump({"source": fields})
        files[f"docs/page-{page}.md"] = f"---\n{front}---\n# Page {page}\n\n{quoted}"
        files[f"annotations/page-{page}.yml"] = _dump({"annotations": notes})
    return files


def _notes(start: int, payloads: tuple[str, ...], text: Any) -> Iterator[dict[str, Any]]:
    """For each payload a note of it, on words in the text, and one on it, whose words are gone."""
    for index, payload in enumerate(payloads, start):
        kind = KINDS[index % len(KINDS)]
        note: dict[str, Any] = {
            "id": f"b{index}",
            "kind": kind,
            # Half of the passages are payloads as well: they stand in the text as words.
            "exact": f"Passage {index} {flat(payload)}" if index % 2 else f"Passage {index}.",
            "note": payload,
            "by": [text(), "Ada"],
            "created": "2022-11-22",
            "lang": LANGUAGES[index % len(LANGUAGES)],
            "sources": [{"id": f"S:{index}", "locator": text()}],
        }
        attributed_to = f"s{index % SOME}"
        if kind == "claim":
            note |= {
                "claimant": attributed_to,
                "rating": f"r{index % SOME}",
                "qualifier": text(80),
            }
            note["assessments"] = [
                {"by": [text()], "rating": f"r{(index + 1) % SOME}", "note": text()}
            ]
        else:
            note["speaker"] = attributed_to
        yield note
        yield {
            "id": f"q{index}",
            "kind": "claim" if index % 40 == 0 else "context",
            "exact": flat(payload),
            "prefix": text(),
            "suffix": text(),
            "note": f"Its words are gone: {index}",
        }


def _reference(index: int, payload: str, text: Any) -> Mapping[str, Any]:
    return {
        "id": f"S:{index}",
        "type": "article-newspaper",
        "title": flat(payload),
        "author": [{"family": text(), "given": text()}, {"literal": text()}],
        "publisher": text(),
        "container-title": text(),
        "note": text(),
        "DOI": f"10.1000/{text()}",
        "URL": f"https://example.org/{index}?'onmouseover='pwned()&javascript:pwned()",
        "issued": "2022-09-28",
        "custom": {"verified": "false", "x": text()},
        "categories": [text()],
        **{key: text() for key in _some(MORE_TEXTS, index, 4)},
        **{
            key: {"family": text(), "given": text(), "dropping-particle": text(), "suffix": text()}
            for key in _some(MORE_NAMES, index, 2)
        },
        **{key: {"literal": text(), "season": text()} for key in _some(MORE_DATES, index, 1)},
    }


def _some(keys: tuple[str, ...], turn: int, number: int) -> Iterator[str]:
    """Some of the keys, others at each turn."""
    return (keys[(turn * number + each) % len(keys)] for each in range(number))


def _dump(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))
