"""The editorial rules of the first edition, as far as a machine can check them."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
ANNOTATIONS = PROJECT / "annotations"
ARTICLE = ANNOTATIONS / "articles/annexation-requests"
RECEIVED = PROJECT / "tests/data/annexation-requests.txt"
SCALE = PROJECT / "plugins/annotated_edition/records/presets/evidence.yml"

FURNITURE = [
    "Follow live the latest news on the war in Ukraine.",
    "Read: The EU closes the agreement on the new Digital Services Law at dawn",
    "Read: Borrell calls for immediate reactivation of Iran nuclear deal given lack of time to"
    " make further progress",
    "The Best Online Bookmakers February 22 2024",
    "BetMGM Casino",
]

# Errors that pages on the same subject make, and that must not be repeated here.
TRAPS = [
    r"reprehensible falsehood",
    r"14,000 civilian",
    r"\b33 abst",
    r"35 abst.{0,40}\b33\b",
    r"Rogov",
    r"(ruled|found|decided) (that )?there (was|is) no genocide",
    r"only state (that|to) (recogni[sz]|endors)",
    r"DiCarlo[^.]{0,80}gunpoint",
    r"decrees? of 30 September",
    r"rejected the referendums as a whole",
]

CITATION = re.compile(r"\[(@[^\]]+)\]")


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def collapse(text):
    return " ".join(text.split())


def annotations():
    return [a for path in sorted(ARTICLE.glob("*.yml")) for a in load(path)["annotations"]]


def claims():
    return [a for a in annotations() if a["kind"] == "claim"]


def rated():
    return [a for a in claims() if "rating" in a]


def bodies():
    """Every text that cites, with its record's name."""
    yield from ((a["id"], a["note"]) for a in annotations())
    yield from ((s["id"], s["bio"]) for s in load(ANNOTATIONS / "speakers.yml")["speakers"])
    yield from ((e["id"], e["text"]) for e in load(ANNOTATIONS / "timeline.yml")["events"])
    yield from ((t["id"], t["definition"]) for t in load(ANNOTATIONS / "terms.yml")["terms"])


def cited(body):
    groups = CITATION.findall(body)
    parts = [part.strip() for group in groups for part in group.split(";")]
    return [part.removeprefix("@").partition(",")[0] for part in parts]


def listed(record):
    return [s["id"] if isinstance(s, dict) else s for s in record.get("sources", [])]


def references():
    return {source["id"]: source for source in load(ANNOTATIONS / "sources.yml")["references"]}


def by_id(annotation_id):
    return next(a for a in annotations() if a["id"] == annotation_id)


def test_there_are_at_least_sixty_annotations_with_names_of_their_own():
    ids = [a["id"] for a in annotations()]
    assert len(ids) >= 60
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_every_kind_of_note_is_in_use():
    kinds = {a["kind"] for a in annotations()}
    assert kinds == {
        "claim",
        "context",
        "furniture",
        "source",
        "speaker",
        "term",
        "translation",
    }


@pytest.mark.parametrize("annotation", annotations(), ids=lambda a: a["id"])
def test_the_quotation_stands_in_the_article_once_or_its_context_decides(annotation):
    text = collapse(RECEIVED.read_text(encoding="utf-8"))
    parts = [annotation.get("prefix", ""), annotation["exact"], annotation.get("suffix", "")]
    pattern = r"\s*".join(re.escape(collapse(part)) for part in parts if part)
    assert len(re.findall(pattern, text)) == 1


def test_page_furniture_is_marked_as_such_and_nothing_else_is():
    quoted = [collapse(a["exact"]) for a in annotations() if a["kind"] == "furniture"]
    assert sorted(quoted) == sorted(FURNITURE)
    lines = [collapse(line) for line in RECEIVED.read_text(encoding="utf-8").splitlines()]
    assert set(quoted) <= set(lines), "a furniture note covers its whole line"


def test_only_claims_are_rated_and_only_by_the_scale():
    scale = {rating["id"] for rating in load(SCALE)["ratings"]}
    assert load(ANNOTATIONS / "ratings.yml") == {"scale": {"preset": "evidence"}}
    assert [a["id"] for a in annotations() if "rating" in a and a["kind"] != "claim"] == []
    assert {a["rating"] for a in rated()} <= scale


def test_every_claim_has_somebody_who_makes_it():
    speakers = {s["id"] for s in load(ANNOTATIONS / "speakers.yml")["speakers"]}
    assert [a["id"] for a in claims() if a.get("claimant") not in speakers] == []
    named = {a["speaker"] for a in annotations() if "speaker" in a}
    assert named <= speakers


def test_every_rated_claim_cites_what_its_rating_leans_on():
    assert [a["id"] for a in rated() if not listed(a)] == []


def test_false_needs_two_sources():
    thin = [a["id"] for a in rated() if a["rating"] == "false" and len(set(listed(a))) < 2]
    assert thin == []
    assert by_id("no-organization-condemned")["rating"] == "false"


def test_figures_of_both_sides_get_the_same_badge():
    ours, theirs = by_id("turnout-fedorov"), by_id("turnout-zaporizhzhia")
    assert "0.5" in ours["exact"]
    assert "85.4" in theirs["exact"]
    assert ours["rating"] == theirs["rating"] == "disputed"
    assert ours["qualifier"] == theirs["qualifier"]


def test_the_charge_of_genocide_is_shown_as_undecided():
    claim = by_id("genocide-claim")
    assert (claim["rating"], claim["qualifier"]) == ("unsupported", "case pending")


def test_a_position_of_law_says_whose_it_is_and_when():
    for claim in rated():
        if claim["rating"] == "legal":
            assert re.search(r"\bUN\b.*\b2022$", claim["qualifier"]), claim["id"]


def test_opinions_of_every_side_are_left_unrated():
    unrated = {a["claimant"] for a in rated() if a["rating"] == "not-rated"}
    assert unrated == {"denis-krivosheev", "ivan-fedorov", "leonid-pasechnik", "vladimir-saldo"}


def test_a_qualifier_fits_its_badge():
    assert [a["id"] for a in annotations() if len(a.get("qualifier", "")) > 80] == []
    assert [a["id"] for a in annotations() if "qualifier" in a and "rating" not in a] == []


def test_every_cited_source_exists_and_every_source_is_cited():
    used = {source for _, body in bodies() for source in cited(body)}
    assert used - references().keys() == set()
    assert references().keys() - used == set()


def test_a_note_lists_the_sources_that_it_cites():
    for record in [*annotations(), *load(ANNOTATIONS / "speakers.yml")["speakers"]]:
        body = record.get("note") or record["bio"]
        assert sorted(listed(record)) == sorted(set(cited(body))), record["id"]


def test_a_source_has_an_address_or_says_why_not():
    silent = [
        name
        for name, source in references().items()
        if "URL" not in source and not {"custom", "note"} & source.keys()
    ]
    assert silent == []


def test_what_the_editors_have_not_seen_is_never_the_only_ground_of_a_rating():
    seen = {name for name, source in references().items() if "custom" not in source}
    assert [a["id"] for a in rated() if not seen & set(listed(a))] == []


def test_events_and_speakers_point_at_notes_that_exist():
    known = {a["id"] for a in annotations()}
    events = load(ANNOTATIONS / "timeline.yml")["events"]
    assert {name for event in events for name in event.get("annotations", [])} <= known
    assert [event["date"] for event in events if "highlight" in event] == ["2022-09-28"]
    assert len(load(ANNOTATIONS / "speakers.yml")["speakers"]) >= 9


@pytest.mark.parametrize("trap", TRAPS)
def test_known_errors_are_not_repeated(trap):
    texts = [(name, collapse(body)) for name, body in bodies()]
    texts += [(page.name, collapse(page.read_text(encoding="utf-8"))) for page in pages()]
    assert [name for name, text in texts if re.search(trap, text, re.IGNORECASE)] == []


def pages():
    """The edition's own pages: not the article."""
    return sorted((PROJECT / "docs").glob("*.md"))


def test_the_edition_itself_calls_nothing_illegal():
    """The word stands in quotations, in titles, and where a body is named that used it."""
    spoken = re.compile(r"\billegal\b", re.IGNORECASE)
    for name, body in bodies():
        own = re.sub(r"“[^”]*”", "", collapse(body))
        for sentence in re.split(r"(?<=[.:;]) ", own):
            assert not spoken.search(sentence) or "OSCE" in sentence or "ODIHR" in body, name


def test_what_came_after_the_article_is_marked_as_later():
    """A note may say what became of a claim, but not as if the article could have known it."""
    after = re.compile(r"\b(29|30) September\b|\b\d+ October\b|\b(Nov|Dec)ember 2022|\b202[3-6]\b")
    for annotation in annotations():
        note = collapse(re.sub(r"\[@[^\]]*\]", "", annotation["note"]))
        told = after.search(note)
        assert told is None or re.search(r"later", note[: told.start()], re.IGNORECASE), (
            annotation["id"]
        )
