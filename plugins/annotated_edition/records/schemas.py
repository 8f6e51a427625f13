"""JSON Schemas of the files, for editors: completion, descriptions and errors while typing.

They are written in the dialect that editors know best (draft 07), and in an edition of one's
own they list the ids of its speakers, sources, ratings and annotations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from .ratings import RatingsFile
from .record_models import AnnotationsFile, SpeakersFile, TermsFile, TimelineFile
from .references import ReferencesFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from annotated_edition.model import Edition

__all__ = ["json_schemas", "schema_files"]

_FILES: Mapping[str, type[BaseModel]] = {
    "annotations": AnnotationsFile,
    "speakers": SpeakersFile,
    "sources": ReferencesFile,
    "ratings": RatingsFile,
    "timeline": TimelineFile,
    "terms": TermsFile,
}

_WORDS: Mapping[str, bool] = {"false": False, "true": True}


class _Generator(GenerateJsonSchema):
    """A key that need not be there must not stand there empty either."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schemas(edition: Edition | None = None) -> dict[str, dict[str, Any]]:
    """The schema of every kind of file.

    Args:
        edition: An edition whose ids are to be listed; None for schemas that fit any.

    Returns:
        Schemas by the name of the file without suffix: `annotations`, `speakers`, `sources`,
        `ratings`, `timeline`, `terms`. Same edition in, same schemas out.
    """
    ids: dict[str, list[str]] = {}
    if edition is not None:
        ids = {
            "speaker": sorted(edition.speakers),
            "source": sorted(edition.sources),
            "rating": [rating.id for rating in edition.scale],
            "annotation": sorted(note.id for _, note in edition.annotations()),
        }
    return {name: _schema(model, ids) for name, model in _FILES.items()}


def schema_files(edition: Edition | None = None) -> dict[str, str]:
    """The schemas as files, by name: the same text on every machine.

    Args:
        edition: See `json_schemas`.
    """
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas(edition).items()
    }


def _schema(model: type[BaseModel], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    schema = model.model_json_schema(schema_generator=_Generator)
    finished: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#"}
    finished |= _finished(schema, ids)
    for name in schema["properties"]:
        value = finished["properties"][name]
        if value.get("type") == "array":
            value["type"] = ["array", "null"]  # a file that was only begun
    return finished


def _finished(node: Any, ids: Mapping[str, list[str]]) -> Any:
    if isinstance(node, list):
        return [_finished(item, ids) for item in node]
    if not isinstance(node, dict):
        return node
    done = {key: _finished(value, ids) for key, value in node.items() if not _is_title(key, node)}
    noun = done.pop("x-edition", None)
    if noun in ids:
        done.pop("pattern", None)
        done.pop("type", None)
        # An editor takes an id that is written as `false` for no text.
        done["enum"] = [*ids[noun], *(_WORDS[name] for name in ids[noun] if name in _WORDS)]
    return done


def _is_title(key: str, node: Mapping[str, Any]) -> bool:
    """Whether it is a title that pydantic made of a name: it says nothing new in an editor."""
    return key == "title" and isinstance(node[key], str)
