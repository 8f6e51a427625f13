"""`edition reanchor`: quotations that follow their text."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotated_edition.hosts import Project
from annotated_edition.maintenance import (
    Left,
    Proposals,
    Reanchoring,
    finding,
    patch,
    propose,
    side_by_side,
    write,
)
from annotated_edition.model import Candidate, Selector, Severity
from annotated_edition.text import in_json, printable
from annotated_edition.yaml_files import EditError, save_all

from . import completion as completing
from .group import EXIT_CODES

if TYPE_CHECKING:
    from annotated_edition.hosts import Checked

__all__ = ["command"]

_STEPS = {"y": "write it", "n": "skip", "a": "apply this and all remaining", "q": "stop"}


@click.command(epilog=EXIT_CODES)
@click.argument("ids", nargs=-1, shell_complete=completing.notes)
@click.option(
    "--project",
    type=click.Path(exists=True, path_type=Path),
    default=".",
    help="The folder with mkdocs.yml, or that file.  [default: the current folder]",
)
@click.option("--all", "write_all", is_flag=True, help="Write everything without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--format",
    "face",
    type=click.Choice(["text", "diff", "json"]),
    default="text",
    show_default=True,
    help="For people, as a patch, or for programs; the last two ask nothing.",
)
def command(
    ids: tuple[str, ...], project: Path, write_all: bool, dry_run: bool, face: str
) -> None:
    """Mend the quotations after a text has changed.

    For every note whose words were found with other typography, with other surroundings or in
    another wording, the words of today are proposed, with the shortest context that singles
    them out. Of the YAML files nothing changes but these values. A claim whose words are others
    keeps its rating and loses the day of its last review: until somebody has held it against
    the new words and set one, it counts in no statistics. Notes whose words fit several places,
    or none, are listed and left alone.

    IDS are the notes to look at; without any, all of them.

    \b
    Examples:
      edition reanchor                    ask for each note
      edition reanchor --all              write them all
      edition reanchor --dry-run --format=diff turnout-zaporizhzhia
    """  # noqa: D301 - click's own sign for lines to be left as they are
    if write_all and dry_run:
        raise click.UsageError("--all writes and --dry-run does not; give one of them")
    opened = Project.load(project).check()

    _refuse_unknown(ids, opened)
    found = propose(opened.placed.values(), ids)
    if face == "text":
        written = _by_hand(found, opened, write_all=write_all, dry_run=dry_run)
    else:
        written = _for_programs(found, opened, face, save=write_all)
    open_still = len(found.proposals) - written + len(found.left)
    sys.exit(1 if open_still else 0)


def _refuse_unknown(ids: Iterable[str], opened: Checked) -> None:
    known = {annotation.id for _, annotation in opened.edition.annotations()}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise click.UsageError(f"there is no note “{printable(unknown[0])}” in the edition")


def _by_hand(found: Proposals, opened: Checked, *, write_all: bool, dry_run: bool) -> int:
    """Show proposals, ask, and write what is wanted.

    Returns:
        How many were written.
    """
    width = shutil.get_terminal_size((100, 24)).columns
    waiting: list[Reanchoring] = []
    written = 0
    for number, proposal in enumerate(found.proposals, 1):
        _show(proposal, number, len(found.proposals), width)
        step = "a" if write_all else "n" if dry_run else _ask()
        if step == "q":
            break
        write_all = write_all or step == "a"
        if step == "y":
            _save([proposal], opened)
            written += 1
        elif step == "a":
            waiting.append(proposal)
    _save(waiting, opened)
    written += len(waiting)
    for left in found.left:
        _show_left(left, opened)
    _tell(found, written, dry_run=dry_run)
    return written


def _ask() -> str:
    choices = ", ".join(f"{key}: {meaning}" for key, meaning in _STEPS.items())
    click.echo(f"  {choices}")
    try:
        answer: str = click.prompt(
            "  Write it?", type=click.Choice(list(_STEPS)), show_choices=True
        )
    except click.Abort:
        click.echo()
        return "q"
    return answer


def _save(proposals: Sequence[Reanchoring], opened: Checked) -> None:

    try:
        save_all(write(proposals, opened.folder).values())
    except EditError as error:
        raise click.ClickException(printable(str(error))) from error


def _show(proposal: Reanchoring, number: int, count: int, width: int) -> None:
    annotation = proposal.annotation
    click.echo(
        f"{number}/{count} "
        + click.style(annotation.id, bold=True)
        + f" ({annotation.kind}, {proposal.state}) {printable(str(annotation.at('exact')))}"
    )
    rows = [("", "as written", "as proposed")]
    rows += [
        (key, getattr(proposal.old, key) or "", getattr(proposal.new, key) or "")
        for key in ("exact", "prefix", "suffix")
        if getattr(proposal.old, key) or getattr(proposal.new, key)
    ]
    if proposal.unreviews:
        rows.append(("reviewed", str(annotation.reviewed or ""), "no day: to be reviewed"))
    for line in side_by_side(rows, width):
        click.echo(line)


def _show_left(left: Left, opened: Checked) -> None:

    path = opened.docs / left.placed.document.path
    source = path.read_text(encoding="utf-8-sig")
    problem = finding(left.annotation, left.placement, left.placed, Severity.ERROR, source)
    click.echo(printable(f"left alone: {problem.location}: {problem.text}"))
    for line in problem.detail:
        click.echo(printable(f"    {line}"))


def _tell(found: Proposals, written: int, *, dry_run: bool) -> None:
    if not found.proposals and not found.left:
        click.echo("Every quotation stands in its text as it is written.")
        return
    verb = "would be written" if dry_run else "written"
    count = len(found.proposals) if dry_run else written
    skipped = 0 if dry_run else len(found.proposals) - written
    said = [f"{count} {verb}"]
    said += [f"{skipped} left as they were"] * bool(skipped)
    said += [f"{len(found.left)} for an editor to decide"] * bool(found.left)
    click.echo(f"Quotations: {', '.join(said)}.")


def _for_programs(found: Proposals, opened: Checked, face: str, *, save: bool) -> int:

    try:
        edits = write(found.proposals, opened.folder)
        changes = [(name, each.original, each.text()) for name, each in edits.items()]
        if save:
            save_all(edits.values())
    except EditError as error:
        raise click.ClickException(printable(str(error))) from error
    if face == "diff":
        click.echo(patch(changes), nl=False)
    else:
        click.echo(in_json(json.dumps(_data(found, written=save), ensure_ascii=False, indent=2)))
    return len(found.proposals) if save else 0


def _data(found: Proposals, *, written: bool) -> dict[str, Any]:
    return {
        "proposals": [_proposal(each, written=written) for each in found.proposals],
        "left": [
            {
                "id": left.annotation.id,
                "document": left.placed.document.path,
                "path": left.annotation.location.path,
                "line": left.annotation.at("exact").line,
                "column": left.annotation.at("exact").column,
                "state": left.placement.state.value,
                "places": left.placement.places,
                "candidates": [
                    {"start": each.start, "end": each.end, "text": _words(left, each)}
                    for each in left.placement.candidates
                ],
            }
            for left in found.left
        ],
    }


def _words(left: Left, candidate: Candidate) -> str:
    return " ".join(left.placed.text[candidate.start : candidate.end].split())


def _proposal(proposal: Reanchoring, *, written: bool) -> dict[str, Any]:
    where = proposal.annotation.at("exact")
    return {
        "id": proposal.annotation.id,
        "kind": proposal.annotation.kind.value,
        "document": proposal.document,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "state": proposal.state.value,
        "old": _selector(proposal.old),
        "new": _selector(proposal.new),
        "difference": [{"old": each.old, "new": each.new} for each in proposal.difference],
        "unreviews": proposal.unreviews,
        "written": written,
    }


def _selector(selector: Selector) -> dict[str, str | None]:
    return {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
