"""How much a contributor may hand in: every bound that reading keeps.

The bounds are far above what people write and far below what harms a build machine.
"""

__all__ = [
    "MAX_DEPTH",
    "MAX_DIRECTORY_DEPTH",
    "MAX_EDITION_BYTES",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_MARKUP_DEPTH",
    "MAX_MARKUP_SIGNS",
    "MAX_NODES",
    "MAX_PROBLEMS_PER_FILE",
    "MAX_REPAIRS",
    "MAX_RESTARTS",
    "MAX_TEXT",
]

MAX_FILE_BYTES = 2_000_000
"""Size of one file, in bytes; a larger one is refused unread."""
MAX_EDITION_BYTES = 128_000_000
"""Size of all files of an edition together, in bytes."""
MAX_FILES = 20_000
"""Files in the folder of annotations."""
MAX_DIRECTORY_DEPTH = 20
"""Folders within folders."""
MAX_TEXT = 100_000
"""Length of one text, in code points."""
MAX_MARKUP_SIGNS = 5_000
"""Signs in one Markdown text that may mean something; a long note has a few hundred."""
MAX_MARKUP_DEPTH = 20
"""Lists and quotations within each other in a Markdown text."""
MAX_NODES = 120_000
"""Texts, lists and mappings in one file."""
MAX_DEPTH = 12
"""Lists and mappings within each other; a bibliography entry's date needs six."""
MAX_PROBLEMS_PER_FILE = 100
"""Problems told one by one; the rest of a file's are counted."""
MAX_RESTARTS = 50
"""How often reading goes on with the next record after one that cannot be read."""
MAX_REPAIRS = 20
"""How many records of a file are searched for slips of the keyboard."""
