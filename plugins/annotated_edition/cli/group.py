"""The `edition` command: a group that imports a command when it is called."""

from __future__ import annotations

import importlib
import importlib.util
import io
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from annotated_edition import __version__
from annotated_edition.model import EditionError
from annotated_edition.text import log_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EXIT_CODES", "LazyGroup", "main"]

EXIT_CODES = "Exit codes: 0 all is well, 1 problems were found, 2 the command could not run."

_COMMANDS = {
    "add": "Add a note to a document.",
    "check": "Check the edition's files and tell what is wrong with them.",
    "export": "Write the edition in formats of others.",
    "import": "Turn annotations of other tools into YAML.",
    "init": "Make a new edition in an empty folder.",
    "new": "Add a document.",
    "propose": "Open a pull request with what an issue form proposed.",
    "reanchor": "Mend the quotations after a text has changed.",
    "review": "Tell what a change does to the notes.",
    "summary": "Tell what a pull request does to the edition.",
    "schema": "Write the JSON Schemas that editors use.",
}
"""Every command with its summary: `edition --help` then needs to import none of them.

A command `name` is the attribute `command` of the module `name` (`import` of `import_`); one
whose module is not there is not offered.
"""


def _module(name: str) -> str:
    return f"{__package__}.{'import_' if name == 'import' else name}"


class LazyGroup(click.Group):
    """A group whose commands are modules, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands that there are."""
        return [name for name in _COMMANDS if importlib.util.find_spec(_module(name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(_module(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands' summaries, without importing the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Calls a command; whatever it refuses is told in printable lines."""
        try:
            try:
                return super().invoke(ctx)
            except EditionError as error:
                raise click.UsageError(str(error)) from error
        except click.ClickException as error:
            lines = error.message.splitlines()
            error.message = "\n".join(map(log_line, lines))  # type: ignore[misc]  # Final
            raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command; whatever the system refuses becomes one line, not a traceback."""
        # Names are of all scripts, and not every terminal's encoding knows them.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        # https://no-color.org; without a word on it, click colours whatever is a terminal.
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        extra.setdefault("color", False if plain else None)
        try:
            return super().main(args, prog_name, complete_var, standalone_mode, **extra)
        except (OSError, UnicodeError) as error:
            if not standalone_mode:
                raise
            click.echo(f"Error: {printable(_told(error))}", err=True)
            sys.exit(2)


def _told(error: OSError | UnicodeError) -> str:
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    return str(error)


@click.group(
    cls=LazyGroup, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="edition")
def main() -> None:
    """Write and check an annotated edition.

    PROJECT is the folder with mkdocs.yml, or that file; without it, the current folder.

    Commands and options are completed by the Tab key once the shell has read this line (for
    zsh write zsh_source in it, for fish fish_source):

    \b
      eval "$(_EDITION_COMPLETE=bash_source edition)"
    """  # noqa: D301 - click's own sign for lines to be left as they are
