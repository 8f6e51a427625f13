"""Ids that records name, held against the records that exist."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotated_edition.model import (
    MAX_MARKUP_DEPTH,
    MAX_MARKUP_SIGNS,
    NAMED,
    Annotation,
    Event,
    Kind,
    RatingScale,
    Severity,
    Speaker,
    Term,
    exceeds_limits,
    find_citations,
    keys_of,
)
from annotated_edition.text import nearest, shown
from annotated_edition.yaml_files import (
    Items,
    Map,
    Report,
    places_in_value,
    quoted_typographically,
)

from .fields import URL_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from annotated_edition.yaml_files import Place

__all__ = ["FOR_CLAIMS", "Known", "Resolver"]

_MAX_LOOK_UPS = 200
FOR_CLAIMS: Mapping[str, Any] = {
    name: field.default for name, field in keys_of(Annotation).items() if field.key.claims_only
}
"""Keys that only claims have, each with what stands for its absence."""
_PROSE = ("note", "bio", "text", "definition")
"""Keys of texts in Markdown."""
_SCHEME = re.compile(
    r"(?:\]\(\s*<?|<|^\[[^\]\n]+\]:\s*<?)([A-Za-z][A-Za-z0-9+.-]*):", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that exist.

    Attributes:
        speakers: Those of the speakers.
        sources: Those of the sources.
        scale: The scale, with its ratings.
        annotations: Those of the annotations.
        lost: Those of records that are written but could not be read, with what they are.
    """

    speakers: frozenset[str]
    sources: frozenset[str]
    scale: RatingScale
    annotations: frozenset[str] = frozenset()
    lost: frozenset[tuple[str, str]] = frozenset()

    @property
    def ratings(self) -> frozenset[str]:
        """The ratings of the scale."""
        return frozenset(rating.id for rating in self.scale)


def _waiting(note: Annotation, node: Map, report: Report) -> None:
    """Tells of a note that nobody has held against the words as they are now."""
    what = "note was written" if note.rating is None else "rating was given"
    report.add(
        node.key_at("reviewed"),
        "review-needed",
        f"the {what} on an earlier wording and waits for a review",
        fix="hold it against the words as they are now, then set “reviewed” to that day",
        severity=Severity.INFO,
        annotation=note.id,
    )


class Resolver:
    """Checks what records name; faulty names are reported and left out of the model."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._looked_up = 0
        self._ratings = known.ratings

    def annotation(self, note: Annotation, node: Map, report: Report, text: str) -> Annotation:
        """An annotation whose names all exist."""
        known = self._known
        changes = self._kind(note, node, report)
        for key in ("claimant", "speaker"):
            name = getattr(note, key)
            if name is not None and name not in known.speakers:
                self._unknown("speaker", name, known.speakers, node.at(key), report, note.id)
                changes[key] = None
        if note.rating is not None and note.rating not in self._ratings:
            self._unknown("rating", note.rating, self._ratings, node.at("rating"), report, note.id)
            changes["rating"], changes["qualifier"] = None, ""
        if note.assessments:
            changes |= self._assessments(note, node, report, text)
        changes |= self._sources(note, report, note.id)
        self.prose(node, "note", report, text, note.id)
        if note.needs_review:
            _waiting(note, node, report)
        return replace(note, **changes) if changes else note

    def _kind(self, note: Annotation, node: Map, report: Report) -> dict[str, Any]:
        """What has to go because a note of this kind cannot have it."""
        changes: dict[str, Any] = {}
        if note.kind is not Kind.CLAIM:
            if (
                note.claimant is not None
                or note.rating is not None
                or note.qualifier
                or "assessments" in node
            ):
                for key, nothing in FOR_CLAIMS.items():
                    if key in node and getattr(note, key) is not None:
                        instead = "speaker" if key == "claimant" else ""
                        self._misplaced(key, instead, note, node, report)
                        changes[key] = nothing
            return changes
        if note.speaker is not None:
            self._misplaced("speaker", "claimant", note, node, report)
            changes["speaker"] = None
            if note.claimant is None and note.speaker in self._known.speakers:
                changes["claimant"] = note.speaker
        if note.qualifier and note.rating is None:
            report.add(
                node.key_at("qualifier"),
                "key-without-rating",
                "“qualifier” limits a rating, and there is none",
                fix="add a rating, or take it out",
                annotation=note.id,
            )
            changes["qualifier"] = ""
        return changes

    def _assessments(
        self, note: Annotation, node: Map, report: Report, text: str
    ) -> dict[str, Any]:
        """The assessments whose ratings exist, as far as a note of this kind can have any."""
        for each, item in zip(note.assessments, node["assessments"], strict=True):
            if each.rating not in self._ratings:
                place = item.at("rating")
                self._unknown("rating", each.rating, self._ratings, place, report, note.id)
            self.prose(item, "note", report, text, note.id)
        if note.kind is not Kind.CLAIM:
            return {}
        known = tuple(each for each in note.assessments if each.rating in self._ratings)
        return {"assessments": known} if len(known) < len(note.assessments) else {}

    def speaker(self, speaker: Speaker, node: Map, report: Report, text: str) -> Speaker:
        """A speaker whose sources all exist."""
        self.prose(node, "bio", report, text)
        changes = self._sources(speaker, report)
        return replace(speaker, **changes) if changes else speaker

    def term(self, term: Term, node: Map, report: Report, text: str) -> Term:
        """A term whose sources all exist."""
        self.prose(node, "definition", report, text)
        changes = self._sources(term, report)
        return replace(term, **changes) if changes else term

    def event(self, event: Event, node: Map, report: Report, text: str) -> Event:
        """An event whose sources and annotations all exist."""
        self.prose(node, "text", report, text)
        changes = self._sources(event, report)
        known = self._known.annotations
        if not known.issuperset(event.annotations):
            items = node["annotations"]
            for name, place in zip(items, items.places, strict=True):
                if name not in known:
                    self._unknown("annotation", name, known, place, report)
            changes["annotations"] = tuple(name for name in event.annotations if name in known)
        return replace(event, **changes) if changes else event

    def remains(self, node: Map, report: Report, text: str, annotation: str | None = None) -> None:
        """Checks what a mapping names of which nothing else could be made.

        Args:
            node: The record, or what was left out of one.
            report: Where problems go.
            text: Text of the file.
            annotation: Id of the annotation that it belongs to, if that is known.
        """
        known, name = self._known, node.get("id")
        if "exact" in node and isinstance(name, str):
            annotation = name
        for noun, ids, keys in (
            ("speaker", known.speakers, ("claimant", "speaker")),
            ("rating", self._ratings, ("rating",)),
            ("source", known.sources, ("sources",)),
            ("annotation", known.annotations, ("annotations",)),
        ):
            for named, place in (each for key in keys for each in _names(node, key)):
                if named not in ids and not report.has(place):
                    self._unknown(noun, named, ids, place, report, annotation)
        for key in _PROSE:
            self.prose(node, key, report, text, annotation)
        for item in node.get("assessments", ()):
            if isinstance(item, Map):
                self.remains(item, report, text, annotation)

    def prose(
        self, node: Map, key: str, report: Report, text: str, annotation: str | None = None
    ) -> None:
        """Checks citations and the schemes of links in a Markdown text.

        Args:
            node: The record.
            key: The key that the text stands under.
            report: Where problems go.
            text: Text of the file.
            annotation: Id of the annotation, if it is one.
        """
        value = node.get(key)
        if not isinstance(value, str):
            return
        if tangle := exceeds_limits(value):
            report.add(
                node.at(key),
                "tangled-markup",
                f"this text {tangle}; it is shown as it was written",
                expected=f"at most {MAX_MARKUP_SIGNS:,} Markdown characters and"
                f" {MAX_MARKUP_DEPTH} levels of nesting",
                fix="shorten it, or split it into several notes",
                annotation=annotation,
            )
            return
        if "@" in value and not self._known.sources.issuperset(NAMED.findall(value)):
            faulty = [
                cited for cited in find_citations(value) if cited.source not in self._known.sources
            ]
            places = _places(node, key, [cited.start for cited in faulty], report, text)
            for cited, place in zip(faulty, places, strict=True):
                known = self._known.sources
                self._unknown("source", cited.source, known, place, report, annotation)
        if ":" in value and ("](" in value or "<" in value or "]:" in value):
            unsafe = [
                found for found in _SCHEME.finditer(value) if found[1].lower() not in URL_SCHEMES
            ]
            places = _places(node, key, [found.start(1) for found in unsafe], report, text)
            for found, place in zip(unsafe, places, strict=True):
                report.add(
                    place,
                    "url",
                    f"a link has the scheme “{shown(found[1])}”",
                    expected="http, https, mailto or a page of the edition",
                    fix="write the address of a page",
                    annotation=annotation,
                )

    def _sources(
        self,
        record: Annotation | Speaker | Term | Event,
        report: Report,
        annotation: str | None = None,
    ) -> dict[str, Any]:
        known = self._known.sources
        for citation in record.sources:
            if citation.source not in known:
                break
        else:
            return {}
        for citation in record.sources:
            if citation.source not in known:
                place = (citation.location.line, citation.location.column)
                self._unknown("source", citation.source, known, place, report, annotation)
        return {"sources": tuple(each for each in record.sources if each.source in known)}

    def _nearest(self, name: str, known: Collection[str]) -> str:
        """The nearest name, as long as there are few to look up: each costs a walk over all."""
        self._looked_up += 1
        return nearest(name, known) if self._looked_up <= _MAX_LOOK_UPS else ""

    def _unknown(
        self,
        noun: str,
        name: str,
        known: Collection[str],
        place: Place,
        report: Report,
        annotation: str | None = None,
    ) -> None:
        if (noun, name) in self._known.lost:
            return
        if report.more:
            report.more += 1
            return
        if noun == "rating" and not known:
            message, fix = (
                "the edition's scale has no ratings (its preset is “none”)",
                "take it out",
            )
        else:
            message = f"there is no {noun} “{shown(name)}”"
            fix = f"correct the id, or add the {noun}"
            if inner := quoted_typographically(name):
                fix = f"write {shown(inner)} without the typographic quotation marks"
        guess = self._nearest(name, known)
        few = not guess and noun == "rating" and known
        report.add(
            place,
            f"unknown-{noun}",
            message,
            expected="one of " + ", ".join(sorted(known)) if few else "",
            nearest=guess,
            fix=fix,
            annotation=annotation,
        )

    @staticmethod
    def _misplaced(key: str, instead: str, note: Annotation, node: Map, report: Report) -> None:
        claims = key in FOR_CLAIMS
        report.add(
            node.key_at(key),
            "key-not-for-kind",
            f"“{key}” is for claims, and this is of kind “{note.kind}”"
            if claims
            else f"“{key}” is not for claims",
            nearest=instead,
            fix=f"write “{instead}” in its place"
            if instead
            else "take it out, or make it a claim",
            annotation=note.id,
        )


def _names(node: Map, key: str) -> Iterator[tuple[str, Place]]:
    """The ids under a key, be it one or a list, and where each stands."""
    value = node.get(key)
    if isinstance(value, str):
        yield value, node.at(key)
    elif isinstance(value, Items) and key in ("sources", "annotations"):
        for item, place in zip(value, value.places, strict=True):
            if isinstance(item, str):
                yield item, place
            elif isinstance(item, Map) and isinstance(item.get("id"), str):
                yield item["id"], item.at("id")


def _places(node: Map, key: str, offsets: list[int], report: Report, text: str) -> Sequence[Place]:
    """Where the characters of a value stand; once problems are only counted, its beginning."""
    if not offsets or report.more:
        return [node.at(key)] * len(offsets)
    return places_in_value(text, node.at(key), node[key], offsets)
