"""A review in Markdown, for the summary of a pull request; texts in it stay texts, and short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from annotated_edition.maintenance.comparison import Effect
from annotated_edition.model import Change

from .markup import bounded, clipped, fenced, folded, safe
from .review_faces import SAID, Review, heading, left_to_do

__all__ = ["affected", "as_markdown", "difference"]

_MOST_ROWS: Final = 150_000
_MOST_CANDIDATES: Final = 60_000
_MOST_PATCH: Final = 80_000
_MOST_LISTED: Final = 20_000
"""Bytes of the parts; GitHub refuses a summary above a megabyte."""
_QUOTED: Final = 500
"""Code points of a quotation."""


def as_markdown(review: Review) -> str:
    """The review by itself."""
    lines = ["## What this change does to the notes", "", safe(heading(review))]
    lines += affected(review)
    effects = review.effects
    notes = [f"{note.id} ({note.kind})" for note in effects.added]
    lines += _list("Notes added", notes)
    lines += _list("Notes removed", [f"{name} ({path})" for name, path in effects.removed])
    return "\n".join(lines) + "\n"


def affected(review: Review) -> Iterator[str]:
    """The notes that a change of the texts concerns, and the patch that is proposed."""
    effects = review.effects.effects
    if effects:
        yield ""
        yield "| Note | What happened | Before | Now |"
        yield "| --- | --- | --- | --- |"
        rows = (_row(effect, review) for effect in effects)
        yield from bounded(rows, len(effects), _MOST_ROWS, "… and {} more: run `edition review`.")
    unsure = [effect for effect in effects if review.detail(effect)]
    blocks = ("\n".join(_candidates(effect, review)) for effect in unsure)
    rest = "… and {} more: run `edition review`."
    yield from bounded(blocks, len(unsure), _MOST_CANDIDATES, rest)
    if review.patch:
        lines, cut = fenced(review.patch, "diff", _MOST_PATCH)
        if cut:
            more = "The patch is longer; `edition reanchor --dry-run --format=diff` shows it all."
            lines += ["", more]
        said = "Proposed by <code>edition reanchor</code>"
        yield from folded(said, lines, opened=True)


def _row(effect: Effect, review: Review) -> str:
    note, (old, new) = effect.annotation, review.lines(effect)
    left = left_to_do(effect)
    before, after = _sides(effect)
    place = f"{note.kind}, {note.at('exact')}"
    cells = (
        f"**{safe(note.id)}**<br>{safe(place)}",
        f"{SAID[effect.outcome]}{'<br>' * bool(left)}{left}",
        f"{before}{f'<br><sub>line {old}</sub>' if old else ''}",
        f"{after}{f'<br><sub>line {new}</sub>' if new else ''}",
    )
    return f"| {' | '.join(cells)} |"


def _sides(effect: Effect) -> tuple[str, str]:
    """The words before and after, the edited ones struck out and underlined."""
    if not effect.difference or max(len(effect.before), len(effect.after)) > _QUOTED:
        before, after = clipped(effect.before, _QUOTED), clipped(effect.after, _QUOTED)
        return safe(before), safe(after) or "–"
    return (
        difference(Change(each.old, each.old if each.kept else "") for each in effect.difference),
        difference(Change(each.new if each.kept else "", each.new) for each in effect.difference),
    )


def difference(changes: Iterable[Change]) -> str:
    """A difference word by word; its pieces carry their own spaces."""
    parts = []
    for change in changes:
        old, new = safe(change.old), safe(change.new)
        if change.kept:
            parts.append(old + " " * change.old.endswith(" "))
            continue
        gap = " " * (change.old.endswith(" ") or change.new.endswith(" "))
        words = [f"<del>{old}</del>"] * bool(old) + [f"<ins>{new}</ins>"] * bool(new)
        parts.append(gap.join(words) + gap)
    return "".join(parts).strip()


def _candidates(effect: Effect, review: Review) -> list[str]:
    name = safe(effect.annotation.id)
    lines = [f"- {safe(clipped(line, _QUOTED))}" for line in review.detail(effect)]
    return folded(f"Where <b>{name}</b> may belong", lines)


def _list(title: str, items: list[str]) -> list[str]:
    if not items:
        return []
    lines = (f"- {safe(item)}" for item in items)
    shown = bounded(lines, len(items), _MOST_LISTED, "… and {} more")
    return folded(f"{title}: {len(items)}", shown)
