"""Notes as W3C Web Annotations in JSON-LD, and the way back.

See https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotated_edition.model import Annotation, Edition, Kind, Placement

from .imported import Imported, day_of, quote_in

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
        creators = [{"type": "Person", "name": name} for name in note.by]
        record["creator"] = creators[0] if len(creators) == 1 else creators
    if note.created:
        record["created"] = f"{note.created.isoformat()}T00:00:00Z"
    if note.reviewed:
        record["modified"] = f"{note.reviewed.isoformat()}T00:00:00Z"
    record["body"] = list(_bodies(note, edition))
    record["target"] = {"source": noted.url, "selector": _selectors(noted)}
    return record


def _bodies(note: Annotation, edition: Edition) -> Iterable[dict[str, Any]]:
    text = {"type": "TextualBody", "purpose": "commenting", "value": note.note.strip()}
    yield text | {"format": "text/markdown"} | ({"language": note.lang} if note.lang else {})
    yield {"type": "TextualBody", "purpose": "tagging", "value": str(note.kind)}
    # The note's own rating, then those of other raters, who are named.
    found = [
        (note.rating, note.qualifier, ()),
        *((a.rating, a.qualifier, a.by) for a in note.assessments),
    ]
    for name, qualifier, raters in found:
        rating = edition.scale.get(name)
        if rating is not None:
            limited = f" ({qualifier})" if qualifier else ""
            creators = [{"type": "Person", "name": rater} for rater in raters]
            assessed = {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": rating.label + limited,
            }
            yield assessed | ({"creator": creators} if creators else {})
    speaker = edition.speakers.get(note.voice or "")
    if speaker is not None:
        yield {"type": "TextualBody", "purpose": "identifying", "value": speaker.name}
    for citation in note.sources:
        source = edition.sources.get(citation.source)
        if source is not None and source.url:
            yield {"type": "SpecificResource", "purpose": "linking", "source": source.url}


def _selectors(noted: Noted) -> Any:
    """The quotation with what stands around it; where it has a place, that place, too."""
    given, placement, text = noted.annotation.selector, noted.placement, noted.text
    start, end = placement.start, placement.end
    if start is None or end is None:
        around = {"prefix": given.prefix, "suffix": given.suffix}
        quote = {"type": "TextQuoteSelector", "exact": given.exact}
        return quote | {key: value for key, value in around.items() if value}
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def read_webannotations(data: Any) -> list[Imported]:
    """Web Annotations: one, a list, an AnnotationPage or an AnnotationCollection.

    Args:
        data: The JSON, read.

    Returns:
        All of them, those too that cannot become notes.
    """
    return [_imported(item) for item in _items(data, 0)]


def _items(data: Any, depth: int) -> list[Any]:
    if depth > _MAX_DEPTH:
        return [data]
    if isinstance(data, list):
        return [item for each in data for item in _items(each, depth + 1)]
    if isinstance(data, Mapping):
        for key in ("first", "items", "@graph"):
            if isinstance(data.get(key), (Mapping, list)):
                rest = data.get("next")
                more = _items(rest, depth + 1) if isinstance(rest, Mapping) else []
                return _items(data[key], depth + 1) + more
    return [data]


def _imported(item: Any) -> Imported:
    if not isinstance(item, Mapping):
        return Imported(None, "", lacks="it is no annotation", raw={"value": item})
    targets = _list(item.get("target"))
    quotes = [quote_in(each.get("selector")) for each in targets if isinstance(each, Mapping)]
    quotes = [quote for quote in quotes if quote]
    bodies = [each for each in map(_body, _list(item.get("body"))) if each]
    if isinstance(item.get("bodyValue"), str):
        bodies.append(("", item["bodyValue"], "text/plain", ""))
    said = [body for body in bodies if body[0] in _SAYING]
    notes = said or [body for body in bodies if body[0] != "tagging"]
    kinds = {body[2] for body in notes}
    if "Annotation" not in _list(item.get("type")):
        lacks = "it is no annotation"
    elif not quotes:
        lacks = "it quotes no words"
    elif len(quotes) > 1:
        lacks = "it quotes several passages"
    else:
        lacks = "" if any(body[1].strip() for body in notes) else "it has no text"
    creators = [_name(each) for each in _list(item.get("creator"))]
    return Imported(
        quotes[0] if quotes else None,
        "\n\n".join(body[1].strip() for body in notes if body[1].strip()),
        kinds.pop() if len(kinds) == 1 else "text/plain",
        tuple(filter(None, map(_source, targets))),
        ", ".join(filter(None, creators)),
        day_of(item.get("created")),
        tuple(body[1] for body in bodies if body not in notes),
        next((body[3] for body in notes if body[3]), ""),
        str(item.get("id") or ""),
        lacks,
        item,
    )


def _body(body: Any) -> tuple[str, str, str, str] | None:
    """Purpose, text, format and language of a body that is a text."""
    if not isinstance(body, Mapping) or not isinstance(body.get("value"), str):
        return None
    purpose = next((each for each in _list(body.get("purpose")) if isinstance(each, str)), "")
    texts = (next(iter(_list(body.get(key))), "") for key in ("format", "language"))
    form, language = (each if isinstance(each, str) else "" for each in texts)
    return purpose, body["value"], form or "text/plain", language


def _source(target: Any) -> str:
    if isinstance(target, Mapping):
        source = target.get("source") or target.get("id")
        target = source.get("id") if isinstance(source, Mapping) else source
    return target if isinstance(target, str) else ""


def _name(creator: Any) -> str:
    if isinstance(creator, Mapping):
        creator = next(iter(_list(creator.get("name") or creator.get("nickname"))), "")
    return creator.strip() if isinstance(creator, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
