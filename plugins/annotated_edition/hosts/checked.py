"""What checking an edition against its pages gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotated_edition.maintenance import Snapshot
    from annotated_edition.model import Edition, Problem
    from annotated_edition.pages import Placed

__all__ = ["Checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition compared with its pages.

    Attributes:
        folder: The project's folder, which the problems' paths start from.
        docs: The folder of documents.
        edition: What could be read.
        placed: Where the annotations came to stand, by path of the document.
        problems: Everything that is wrong.
        files: The YAML files of the edition.
    """

    folder: Path
    docs: Path
    edition: Edition
    placed: dict[str, Placed]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]

    def snapshot(self) -> Snapshot:
        """The edition with its texts, to be compared with another one."""
        sources = {
            path: (self.docs / path).read_text(encoding="utf-8-sig") for path in self.placed
        }
        from annotated_edition.maintenance import Snapshot  # noqa: PLC0415 - no check needs it

        return Snapshot(self.edition, self.placed, sources)
