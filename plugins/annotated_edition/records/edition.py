"""The files of an edition to the model: reading, checking, putting in order."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from annotated_edition.model import (
    MAX_EDITION_BYTES,
    Annotation,
    Document,
    Edition,
    Event,
    RatingScale,
    Speaker,
    Term,
)
from annotated_edition.text import shown
from annotated_edition.yaml_files import Map, Report, read_bytes, read_tree, screen, unparsed_ids

from .documents import check_page_names, document_of, list_pages, read_documents
from .folder import SHARED, YamlFile, list_files
from .kept import CachedFile, ParsedFileCache
from .names import check_names
from .ratings import preset, scale_of
from .record_models import event_of, model_of, record_of, slug_of
from .references import ReferenceRecord, source_from
from .resolution import FOR_CLAIMS, Known, Resolver
from .roots import is_html, root_of
from .validation import StandIns, checked_items, list_under

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
        MutableMapping,
    )
    from pathlib import Path

    from pydantic import BaseModel

    from annotated_edition.model import Problem
    from annotated_edition.yaml_files import Place

__all__ = ["Reading", "read_edition"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading an edition gives.

    Attributes:
        edition: Everything that could be read.
        problems: Everything that is wrong, in order of file and line.
        files: The YAML files of the edition, whether they could be read or not.
    """

    edition: Edition
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


@dataclass(slots=True)
class _Loaded:
    """A file with what it holds."""

    file: YamlFile
    report: Report
    text: str = ""
    tree: Any = None
    data: bytes = b""
    key: str = ""
    kept: CachedFile | None = None

    def read(self) -> None:
        """Reads what the file holds."""
        text = screen(self.data, self.report) if self.data else None
        if text is not None:
            self.text = text
            self.tree = text if is_html(text) else read_tree(text, self.report)
            check_names(self.tree, text, self.file.role, self.report)
        self.data, self.kept = b"", None


@dataclass(slots=True)
class _Found:
    """One record: the model's object, the mapping it was read from, and its file.

    What was held against its names already has no mapping any more: all that could be wrong with
    it is that its id is another's, too.
    """

    record: Any
    node: Map | None
    loaded: _Loaded

    @property
    def place_of_id(self) -> Place:
        if self.node is not None:
            return self.node.at("id")
        location = self.record.at("id")
        return (location.line, location.column)


@dataclass(frozen=True, slots=True)
class RecordType:
    """A sort of records: the key of their list, their model, and the way to the edition's."""

    key: str
    model: type[BaseModel]
    make: Callable[[Any, Map, str], Any]
    stand_ins: StandIns


_UNWRITTEN = "…"
_SPEAKERS = RecordType(
    "speakers",
    model_of(Speaker),
    partial(record_of, Speaker),
    lambda node: {"name": node.get("id") or _UNWRITTEN},
)
_SOURCES = RecordType(
    "references",
    ReferenceRecord,
    source_from,
    lambda node: {"type": "document", "title": node.get("id") or _UNWRITTEN},
)
_ANNOTATIONS = RecordType(
    "annotations",
    model_of(Annotation),
    partial(record_of, Annotation),
    lambda node: {
        "kind": "context" if FOR_CLAIMS.keys().isdisjoint(node) else "claim",
        "note": _UNWRITTEN,
    },
)
_TERMS = RecordType(
    "terms",
    model_of(Term),
    partial(record_of, Term),
    lambda node: {"term": node.get("id") or _UNWRITTEN, "definition": _UNWRITTEN},
)
_EVENTS = RecordType("events", model_of(Event), event_of, lambda _: {"text": _UNWRITTEN})


def read_edition(
    project: Path,
    *,
    annotations: Path,
    docs: Path,
    document_paths: Collection[str] | None = None,
    language: str = "en",
    store: MutableMapping[str, str] | None = None,
) -> Reading:
    """Reads all YAML files of an edition and checks whatever needs no rendered text.

    Never raises for what contributors may have written: that becomes problems. Of a record
    with a faulty value, the rest is kept.

    Args:
        project: The project's folder; problems name files relative to it.
        annotations: The folder of annotations.
        docs: The folder of documents.
        document_paths: POSIX paths of the pages under `docs`; looked up on the disk if None.
        language: The interface's language, in which a preset of ratings speaks.
        store: Keeps between builds what files without a fault hold; None to keep nothing.

    Returns:
        The edition, its problems and its files.
    """
    with _without_collector():
        return _read(project, annotations, docs, document_paths, language, ParsedFileCache(store))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keeps the garbage collector from walking over a growing edition again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(
    project: Path,
    annotations: Path,
    docs: Path,
    document_paths: Collection[str] | None,
    language: str,
    shelf: ParsedFileCache,
) -> Reading:
    reports: list[Report] = []
    files = list_files(annotations, project, reports)
    loaded = _load_all(files, shelf)
    reports += [each.report for each in loaded]
    by_role: dict[str, list[_Loaded]] = {role: [] for role in ("annotations", *SHARED)}
    for each in loaded:
        by_role[each.file.role].append(each)

    scale = _scale(by_role["ratings"], language)
    rest: list[_Found] = []
    speakers = _unique(_records(by_role["speakers"], _SPEAKERS, rest), rest)
    sources = _unique(_records(by_role["sources"], _SOURCES, rest), rest)
    lost = _lost("speaker", by_role["speakers"], speakers)
    lost |= _lost("source", by_role["sources"], sources)
    known = Known(frozenset(speakers), frozenset(sources), scale, lost=lost)
    notes = _unique(_notes(by_role["annotations"], known, rest), rest)
    terms = _unique(_records(by_role["terms"], _TERMS, rest), rest)
    events = _events(_records(by_role["timeline"], _EVENTS, rest), rest)

    lost |= _lost("annotation", by_role["annotations"], notes)
    resolver = Resolver(replace(known, annotations=frozenset(notes), lost=lost))
    _resolve(speakers.values(), resolver.speaker)
    _resolve(notes.values(), resolver.annotation)
    _resolve(terms.values(), resolver.term)
    _resolve(events, resolver.event)
    for found in rest:
        if found.node is not None:
            resolver.remains(found.node, found.loaded.report, found.loaded.text)

    pages = frozenset(document_paths) if document_paths is not None else list_pages(docs)
    check_page_names(pages, docs, project, reports)
    page_of = _page_of(by_role["annotations"], pages)
    by_page = _by_page(page_of, notes)
    if not lost:  # otherwise sound notes had to do without what they rightly name
        _keep(by_role["annotations"], notes, shelf)
    states = _states(by_role["annotations"], page_of)
    documents = read_documents(by_page, states, pages, docs, project, resolver, reports)
    edition = Edition(
        documents,
        {key: speakers[key].record for key in sorted(speakers)},
        {key: sources[key].record for key in sorted(sources)},
        scale,
        _timeline([found.record for found in events], documents),
        {key: terms[key].record for key in sorted(terms)},
    )
    problems = sorted(
        (problem for report in reports for problem in report.problems),
        key=lambda problem: (problem.location, problem.code, problem.message),
    )
    return Reading(edition, tuple(problems), tuple(file.path for file in files))


def _load_all(files: list[YamlFile], shelf: ParsedFileCache) -> list[_Loaded]:
    total = 0
    loaded = []
    for file in files:
        each = _Loaded(file, Report(file.name))
        loaded.append(each)
        data = read_bytes(file.path, each.report)
        if data is None:
            continue
        total += len(data)
        if total > MAX_EDITION_BYTES:
            each.report.add(
                (1, 1),
                "too-large",
                "the files of the edition are too large together, and this one was not read",
                expected=f"at most {MAX_EDITION_BYTES:,} bytes",
            )
            continue
        each.data = data
        if file.role == "annotations":
            each.key = shelf.key(file.name, data)
            each.kept = shelf.find(each.key, file.name)
        else:
            each.read()
    return loaded


def _notes(loaded: Iterable[_Loaded], known: Known, rest: list[_Found]) -> Iterator[_Found]:
    """The annotations of all files, read one by one: the tree of a sound file is let go at once.

    What was kept is read anew where it names something that there is no longer.
    """
    resolver = Resolver(known)
    for each in loaded:
        if each.kept is not None and each.kept.holds(known):
            each.data = b""
            yield from (_Found(note, None, each) for note in each.kept.annotations)
            continue
        each.read()
        found = list(_records([each], _ANNOTATIONS, rest))
        if not each.report:
            _resolve(found, resolver.annotation)
            for one in found:
                one.node = None
            each.text, each.tree = "", None
        yield from found


def _lost(
    noun: str, loaded: Iterable[_Loaded], found: Collection[str]
) -> frozenset[tuple[str, str]]:
    """What is written in the files and could not be read, as `Known` has it."""
    faulty = (each for each in loaded if each.report)
    return frozenset((noun, name) for each in faulty for name in unparsed_ids(each.text, found))


def _keep(loaded: Iterable[_Loaded], notes: Mapping[str, _Found], shelf: ParsedFileCache) -> None:
    """Keeps what files without a fault hold."""
    sound: dict[str, list[Annotation]] = {
        each.file.name: [] for each in loaded if each.kept is None and not each.report
    }
    for found in notes.values():
        if found.loaded.file.name in sound:
            sound[found.loaded.file.name].append(found.record)
    for each in loaded:
        if each.file.name in sound and each.key:
            shelf.keep(each.key, sound[each.file.name])


def _records(loaded: Iterable[_Loaded], sort: RecordType, rest: list[_Found]) -> Iterator[_Found]:
    """The records of one sort in all files; what is not sound of them goes to the rest."""
    for each in loaded:
        items = list_under(each.tree, sort.key, each.report, text=each.text)
        if items:
            name = each.file.name
            for record, node in checked_items(items, sort.model, each.report, sort.stand_ins):
                if record is None:
                    rest.append(_Found(None, node, each))
                else:
                    yield _Found(sort.make(record, node, name), node, each)


def _unique(records: Iterable[_Found], rest: list[_Found]) -> dict[str, _Found]:
    """Records by id; of two with the same id the first is kept and the second reported."""
    unique: dict[str, _Found] = {}
    for found in records:
        name = found.record.id
        first = unique.setdefault(name, found)
        if first is not found:
            rest.append(found)
            found.loaded.report.add(
                found.place_of_id,
                "duplicate-id",
                f"the id “{shown(name)}” is taken already, in {first.record.location}",
                fix="give one of the two another id",
                annotation=name if isinstance(found.record, Annotation) else None,
            )
    return unique


def _events(records: Iterable[_Found], rest: list[_Found]) -> list[_Found]:
    """Events, of which not all have an id of their own."""
    found = list(records)
    named = _unique((each for each in found if each.record.id), rest)
    return [*(each for each in found if not each.record.id), *named.values()]


def _scale(loaded: list[_Loaded], language: str) -> RatingScale:
    """The edition's scale; the preset of evidence where it has none of its own."""
    scale = None
    for each in loaded:
        if not isinstance(each.tree, Map):
            root_of(each.tree, "ratings", each.text, each.report)
        elif scale is None:
            scale = scale_of(each.tree, each.report, language)
        else:
            each.report.add((1, 1), "second-scale", "a second file of ratings", fix="keep one")
    return preset("evidence", language) if scale is None else scale


def _resolve(found: Iterable[_Found], check: Callable[[Any, Map, Report, str], Any]) -> None:
    for each in found:
        if each.node is not None:
            each.record = check(each.record, each.node, each.loaded.report, each.loaded.text)


def _page_of(loaded: list[_Loaded], pages: frozenset[str]) -> dict[str, str | None]:
    """The page of each file of annotations."""
    return {each.file.name: document_of(each.file, pages, each.report) for each in loaded}


def _states(loaded: list[_Loaded], page_of: Mapping[str, str | None]) -> dict[str, str]:
    """By page, what changes with its files; pages with a fault in one of them are left out."""
    keys: dict[str, list[str]] = {}
    faulty = set()
    for each in loaded:
        page = page_of[each.file.name]
        if page and each.key and not each.report:
            keys.setdefault(page, []).append(each.key)
        elif page:
            faulty.add(page)
    return {page: " ".join(sorted(keys[page])) for page in keys if page not in faulty}


def _by_page(
    page_of: Mapping[str, str | None], notes: Mapping[str, _Found]
) -> dict[str, list[Annotation]]:
    """Annotations by the path of their page; a page whose files hold none is there, too."""
    by_page: dict[str, list[Annotation]] = {page: [] for page in page_of.values() if page}
    for name in sorted(notes):
        page = page_of[notes[name].loaded.file.name]
        if page:
            by_page[page].append(notes[name].record)
    return by_page


def _timeline(events: list[Event], documents: dict[str, Document]) -> tuple[Event, ...]:
    """Events in order of time, each with an id, and with annotations that have a page."""
    placed = {note.id for document in documents.values() for note in document.annotations}
    taken = {event.id for event in events if event.id}
    numbers: Counter[str] = Counter()  # the last that was tried, so that none is tried twice
    ordered = []
    for event in sorted(events, key=lambda each: (each.start, each.end, each.id, each.text)):
        name = event.id
        if not name:
            stem = name = slug_of(event.dated)
            while name in taken:
                numbers[stem] += 1
                name = f"{stem}-{numbers[stem] + 1}"
            taken.add(name)
        notes = tuple(note for note in event.annotations if note in placed)
        ordered.append(replace(event, id=name, annotations=notes))
    return tuple(ordered)
