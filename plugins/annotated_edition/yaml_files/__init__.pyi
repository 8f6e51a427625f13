from .decoding import HIDDEN, decode, read_bytes, screen
from .editor import EditError, YamlEdit, save_all
from .lost import unparsed_ids
from .nodes import EVERYTHING, Items, Map, Marks, Place, new_items, new_map, place_of
from .positions import place_in_value, places_in_value
from .reading import read_tree
from .report import Report
from .saving import save_files
from .syntax_errors import QUOTE_IT, quoted_typographically

__all__ = [
    "EVERYTHING",
    "HIDDEN",
    "QUOTE_IT",
    "EditError",
    "Items",
    "Map",
    "Marks",
    "Place",
    "Report",
    "YamlEdit",
    "decode",
    "new_items",
    "new_map",
    "place_in_value",
    "place_of",
    "places_in_value",
    "quoted_typographically",
    "read_bytes",
    "read_tree",
    "save_all",
    "save_files",
    "screen",
    "unparsed_ids",
]
