"""Checked records: the nodes of YAML files become the model, or problems."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "documents": ["list_pages"],
        "edition": ["Reading", "read_edition"],
        "fields": ["URL_SCHEMES"],
        "folder": ["RESERVED", "SHARED", "folded_name", "relative"],
        "front_matter": ["read_front_matter"],
        "schemas": ["json_schemas", "schema_files"],
    },
)
