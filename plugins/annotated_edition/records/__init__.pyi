from .documents import list_pages
from .edition import Reading, read_edition
from .fields import URL_SCHEMES
from .folder import RESERVED, SHARED, folded_name, relative
from .front_matter import read_front_matter
from .schemas import json_schemas, schema_files

__all__ = [
    "RESERVED",
    "SHARED",
    "URL_SCHEMES",
    "Reading",
    "folded_name",
    "json_schemas",
    "list_pages",
    "read_edition",
    "read_front_matter",
    "relative",
    "schema_files",
]
