"""`edition import`: annotations of other tools as YAML."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotated_edition.exchange import (
    count_missing,
    is_hypothesis,
    read_hypothesis,
    read_webannotations,
)
from annotated_edition.hosts import Project
from annotated_edition.intake import (
    Addition,
    ImportResult,
    Proposal,
    ProposalContext,
    ProposalError,
    edits_of,
    find_page,
    import_annotations,
    note_file,
    page_by_address,
)
from annotated_edition.model import EditionError, Kind, Problem, Severity, State
from annotated_edition.text import printable
from annotated_edition.yaml_files import EditError, YamlEdit, save_all, save_files

from . import completion as completing
from .arguments import project_argument
from .group import EXIT_CODES
from .proposals import proposal_context, refuse

if TYPE_CHECKING:
    from annotated_edition.exchange import Imported

__all__ = ["command"]

_MAX_BYTES = 5_000_000
_MAX_ANNOTATIONS = 10_000
_FILE = "imported.yml"
_SHOWN = 60


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_argument
@click.option(
    "--page",
    default="",
    shell_complete=completing.pages,
    help="The page they are about.  [default: by their addresses]",
)
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in Kind if kind is not Kind.CLAIM]),
    default="context",
    show_default=True,
    help="What notes are about whose tags do not say it.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
def command(file: Path, project: Path, page: str, kind: str, dry_run: bool) -> None:
    """Turn annotations of other tools into notes in YAML.

    Takes what Hypothesis exports or its API answers, and W3C Web Annotations in JSON-LD (one, a
    list, an AnnotationPage or an AnnotationCollection). Each note is looked up in the text that
    the page shows. Notes whose words are not found, or are found at several places, are written,
    too, and told. What can be no note (replies, notes on the page as a whole, mere highlights) is
    put into a JSON file beside FILE. Nothing is dropped; if anything needs a look, the command
    ends with 1.
    """
    edition = Project.load(project)
    desk = proposal_context(edition)
    try:
        found, lacking = _read(file)
        arrivals = _arrive(found, edition, desk, page, Kind(kind))
        arrivals = _write(arrivals, edition, desk, dry_run=dry_run)
    except ProposalError as refused:
        refuse(refused)
    if lacking:
        click.echo(
            printable(
                f"{file.name} leaves {lacking:,} annotations out: ask the service for the rest"
            )
        )
    _report(arrivals, file, desk, dry_run=dry_run, whole=not lacking)


def _read(file: Path) -> tuple[list[Imported], int]:
    if file.stat().st_size > _MAX_BYTES:
        raise ProposalError(f"{file.name} has more than {_MAX_BYTES:,} bytes; split it")
    try:
        data: Any = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ProposalError(f"{file.name} is not JSON: {error}") from None
    ours = is_hypothesis(data)
    rows = read_hypothesis(data) if ours else read_webannotations(data)
    found = list(islice(rows, _MAX_ANNOTATIONS + 1))
    if len(found) > _MAX_ANNOTATIONS:
        raise ProposalError(
            f"{file.name} holds more than {_MAX_ANNOTATIONS:,} annotations; split it"
        )
    if not any(each.selector or each.note for each in found):
        raise ProposalError(
            f"{file.name} holds no annotations; expected those of Hypothesis or of W3C's model"
        )
    return found, count_missing(data) if ours else 0


def _arrive(
    found: list[Imported], edition: Project, desk: ProposalContext, page: str, kind: Kind
) -> list[ImportResult]:

    page_of: Callable[[Imported], str]
    if page:
        path = find_page(page, desk.pages, desk.site_url)

        def page_of(_: Imported) -> str:
            return path
    else:
        site = edition.site()
        page_of = page_by_address(desk.edition, site.address, site.pages)
    return import_annotations(
        found, desk.edition, page_of=page_of, text_of=desk.text_of, kind=kind
    )


def _write(
    arrivals: list[ImportResult], edition: Project, desk: ProposalContext, *, dry_run: bool
) -> list[ImportResult]:
    """Writes the notes; one that the edition could not hold is left over instead."""
    for _ in range(3):
        notes = [each for each in arrivals if each.record]
        faults = dict(_unwritable(notes, desk))
        if not faults:
            edits = _edits(notes, desk)
            faults = _faults(edition, {edit.path: edit.text().encode() for edit in edits}, notes)
            if not faults:
                if not dry_run:
                    save_all(edits)
                return arrivals
        arrivals = [
            replace(each, record=None, placement=None, lacks=faults[each.record["id"]])
            if each.record and each.record["id"] in faults
            else each
            for each in arrivals
        ]
    raise ProposalError("the notes cannot be written without errors in the edition")


def _edits(notes: Sequence[ImportResult], desk: ProposalContext) -> list[YamlEdit]:
    additions = tuple(
        Addition(_file(desk, each.page), "annotations", each.record or {}) for each in notes
    )
    return edits_of(Proposal("import", "", additions=additions), desk.project)


def _unwritable(notes: Sequence[ImportResult], desk: ProposalContext) -> Iterator[tuple[str, str]]:
    """The notes that YAML cannot hold, by id, with the reason: found by halving."""
    try:
        _edits(notes, desk)
    except EditError as error:
        if len(notes) == 1:
            yield str((notes[0].record or {})["id"]), str(error)
            return
        half = len(notes) // 2
        alone = [*_unwritable(notes[:half], desk), *_unwritable(notes[half:], desk)]
        if not alone:  # it is the file that cannot be edited
            raise ProposalError(str(error)) from error
        yield from alone


def _file(desk: ProposalContext, page: str) -> Path:
    return note_file(desk.annotations, page, f"{page.removesuffix('.md')}/{_FILE}")


def _faults(
    edition: Project, changes: dict[Path, bytes], notes: Sequence[ImportResult]
) -> dict[str, str]:
    """What is wrong with notes besides their place, by their ids."""
    try:
        problems = edition.dry_run(changes).problems
    except EditionError as error:
        raise ProposalError(str(error)) from error
    ids = {each.record["id"] for each in notes if each.record}
    return {
        problem.annotation: problem.text
        for problem in problems
        if problem.annotation and problem.annotation in ids and _is_grave(problem)
    }


def _is_grave(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and not problem.code.startswith("quotation-")


def _report(
    arrivals: Sequence[ImportResult],
    file: Path,
    desk: ProposalContext,
    *,
    dry_run: bool,
    whole: bool,
) -> None:
    states = Counter(str(each.placement.state) for each in arrivals if each.placement)
    for each in arrivals:
        state = each.placement.state if each.placement else None
        if state is State.EXACT or state is State.RECOVERED:
            continue
        what = each.imported.selector.exact if each.imported.selector else each.imported.note
        what = " ".join(what.split())
        what = what if len(what) <= _SHOWN else what[: _SHOWN - 1] + "…"
        name = each.record["id"] if each.record else each.imported.name or "an annotation"
        reason = _REASONS[state] if state else each.lacks
        click.echo(printable(f"{name} (“{what}”): {reason}" if what else f"{name}: {reason}"))
    left = [each for each in arrivals if not each.record]
    if left and not dry_run:
        path = _spare(file)
        rows = [{"reason": each.lacks, "annotation": each.imported.raw} for each in left]
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        # Half a character, which UTF-8 has no bytes for, stays JSON's escape of itself.
        save_files({path: text.encode("utf-8", "backslashreplace")})
        click.echo(printable(f"Skipped annotations were written to {path}."))
    written = sum(states.values())
    verb = "Would write" if dry_run else "Wrote"
    found = states[State.EXACT] + states[State.RECOVERED]
    click.echo(
        f"{verb} {written} of {len(arrivals)} annotations as notes: {found} found in their text, "
        f"{written - found} that need a look; {len(left)} left over."
    )
    files = sorted(
        {
            _file(desk, each.page).relative_to(desk.project).as_posix()
            for each in arrivals
            if each.record
        }
    )
    click.echo("\n".join(f"  {printable(name)}" for name in files), nl=bool(files))
    if left or written != found or not whole:
        raise SystemExit(1)


_REASONS = {
    State.CHANGED: "the passage is there, but its words are others; written",
    State.AMBIGUOUS: "the words are in the text several times; written, but without a place",
    State.ORPHANED: "the words do not stand there; written, but without a place",
}


def _spare(file: Path) -> Path:
    """A name beside the file that nothing has yet."""
    number = 1
    path = file.with_suffix(".left-over.json")
    while os.path.lexists(path):  # a link that leads nowhere is not followed either
        number += 1
        path = file.with_suffix(f".left-over-{number}.json")
    return path
