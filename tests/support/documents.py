"""Generated documents: Markdown of every shape that a source text may have."""

from __future__ import annotations

from hypothesis import strategies as st
from markdown import Markdown

__all__ = ["EXTENSIONS", "markdown_documents", "passages_in", "render"]

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.superfences",
]

WORDS = st.sampled_from(
    "turnout of 85.4 percent AT&T “genocide” O’Brien — Запоріжжя 中文字 كلمة café naïve "
    "don't a<b 5>4 &amp; e.g. Straße x_y *star* (…) 12\u00a0345 so\u00adft the a in region".split()
)


def _inline(words: list[str], style: str) -> str:
    text = " ".join(words)
    return {
        "plain": text,
        "strong": f"**{text}**",
        "em": f"*{text}*",
        "code": f"`{text}`",
        "link": f"[{text}](https://example.org/a?b=1&c=2)",
        "html": f'<span class="x" title="a > b">{text}</span>',
        "break": f"{text}  \nand",
    }[style]


STYLES = st.sampled_from(["plain"] * 6 + ["strong", "em", "code", "link", "html", "break"])
INLINES = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=4), STYLES).map(lambda pair: _inline(*pair)),
    min_size=1,
    max_size=5,
).map(" ".join)


def _block(kind: str, parts: list[str]) -> str:
    flat = [part.replace("  \n", " ") for part in parts]
    return {
        "paragraph": parts[0],
        "heading": f"## {flat[0]}",
        "quote": "\n".join(f"> {line}" for line in parts[0].split("\n")),
        "list": "\n".join(f"- {part}" for part in flat),
        "numbers": "\n".join(f"1. {part}" for part in flat),
        "table": "a | b\n--- | ---\n" + "\n".join(f"{part} | x" for part in flat),
        "raw": f"<div hidden>{flat[0]}</div>\n\n<section>\n<p>{flat[-1]}</p>\n</section>",
        "open items": f"<ul><li hidden>{flat[0]}<li>{flat[-1]}<ul><li>in<li hidden>x</ul></ul>",
        "open cells": f"<table><tr><td hidden>{flat[0]}<td>{flat[-1]}<tr><th>b</table>",
        "ruby": f"<p>a <ruby>漢<rp>(<rt>kan<rp>)</ruby> {flat[0]}</p>",
        "mathml": f"<p>so <math><mi>x</mi><mo>=</mo><mn>2</mn></math> {flat[0]}</p>",
        "svg": f"<p><svg><title>t</title><text>north</text></svg> {flat[0]}</p>",
        "formula": f'<p>area <span class="arithmatex">\\(r^2\\)</span> {flat[0]}</p>',
        "display": '<div class="arithmatex">\\[ x^2 \\]</div>',
        "script": f"<script>\nvar s = '<p>{flat[0]}</p>';\n</script>",
        "fence": f"```\n{flat[0]}\n```",
        "details": f'<details markdown="1">\n<summary>{flat[0]}</summary>\n\n{flat[-1]}\n'
        "</details>",
    }[kind]


KINDS = st.sampled_from(
    ["paragraph"] * 5
    + "heading quote list numbers table raw script fence details".split()
    + ["open items", "open cells", "ruby", "mathml", "svg", "formula", "display"]
)


def markdown_documents() -> st.SearchStrategy[str]:
    """Markdown of one to eight blocks."""
    block = st.tuples(KINDS, st.lists(INLINES, min_size=1, max_size=3))
    return st.lists(block.map(lambda pair: _block(*pair)), min_size=1, max_size=8).map(
        lambda blocks: "# Title\n\n" + "\n\n".join(blocks)
    )


def render(markdown: str) -> str:
    """The HTML that a host makes of it."""
    return Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"permalink": True}}).convert(
        markdown
    )


def passages_in(text: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of a text that begin and end with something to see, made from any numbers."""
    spans = []
    for first, length in bounds:
        if not text.strip():
            continue
        start = first % len(text)
        while text[start].isspace():
            start = (start + 1) % len(text)
        end = min(len(text), start + 1 + length % 120)
        while text[end - 1].isspace():
            end -= 1
        spans.append((start, end))
    return spans
