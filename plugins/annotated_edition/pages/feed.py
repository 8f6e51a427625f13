"""The feed of new and changed notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time

from annotated_edition.exchange import FeedEntry, atom, tag_uri
from annotated_edition.locales import Words
from annotated_edition.model import Annotation, Document, Edition, NoteHistory, Revision, Wording

from .corrections import document_path, told_changes

__all__ = ["FEED", "notes_feed"]

FEED = "notes.atom.xml"
"""Address of the feed, from the site's."""
LENGTH = 100  # entries


def notes_feed(
    edition: Edition,
    history: Mapping[str, NoteHistory],
    words: Words,
    canonical: Callable[[str], str],
    *,
    name: str,
    home: str,
) -> str:
    """Write the feed of new and changed notes.

    Args:
        edition: The edition.
        history: What is known of the notes' past, by id.
        words: The interface's words.
        canonical: Absolute address of a target; see `Links.canonical`.
        name: The site's name.
        home: The site's absolute address.

    Returns:
        XML; empty where there is nothing to tell, or the site's address is not known.
    """
    if not home:
        return ""
    teller = _Teller(edition, words, canonical, home)
    return atom(
        teller.told(history) if history else teller.dated(),
        title=words("feed_title", site=name),
        author=name,
        address=f"{home.rstrip('/')}/{FEED}",
        home=home,
        language=words.language,
        limit=LENGTH,
    )


class _Teller:
    """Tells what happened to notes, one entry each."""

    def __init__(
        self, edition: Edition, words: Words, canonical: Callable[[str], str], home: str
    ) -> None:
        self._edition = edition
        self._words = words
        self._canonical = canonical
        self._home = home
        self._notes = {note.id: (page, note) for page, note in edition.annotations()}

    def told(self, history: Mapping[str, NoteHistory]) -> Iterator[FeedEntry]:
        """What the history tells: first publications and changes."""
        events = [
            (past, each)
            for past in history.values()
            for each in (past.published, *past.corrections())
        ]
        newest = sorted(events, key=lambda event: event[0].note)
        newest.sort(key=lambda event: event[1].at, reverse=True)
        for past, revision in newest[:LENGTH]:
            wording = revision.after or revision.before or self._first(past)
            if wording is not None:
                yield self._entry(past, revision, wording)

    def _first(self, past: NoteHistory) -> Wording | None:
        """What a note said when it was published: as now, if nothing has changed it since."""
        if len(past.revisions) > 1:
            return past.revisions[1].before
        page, note = self._notes.get(past.note, (None, None))
        if page is None or note is None:
            return None
        exact, rating = note.selector.exact, note.rating or ""
        return Wording(page.path.removesuffix(".md"), note.kind, exact, rating, note.qualifier)

    def dated(self) -> Iterator[FeedEntry]:
        """What the notes themselves tell: when they were written."""
        dated = [(page, note, note.created) for page, note in self._notes.values() if note.created]
        dated.sort(key=lambda each: each[1].id)
        dated.sort(key=lambda each: each[2], reverse=True)
        for page, note, day in dated[:LENGTH]:
            yield FeedEntry(
                tag_uri(self._home, day.isoformat(), note.id),
                self._title("feed_new", note.selector.exact),
                datetime.combine(day, time(), UTC),
                self._link(note.id, page.path),
                self._said(note.kind, note.rating or "", note.qualifier),
                note.by,
                note.kind,
            )

    def _entry(self, past: NoteHistory, revision: Revision, wording: Wording) -> FeedEntry:
        day = revision.at.date().isoformat()
        new = revision is past.published
        _, note = self._notes.get(past.note, (None, None))
        return FeedEntry(
            tag_uri(self._home, day, past.note, revision.commit[:12]),
            self._title("feed_new" if new else "feed_changed", wording.exact),
            revision.at,
            self._link(past.note, document_path(wording.page, self._edition)),
            self._said(wording.kind, wording.rating, wording.qualifier)
            if new
            else self._changed(revision),
            note.by if new and note is not None and note.by else revision.by,
            wording.kind,
        )

    def _title(self, key: str, exact: str) -> str:
        words = self._words
        return f"{words(key)}: {words('quoted', text=' '.join(exact.split()))}"

    def _link(self, name: str, path: str) -> str:
        """The note where it still is, else its page, else the site."""
        found: tuple[Document, Annotation] | None = self._notes.get(name)
        if found is not None:
            return self._canonical(f"document:{found[0].path}#note-{name}") or self._home
        return (self._canonical(f"document:{path}") if path else "") or self._home

    def _said(self, kind: str, rating: str, qualifier: str) -> str:
        words = self._words
        label = words(f"kind_{kind}") if words.has(f"kind_{kind}") else kind
        return f"{label}: {self._rated(rating, qualifier)}" if rating else label

    def _rated(self, rating: str, qualifier: str) -> str:
        found = self._edition.scale.get(rating)
        label = found.label if found else rating or self._words("not_rated_claim")
        return f"{label} ({qualifier})" if qualifier else label

    def _changed(self, revision: Revision) -> str:
        words = self._words
        told = [words(key) for key in told_changes(revision)]
        before, after = revision.before, revision.after
        if before and after and {"rating", "qualifier"}.intersection(revision.changed):
            told.insert(
                0,
                f"{words('corrections_rating')} {self._rated(before.rating, before.qualifier)}"
                f"{words('semicolon')}{words('corrections_to')}"
                f" {self._rated(after.rating, after.qualifier)}",
            )
        reason = words("corrections_reason", reason=revision.reason)
        return f"{'. '.join(told)}. {reason}"
