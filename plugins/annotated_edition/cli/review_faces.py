"""A review for people and for programs; see `review_markdown` for its third face."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import click

from annotated_edition.model import Severity
from annotated_edition.publishing.findings import finding, source_line
from annotated_edition.publishing.review import Effect, Effects, Outcome
from annotated_edition.text import printable

from .sides import side_by_side

__all__ = ["SAID", "UNPLACED", "Review", "as_data", "as_json", "as_text", "heading", "left_to_do"]

SAID: Final = {
    Outcome.ORPHANED: "passage gone",
    Outcome.AMBIGUOUS: "fits several places",
    Outcome.CHANGED: "words edited",
    Outcome.RECOVERED: "typography or surroundings edited",
    Outcome.MOVED: "moved",
    Outcome.FOUND: "has a place again",
}
UNPLACED: Final = (Outcome.ORPHANED, Outcome.AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Review:
    """A comparison with what its faces need.

    Attributes:
        base: The state compared to, as it was asked for.
        effects: What the change does.
        patch: What is proposed.
        old_sources: Markdown of the documents before, by path.
        new_sources: Markdown of the documents of today, by path.
    """

    base: str
    effects: Effects
    patch: str
    old_sources: Mapping[str, str]
    new_sources: Mapping[str, str]

    def lines(self, effect: Effect) -> tuple[int | None, int | None]:
        """The lines of the passage in the Markdown before and of today."""
        path = effect.placed.document.path
        old, new = effect.was.start, effect.now.start
        return (
            source_line(self.old_sources[path], effect.base, old) if old is not None else None,
            source_line(self.new_sources[path], effect.placed.text, new)
            if new is not None
            else None,
        )

    def detail(self, effect: Effect) -> tuple[str, ...]:
        """Candidates with line and context, and what would decide between them."""
        if effect.outcome not in UNPLACED:
            return ()
        source = self.new_sources[effect.placed.document.path]
        return finding(effect.annotation, effect.now, effect.placed, Severity.ERROR, source).detail


def heading(review: Review) -> str:
    """How many notes are concerned, and how."""
    effects = review.effects
    if not effects.documents:
        return f"No annotated text differs from {review.base}."
    count = Counter(effect.outcome for effect in effects.effects)
    said = ", ".join(f"{SAID[outcome]} {count[outcome]}" for outcome in Outcome if count[outcome])
    texts = f"{len(effects.documents)} annotated text{'s' * (len(effects.documents) != 1)}"
    return (
        f"{texts} changed since {review.base}; of {effects.count} notes"
        f" {len(effects.effects)} are concerned{' (' * bool(said)}{said}{')' * bool(said)}."
    )


def left_to_do(effect: Effect) -> str:
    """What is to be done about an effect; empty if nothing."""
    if effect.outcome in (Outcome.MOVED, Outcome.FOUND) and effect.settled:
        return ""
    if effect.settled:
        return "adapted already" if effect.reviewed else "adapted already, to be reviewed"
    if effect.outcome in UNPLACED:
        return "for an editor to decide"
    return "to be adapted"


def as_text(review: Review) -> str:
    """The review for people."""
    width = shutil.get_terminal_size((100, 24)).columns
    lines = [printable(heading(review)), ""]
    for effect in review.effects.effects:
        note = effect.annotation
        left = left_to_do(effect)
        lines.append(
            f"{click.style(note.id, bold=True)} ({note.kind}): {SAID[effect.outcome]}"
            f"{', ' * bool(left)}{left}"
        )
        lines.append(f"  {printable(str(note.at('exact')))}")
        old, new = review.lines(effect)
        path = effect.placed.document.path
        sides = ("", f"before{_line(path, old)}", f"now{_line(path, new)}")
        rows = [sides, ("words", effect.before, effect.after)]
        lines += side_by_side(rows, width)
        lines += [f"    {printable(line)}" for line in review.detail(effect)]
        lines.append("")
    lines += [f"added: {note.id} ({note.at('exact')})" for note in review.effects.added]
    lines += [f"removed: {name} ({path})" for name, path in review.effects.removed]
    if review.patch:
        shown = [printable(line) for line in review.patch.splitlines()]
        lines += ["Proposed by `edition reanchor`:", "", *shown]
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(path: str, line: int | None) -> str:
    return f", {path}:{line}" if line else ""


def as_json(review: Review) -> str:
    """The review for programs."""
    return json.dumps(as_data(review), ensure_ascii=False, indent=2) + "\n"


def as_data(review: Review) -> dict[str, Any]:
    """What the review for programs holds."""
    effects = review.effects
    return {
        "base": review.base,
        "documents": list(effects.documents),
        "notes": effects.count,
        "effects": [_data(effect, review) for effect in effects.effects],
        "added": [note.id for note in effects.added],
        "removed": [name for name, _ in effects.removed],
        "patch": review.patch,
    }


def _data(effect: Effect, review: Review) -> dict[str, Any]:
    where = effect.annotation.at("exact")
    old, new = review.lines(effect)
    return {
        "id": effect.annotation.id,
        "kind": effect.annotation.kind.value,
        "outcome": effect.outcome.value,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "document": effect.placed.document.path,
        "before": {"state": effect.was.state.value, "text": effect.before, "line": old},
        "after": {"state": effect.now.state.value, "text": effect.after, "line": new},
        "difference": [{"old": each.old, "new": each.new} for each in effect.difference],
        "places": effect.now.places,
        "candidates": [
            {
                "start": each.start,
                "end": each.end,
                "text": " ".join(effect.placed.text[each.start : each.end].split()),
            }
            for each in effect.now.candidates
        ],
        "detail": list(review.detail(effect)),
        "settled": effect.settled,
        "reviewed": effect.reviewed,
    }
