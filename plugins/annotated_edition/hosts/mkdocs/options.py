"""The plugin's options in `mkdocs.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError

from annotated_edition.model import Location, Problem, Severity, State
from annotated_edition.pages import Policy
from annotated_edition.text import nearest, shown

from .report import LEVELS

__all__ = ["Options", "missing_folder"]

_FOLDER_OF_RECORDS = "annotations"
"""Where records are looked for unless another folder is named, which then has to be there."""


def missing_folder(folder: Path, named: str) -> Iterator[Problem]:
    """Tells of a folder of annotations that is named and not there: its notes would be lost."""
    if named != _FOLDER_OF_RECORDS and not folder.is_dir():
        yield Problem(
            Location("mkdocs.yml"),
            "no-folder",
            f"the option “annotations” names the folder “{named}”, and there is none",
            expected="the folder of the YAML files, from the folder of mkdocs.yml",
            fix="correct the name, or make the folder",
        )


class RepositoryOption(c.Type[str]):
    """`owner/name`, or nothing."""

    def run_validation(self, value: object) -> str:
        """Refuse what would make every link to the repository a dead one."""
        name = super().run_validation(value)
        if name and not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
            path = re.search(r"github\.com[/:]([\w-]+/[\w.-]+?)(?:\.git)?/?$", name)
            near = f"; did you mean “{path[1]}”?" if path else ""
            raise ValidationError(f"“{name}” is not a repository; expected owner/name{near}")
        return name


class Options(Config):
    """What an edition may choose."""

    annotations = c.Type(str, default=_FOLDER_OF_RECORDS)
    """Folder of the YAML files, from the folder of `mkdocs.yml`."""
    language = c.Optional(c.Type(str))
    """Language of the interface; the theme's if not given."""
    speaker_pages = c.Type(bool, default=True)
    """Whether every speaker has a page."""
    claim_pages = c.Type(bool, default=False)
    """Whether every claim has a page."""
    style = c.Type(str, default="chicago-author-date")
    """Style of the bibliography: the name of one that comes along, or a CSL file."""
    cache = c.Type(str, default=".cache/annotated-edition")
    """Folder in which notes and rendered texts are kept between builds; empty to keep none."""
    repository = RepositoryOption(str, default="")
    """`owner/name` on GitHub, for links that edit, report and propose notes, and to commits."""
    branch = c.Type(str, default="main")
    """The branch that those links lead to."""
    on_changed = c.Choice(tuple(LEVELS), default="warn")
    """What a passage whose words were edited is: `error`, `warn` or `info`."""
    on_ambiguous = c.Choice(tuple(LEVELS), default="error")
    """What words that fit several places are."""
    on_orphaned = c.Choice(tuple(LEVELS), default="error")
    """What words that are gone are."""
    on_due = c.Choice(tuple(LEVELS), default="info")
    """What a review that has fallen due is."""
    history = c.Type(bool, default=True)
    """Whether git is asked when notes were published and changed, and why."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Leaves unknown options to `unknown_options`: MkDocs names no line and no nearest one."""
        failed, warnings = super().validate()
        known = self._schema_keys
        return failed, [each for each in warnings if each[0] in known]

    def unknown_options(self, config_file: str | None) -> Iterator[Problem]:
        """Tells of options that do not exist, with their place in `mkdocs.yml`.

        Args:
            config_file: The path of `mkdocs.yml`.
        """
        known = self._schema_keys
        unknown = sorted(str(key) for key in self if key not in known)
        text = Path(config_file).read_text("utf-8", "replace") if unknown and config_file else ""
        start = max(text.find("annotated-edition"), 0)
        for name in unknown:
            found = re.compile(rf"[\s{{,\"']({re.escape(name)})[\"']?\s*:").search(text, start)
            at = found.start(1) if found else 0
            guess = nearest(name, known)
            yield Problem(
                Location(
                    Path(config_file or "mkdocs.yml").name,
                    text.count("\n", 0, at) + 1,
                    at - text.rfind("\n", 0, at),
                ),
                "unknown-option",
                f"the plugin annotated-edition has no option “{shown(name)}”",
                expected="" if guess else "one of " + ", ".join(sorted(known)),
                nearest=guess,
                fix="rename it, or take it out",
                severity=Severity.WARNING,
            )

    @property
    def policy(self) -> Policy:
        """How much each state of a placement weighs."""
        return {
            State.CHANGED: LEVELS[self.on_changed],
            State.AMBIGUOUS: LEVELS[self.on_ambiguous],
            State.ORPHANED: LEVELS[self.on_orphaned],
        }
