"""How this package is installed: the one place that knows whether a registry has it."""

from annotated_edition import __version__

__all__ = ["ON_REGISTRY", "REPOSITORY", "REQUIREMENT"]

REPOSITORY = "https://github.com/annotated-edition/mkdocs-annotated-edition"
"""Where its source is."""

ON_REGISTRY = False
"""Whether `pip install mkdocs-annotated-edition` finds it."""

REQUIREMENT = (
    f"mkdocs-annotated-edition=={__version__}"
    if ON_REGISTRY
    else f"mkdocs-annotated-edition @ git+{REPOSITORY}@v{__version__}"
)
"""What a new edition requires, in the form of a requirements file."""
