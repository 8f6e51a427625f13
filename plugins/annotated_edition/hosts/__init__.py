"""Adapters of the programs that build a site."""

from .checked import Checked
from .project import Project

__all__ = ["Checked", "Project"]
