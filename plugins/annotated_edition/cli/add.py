"""`edition add`: a note, from options, from questions, or from an issue form."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from annotated_edition.hosts import Project
from annotated_edition.intake import (
    Issue,
    Proposal,
    ProposalContext,
    ProposalError,
    add_note,
    find_page,
    find_quotation,
    find_rating,
    find_speaker,
    in_context,
    load_forms,
    name_sources,
    proposal_of,
    read_answers,
    read_issue,
)
from annotated_edition.model import Kind, Selector
from annotated_edition.text import printable
from annotated_edition.yaml_files import save_files

from . import completion as completing
from .arguments import project_argument
from .group import EXIT_CODES
from .proposals import apply_proposal, print_reasons, proposal_context
from .questions import Questions

__all__ = ["command"]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options say; what is empty is asked for, or left out."""

    page: str
    exact: str
    prefix: str
    suffix: str
    kind: str
    note: str
    claimant: str
    rating: str
    speaker: str
    sources: tuple[str, ...]
    by: tuple[str, ...]
    id: str
    file: str


@click.command(epilog=EXIT_CODES)
@click.option(
    "--page",
    default="",
    shell_complete=completing.pages,
    help="The page: its path under docs/, or its address.",
)
@click.option("--exact", default="", help="The words that the note is about.")
@click.option("--prefix", default="", help="Words right before them, if they stand there twice.")
@click.option("--suffix", default="", help="Words right after them, if they stand there twice.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="What it is about.")
@click.option("--note", default="", help="The note, in Markdown; “-” reads it from the input.")
@click.option(
    "--claimant",
    default="",
    shell_complete=completing.speakers,
    help="Who makes the claim: id or name of a speaker.",
)
@click.option(
    "--rating",
    default="",
    shell_complete=completing.ratings,
    help="For a claim: id or label of a rating.",
)
@click.option(
    "--speaker",
    default="",
    shell_complete=completing.speakers,
    help="For other kinds: who speaks or is named.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    shell_complete=completing.complete_sources,
    help="“id”, “id, p. 4”, or an address and a title; may be given several times.",
)
@click.option("--by", multiple=True, help="Who wrote the note; may be given several times.")
@click.option("--id", "wanted_id", default="", help="Its id.  [default: made from the words]")
@click.option("--file", "wanted_file", default="", help="The YAML file under annotations/.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--from-issue",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Take an issue form's text, or a workflow's event (.json), in place of the options.",
)
@click.option("--proposer", default="", help="With --from-issue: who sent the form.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --from-issue: where to tell `edition propose` what was done.",
)
@project_argument
def command(
    project: Path,
    from_issue: Path | None,
    proposer: str,
    report: Path | None,
    dry_run: bool,
    **options: Any,
) -> None:
    """Add a note to a page.

    The quotation is looked up in the text that the page shows; if it stands there several
    times, the words around it are proposed that tell the places apart. What is not given is
    asked for, on a terminal. Before anything is written, the edition is checked with the note
    in it, as `edition check` does.

    \b
    edition add --page report.md
    edition add --page report.md --exact "last year" --kind context --note "In June."
    edition add --from-issue issue.md --proposer ada
    """  # noqa: D301 - click's own sign for lines to be left as they are
    edition = Project.load(project)
    if from_issue is not None:
        _from_issue(edition, from_issue, proposer, report, dry_run=dry_run)
        return
    desk = proposal_context(edition)
    ask = Questions(desk)
    given = _Wanted(
        id=options.pop("wanted_id"), file=options.pop("wanted_file"), **_filled(options)
    )
    wanted = given
    try:
        wanted = _asked(desk, ask, given)
        apply_proposal(_proposal(desk, wanted), edition, dry_run=dry_run)
    except ProposalError as refused:
        print_reasons(refused)
        if ask.asks and wanted is not given:
            click.echo(f"With your answers, to be mended:\n\n  {_again(wanted)}", err=True)
        sys.exit(1)


def _filled(options: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in options.items()}


def _from_issue(
    edition: Project, path: Path, proposer: str, report: Path | None, *, dry_run: bool
) -> None:
    """Takes a form, and tells the next step of a workflow what came of it."""
    issue = Issue("")
    said: dict[str, Any] = {"taken": False}
    try:
        issue = read_issue(path)
        answers = read_answers(issue.text, load_forms(edition.root))
        desk = proposal_context(edition)
        proposal = proposal_of(answers, desk, proposer or issue.proposer)
        files = apply_proposal(proposal, edition, dry_run=dry_run)
        said = {
            "taken": True,
            "noun": proposal.noun,
            "id": proposal.id,
            "page": proposal.page,
            "context": proposal.context,
            "reason": proposal.reason,
            "files": files,
        }
    except ProposalError as refused:
        said["reasons"] = list(refused.reasons)
        print_reasons(refused)
    if report is not None:
        said |= {"issue": issue.number, "proposer": proposer or issue.proposer}
        said |= {"proposer_id": issue.proposer_id}
        save_files({report: json.dumps(said, ensure_ascii=False, indent=2).encode()})
    if not said["taken"]:
        sys.exit(1)


def _asked(desk: ProposalContext, ask: Questions, given: _Wanted) -> _Wanted:
    """What the options say, and on a terminal what answers say."""
    page = find_page(given.page or ask.needed("--page", ask.page), desk.pages, desk.site_url)
    selector = Selector(given.exact, given.prefix or None, given.suffix or None)
    quoted = ask.quotation(desk.text_of(page), page, selector).selector
    kind = given.kind or ask.needed("--kind", ask.kind)
    note = given.note or ask.needed("--note", ask.note)
    claim = kind == Kind.CLAIM
    return replace(
        given,
        page=page,
        exact=quoted.exact,
        prefix=quoted.prefix or "",
        suffix=quoted.suffix or "",
        kind=kind,
        note=sys.stdin.read() if note == "-" else note,
        claimant=given.claimant or (ask.speaker("Who makes the claim") if claim else ""),
        rating=given.rating or (ask.rating() if claim else ""),
        sources=given.sources or ask.sources(),
        by=given.by or ask.by(),
    )


def _proposal(desk: ProposalContext, wanted: _Wanted) -> Proposal:
    edition, text = desk.edition, desk.text_of(wanted.page)
    selector = Selector(wanted.exact, wanted.prefix or None, wanted.suffix or None)
    quoted = find_quotation(text, selector, wanted.page)
    return add_note(
        edition,
        desk.annotations,
        page=wanted.page,
        quoted=quoted,
        context=in_context(text, quoted.start, quoted.end),
        kind=Kind(wanted.kind),
        note=wanted.note,
        created=desk.today,
        claimant=find_speaker(wanted.claimant, edition),
        rating=find_rating(wanted.rating, edition),
        speaker=find_speaker(wanted.speaker, edition),
        sources=name_sources(wanted.sources, edition.sources, desk.today),
        by=wanted.by,
        wanted_id=wanted.id,
        wanted_file=wanted.file,
    )


def _again(wanted: _Wanted) -> str:
    """The command line that asks nothing any more."""
    words = ["edition", "add"]
    for key, value in asdict(wanted).items():
        option = f"--{key.removesuffix('s') if key == 'sources' else key}"
        for each in value if isinstance(value, tuple) else (value,):
            words += [option, each] if each else []
    return "\n".join(map(printable, shlex.join(words).split("\n")))
