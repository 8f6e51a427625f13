"""Arguments that commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["project_argument"]

project_argument = click.argument(
    "project", default=".", type=click.Path(exists=True, path_type=Path), required=False
)
