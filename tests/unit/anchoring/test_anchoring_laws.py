"""Laws of anchoring, on generated texts."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotated_edition.anchoring import TextIndex, anchor, shortest_context
from annotated_edition.anchoring.normalise import same_words
from annotated_edition.anchoring.skeleton import fold
from annotated_edition.anchoring.words import WordIndex, scan_text
from annotated_edition.model import Selector, State
from tests.support.operations import operations

WORDS = (
    "the of and a to in commission vote turnout 85.4 2022 figure Kyiv café naïve district “so” "
    "don’t war—torn officer spoke again midnight hall ballot первый голос область 变量 默认 我们 "
    "क्षेत्र भाषा مدينة quite never percent (see list), end."
).split()
GAPS = (" ", " ", " ", " ", "\n", "\n\n", "\xa0")

words = st.lists(st.sampled_from(WORDS), min_size=12, max_size=80)
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def texts(draw):
    chosen = draw(words)
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(chosen), max_size=len(chosen)))
    return "".join(word + gap for word, gap in zip(chosen, gaps, strict=True)).strip()


@st.composite
def quoted(draw):
    """A text and a span of it that holds at least one letter."""
    text = draw(texts())
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 60)))
    assume(text[start:end].strip())
    return text, start, end


def cut(text, start, end, reach=32):
    """A selector as Hypothesis exports it: context of 32 code points cut in mid-word."""
    return Selector(text[start:end], text[max(0, start - reach) : start], text[end : end + reach])


def trimmed(text, start, end):
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


@some
@given(quoted())
def test_a_selector_cut_from_a_text_is_never_placed_elsewhere(case):
    text, start, end = case
    found = anchor(text, [cut(text, start, end)])[0]
    assert found.state in (State.EXACT, State.AMBIGUOUS)
    if found.state is State.EXACT:
        assert (found.start, found.end) == trimmed(text, start, end)


@some
@given(quoted())
def test_the_shortest_context_leads_back_to_its_span(case):
    text, start, end = case
    found = anchor(text, [shortest_context(text, start, end)])[0]
    assert (found.state, found.start, found.end) == (State.EXACT, *trimmed(text, start, end))


@some
@given(quoted(), texts())
def test_other_words_are_never_marked_without_saying_so(case, other):
    text, start, end = case
    selector = cut(text, start, end)
    found = anchor(other, [selector, Selector(selector.exact)])
    for placement in found:
        if placement.state in (State.EXACT, State.RECOVERED):
            assert same_words(selector.exact, other[placement.start : placement.end])
        if placement.state is State.CHANGED:
            assert any(not step.kept for step in placement.difference)


@some
@given(quoted(), texts())
def test_offsets_lie_in_the_text_and_only_where_something_is_placed(case, other):
    text, start, end = case
    for placement in anchor(other, [cut(text, start, end), Selector(text[start:end])]):
        assert (placement.start is not None) == placement.state.placed
        assert (placement.end is not None) == placement.state.placed
        if placement.state.placed:
            assert 0 <= placement.start < placement.end <= len(other)
        for candidate in placement.candidates:
            assert 0 <= candidate.start < candidate.end <= len(other)
            assert 0.0 <= candidate.score.total <= 1.0


@some
@given(
    texts(), st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40)), max_size=6), st.data()
)
def test_the_order_of_selectors_changes_no_placement(text, cuts, data):
    selectors = [
        cut(text, at % len(text), min(len(text), at % len(text) + size)) for at, size in cuts
    ]
    selectors += [Selector(each.exact[1:] + " x") for each in selectors]
    order = data.draw(st.permutations(range(len(selectors))))
    in_order = anchor(text, selectors)
    assert anchor(text, [selectors[at] for at in order]) == [in_order[at] for at in order]
    assert in_order == [anchor(text, [selector])[0] for selector in selectors]


@some
@given(quoted(), st.sampled_from(["ZZZZ QQQQ ", "Ω Ψ Φ Ξ ", "9999 7777 "]))
def test_text_added_far_away_changes_no_placement(case, other):
    text, start, end = case
    selector = cut(text, start, end)
    before = anchor(text, [selector])[0]
    after = anchor(text + "\n\n" + other * 30, [selector])[0]
    assert (after.state, after.start, after.end) == (before.state, before.start, before.end)


@some
@given(quoted())
def test_a_passage_deleted_with_its_context_is_not_found_unchanged(case):
    text, start, end = case
    rest = text[: max(0, start - 40)] + "\n\n" + text[end + 40 :]
    exact = text[start:end]
    found = anchor(rest, [cut(text, start, end)])[0]
    if found.state in (State.EXACT, State.RECOVERED):
        # Then the same words stand elsewhere, and so do words of the context.
        assert same_words(exact, rest[found.start : found.end])
        assert text.count(exact.strip()) > 1 or rest.casefold().count(exact.strip().casefold())


@some
@given(quoted(), st.sampled_from(["NFD", "straight", "soft hyphens", "wide spaces"]))
def test_typography_is_recovered_or_exact_and_covers_the_same_words(case, how):
    text, start, end = case
    selector = cut(text, start, end)
    assume(anchor(text, [selector])[0].state is State.EXACT)
    printed = {
        "NFD": lambda: unicodedata.normalize("NFD", text),
        "straight": lambda: text.translate(str.maketrans("“”’—", '""\'-')),
        "soft hyphens": lambda: text.replace("tt", "t\u00adt").replace("nn", "n\u00adn"),
        "wide spaces": lambda: text.replace(" ", "\u2003 "),
    }[how]()
    found = anchor(printed, [selector])[0]
    if found.state in (State.EXACT, State.RECOVERED):
        assert same_words(selector.exact, printed[found.start : found.end])


@some
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_any_strings_at_all_are_answered(text, exact, prefix, suffix):
    found = anchor(text, [Selector(exact, prefix, suffix), Selector(exact)])
    for placement in found:
        if placement.state.placed:
            assert text[placement.start : placement.end].strip()


@some
@given(st.text(max_size=80))
def test_the_forms_of_a_text_lead_back_to_it(text):
    index = TextIndex(text)
    plain, skeleton = index.plain, index.skeleton
    for at, char in enumerate(plain.text):
        assert char == text[plain.original(at)] or (
            char == " " and text[plain.original(at)].isspace()
        )
    spans = [skeleton.original_span(at, at + 1) for at in range(len(skeleton.text))]
    assert spans == sorted(spans)
    for at, (start, end) in enumerate(spans):
        assert skeleton.text[at] in fold(text[start:end])


@some
@given(st.text("ab c", max_size=200), st.text("ab c", min_size=1, max_size=12))
def test_the_index_of_words_finds_what_reading_the_text_finds(text, run):
    assert list(WordIndex(text).places(run)) == list(scan_text(text, run))


@some
@given(st.lists(quoted(), min_size=1, max_size=3))
def test_a_quotation_is_placed_alike_however_many_were_before_it(cases):
    for text, start, end in cases:
        fresh, worn = TextIndex(text), TextIndex(text)
        anchor(worn, [Selector("never")] * 300)
        for selector in (Selector(text[start:end]), cut(text, start, end)):
            assert anchor(worn, [selector]) == anchor(fresh, [selector])


def test_cost_is_linear_in_the_text_and_in_the_quotations():
    sentences = [
        f"In {1000 + number} the {number}th office of ward {number * 7919 % 10007} closed early."
        for number in range(4000)
    ]

    def cost(length, count):
        text = " ".join(sentences[:length])
        selectors = [Selector(sentence) for sentence in sentences[:count]]

        def place():
            states = {placement.state for placement in anchor(text, selectors)}
            assert states == {State.EXACT}

        return operations(place)

    assert cost(4000, 400) < 1.2 * 8 * cost(500, 400)
    assert cost(4000, 4000) < 1.2 * 8 * cost(4000, 500)
