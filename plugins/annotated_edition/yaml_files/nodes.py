"""What a YAML file holds once read: texts, lists and mappings that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotated_edition.model import Location

__all__ = ["EVERYTHING", "Items", "Map", "Marks", "Place", "new_items", "new_map", "place_of"]

Place = tuple[int, int]
"""Line and column, both counted from 1, columns in code points."""


class Map(dict[str, Any]):
    """A mapping of the file; its values are `str`, `Items` or `Map`.

    Attributes:
        place: Where it begins.
        places: For every key, line and column of the key and of its value.
        flow: Whether it is written in braces.
        refused: Keys whose value was refused, so that nobody reports them missing.
    """

    __slots__ = ("flow", "place", "places", "refused")

    # Set by `new_map`, not by an initialiser: one is made for every record and every citation.
    place: Place
    places: dict[str, tuple[int, int, int, int]]
    flow: bool
    refused: frozenset[str]

    def at(self, key: str) -> Place:
        """Where the value of `key` begins; where the mapping begins if it has none."""
        place = self.places.get(key)
        return place[2:] if place else self.place

    def key_at(self, key: str) -> Place:
        """Where `key` itself begins; where the mapping begins if it is not there."""
        place = self.places.get(key)
        return place[:2] if place else self.place


class Items(list[Any]):
    """A list of the file.

    Attributes:
        place: Where it begins.
        places: Where each item begins.
        flow: Whether it is written in brackets.
    """

    __slots__ = ("flow", "place", "places")

    place: Place
    places: list[Place]
    flow: bool


class _Everything(frozenset[str]):
    """Holds whatever it is asked for."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return True

    def __or__(self, other: object) -> _Everything:
        return self


EVERYTHING = _Everything()
"""For `Map.refused`: the record was cut short, and what is missing is no fault of its own."""
_NOTHING: frozenset[str] = frozenset()


def new_map(place: Place, flow: bool = False) -> Map:
    """An empty mapping that begins at `place`."""
    node = Map()
    node.place = place
    node.places = {}
    node.flow = flow
    node.refused = _NOTHING
    return node


def new_items(place: Place, flow: bool = False) -> Items:
    """An empty list that begins at `place`."""
    items = Items()
    items.place = place
    items.places = []
    items.flow = flow
    return items


class Marks(Mapping[str, Location]):
    """Where the value of each key of a record is written.

    Locations are made when they are asked for: an edition has hundreds of thousands of them,
    and only a problem or a link to the editor needs one. Until then they are one text.

    Args:
        path: The file.
        text: Keys, lines and columns, with a space between any two.
    """

    __slots__ = ("_path", "text")

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self.text = text

    @classmethod
    def of(cls, path: str, node: Map) -> Marks:
        """The marks of a mapping of a file; nobody asks for a key with a space in it."""
        places = node.places.items()
        return cls(
            path, " ".join(f"{key} {at[2]} {at[3]}" for key, at in places if " " not in key)
        )

    def __getitem__(self, key: str) -> Location:
        parts = self.text.split(" ")
        for index in range(0, len(parts) - 2, 3):
            if parts[index] == key:
                return Location(self._path, int(parts[index + 1]), int(parts[index + 2]))
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.text.split(" ")[::3] if self.text else ())

    def __len__(self) -> int:
        return (self.text.count(" ") + 1) // 3 if self.text else 0


def place_of(node: Any, steps: tuple[int | str, ...]) -> Place:
    """Where the value stands to which `steps` lead; as near to it as the file goes.

    Args:
        node: The mapping or list to start from.
        steps: Keys and indices, from the outside in.

    Returns:
        Line and column of the last step that exists.
    """
    place: Place = node.place
    for step in steps:
        if isinstance(node, Map) and isinstance(step, str) and step in node.places:
            place = node.at(step)
            node = node.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            place = node.places[step]
            node = node[step]
        else:
            break
    return place
