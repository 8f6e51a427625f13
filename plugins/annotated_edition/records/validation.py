"""A file's tree to checked records, keeping of a faulty record what is sound.

No problem hides another: what a record lacks is stood in for where that can be, so that the rest
of it is looked at, and what is left out of a record is handed on to be looked through for names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, FailFast, TypeAdapter, ValidationError

from annotated_edition.text import shown
from annotated_edition.yaml_files import Items, Map, Report, new_items, new_map

from .complaints import Steps, required_keys, to_problems
from .roots import EXAMPLES, root_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["StandIns", "checked", "checked_items", "list_under"]

StandIns = Callable[[Map], "Mapping[str, str]"]
"""Values for keys that a record must have, where it lacks them or they are faulty."""


def list_under(
    tree: Any, key: str, report: Report, *, others: Sequence[str] = (), text: str = ""
) -> Items | None:
    """The list that a file holds under its one key.

    Args:
        tree: What was read.
        key: The key.
        report: Where problems go.
        others: Further keys that the file may hold.
        text: The file's text.

    Returns:
        The list; None where there is none.
    """
    root = root_of(tree, key, text, report, others)
    items = None if root is None else root.get(key)
    if isinstance(items, Items):
        return items
    if root is not None and items:
        report.add(
            root.at(key),
            "wrong-type",
            f"“{key}” is not a list",
            expected="a list",
            fix="begin every record with “- ”",
            detail=(f"{key}:", EXAMPLES[key]),
        )
    return None


@cache
def _list_of(model: type[BaseModel]) -> TypeAdapter[list[Any]]:
    # The first fault ends it: then every record is looked at by itself.
    return TypeAdapter(Annotated[list[model], FailFast()])  # type: ignore[valid-type,arg-type]


def _nothing(_node: Map) -> Mapping[str, str]:
    return {}


def checked_items(
    items: Items, model: type[BaseModel], report: Report, stand_ins: StandIns = _nothing
) -> list[tuple[Any, Map]]:
    """Checks a list of records: in one go where all are sound, else one by one.

    Args:
        items: The list as read.
        model: Model of its items.
        report: Where problems go.
        stand_ins: What stands in for keys that must be there.

    Returns:
        Each record that can be used, with the mapping that it was read from; and None with each
        mapping of which nothing can be made, or with what had to be left out of one.
    """
    try:
        return list(zip(_list_of(model).validate_python(items), items, strict=True))
    except ValidationError:
        pass
    found: list[tuple[Any, Map]] = []
    for item, place in zip(items, items.places, strict=True):
        if not isinstance(item, Map):
            report.add(
                place,
                "wrong-type",
                "this item is a list"
                if isinstance(item, Items)
                else f"this item is the text “{shown(item)}”",
                expected="a record with keys",
                fix="write its keys on lines of their own, the first after “- ”",
            )
            continue
        if report.more and _lacks(item, model):
            report.more += 1
            continue
        sound = checked(item, model, report, stand_ins)
        if sound is None:
            found.append((None, item))
            continue
        found.append(sound)
        if sound[1] is not item and (rest := _left_out(item, sound[1])):
            found.append((None, rest))
    return found


def checked(
    node: Map, model: type[BaseModel], report: Report, stand_ins: StandIns = _nothing
) -> tuple[Any, Map] | None:
    """Checks one record.

    Args:
        node: The record as read.
        model: Its model.
        report: Where problems go.
        stand_ins: What stands in for keys that must be there.

    Returns:
        The record with the mapping that it was made from, without the faulty values that it
        can do without; None where nothing can be made of it.
    """
    for _ in range(2):
        try:
            return model.model_validate(node), node
        except ValidationError as error:
            name = node.get("id")
            annotation = name if "exact" in model.model_fields and isinstance(name, str) else None
            faulty = to_problems(error, model, node, report, annotation)
            node = _without(node, faulty, stand_ins(node))
            if _lacks(node, model):
                return None
    return None


def _lacks(node: Map, model: type[BaseModel]) -> bool:
    """Whether a key is missing without which nothing can be made of the record."""
    return not required_keys(model).issubset(node)


def _without(node: Map, faulty: list[Steps], stand_ins: Mapping[str, str]) -> Map:
    """A copy of a record without its faulty values: of a list, without the faulty items."""
    copy = new_map(node.place, node.flow)
    copy.update(node)
    copy.places = dict(node.places)
    # What is dropped here was told once; nobody is to be told as well that it is missing.
    copy.refused = node.refused | {str(steps[0]) for steps in faulty if steps}
    dropped: dict[str, set[int]] = {}
    for steps in faulty:
        key = steps[0] if steps else ""
        if not isinstance(key, str):
            continue
        if len(steps) > 1 and isinstance(steps[1], int) and isinstance(node.get(key), Items):
            dropped.setdefault(key, set()).add(steps[1])
        elif key in stand_ins:
            copy[key] = stand_ins[key]
        else:
            copy.pop(key, None)
    for key, indices in dropped.items():
        if key in copy:
            copy[key] = _kept(node[key], indices)
    return copy


def _kept(items: Items, dropped: set[int]) -> Items:
    kept = new_items(items.place, items.flow)
    for index, (item, place) in enumerate(zip(items, items.places, strict=True)):
        if index not in dropped:
            kept.append(item)
            kept.places.append(place)
    return kept


def _left_out(node: Map, sound: Map) -> Map | None:
    """The items that a record's lists had to do without; None where there are none."""
    rest = new_map(node.place, node.flow)
    for key, items in node.items():
        if not isinstance(items, Items):
            continue
        kept = {id(item) for item in sound.get(key, ())}
        dropped = {index for index, item in enumerate(items) if id(item) in kept}
        if len(dropped) < len(items):
            rest[key] = _kept(items, dropped)
    return rest or None
