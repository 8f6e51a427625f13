"""The only room that knows YAML: reading with positions, restrictions, and editing."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "decoding": ["HIDDEN", "decode", "read_bytes", "screen"],
        "editor": ["EditError", "YamlEdit", "save_all"],
        "lost": ["unparsed_ids"],
        "nodes": [
            "EVERYTHING",
            "Items",
            "Map",
            "Marks",
            "Place",
            "new_items",
            "new_map",
            "place_of",
        ],
        "positions": ["place_in_value", "places_in_value"],
        "reading": ["read_tree"],
        "report": ["Report"],
        "saving": ["save_files"],
        "syntax_errors": ["QUOTE_IT", "quoted_typographically"],
    },
)
