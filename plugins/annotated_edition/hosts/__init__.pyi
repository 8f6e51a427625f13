from .checked import Checked
from .project import Project

__all__ = ["Checked", "Project"]
