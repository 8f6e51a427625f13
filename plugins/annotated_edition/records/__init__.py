"""YAML files to the model: reading, positions of every value, checks, friendly problems."""

from .citations import Cited, find_citations
from .edition import Reading, read_edition
from .positions import place_in_value
from .schemas import json_schemas, schema_files
from .writing import EditError, YamlEdit, save_all

__all__ = [
    "Cited",
    "EditError",
    "Reading",
    "YamlEdit",
    "find_citations",
    "json_schemas",
    "place_in_value",
    "read_edition",
    "save_all",
    "schema_files",
]
