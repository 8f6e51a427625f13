"""The scale by which claims are rated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .problem import Location

__all__ = ["Rating", "RatingScale"]


@dataclass(frozen=True, slots=True)
class Rating:
    """One value of a scale.

    Attributes:
        id: Its name in the records, in addresses and in style sheets.
        label: Its name on the badge.
        definition: When it is used, in Markdown.
        exclusion: When it is not used, in Markdown; may be empty.
        color: A CSS hexadecimal colour (`#rrggbb`) that is readable on white.
        color_dark: The same for a dark ground; empty to let the style sheet derive it.
        icon: One or two characters that stand before the label, told to nobody's ear.
        value: Its place on the scale (schema.org `ratingValue`); None off the scale, as for
            opinions, positions of law and what cannot be checked.
        location: Where the rating is defined; None for a preset.
    """

    id: str
    label: str
    definition: str = ""
    exclusion: str = ""
    color: str = "#546e7a"
    color_dark: str = ""
    icon: str = ""
    value: int | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class RatingScale:
    """Ratings in their order.

    Attributes:
        ratings: The values, in the order in which listings show them.
        name: What the scale is called.
        best: schema.org `bestRating`; None for a scale without numbers.
        worst: schema.org `worstRating`.
    """

    ratings: tuple[Rating, ...] = ()
    name: str = ""
    best: int | None = None
    worst: int | None = None

    def __iter__(self) -> Iterator[Rating]:
        return iter(self.ratings)

    def __len__(self) -> int:
        return len(self.ratings)

    def get(self, rating_id: str | None) -> Rating | None:
        """The rating of that id, or None."""
        return next((rating for rating in self.ratings if rating.id == rating_id), None)
