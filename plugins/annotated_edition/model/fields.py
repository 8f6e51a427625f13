"""The table of fields: what each key of a record is, told once, where the record is defined.

Schemas, checks, comparisons and the cache of parsed files are derived from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

__all__ = ["Key", "RecordField", "keys_of", "type_hints"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a field of a record is in YAML; stands in the field's annotation.

    Attributes:
        description: What editors show while it is written.
        format: Narrower than the field's type: `slug`, `lang`, `url` …; empty for the type's own.
        examples: Values that editors propose.
        name: The key, where the field has another name.
        optional: Whether YAML may leave out what the model requires.
        substance: Whether a change of it says something else to a reader.
        claims_only: Whether only claims have it.
    """

    description: str
    format: str = ""
    examples: tuple[str, ...] = ()
    name: str = ""
    optional: bool = False
    substance: bool = False
    claims_only: bool = False


class RecordField(NamedTuple):
    """A field of a record that is a key in YAML, with its type and the default it has."""

    key: Key
    type: Any
    default: Any
    required: bool


@cache
def type_hints(record: type) -> dict[str, Any]:
    """The types of a record's fields, without what is annotated."""
    return get_type_hints(record)


@cache
def keys_of(record: type) -> dict[str, RecordField]:
    """The keys of a record in YAML, by name, in their order; those of a selector included.

    Args:
        record: A dataclass of the model.
    """
    return dict(_keys(record))


def _keys(record: type) -> Iterator[tuple[str, RecordField]]:
    hints = get_type_hints(record, include_extras=True)
    each: Field[Any]
    for each in fields(record):
        hint = hints[each.name]
        if get_origin(hint) is not Annotated:
            continue
        type_, key = get_args(hint)
        if key.name == "*":
            yield from _keys(type_)
            continue
        required = each.default is MISSING and each.default_factory is MISSING
        default = "" if each.default is MISSING else each.default
        yield (
            key.name or each.name,
            RecordField(key, type_, default, required and not key.optional),
        )
