"""The templates, with everything that is put into them escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

__all__ = ["template"]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("annotated_edition.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


@cache
def template(name: str) -> Template:
    """A template of this room, by its file's name."""
    return _environment().get_template(name)
