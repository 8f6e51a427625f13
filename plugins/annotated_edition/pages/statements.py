"""Annotations as the listings show them: with their place, their rating and whether they count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotated_edition.model import (
    Annotation,
    Citation,
    Document,
    Edition,
    Kind,
    Placement,
    Rating,
    Speaker,
    State,
    find_citations,
)

from .context import Site

__all__ = [
    "Statement",
    "Tally",
    "cited",
    "cited_in",
    "claims",
    "said_by",
    "statement_of",
    "statements",
    "tally",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """An annotation with what belongs to it.

    Attributes:
        document: The document it stands in.
        annotation: The annotation itself.
        placement: Where it came to stand; None where nobody looked.
        speaker: Whose words these are, or who is named there.
        rating: The rating of a claim; None for a claim without a verdict.
    """

    document: Document
    annotation: Annotation
    placement: Placement | None
    speaker: Speaker | None
    rating: Rating | None

    @property
    def state(self) -> State:
        """The state of its placement."""
        return self.placement.state if self.placement else State.EXACT

    @property
    def counted(self) -> bool:
        """Whether it enters statistics: a rating holds for the wording it was given on."""
        return self.state in (State.EXACT, State.RECOVERED) and not self.annotation.needs_review

    @property
    def standing(self) -> str:
        """Why it does not count: its state, or `unreviewed`; empty if it does."""
        if self.counted:
            return ""
        placed = self.state in (State.EXACT, State.RECOVERED)
        return "unreviewed" if placed else self.state.value

    @property
    def passage(self) -> str:
        """Target of the passage; of the note, where it has no place in the text."""
        part = "passage" if self.state.placed else "note"
        return f"document:{self.document.path}#{part}-{self.annotation.id}"

    @property
    def note(self) -> str:
        """Target of the note."""
        return f"document:{self.document.path}#note-{self.annotation.id}"

    @property
    def language(self) -> str:
        """Language of the quoted words, as far as the document tells."""
        provenance = self.document.provenance
        return provenance.language if provenance else ""

    @property
    def order(self) -> tuple[str, bool, int, str]:
        """Sorts by document and by place in its text; what has no place comes last."""
        start = self.placement.start if self.placement else None
        return (self.document.path, start is None, start or 0, self.annotation.id)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each rating was given.

    Attributes:
        ratings: Every rating that was given, in the order of the scale, with its number.
        unrated: Number of claims without a verdict.
    """

    ratings: tuple[tuple[Rating, int], ...]
    unrated: int

    @property
    def on_scale(self) -> tuple[tuple[Rating, int], ...]:
        """The ratings that have a place on the scale."""
        return tuple(pair for pair in self.ratings if pair[0].value is not None)

    @property
    def off_scale(self) -> tuple[tuple[Rating, int], ...]:
        """The ratings without one."""
        return tuple(pair for pair in self.ratings if pair[0].value is None)

    @property
    def total(self) -> int:
        """Number of claims."""
        return self.unrated + sum(number for _, number in self.ratings)


def statement_of(document: Document, annotation: Annotation, site: Site) -> Statement:
    """An annotation with what the site knows of it."""
    edition = site.edition
    return Statement(
        document,
        annotation,
        site.placements.get(annotation.id),
        edition.speakers.get(annotation.attributed_to or ""),
        edition.scale.get(annotation.rating),
    )


def statements(site: Site) -> list[Statement]:
    """Every annotation of the edition, in the order of the documents and their texts."""
    pairs = site.edition.annotations()
    found = [statement_of(document, annotation, site) for document, annotation in pairs]
    return sorted(found, key=lambda statement: statement.order)


def claims(site: Site) -> list[Statement]:
    """Every claim of the edition, in the order of the documents and their texts."""
    return [one for one in statements(site) if one.annotation.kind is Kind.CLAIM]


def said_by(speaker: str, site: Site) -> list[Statement]:
    """What a speaker says, and where they are named, in the order of the texts."""
    pairs = _voices(site.edition).get(speaker, ())
    found = [statement_of(document, annotation, site) for document, annotation in pairs]
    return sorted(found, key=lambda statement: statement.order)


Pairs = list[tuple[Document, Annotation]]
_last: list[tuple[Edition, Mapping[str, Pairs]]] = []


def _voices(edition: Edition) -> Mapping[str, Pairs]:
    """The annotations of each speaker, looked up once for the pages of all speakers."""
    if not _last or _last[0][0] is not edition:
        voices: defaultdict[str, Pairs] = defaultdict(list)
        for document, annotation in edition.annotations():
            if annotation.attributed_to:
                voices[annotation.attributed_to].append((document, annotation))
        _last[:] = [(edition, voices)]
    return _last[0][1]


def tally(edition: Edition, given: Iterable[Statement]) -> Tally:
    """Count the ratings of the claims among some statements, as far as they count."""
    counted = Counter(
        one.rating.id if one.rating else None
        for one in given
        if one.counted and one.annotation.kind is Kind.CLAIM
    )
    in_order = tuple((rating, counted[rating.id]) for rating in edition.scale)
    return Tally(tuple(pair for pair in in_order if pair[1]), counted[None])


def cited(annotation: Annotation) -> tuple[str, ...]:
    """Ids of the sources that a note leans on: those it lists and those its text cites."""
    return cited_in(
        annotation.sources, annotation.note, *(each.note for each in annotation.assessments)
    )


def cited_in(sources: Iterable[Citation], *texts: str) -> tuple[str, ...]:
    """Ids of the sources that a record lists, and of those that its Markdown cites."""
    listed = [citation.source for citation in sources]
    for text in texts:
        listed += [cited.source for cited in find_citations(text)]
    return tuple(dict.fromkeys(listed))
