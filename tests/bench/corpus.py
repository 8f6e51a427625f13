"""Writes editions of any size for the benches: the same notes as annotations and as footnotes.

A document depends on its number, its length and the seed only, so that two sites with the same
documents differ in their notes alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

WORDS = {
    "who": (
        "the council",
        "a court in Utrecht",
        "the ferry company",
        "Ines Duarte",
        "the harbour master",
        "a group of nurses",
        "the statistics office",
        "Tomasz Wilk",
        "the water authority",
        "two former ministers",
        "the union",
    ),
    "did": (
        "rejected",
        "published",
        "postponed",
        "defended",
        "rewrote",
        "signed",
        "questioned",
        "financed",
        "leaked",
        "approved",
    ),
    "what": (
        "a plan for night trains",
        "the audit of the bridge",
        "an offer to the dockers",
        "the census of wells",
        "a tender for buses",
        "the rules on rents",
        "a loan for the hospital",
        "the map of the flood plain",
    ),
    "when": (
        "in late May",
        "on the eve of the vote",
        "after a long recess",
        "three days before the deadline",
        "at a meeting without minutes",
        "during the strike",
        "within an hour",
        "last winter",
    ),
    "why": (
        "although nobody had asked for it",
        "because the figures did not add up",
        "despite two warnings",
        "to the relief of its neighbours",
        "without naming a reason",
        "as its own lawyers had advised",
    ),
    "link": (
        "Meanwhile",
        "By then",
        "According to the minutes",
        "In a second letter",
        "Seen from the coast",
        "On the other bank",
        "For the first time",
        "As in the year before",
    ),
}
SENTENCES = (
    "{who} {did} {what} {when}, {why}.",
    "{link}, {who} {did} {what} for {n} million crowns.",
    "“We counted {n} of them {when},” said {who}, “and {n} were missing.”",
    "{link}, {n} of {n} households had heard that {who} {did} {what}.",
    "What {who} {did} {when} cost {n} crowns more than {what}, {why}.",
)
RATINGS = ("supported", "reported", "unverified", "missing-context", "disputed")
KINDS = ("context", "context", "claim", "term", "speaker")
BODIES = (
    "The figure goes back to *{what}*, which {who} {did} {when}.",
    "{who} gave **{n}** two weeks later, {why}.",
    "The [minutes](https://example.org/minutes/{n}) name {n} households and no date.",
    "Elsewhere {who} {did} the same words {when}.",
    "Nobody has repeated the count; {who} {did} {what}, {why}.",
)
SPEAKERS, SOURCES = 12, 60
MARKUP = (("", ""), ("*", "*"), ("**", "**"), ("[", "](https://example.org/{n})"))


@dataclass(frozen=True)
class Note:
    """A note and the words it speaks of: `first` and `last` count the document's words."""

    id: str
    kind: str
    first: int
    last: int
    body: str
    source: str
    speaker: str
    rating: str


@dataclass(frozen=True)
class Article:
    """A document: blocks of runs, a run being words that share their markup."""

    title: str
    blocks: tuple[tuple[str, tuple[tuple[tuple[str, ...], str, str], ...]], ...]

    def words(self) -> list[str]:
        """The words that a reader sees, in order."""
        return [word for _, runs in self.blocks for words, _, _ in runs for word in words]

    def ends(self) -> list[int]:
        """For each block, the number of words up to its end."""
        ends, count = [], 0
        for _, runs in self.blocks:
            count += sum(len(words) for words, _, _ in runs)
            ends.append(count)
        return ends

    def markdown(self, marks: dict[int, str] | None = None) -> str:
        """Tell its Markdown, with a text after each run that holds one of the given words."""
        marks = marks or {}
        lines, count = [f"# {self.title}\n"], 0
        for lead, runs in self.blocks:
            pieces = []
            for words, before, after in runs:
                held = range(count, count + len(words))
                count += len(words)
                noted = "".join(marks[index] for index in held if index in marks)
                pieces.append(f"{before}{' '.join(words)}{after}{noted}")
            lines.append(lead + " ".join(pieces) + "\n")
        return "\n".join(lines)


def sentence(dice: random.Random, template: str) -> str:
    """Fill a template."""
    while "{" in template:
        before, _, rest = template.partition("{")
        key, _, after = rest.partition("}")
        word = str(dice.randint(11, 9999)) if key == "n" else dice.choice(WORDS[key])
        template = before + word + after
    return template[0].upper() + template[1:]


def article(number: int, length: int, seed: int = 1) -> Article:
    """Write a document of about so many words."""
    dice = random.Random(f"{seed}/{number}/{length}")
    blocks, count = [], 0
    while count < length:
        lead = dice.choices(("", "> ", "- ", "## "), (80, 8, 8, 4))[0]
        number_of = 1 if lead == "## " else dice.randint(2, 4)
        text = " ".join(sentence(dice, dice.choice(SENTENCES)) for _ in range(number_of))
        words, runs = text.split(), []
        while words:
            plain = dice.random() < 0.9 or lead == "## "
            before, after = MARKUP[0] if plain else dice.choice(MARKUP[1:])
            size = dice.randint(4, 12) if plain else dice.randint(1, 3)
            taken, words = words[:size], words[size:]
            # Punctuation at the edge of an emphasis would leave it unopened or unclosed.
            if not (taken[0][0].isalnum() and taken[-1][-1].isalnum()):
                before = after = ""
            runs.append((tuple(taken), before, after.replace("{n}", str(dice.randint(1, 999)))))
        blocks.append((lead, tuple(runs)))
        count += len(text.split())
    return Article(sentence(dice, "{what} {when}"), tuple(blocks))


def notes(number: int, document: Article, wanted: int, seed: int = 1) -> list[Note]:
    """Write so many notes, one in ten on words that the one before speaks of too."""
    dice = random.Random(f"{seed}/{number}/{wanted}/notes")
    total, ends, block, last = len(document.words()), document.ends(), 0, 0
    made = []
    for index in range(wanted):
        first = index * total // wanted
        if index and dice.random() < 0.1:
            first = max(0, last - 2)
        while ends[block] <= first:
            block += 1
        end = total if dice.random() < 0.03 else ends[block]  # a few run on into the next block
        last = min(first + dice.randint(3, 20), end) - 1
        body = " ".join(sentence(dice, part) for part in dice.sample(BODIES, dice.randint(2, 4)))
        made.append(
            Note(
                id=f"n{number}-{index}",
                kind=dice.choice(KINDS),
                first=first,
                last=last,
                body=body,
                source=f"source-{dice.randrange(SOURCES)}" if dice.random() < 0.4 else "",
                speaker=f"speaker-{dice.randrange(SPEAKERS)}",
                rating=dice.choice(RATINGS),
            )
        )
    return made


def as_annotations(document: Article, made: list[Note]) -> str:
    """Tell the notes as the plugin's YAML."""
    words, items = document.words(), []
    text = " ".join([document.title, *words])
    title = document.title.split()
    for note in made:
        exact = " ".join(words[note.first : note.last + 1])
        item: dict[str, object] = {"id": note.id, "kind": note.kind, "exact": exact}
        if text.count(exact) > 1:
            before = " ".join([*title, *words[: note.first]][-8:])
            after = " ".join(words[note.last + 1 : note.last + 9])
            item |= {key: near for key, near in (("prefix", before), ("suffix", after)) if near}
        if note.kind == "claim":
            item |= {"claimant": note.speaker, "rating": note.rating, "sources": ["source-0"]}
        cited = f" [@{note.source}]" if note.source else ""
        items.append({**item, "note": note.body + cited, "by": "ada"})
    return dump({"annotations": items})


def as_footnotes(document: Article, made: list[Note]) -> str:
    """Tell the document's Markdown with the notes as footnotes."""
    marks: dict[int, str] = {}
    for note in made:
        marks[note.last] = marks.get(note.last, "") + f"[^{note.id}]"
    definitions = []
    for note in made:
        head = f"**{note.rating}** (speaker {note.speaker}). " if note.kind == "claim" else ""
        cited = f" Source: {SOURCE.format(note.source)}" if note.source else ""
        definitions.append(f"[^{note.id}]: {head}{note.body}{cited}\n")
    return document.markdown(marks) + "\n" + "".join(definitions)


IN_A_FILE = 1_000
SOURCE = "Marta Holm, *Report {}*, The Harbour Gazette, 2024."


def write(folder: Path, *, documents: int, wanted: int, length: int, form: str) -> None:
    """Write a project's docs and annotations.

    Args:
        folder: The project's folder.
        documents: How many documents it has.
        wanted: How many notes each document has.
        length: How many words each document has, about.
        form: What becomes of the notes: `none`, `annotations` or `footnotes`.
    """
    for name in ("docs", "annotations"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "docs/index.md").write_text("# Front page\n\nAn edition.\n", encoding="utf-8")
    for number in range(documents):
        document = article(number, length)
        made = notes(number, document, wanted)
        page = as_footnotes(document, made) if form == "footnotes" else document.markdown()
        (folder / f"docs/{number:04}.md").write_text(page, encoding="utf-8")
        if form == "annotations":
            # A file has to stay below the limit of what is read.
            for part, start in enumerate(range(0, len(made), IN_A_FILE)):
                path = folder / f"annotations/{number:04}/{part}.yml"
                path.parent.mkdir(exist_ok=True)
                some = made[start : start + IN_A_FILE]
                path.write_text(as_annotations(document, some), encoding="utf-8")
    if form == "annotations":
        write_shared(folder / "annotations")


def write_shared(folder: Path) -> None:
    """Write what the documents share: speakers and sources."""
    speakers = [
        {"id": f"speaker-{number}", "name": f"Speaker Number {number}", "role": "spokesperson"}
        for number in range(SPEAKERS)
    ]
    references = [
        {
            "id": f"source-{number}",
            "type": "article-newspaper",
            "title": f"Report {number}",
            "author": [{"family": "Holm", "given": "Marta"}],
            "issued": "2024-05-17",
            "container-title": "The Harbour Gazette",
        }
        for number in range(SOURCES)
    ]
    (folder / "speakers.yml").write_text(dump({"speakers": speakers}), encoding="utf-8")
    (folder / "sources.yml").write_text(dump({"references": references}), encoding="utf-8")


def dump(data: object) -> str:
    """Write YAML in the order given."""
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=99)
