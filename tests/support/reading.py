"""Reading pages for the browser tests: contract HTML in a page of the theme, without the plugin.

What `rendered_html` writes is a contract (design, HTML). The pages in `tests/browser/fixtures` are
that contract, written out once and kept, so that the reader's tests do not move with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

import yaml

from annotated_edition.model import RatingScale
from annotated_edition.pages import SCRIPTS, asset
from annotated_edition.pages.assets import MODULES

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "plugins" / "annotated_edition" / "reader"
FIXTURES = ROOT / "tests" / "browser" / "fixtures"
KINDS = ("claim", "context", "speaker", "term", "translation", "source")
RATINGS = {
    "disputed": ("#6a3fa0", "#c3a3f0"),
    "false": ("#b3001e", "#ff8f8f"),
    "supported": ("#1b6e3a", "#7bd69a"),
}
# Puts each page's HTML in the place of what its Markdown rendered to.
HOOK = """
from pathlib import Path

def on_page_content(html, page, config, files):
    made = Path(config.config_file_path).parent / "made" / (page.file.name + ".html")
    return made.read_text(encoding="utf-8") if made.exists() else html
"""


def reader_words() -> str:
    """The interface's words as the attribute `data-words` holds them."""
    path = ROOT / "plugins" / "annotated_edition" / "locales" / "en.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    chosen = {key: value for key, value in entries.items() if key.startswith("ui_")}
    return escape(json.dumps(chosen, ensure_ascii=False))


def fixture(name: str) -> str:
    """A page of contract HTML with the words of the interface filled in."""
    text = (FIXTURES / f"{name}.html").read_text(encoding="utf-8")
    return text.replace("{{ words }}", reader_words())


def many_notes(number: int) -> str:
    """A page with so many notes, one to a paragraph."""
    paragraphs, notes = [], []
    for index in range(number):
        kind = KINDS[index % len(KINDS)]
        words = f"subject number {index}"
        paragraphs.append(
            f"<p>A paragraph of usual length that speaks of "
            f'<mark class="ae-mark ae-{kind}" data-notes="n{index}" id="passage-n{index}">'
            f'<a class="ae-link" role="doc-noteref" href="#note-n{index}"'
            f' aria-details="note-n{index}">{words}</a></mark>'
            f'<!--ae--><span class="ae-tail" data-note="n{index}">'
            f'<sup class="ae-num">{index + 1}</sup></span><!--/ae--> among other things.</p>'
        )
        notes.append(
            f'<article class="ae-note ae-{kind}" id="note-n{index}" data-kind="{kind}">'
            f'<header class="ae-note-head">'
            f'<a class="ae-back" role="doc-backlink" href="#passage-n{index}">'
            f'{index + 1}</a> <span class="ae-kind">{kind.title()}</span></header>'
            f'<h3 class="ae-quote" dir="auto">“{words}”</h3>'
            f'<div class="ae-body"><p>{"Some words of a note. " * 12}</p></div></article>'
        )
    return (
        '<!--ae--><div class="ae-start" hidden></div><!--/ae-->'
        f"<h1>Many</h1>{''.join(paragraphs)}<!--ae-->"
        f'<section class="ae-notes" id="notes" role="doc-endnotes" aria-labelledby="notes-title" '
        f'data-words="{reader_words()}"><h2 id="notes-title">Notes</h2>'
        f"{''.join(notes)}</section><!--/ae-->"
    )


def reading_project(pages: Mapping[str, str]) -> tuple[dict[str, str], dict[str, object]]:
    """Files and MkDocs settings of a project with these pages and the reader's own files.

    Args:
        pages: HTML by the page's name.
    """
    colours = "".join(
        f'[data-rating="{name}"]{{--ae-light:{light};--ae-dark:{dark}}}'
        for name, (light, dark) in RATINGS.items()
    )
    files = {
        "hook.py": HOOK,
        "docs/index.md": "# Front\n\n[To a note](hard.md#note-in-table)\n",
        "docs/other.md": "# Other\n\nWords.\n",
        "docs/reader/ratings.css": colours,
        **{f"docs/{name}.md": f"# {name.title()}\n" for name in pages},
        **{f"made/{name}.html": html for name, html in pages.items()},
    }
    sheets = [path.name for path in sorted(READER.glob("*.css"))]
    for name in sheets:
        files[f"docs/reader/{name}"] = (READER / name).read_text(encoding="utf-8")
    for name in (*SCRIPTS, *MODULES):
        files[f"docs/reader/{name}"] = asset(name, RatingScale())
    settings: dict[str, object] = {
        "hooks": ["hook.py"],
        "extra_css": [*(f"reader/{name}" for name in sheets), "reader/ratings.css"],
        "extra_javascript": ["reader/edition.js"],
        "validation": {"links": {"anchors": "ignore"}},
    }
    return files, settings
