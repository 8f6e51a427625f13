"""`edition propose`: what `edition add --from-issue` wrote, as a pull request on GitHub."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotated_edition.hosts import Project
from annotated_edition.intake import IntakeReport, ProposalError, read_report
from annotated_edition.text import printable

from .arguments import project_argument
from .group import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command"]

_NAME = "github-actions[bot]"
_MAIL = "41898282+github-actions[bot]@users.noreply.github.com"


@click.command(epilog=EXIT_CODES)
@click.option(
    "--remote", default="", help="Where to push to.  [default: the repository on GitHub]"
)
@click.option("--base", default="main", show_default=True, help="The branch to propose it for.")
@click.argument("report", type=click.Path(dir_okay=False, path_type=Path))
@project_argument
def command(report: Path, project: Path, remote: str, base: str) -> None:
    """Open a pull request with what `edition add --from-issue --report REPORT` wrote.

    Made for a workflow on GitHub: it needs `git`, `gh` and the variables GH_TOKEN and
    GITHUB_REPOSITORY. The proposer is named in the commit and in the pull request. If nothing
    was taken, the issue is answered with the reasons, and the command ends with 1.
    """
    edition = Project.load(project)
    try:
        taken = read_report(report)
    except ProposalError as refused:
        raise click.UsageError(str(refused)) from refused
    if not taken.noun:
        _run(
            ("gh", "issue", "comment", str(taken.issue), "--body-file", "-"),
            edition.root,
            taken.refusal,
        )
        sys.exit(1)
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    _commit(taken, edition.root)
    _push(taken, edition.root, remote or f"https://github.com/{repository}.git")
    opened = ("gh", "pr", "create", "--base", base, "--head", taken.branch)
    try:
        said = _run(
            (*opened, "--title", taken.title, "--body-file", "-"), edition.root, taken.body
        )
    except click.ClickException as error:
        # The label was set a second time: the push has brought the pull request up to date.
        if "already exists" not in error.message:
            raise
        said = error.message
    click.echo(printable(said.strip()))


def _commit(taken: IntakeReport, root: Path) -> None:
    """Puts the files that were written, and no others, on a branch of their own."""
    who = ("-c", f"user.name={_NAME}", "-c", f"user.email={_MAIL}")
    _run(("git", "switch", "--quiet", "--create", taken.branch), root)
    _run(("git", "add", "--", *taken.files), root)
    # The repository's hooks are none of the proposal's business.
    no_hooks = ("-c", f"core.hooksPath={os.devnull}")
    _run(("git", *who, *no_hooks, "commit", "--quiet", "--file", "-"), root, taken.commit_message)


def _push(taken: IntakeReport, root: Path, remote: str) -> None:
    """Pushes the branch; the token comes from `gh` and stands in no argument or file."""
    helper = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
    refspec = f"HEAD:refs/heads/{taken.branch}"
    _run(("git", *helper, "push", "--quiet", "--force", remote, refspec), root)


def _run(command: Sequence[str], root: Path, text: str = "") -> str:
    """Runs a program without a shell and returns what it says."""
    try:
        done = subprocess.run(  # noqa: S603 - arguments are checked, and no shell reads them
            command, cwd=root, input=text, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise click.UsageError(f"{command[0]} is not installed") from None
    if done.returncode:
        raise click.ClickException(printable(f"{command[0]} said: {done.stderr.strip()}"))
    return done.stdout
