"""Notes as W3C Web Annotations in JSON-LD, and the way back, on which nothing is lost.

See https://www.w3.org/TR/annotation-model/. What its vocabulary has no word for is said in
schema.org's, whose prefix the model's own context knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from annotated_edition.model import Annotation, Assessment, Edition, Kind, Placement

from .imported import Imported, Linked, Rated, day_of, quote_in

__all__ = ["Noted", "read_webannotations", "webannotations"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_MOTIVATIONS = {
    Kind.CLAIM: "assessing",
    Kind.SPEAKER: "identifying",
    Kind.TERM: "describing",
    Kind.FURNITURE: "classifying",
}
_SAYING = frozenset({"", "commenting", "describing", "replying", "questioning", "editing"})
"""Purposes of bodies that are a note; those of others are kept as tags."""

_ID, _ASPECT, _WHY = "schema:identifier", "schema:reviewAspect", "schema:ratingExplanation"
_LOCATOR, _REVIEWED, _DUE = "schema:pagination", "schema:lastReviewed", "schema:expires"
_STATUS, _WAITING = "schema:creativeWorkStatus", "waits for a review"
_SETS = frozenset({"Choice", "Composite", "List", "Independents"})
_AROUND = 32
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Noted:
    """A note where it stands.

    Attributes:
        annotation: The note.
        url: Absolute address of its page.
        text: The text of the page.
        placement: Where the note stands in it.
    """

    annotation: Annotation
    url: str
    text: str
    placement: Placement


def webannotations(notes: Iterable[Noted], edition: Edition, title: str, base: str) -> str:
    """Notes as an AnnotationCollection.

    Args:
        notes: The notes, in order.
        edition: The edition, for names of speakers, sources and ratings.
        title: Name of the edition.
        base: Its absolute address.

    Returns:
        JSON-LD.
    """
    items = [_annotation(noted, edition) for noted in notes]
    collection = {
        "@context": _CONTEXT,
        "id": f"{base}#annotations",
        "type": "AnnotationCollection",
        "label": title,
        "total": len(items),
        "first": {
            "id": f"{base}#annotations-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _annotation(noted: Noted, edition: Edition) -> dict[str, Any]:
    note = noted.annotation
    record: dict[str, Any] = {
        "id": f"{noted.url}#note-{note.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(note.kind, "commenting"),
    }
    if note.by:
        record["creator"] = _creators(note.by)
    if note.created:
        record["created"] = _moment(note.created)
    if note.reviewed:
        record["modified"] = _moment(note.reviewed)
        record[_REVIEWED] = note.reviewed.isoformat()
    if note.needs_review:
        record[_STATUS] = _WAITING
    if note.due:
        record[_DUE] = note.due.isoformat()
    record["body"] = list(_bodies(note, edition))
    record["target"] = {"source": noted.url, "selector": _selectors(noted)}
    return record


def _bodies(note: Annotation, edition: Edition) -> Iterable[dict[str, Any]]:
    said = note.note.strip("\n").rstrip()
    text = {"type": "TextualBody", "purpose": "commenting", "value": said}
    yield text | {"format": "text/markdown"} | ({"language": note.lang} if note.lang else {})
    yield {"type": "TextualBody", "purpose": "tagging", "value": str(note.kind)}
    if note.rating:
        own = Assessment((), note.rating, note.location, note.qualifier)
        yield _assessment(own, edition)
    for each in note.assessments:
        yield _assessment(each, edition)
    if note.attributed_to:
        speaker = edition.speakers.get(note.attributed_to)
        name = speaker.name if speaker else note.attributed_to
        yield {
            "type": "TextualBody",
            "purpose": "identifying",
            "value": name,
            _ID: note.attributed_to,
        }
    for citation in note.sources:
        source = edition.sources.get(citation.source)
        cited = {"purpose": "linking", _ID: citation.source}
        if citation.locator:
            cited[_LOCATOR] = citation.locator
        if source is not None and source.url:
            yield {"type": "SpecificResource", "source": source.url, **cited}
        else:
            title = str(source.csl.get("title") or source.id) if source else citation.source
            yield {"type": "TextualBody", "value": title, **cited}


def _assessment(found: Assessment, edition: Edition) -> dict[str, Any]:
    """A rating; a text for whoever reads texts, and schema.org's for whoever knows that."""
    rating, scale = edition.scale.get(found.rating), edition.scale
    label = rating.label if rating else found.rating
    body: dict[str, Any] = {
        "type": ["TextualBody", "schema:Rating"],
        "purpose": "assessing",
        "value": f"{label} ({found.qualifier})" if found.qualifier else label,
        _ID: found.rating,
        "schema:name": label,
    }
    if rating and rating.value is not None and scale.best is not None:
        body["schema:ratingValue"] = rating.value
        body["schema:bestRating"], body["schema:worstRating"] = scale.best, scale.worst
    if found.qualifier:
        body[_ASPECT] = found.qualifier
    if found.note:
        body[_WHY] = found.note.strip("\n").rstrip()
    if found.by:
        body["creator"] = _creators(found.by)
    if found.reviewed:
        body["created"] = _moment(found.reviewed)
    return body


def _creators(names: Sequence[str]) -> Any:
    people = [{"type": "Person", "name": name} for name in names]
    return people[0] if len(people) == 1 else people


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _selectors(noted: Noted) -> Any:
    """The quotation as it is written; where it has a place, what stands there today, too."""
    given, placement, text = noted.annotation.selector, noted.placement, noted.text
    start, end = placement.start, placement.end
    around = {"prefix": given.prefix, "suffix": given.suffix}
    written = {"type": "TextQuoteSelector", "exact": given.exact}
    written |= {key: value for key, value in around.items() if value}
    if start is None or end is None:
        return written
    return [
        written,
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def read_webannotations(data: Any) -> Iterator[Imported]:
    """Web Annotations: one, a list, an AnnotationPage or an AnnotationCollection.

    Args:
        data: The JSON, read.

    Returns:
        All of them, those too that cannot become notes.
    """
    return map(_imported, _items(data, 0))


def _items(data: Any, depth: int) -> list[Any]:
    if depth > _MAX_DEPTH:
        return [data]
    if isinstance(data, list):
        return [item for each in data for item in _items(each, depth + 1)]
    if isinstance(data, Mapping):
        for key in ("first", "items", "@graph"):
            if isinstance(data.get(key), (Mapping, list)):
                rest = data.get("next")
                more = _items(rest, depth + 1) if rest else []
                return _items(data[key], depth + 1) + more
    return [data]


def _imported(item: Any) -> Imported:
    if isinstance(item, str):
        lacks = f"only its address is in the file: {item}"
        return Imported(None, "", name=item, lacks=lacks, raw={"value": item})
    if not isinstance(item, Mapping):
        return Imported(None, "", lacks="it is no annotation", raw={"value": item})
    targets = _list(item.get("target"))
    quotes = [quote_in(each.get("selector")) for each in targets if isinstance(each, Mapping)]
    quotes = [quote for quote in quotes if quote]
    ratings, voices, links, bodies = _sorted(item)
    said = [body for body in bodies if body[0] in _SAYING]
    notes = said or [body for body in bodies if body[0] != "tagging"]
    kinds = {body[2] for body in notes}
    languages = {body[3] for body in notes}
    if "Annotation" not in _list(item.get("type")):
        lacks = "it is no annotation"
    elif not quotes:
        lacks = "it quotes no words"
        if any(isinstance(each, Mapping) and each.get("selector") for each in targets):
            lacks = "it points to a place and quotes no words"
    elif len(targets) > 1:
        lacks = (
            "it quotes several passages" if len(quotes) > 1 else "it is about other things, too"
        )
    else:
        lacks = "" if any(body[1].strip() for body in notes) else "it has no text"
    return Imported(
        quotes[0] if quotes else None,
        "\n\n".join(body[1].strip("\n").rstrip() for body in notes if body[1].strip()),
        kinds.pop() if len(kinds) == 1 else "text/plain",
        tuple(filter(None, map(_source, targets))),
        _names(item.get("creator")),
        day_of(item.get("created")),
        day_of(item.get(_REVIEWED)),
        day_of(item.get(_DUE)),
        item.get(_STATUS) == _WAITING,
        (*(body[1] for body in bodies if body not in notes), *(name for _, name in voices[1:])),
        languages.pop() if len(languages) == 1 else "",
        tuple(ratings),
        voices[0] if voices else ("", ""),
        tuple(links),
        str(item.get("id") or ""),
        lacks,
        item,
    )


def _sorted(
    item: Mapping[str, Any],
) -> tuple[list[Rated], list[tuple[str, str]], list[Linked], list[tuple[str, str, str, str]]]:
    """The bodies by what they are: ratings, speakers, links, and texts."""
    ratings, voices, links, texts = [], [], [], []
    for body in _each_body(item.get("body"), 0):
        if rated := _rated(body):
            ratings.append(rated)
        elif attributed_to := _voice(body):
            voices.append(attributed_to)
        elif link := _link(body):
            links.append(link)
        elif text := _body(body):
            texts.append(text)
    if isinstance(item.get("bodyValue"), str):
        texts.append(("", item["bodyValue"], "text/plain", ""))
    return ratings, voices, links, texts


def _each_body(body: Any, depth: int) -> Iterator[Any]:
    """The bodies, also those of a set."""
    for each in _list(body):
        of_set = isinstance(each, Mapping) and _SETS & _texts(each.get("type"))
        if of_set and depth < _MAX_DEPTH:
            yield from _each_body(each.get("items"), depth + 1)
        else:
            yield each


def _rated(body: Any) -> Rated | None:
    """A rating, if the body is one of ours; those of others are texts."""
    name = _identifier(body, "assessing")
    if not name:
        return None
    label, aspect = (_text(body.get(key)) for key in ("schema:name", _ASPECT))
    by, day, why = _names(body.get("creator")), day_of(body.get("created")), body.get(_WHY)
    label = label or _text(body.get("value")) or name
    return Rated(name, label, aspect, by, day, why if isinstance(why, str) else "")


def _voice(body: Any) -> tuple[str, str] | None:
    """Id and name of a speaker, if the body names one of ours."""
    name = _identifier(body, "identifying")
    return (name, _text(body.get("value")) or name) if name else None


def _link(body: Any) -> Linked | None:
    """What a body links to, if it does."""
    if isinstance(body, str):
        return Linked(body)
    if not isinstance(body, Mapping):
        return None
    name, url = _identifier(body, "linking"), _source(body)
    text = _text(body.get("value"))
    if not name and (text or not url):
        return None
    return Linked("" if text else url, name, _text(body.get(_LOCATOR)), text)


def _identifier(body: Any, purpose: str) -> str:
    if not isinstance(body, Mapping) or purpose not in _texts(body.get("purpose")):
        return ""
    return _text(body.get(_ID))


def _body(body: Any) -> tuple[str, str, str, str] | None:
    """Purpose, text, format and language of a body that is a text."""
    if not isinstance(body, Mapping) or not isinstance(body.get("value"), str):
        return None
    purpose = next((each for each in _list(body.get("purpose")) if isinstance(each, str)), "")
    texts = (next(iter(_list(body.get(key))), "") for key in ("format", "language"))
    form, language = (_text(each) for each in texts)
    return purpose, body["value"], form or "text/plain", language


def _source(target: Any) -> str:
    if isinstance(target, Mapping):
        source = target.get("source") or target.get("id")
        target = source.get("id") if isinstance(source, Mapping) else source
    return target if isinstance(target, str) else ""


def _names(creators: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_name, _list(creators))))


def _name(creator: Any) -> str:
    if isinstance(creator, Mapping):
        names = (creator.get(key) for key in ("name", "nickname", "id"))
        creator = next(iter(_list(next(filter(None, names), ""))), "")
    return creator.strip() if isinstance(creator, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> frozenset[str]:
    return frozenset(each for each in _list(value) if isinstance(each, str))
