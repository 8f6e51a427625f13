"""What several raters found of one claim."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from annotated_edition.model import Annotation, Assessment, Rating

from .context import Site

__all__ = ["Raters", "Verdict", "differing", "raters"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rater's assessment, looked up.

    Attributes:
        assessment: The record.
        rating: Its rating.
        body: Its reasons, rendered; empty where it gives none.
    """

    assessment: Assessment
    rating: Rating
    body: Markup


@dataclass(frozen=True, slots=True)
class Raters:
    """What the raters of a claim found.

    Attributes:
        verdicts: The assessments besides the note's own rating.
        sentence: Who found what, and whether they differ; empty where there is only one.
        differ: Whether they differ.
    """

    verdicts: tuple[Verdict, ...]
    sentence: str
    differ: bool


def raters(annotation: Annotation, site: Site, page: str) -> Raters | None:
    """Look up what the raters of a claim found.

    Args:
        annotation: The claim.
        site: The site.
        page: Path of the document that the claim stands in.

    Returns:
        None for a claim that nobody but the note's author has assessed.
    """
    if not annotation.assessments:
        return None
    scale = site.edition.scale
    verdicts = tuple(
        Verdict(each, rating, site.body(each.note, page) if each.note else Markup())
        for each in annotation.assessments
        if (rating := scale.get(each.rating)) is not None
    )
    return Raters(verdicts, _sentence(annotation, site), annotation.raters_differ)


def differing(annotation: Annotation, site: Site) -> str:
    """How the raters of a claim differ, in a sentence; empty where they do not."""
    return _sentence(annotation, site) if annotation.raters_differ else ""


def _sentence(annotation: Annotation, site: Site) -> str:
    given: list[Annotation | Assessment] = [*annotation.assessments]
    if annotation.rating:
        given.insert(0, annotation)
    words, scale = site.words, site.edition.scale
    found = []
    for each in given:
        rating = scale.get(each.rating)
        if rating is not None:
            label = f"{rating.label} ({each.qualifier})" if each.qualifier else rating.label
            names = words.names(each.by or (words("rater_author"),))
            found.append(words("rater_found", names=names, rating=label))
    if len(found) <= 1:
        return ""
    key = "raters_differ" if annotation.raters_differ else "raters_agree"
    return words(key, list=words("semicolon").join(found))
