"""What a change does to an edition, for those who decide about it: one report, three forms.

As data it is complete; as Markdown it is never more than GitHub takes, and whatever texts and
notes hold stays text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import click
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from annotated_edition.model import Change, Problem, Severity
from annotated_edition.text import collapse, in_json, printable, shorten
from annotated_edition.yaml_files import EditError

from .comparison import Comparison, Effect, NoteChange, Outcome, Snapshot, compare
from .github import bounded, difference, fenced, safe, web_link
from .problem_report import count, problem_data
from .reanchor import patch, propose, write
from .terminal import side_by_side

__all__ = ["ChangeReport", "make_report"]

_OUTCOMES: Final = {
    Outcome.ORPHANED: "passage gone",
    Outcome.AMBIGUOUS: "fits several places",
    Outcome.CHANGED: "words edited",
    Outcome.RECOVERED: "typography or surroundings edited",
    Outcome.MOVED: "moved",
    Outcome.FOUND: "has a place again",
}
_QUOTED: Final = 500
"""Code points of a passage in a table."""


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What a change does to an edition.

    Attributes:
        base: The state compared to, as it was asked for.
        now: The edition of today.
        comparison: What the change does.
        patch: What `edition reanchor` would write for the notes that are affected.
        unwritable: Why there is no patch; empty where there is one, or none is needed.
        problems: What is wrong with the edition of today.
        unknown: Why there is nothing to compare with; empty where there is.
        preview: Where the built site can be had; may be empty.
    """

    base: str
    now: Snapshot
    comparison: Comparison = field(default_factory=Comparison)
    patch: str = ""
    unwritable: str = ""
    problems: tuple[Problem, ...] = ()
    unknown: str = ""
    preview: str = ""

    @property
    def heading(self) -> str:
        """How many notes are affected by a change of the text, and how."""
        effects, texts = self.comparison.effects, len(self.comparison.documents)
        if not texts:
            return f"No annotated text differs from {self.base}."
        found = Counter(effect.outcome for effect in effects)
        details = ", ".join(f"{_OUTCOMES[each]} {found[each]}" for each in Outcome if found[each])
        return (
            f"{texts} annotated text{'s' * (texts != 1)} changed since {self.base};"
            f" {len(effects)} of {self.comparison.count} notes"
            f" {'is' if len(effects) == 1 else 'are'} affected"
            f"{f' ({details})' if details else ''}."
        )

    def text(self, width: int) -> str:
        """What the change of the texts does, for a terminal of so many columns."""
        template = _environment(_for_terminal).get_template("review.txt.j2")
        made = template.render(report=self, side_by_side=partial(side_by_side, width=width))
        return f"{made.rstrip()}\n"

    def markdown(self, view: str) -> str:
        """The report for GitHub.

        Args:
            view: `review`, what the change of the texts does; or `summary`, all of it.
        """
        from .note_view import Notes  # noqa: PLC0415 - other commands need no bibliography

        template = _environment(safe).get_template(f"{view}.md.j2")
        made = template.render(report=self, note=Notes(self.now).view, count=count)
        return re.sub(r"\n{3,}", "\n\n", made).rstrip() + "\n"

    def json(self, view: str) -> str:
        """The report for programs.

        Args:
            view: `review` or `summary`.
        """
        data = self._review() if view == "review" else self._summary()
        return in_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"

    def _review(self) -> dict[str, Any]:
        found = self.comparison
        return {
            "base": self.base,
            "documents": list(found.documents),
            "notes": found.count,
            "effects": [_effect_data(effect) for effect in found.effects],
            "added": [each.note.id for each in found.added],
            "removed": [note.id for _, note in found.removed],
            "patch": self.patch,
        }

    def _summary(self) -> dict[str, Any]:
        found = self.comparison
        return {
            "base": self.base,
            "unknown": self.unknown,
            "preview": self.preview,
            "added": [self._change_data(each) for each in found.added],
            "changed": [self._change_data(each) for each in found.changed],
            "removed": [
                {"id": note.id, "kind": note.kind.value, "document": path}
                for path, note in found.removed
            ],
            "shared": {
                noun: {"added": each.added, "changed": each.changed, "removed": each.removed}
                for noun, each in found.shared.items()
            },
            "problems": [problem_data(each) for each in self.problems],
            "review": self._review(),
        }

    def _change_data(self, change: NoteChange) -> dict[str, Any]:
        note, placement = change.note, self.now.placement(change)
        return {
            "id": note.id,
            "kind": note.kind.value,
            "document": change.document,
            "path": note.location.path,
            "line": note.location.line,
            "state": placement.state.value if placement else None,
            "rating": note.rating,
            "needs_review": note.needs_review,
            "keys": list(change.keys),
        }


def make_report(
    base: str,
    before: Snapshot,
    now: Snapshot,
    folder: Path,
    problems: tuple[Problem, ...] = (),
    preview: str = "",
) -> ChangeReport:
    """Compare two states of an edition.

    Args:
        base: How the earlier state was asked for.
        before: The edition as it was.
        now: The edition as it is.
        folder: The project's folder.
        problems: What is wrong with the edition of today.
        preview: Where the built site can be had.
    """
    found = compare(before, now)
    ids = [effect.annotation.id for effect in found.open]
    placed = {effect.placed.document.path: effect.placed for effect in found.open}
    proposed = unwritable = ""
    try:
        edits = write(propose(placed.values(), ids).proposals, folder) if ids else {}
        proposed = patch((name, edit.original, edit.text()) for name, edit in edits.items())
    except EditError as error:
        unwritable = printable(str(error))
    return ChangeReport(base, now, found, proposed, unwritable, problems, preview=preview)


@cache
def _environment(escape: Callable[[object], Markup]) -> Environment:
    """Templates whose every value goes through an escape, unless it is `Markup` already."""
    made = Environment(
        loader=PackageLoader("annotated_edition.maintenance"),
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters.update(
        clipped=lambda value, length: shorten(str(value), length),
        link=web_link,
        bold=lambda text: Markup(click.style(printable(text), bold=True)),  # noqa: S704
        lines=lambda lines: Markup("\n".join(lines)),  # noqa: S704 - printable already
        outcome=_OUTCOMES.get,
        gravest_first=_gravest_first,
    )
    made.globals.update(bounded=bounded, fenced=fenced, difference=difference, sides=_sides)
    return made


def _for_terminal(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(printable(str(value)))  # noqa: S704


def _gravest_first(problems: Iterable[Problem]) -> list[Problem]:
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return sorted(problems, key=lambda each: (ranks[each.severity], each.location, each.code))


def _effect_data(effect: Effect) -> dict[str, Any]:
    where, text = effect.annotation.at("exact"), effect.placed.text
    return {
        "id": effect.annotation.id,
        "kind": effect.annotation.kind.value,
        "outcome": effect.outcome.value,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "document": effect.placed.document.path,
        "before": {
            "state": effect.was.state.value,
            "text": effect.before,
            "line": effect.lines[0],
        },
        "after": {"state": effect.now.state.value, "text": effect.after, "line": effect.lines[1]},
        "difference": [{"old": each.old, "new": each.new} for each in effect.difference],
        "places": effect.now.places,
        "candidates": [
            {
                "start": each.start,
                "end": each.end,
                "text": collapse(text[each.start : each.end]),
            }
            for each in effect.now.candidates
        ],
        "detail": list(effect.detail),
        "settled": effect.settled,
        "reviewed": effect.reviewed,
    }


def _sides(effect: Effect) -> tuple[str, str]:
    """The words before and after, the edited ones struck out and underlined."""
    if not effect.difference or max(len(effect.before), len(effect.after)) > _QUOTED:
        return shorten(effect.before, _QUOTED), shorten(effect.after, _QUOTED) or "–"
    return (
        difference(Change(each.old, each.old if each.kept else "") for each in effect.difference),
        difference(Change(each.new if each.kept else "", each.new) for each in effect.difference),
    )
