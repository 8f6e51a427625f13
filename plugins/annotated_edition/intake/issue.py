"""A form's answers to a proposal, held against the edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from annotated_edition.model import Annotation, Edition, Kind, Selector
from annotated_edition.text import nearest

from .addresses import find_page
from .answers import Answers
from .filing import shared_file
from .naming import propose_id
from .proposal import Addition, Amendment, Proposal, add_note, add_sources
from .quotation import Quoted, find_quotation, in_context, places_of
from .sources import Link, name_sources
from .validation import ProposalError, faults_of_prose, validate_line

__all__ = ["ProposalContext", "find_rating", "find_speaker", "proposal_of"]

_NOTE_LINK = re.compile(r"(?:#note-|/claims/|#claim-)([a-z0-9-]+)/?$")
_SPELLING = re.compile(r"(.+?)\s*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)")
_MARKDOWN_QUOTATION = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_MAX_NAME = 80
_MAX_SPELLINGS = 20


@dataclass(frozen=True, slots=True)
class ProposalContext:
    """What a proposal is held against.

    Attributes:
        edition: The edition.
        project: The project's folder.
        annotations: The folder of annotations.
        pages: Paths of all pages.
        site_url: The site's address; may be empty.
        text_of: The text that a page shows, by its path.
        today: The day.
    """

    edition: Edition
    project: Path
    annotations: Path
    pages: Collection[str]
    site_url: str
    text_of: Callable[[str], str]
    today: date


def proposal_of(answers: Answers, desk: ProposalContext, proposer: str) -> Proposal:
    """What somebody proposes by a form.

    Args:
        answers: What was written into the form.
        desk: The edition.
        proposer: Who sent the form; credited where the form names nobody.

    Raises:
        Refused: It cannot be taken as it is; every reason that can be told is.
    """
    _screen(answers)
    make = {"annotation": _note, "correction": _correction, "speaker": _speaker}[answers.form]
    return make(answers, desk, proposer)


_PROSE = ("note", "text", "bio", "reason")
_LINES = ("page", "kind", "claimant", "rating", "by", "name", "type", "role")


def _screen(answers: Answers) -> None:
    faults = []
    for key, value in answers.values.items():
        one_line = key in _LINES or (key == "note" and answers.form == "correction")
        if one_line:
            faults += [f"“{key}”: {fault}" for fault in validate_line(value)]
        elif key in _PROSE:
            faults += [f"“{key}”: {fault}" for fault in faults_of_prose(value)]
    if faults:
        raise ProposalError(*faults)


def _note(answers: Answers, desk: ProposalContext, proposer: str) -> Proposal:
    edition = desk.edition
    page = find_page(answers["page"], desk.pages, desk.site_url)
    text = desk.text_of(page)
    quoted = _quotation(answers, text, page, edition)
    return add_note(
        edition,
        desk.annotations,
        page=page,
        quoted=quoted,
        context=in_context(text, quoted.start, quoted.end),
        kind=Kind(answers["kind"]),
        note=answers["note"],
        created=desk.today,
        claimant=find_speaker(answers["claimant"], edition),
        rating=find_rating(answers["rating"], edition),
        sources=name_sources(answers["sources"].split("\n"), edition.sources, desk.today),
        by=_credit(answers["by"] or proposer),
    )


def _quotation(answers: Answers, text: str, page: str, edition: Edition) -> Quoted:
    """The quoted passage, also where it was copied as a Markdown quotation or with a badge."""
    exact = answers["exact"]
    around = answers["prefix"] or None, answers["suffix"] or None
    for words in (_MARKDOWN_QUOTATION.sub("", exact), _without_badges(exact, edition)):
        if words == exact:
            continue
        places = places_of(text, Selector(words, *around))
        if places.number == 1:
            return places.first[0]
    return find_quotation(text, Selector(exact, *around), page)


def _without_badges(words: str, edition: Edition) -> str:
    """Words without the badges of ratings, which a browser copies from between them."""
    for rating in edition.scale:
        if rating.icon:
            words = words.replace(f"{rating.icon} {rating.label}", " ")
    return words


def _speaker(answers: Answers, desk: ProposalContext, proposer: str) -> Proposal:
    known = desk.edition.speakers
    name = answers["name"]
    for speaker in known.values():
        forms = {speaker.name, *(each.name for each in speaker.spellings)}
        if name.casefold() in {form.casefold() for form in forms}:
            raise ProposalError(f"there is a speaker “{name}” already: {speaker.id}")
    named = name_sources(answers["sources"].split("\n"), desk.edition.sources, desk.today)
    record: dict[str, Any] = {
        "id": propose_id(name, known, "speaker"),
        "name": name,
        "type": answers["type"],
        "spellings": _spellings(answers["spellings"]),
        "role": answers["role"],
        "bio": answers["bio"] + "\n",
        "sources": list(named.links),
        "by": next(iter(_credit(answers["by"] or proposer)), ""),
        "created": desk.today,
    }
    record = {key: value for key, value in record.items() if value}
    addition = Addition(shared_file(desk.annotations, "speakers"), "speakers", record)
    additions = (addition, *add_sources(named, desk.annotations))
    return Proposal("speaker", record["id"], "", additions)


def _spellings(text: str) -> list[str | dict[str, str]]:
    spellings: list[str | dict[str, str]] = []
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > _MAX_SPELLINGS:
        raise ProposalError(f"there are {len(lines)} spellings; expected at most {_MAX_SPELLINGS}")
    for line in lines:
        faults = validate_line(line)
        if faults or len(line) > _MAX_NAME:
            raise ProposalError(f"“{line[:_MAX_NAME]}” is no name", *faults)
        found = _SPELLING.fullmatch(line)
        spellings.append({"name": found[1], "lang": found[2]} if found else line)
    return spellings


def _correction(answers: Answers, desk: ProposalContext, proposer: str) -> Proposal:
    del proposer  # the note stays its author's; the pull request names who proposed the change
    page, note = _find_note(answers["note"], desk.edition)
    path = desk.project / note.location.path
    rating = find_rating(answers["rating"], desk.edition)
    named = name_sources(answers["sources"].split("\n"), desk.edition.sources, desk.today)
    changes: dict[str, Any] = {}
    if answers["text"] and answers["text"].strip() != note.note.strip():
        changes["note"] = answers["text"].strip() + "\n"
    if rating and note.kind is not Kind.CLAIM:
        raise ProposalError(f"a rating can only be given to a claim, and “{note.id}” is none")
    if rating and rating != note.rating:
        changes["rating"] = rating
    links = _merged(note, named.links)
    if links:
        changes["sources"] = links
    if not changes:
        raise ProposalError(
            "the form says what is wrong, but not what should stand there: an editor has to find "
            "the words (the note as it should be, its rating or its sources)"
        )
    amendments = tuple(Amendment(path, note.id, key, value) for key, value in changes.items())
    additions = add_sources(named, desk.annotations)
    return Proposal("correction", note.id, page, additions, amendments, "", answers["reason"])


def _find_note(named: str, edition: Edition) -> tuple[str, Annotation]:
    by_id = {each.id: (document.path, each) for document, each in edition.annotations()}
    link = _NOTE_LINK.search(named)
    wanted = link[1] if link else named
    if wanted not in by_id:
        guess = nearest(wanted, frozenset(by_id))
        also = f"; did you mean “{guess}”?" if guess else ""
        if wanted.isdecimal():
            also = (
                "; numbers change with every new note: write the note's id, or its address, which"
                " ends in “#note-” and the id"
            )
        raise ProposalError(f"there is no note “{wanted[:_MAX_NAME]}”{also}")
    return by_id[wanted]


def _merged(note: Annotation, links: tuple[Link, ...]) -> list[Link]:
    """A note's sources with further ones; empty where there is none that it has not."""
    have: list[Link] = [
        {"id": each.source, "locator": each.locator} if each.locator else each.source
        for each in note.sources
    ]
    new = [link for link in links if link not in have]
    return have + new if new else []


def find_speaker(named: str, edition: Edition) -> str:
    """Id of the speaker whom somebody names by id, name or another spelling.

    Args:
        named: What was written; may be empty.
        edition: The edition.

    Raises:
        Refused: There is no such speaker, or there are two.
    """
    if not named or named in edition.speakers:
        return named
    forms: dict[str, set[str]] = {}
    for speaker in edition.speakers.values():
        for name in (speaker.name, *(each.name for each in speaker.spellings)):
            forms.setdefault(name.casefold(), set()).add(speaker.id)
    found = forms.get(named.casefold(), set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise ProposalError(f"“{named}” may be {' or '.join(sorted(found))}; write the id")
    guess = nearest(named, frozenset(edition.speakers))
    if not guess:
        near = nearest(named.casefold(), frozenset(forms))
        guess = next(iter(sorted(forms[near])), "") if near else ""
    also = f"; did you mean “{guess}”?" if guess else ""
    raise ProposalError(f"there is no speaker “{named[:_MAX_NAME]}”{also}")


def find_rating(named: str, edition: Edition) -> str:
    """Id of the rating that somebody names by id or label.

    Args:
        named: What was written; may be empty.
        edition: The edition.

    Raises:
        Refused: The edition's scale has no such rating.
    """
    if not named:
        return ""
    for rating in edition.scale:
        if named == rating.id or named.casefold() == rating.label.casefold():
            return rating.id
    known = ", ".join(rating.id for rating in edition.scale)
    raise ProposalError(
        f"there is no rating “{named[:_MAX_NAME]}”; expected one of {known}"
        if known
        else "the scale of this edition has no ratings"
    )


def _credit(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    faults = validate_line(name)
    if len(name) > _MAX_NAME or set(name) & set("<>[]{}|\\`"):
        faults.append(f"“{name[:_MAX_NAME]}” is no name")
    if faults:
        raise ProposalError(*(f"your name: {fault}" for fault in faults))
    return (name,)
