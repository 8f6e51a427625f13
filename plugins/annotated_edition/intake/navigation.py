"""The navigation of mkdocs.yml: a new page at its end, and every other byte as it was."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

__all__ = ["with_page"]

_DASH = re.compile(r"^( *)-(?: |$)", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][\w -]*\b")
_WIDE = 10**6


def with_page(config: str, title: str, page: str) -> str | None:
    """A configuration of MkDocs with one more page in `nav`.

    Args:
        config: The text of mkdocs.yml; its tags (`!ENV`, `!!python/name`) are kept as written.
        title: What the navigation calls the page.
        page: Its path from the folder of documents.

    Returns:
        The new text; None where there is no list `nav`, where the page is in it already, or
        where it cannot be put there without changing anything else.
    """
    before = _load(config)
    nav: Any = before.get("nav") if isinstance(before, dict) else None
    if not isinstance(nav, CommentedSeq) or page in _pages(nav):
        return None
    newline = "\r\n" if "\r\n" in config else "\n"
    lines = config.splitlines(keepends=True)
    start = before.lc.key("nav")[0]
    below = [before.lc.key(key)[0] for key in before if before.lc.key(key)[0] > start]
    end = min(below, default=len(lines))
    entry = {title: page}
    dash = _DASH.search("".join(lines[start:end]))
    if nav.fa.flow_style() or not nav or dash is None:
        block = "".join(lines[start:end])
        inside, bracket, after_it = block.rpartition("]")
        comma = ", " if nav else ""
        name = title if _PLAIN.fullmatch(title) else json.dumps(title, ensure_ascii=False)
        lines[start:end] = [f"{inside}{comma}{name}: {page}{bracket}{after_it}"]
    else:
        last = max(
            at for at in range(start, end) if lines[at].split("#")[0].strip() not in ("", "...")
        )
        if not lines[last].endswith("\n"):
            lines[last] += newline
        lines.insert(last + 1, dash[1] + _dump([entry]).strip() + newline)
    text = "".join(lines)
    expected = [*_load(config)["nav"], entry]
    after = _load(text)
    if not isinstance(after, dict) or after.pop("nav", None) != expected:
        return None
    before.pop("nav")
    return text if _dump(after) == _dump(before) else None


def _yaml() -> YAML:
    writer = YAML(typ="rt")
    writer.preserve_quotes = True
    writer.width = _WIDE
    return writer


def _load(text: str) -> Any:
    try:
        return _yaml().load(text)
    except (YAMLError, ValueError, RecursionError):
        return None


def _dump(data: Any) -> str:
    output = StringIO()
    _yaml().dump(data, output)
    return output.getvalue()


def _pages(nav: Any) -> set[str]:
    """The pages that are in a navigation, in its sections, too."""
    if isinstance(nav, str):
        return {nav}
    if isinstance(nav, dict):
        nav = list(nav.values())
    return {page for each in nav for page in _pages(each)} if isinstance(nav, list) else set()
