"""The rating scale: `ratings.yml`, or one of the presets that come along."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ConfigDict, Field

from annotated_edition.model import Rating, RatingScale
from annotated_edition.yaml_files import Map, Report, read_tree

from .fields import Record, Text, Whole
from .record_models import model_of, record_of
from .validation import checked, checked_items, list_under

__all__ = ["PRESETS", "RatingsFile", "preset", "scale_of"]

PRESETS = ("evidence", "none")
_PRESETS_FOLDER = Path(__file__).parent / "presets"


class ScaleRecord(Record):
    """What the scale is called, or which preset it is."""

    preset: Literal[PRESETS] | None = Field(  # type: ignore[valid-type]
        None, description="A scale that comes along; `none` for an edition without ratings."
    )
    name: Text = Field("", description="What the scale is called.")
    best: Whole | None = Field(None, description="schema.org bestRating.")
    worst: Whole | None = Field(None, description="schema.org worstRating.")


class RatingsFile(Record):
    """The rating scale of the edition."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "if": {"required": ["scale"], "properties": {"scale": {"required": ["preset"]}}},
            "then": {"not": {"required": ["ratings"]}},
        },
    )

    scale: ScaleRecord | None = Field(None, description="The scale as a whole.")
    ratings: list[model_of(Rating)] = Field(  # type: ignore[valid-type] # made at run time
        default_factory=list, description="Its values, in the order in which listings show them."
    )


@cache
def preset(name: str, language: str = "en") -> RatingScale:
    """A scale that comes along.

    Args:
        name: `evidence` or `none`.
        language: The language of its words; English where it has no others.

    Returns:
        The scale; without ratings for `none`.
    """
    if name == "none":
        return RatingScale(name="none")
    report = Report(f"{name}.yml")
    text = (_PRESETS_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    tree: Map = read_tree(text, report)
    file = RatingsFile.model_validate(tree)
    scale = file.scale or ScaleRecord()
    ratings = tuple(record_of(Rating, record, tree, "", location=None) for record in file.ratings)
    translation = _PRESETS_FOLDER / f"{name}.{language}.yml"
    if not translation.is_file():
        return RatingScale(ratings, scale.name, scale.best, scale.worst)
    words = yaml.safe_load(translation.read_text(encoding="utf-8"))
    return RatingScale(
        tuple(replace(rating, **words["ratings"][rating.id]) for rating in ratings),
        words["name"],
        scale.best,
        scale.worst,
    )


def scale_of(tree: Map, report: Report, language: str = "en") -> RatingScale:
    """The scale that a file of ratings holds, with what is sound of it.

    Args:
        tree: The file as read.
        report: Where problems go.
        language: The language of a preset's words; an edition's own scale stays as written.

    Returns:
        The scale: the preset that it names, or its own; that of an edition without such a file
        where a fault has left it without ratings.
    """
    items = list_under(tree, "ratings", report, others=("scale",))
    scale, node = ScaleRecord(), tree.get("scale")
    if isinstance(node, Map):
        sound = checked(node, ScaleRecord, report)
        scale = sound[0] if sound else scale
    elif node:
        report.add(
            tree.at("scale"),
            "wrong-type",
            "“scale” is not a mapping",
            expected="“preset: evidence”, “preset: none”, or name, best and worst",
        )
    if scale.preset:
        if items is not None:
            report.add(
                tree.key_at("ratings"),
                "preset-and-ratings",
                "a preset brings its ratings along",
                fix="take out either the preset or the ratings",
            )
        return preset(scale.preset, language)
    ratings: dict[str, Rating] = {}
    for record, found in (
        checked_items(items, model_of(Rating), report, _unlabelled) if items is not None else ()
    ):
        if record is None:
            continue
        rating = record_of(Rating, record, found, report.path)
        first = ratings.setdefault(rating.id, rating)
        if first is not rating:
            report.add(
                found.at("id"),
                "duplicate-id",
                f"the id “{rating.id}” is taken already, in {first.location}",
                fix="give one of the two another id",
            )
        if rating.value is not None and not _within(rating.value, scale):
            report.add(
                found.at("value"),
                "off-scale",
                f"“value” is {rating.value}, which lies outside the scale",
                expected=f"a number from {scale.worst} to {scale.best}"
                if scale.best is not None and scale.worst is not None
                else "“best” and “worst” under “scale”",
            )
    if not ratings and report:
        # With a slip in the name of a preset, no rating of the edition would be known.
        return preset("evidence", language)
    return RatingScale(tuple(ratings.values()), scale.name, scale.best, scale.worst)


def _unlabelled(node: Map) -> dict[str, str]:
    return {"label": node["id"]} if isinstance(node.get("id"), str) else {}


def _within(value: int, scale: ScaleRecord) -> bool:
    if scale.best is None or scale.worst is None:
        return False
    low, high = sorted((scale.best, scale.worst))
    return low <= value <= high
