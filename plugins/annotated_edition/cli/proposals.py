"""Proposals: validated, tried on a copy of the edition, and written."""

from __future__ import annotations

import difflib
import os
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NoReturn

import click

from annotated_edition.intake import Proposal, ProposalContext, ProposalError, edits_of
from annotated_edition.maintenance import problem_text
from annotated_edition.model import EditionError, Problem, Severity
from annotated_edition.records import list_pages, schema_files
from annotated_edition.text import printable
from annotated_edition.yaml_files import EditError, YamlEdit, save_all, save_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotated_edition.hosts import Project

__all__ = ["apply_proposal", "print_reasons", "proposal_context", "refuse", "today"]


def print_reasons(refused: ProposalError) -> None:
    """Say why nothing was changed."""
    click.echo("Nothing was changed:", err=True)
    for reason in refused.reasons:
        click.echo(f"  - {printable(reason)}", err=True)


def refuse(refused: ProposalError) -> NoReturn:
    """Print the reasons why nothing was changed, and exit with status 1."""
    print_reasons(refused)
    sys.exit(1)


def proposal_context(project: Project) -> ProposalContext:
    """What a proposal is held against.

    Args:
        project: The edition on the disk.
    """
    site = project.site()
    texts: dict[str, str] = {}

    def text_of(page: str) -> str:
        try:
            return texts.setdefault(page, project.page_text(page))
        except EditionError as error:
            raise ProposalError(str(error)) from error

    return ProposalContext(
        edition=project.read().edition,
        project=project.root,
        annotations=project.annotations,
        pages=list_pages(project.docs),
        site_url=site.address,
        text_of=text_of,
        today=today(),
    )


def today() -> date:
    """The day; the one that `SOURCE_DATE_EPOCH` names where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = (
        datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()
    )
    return now.date()


def apply_proposal(proposal: Proposal, project: Project, *, dry_run: bool = False) -> list[str]:
    """Check a proposal in its place, and write it.

    Args:
        proposal: The proposal.
        project: The edition.
        dry_run: Whether to show what would be written, and to write nothing.

    Returns:
        The files that were written, from the project's folder.

    Raises:
        Refused: The edition would have errors that it has not now.
    """
    try:
        edits = edits_of(proposal, project.root)
        _check(proposal, project, edits)
        if dry_run:
            for edit in edits:
                click.echo(f"--- {_name(edit.path, project)}")
                _show(edit)
            return []
        save_all(edits)
        written = [edit.path for edit in edits] + _schemas(project)
    except EditError as error:
        raise ProposalError(str(error).replace(f"{project.root}{os.sep}", "")) from error
    files = [_name(path, project) for path in written]
    if proposal.context:
        click.echo(printable(proposal.context))
    click.echo(f"Wrote {proposal.noun} “{proposal.id}” into {', '.join(files[: len(edits)])}.")
    return files


def _schemas(project: Project) -> list[Path]:
    """Brings the schemas up to date, where the edition keeps them: new ids are in them then."""
    changed: dict[Path, bytes] = {}
    for name, text in schema_files(project.read().edition).items():
        path = project.root / "schema" / name
        if path.is_file() and not path.is_symlink() and path.read_bytes() != text.encode():
            changed[path] = text.encode()
    save_files(changed)
    return list(changed)


def _name(path: Path, project: Project) -> str:
    return os.path.relpath(path, project.root).replace(os.sep, "/")


def _show(edit: YamlEdit) -> None:
    """The lines of a file that are new."""
    old = edit.path.read_text(encoding="utf-8").splitlines() if edit.path.exists() else []
    for line in difflib.unified_diff(old, edit.text().splitlines(), n=1, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            click.echo(printable(line))


def _check(proposal: Proposal, project: Project, edits: Sequence[YamlEdit]) -> None:
    """Whatever would be wrong only because of the proposal speaks against it."""
    changes = {edit.path: edit.text().encode("utf-8") for edit in edits}
    try:
        tried = project.dry_run(changes)
        faults = [problem for problem in tried.problems if problem.severity is Severity.ERROR]
        if faults:
            known = {_kind_of(problem) for problem in project.check().problems}
            faults = [problem for problem in faults if _kind_of(problem) not in known]
    except EditionError as error:
        raise ProposalError(str(error)) from error
    if faults:
        raise ProposalError(*(f"{problem.text} ({problem.location.path})" for problem in faults))
    for problem in tried.problems:
        if problem.annotation == proposal.id:
            click.echo(problem_text(problem), err=True)


def _kind_of(problem: Problem) -> tuple[str, str, str | None, str]:
    return problem.location.path, problem.code, problem.annotation, problem.message
