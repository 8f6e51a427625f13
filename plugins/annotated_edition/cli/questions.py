"""Questions on a terminal, for what the options of `edition add` leave open."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from annotated_edition.intake import (
    ProposalContext,
    ProposalError,
    find_page,
    find_quotation,
    find_speaker,
    in_context,
    name_sources,
    places_of,
)
from annotated_edition.model import Kind, Selector
from annotated_edition.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotated_edition.intake import Places, Quoted

__all__ = ["Questions"]

_LISTED = 20


class Questions:
    """Asks for what the options leave open: on a terminal, and nowhere else.

    Attributes:
        asks: Whether there is somebody to be asked.
    """

    def __init__(self, desk: ProposalContext) -> None:
        self._desk = desk
        self.asks = sys.stdin.isatty()

    def needed(self, option: str, question: Callable[[], str]) -> str:
        """An answer that there has to be."""
        if not self.asks:
            raise click.UsageError(f"{option} is missing")
        return question()

    def page(self) -> str:
        """Which page; asks again until there is one of that name."""
        desk = self._desk
        pages = sorted(desk.edition.documents) or sorted(desk.pages)
        for page in pages[:_LISTED]:
            click.echo(f"  {printable(page)}")
        while True:
            named = _prompt("Page", default=pages[0] if len(pages) == 1 else None)
            try:
                return find_page(named, desk.pages, desk.site_url)
            except ProposalError as refused:
                click.echo(printable(str(refused)), err=True)

    def quotation(self, text: str, page: str, given: Selector) -> Quoted:
        """Which words; asks again until they are found, and which of several places is meant."""
        exact = given.exact
        while True:
            exact = exact or self.needed("--exact", self._words)
            selector = Selector(exact, given.prefix, given.suffix)
            places = places_of(text, selector) if self.asks else None
            if places and places.number > 1:
                return self._choose(text, places)
            try:
                return find_quotation(text, selector, page)
            except ProposalError as refused:
                if not self.asks:
                    raise
                click.echo(printable(str(refused)), err=True)
            exact = ""

    def _words(self) -> str:
        return _prompt("Words of the page")

    def _choose(self, text: str, places: Places) -> Quoted:
        click.echo(f"These words stand there {places} times:")
        for number, place in enumerate(places.first, 1):
            click.echo(f"  {number}. {printable(in_context(text, place.start, place.end))}")
        if places.cut:
            click.echo(f"  ({places.cut}; for another one, give --prefix or --suffix)")
        which = click.prompt("Which", type=click.IntRange(1, len(places.first)))
        return places.first[which - 1]

    def kind(self) -> str:
        """What it is about."""
        kinds = click.Choice([str(kind) for kind in Kind])
        return str(click.prompt("Kind", type=kinds, default="context"))

    def note(self) -> str:
        """The note, in an editor or on one line."""
        written = click.edit("", require_save=False) if os.environ.get("EDITOR") else None
        return (written or "").strip() or _prompt("Note")

    def speaker(self, question: str) -> str:
        """A speaker; asks again until it is one of the edition's, or empty."""
        while self.asks:
            named = _prompt(f"{question} (id or name; empty for nobody)", default="")
            try:
                return find_speaker(named, self._desk.edition)
            except ProposalError as refused:
                click.echo(printable(str(refused)), err=True)
        return ""

    def rating(self) -> str:
        """A rating of the scale, or none."""
        ratings = [rating.id for rating in self._desk.edition.scale]
        if not self.asks or not ratings:
            return ""
        choice = click.Choice([*ratings, "none"])
        named = str(click.prompt("Rating", type=choice, default="none"))
        return "" if named == "none" else named

    def sources(self) -> tuple[str, ...]:
        """Sources, one a line, until an empty one."""
        lines: list[str] = []
        while self.asks:
            line = _prompt("Source (“id, p. 4” or address and title; empty to go on)", default="")
            if not line:
                break
            try:
                name_sources([line], self._desk.edition.sources, self._desk.today)
            except ProposalError as refused:
                click.echo(printable(str(refused)), err=True)
            else:
                lines.append(line)
        return tuple(lines)

    def by(self) -> tuple[str, ...]:
        """Who wrote it."""
        name = _prompt("Your name", default="") if self.asks else ""
        return (name,) if name else ()


def _prompt(question: str, default: str | None = None) -> str:
    return str(click.prompt(question, default=default, show_default=bool(default))).strip()
