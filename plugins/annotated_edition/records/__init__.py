"""YAML files to the model: reading, positions of every value, checks, friendly problems."""

from annotated_edition.yaml_files.editor import EditError, YamlEdit, save_all
from annotated_edition.yaml_files.positions import place_in_value

from .citations import Cited, find_citations
from .edition import Reading, read_edition
from .schemas import json_schemas, schema_files

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
