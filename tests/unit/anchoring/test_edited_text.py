"""What editors do to a source text, and the state that each edit leads to."""

import unicodedata

import pytest

from annotated_edition.anchoring import anchor
from annotated_edition.model import Selector, State

OLD = (
    "On Wednesday the electoral commission of the region announced the first result. According to "
    "the commission, a turnout of 85.4 percent was recorded in the four districts, the highest "
    "figure since the office began to count. “Nobody expected so many,” said Mr Petrenko, who has "
    "chaired the body since 2014.\n\nObservers from two neighbouring countries were present. They "
    "left the hall shortly before midnight and gave no interview. A second statement was promised "
    "for Friday morning, yet the ministry did not confirm it.\n\nThe opposition spoke of a farce. "
    "Its lawyers said that ballots had been carried from house to house by armed men."
)
TURNOUT = Selector(
    "a turnout of 85.4 percent", "rding to the commission, ", " was recorded in the four distri"
)


def placed(text, selector):
    found = anchor(text, [selector])[0]
    return found.state, None if found.start is None else text[found.start : found.end]


@pytest.mark.parametrize(
    "set_anew",
    [
        "a turn\u00adout of 85.4 percent",
        "a turn-\nout of 85.4 percent",
        "a turnout of \uff18\uff15.4 percent",
        "a turnout of\u202f85.4\u200b percent",
        "A TURNOUT OF 85.4 PERCENT",
    ],
)
def test_typography_alone_is_recovered(set_anew):
    text = OLD.replace(TURNOUT.exact, set_anew)
    assert placed(text, TURNOUT) == (State.RECOVERED, set_anew)
    assert placed(text, Selector(TURNOUT.exact)) == (State.RECOVERED, set_anew)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ('"Nobody expected so many," said', "“Nobody expected so many,” said"),
        ("don't", "don’t"),
        ("1914-1918", "1914–1918"),
        ("well - known", "well—known"),
        ("wait...", "wait…"),
        ("ﬁnal oﬀer", "final offer"),
        ("cafe\u0301", "café"),
        ("«Нет»", "„Нет“"),
        ("１２３", "123"),
        ("café", "cafe\u0301"),
        ("동의하지 않을", unicodedata.normalize("NFD", "동의하지 않을")),
        ("كتاب", "كتابٌ"),
        ("1/2 cup", "½ cup"),
    ],
)
def test_typographic_variants_need_no_context(quoted, printed):
    text = f"It began here, {printed} it went on."
    assert placed(text, Selector(quoted)) == (State.RECOVERED, printed)


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("85.4 percent", "84.5 percent"),
        ("85.4 percent", "854 percent"),
        ("-5 degrees", "5 degrees"),
        ("the café was closed", "the cafe was closed"),
        ("No, we will not stop", "No we will not stop"),
        ("5 € a piece", "5 % a piece"),
        ("105 tonnes", "10⁵ tonnes"),
        ("21/2 pages", "2½ pages"),
    ],
)
def test_words_figures_accents_and_stops_are_no_typography(quoted, printed):
    text = f"It was said in the town that {printed} and so it was written down."
    found = anchor(text, [Selector(quoted, "in the town that ", " and so it was")])[0]
    assert found.state is State.CHANGED
    assert any(not step.kept for step in found.difference)


@pytest.mark.parametrize(
    ("quoted", "suffix", "printed"),
    [("lawful", " in every way", "unlawful"), ("4 percent", " of all voters", "85.4 percent")],
)
def test_words_that_grew_at_the_side_without_context_are_changed(quoted, suffix, printed):
    text = f"It was said to be {printed}{suffix}."
    assert placed(text, Selector(quoted, None, suffix)) == (State.CHANGED, printed)


def test_a_corrected_figure_is_changed_and_its_difference_named():
    text = OLD.replace("85.4", "84.5")
    found = anchor(text, [TURNOUT])[0]
    assert found.state is State.CHANGED
    assert text[found.start : found.end] == "a turnout of 84.5 percent"
    assert [(step.old, step.new) for step in found.difference if not step.kept] == [
        ("85.4 ", "84.5 ")
    ]
    assert anchor(text, [Selector(TURNOUT.exact)])[0].state is State.CHANGED


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("Thye left the hall shortly", "They left the hall shortly"),
        ("to house by armde men", "to house by armed men"),
    ],
)
def test_a_slip_at_an_end_without_context_loses_no_words(quoted, printed):
    assert placed(OLD, Selector(quoted)) == (State.CHANGED, printed)


def test_a_respelt_name_is_changed():
    assert placed(
        OLD.replace("Petrenko", "Petrenka"), Selector("said Mr Petrenko", "many,” ")
    ) == (
        State.CHANGED,
        "said Mr Petrenka",
    )


def test_a_moved_paragraph_is_recovered():
    first, second, third = OLD.split("\n\n")
    text = f"{third}\n\n{first}\n\n{second}"
    moved = Selector(
        "The opposition spoke of a farce.", "ministry did not confirm it.\n\n", " Its lawyers"
    )
    assert placed(text, moved) == (State.RECOVERED, "The opposition spoke of a farce.")


def test_a_changed_context_is_recovered():
    text = OLD.replace("According to the commission, ", "It was claimed that ")
    assert placed(text, TURNOUT) == (State.RECOVERED, TURNOUT.exact)


def test_a_wrong_context_does_not_lose_a_long_quotation():
    selector = Selector(
        "They left the hall shortly before midnight and gave no interview.",
        "Prefix of another ",
        " page",
    )
    assert placed(OLD, selector) == (State.RECOVERED, selector.exact)


def test_a_deleted_sentence_is_orphaned():
    gone = "They left the hall shortly before midnight and gave no interview. "
    selector = Selector(
        gone.strip(), "countries were present. ", " A second statement was promised"
    )
    found = anchor(OLD.replace(gone, ""), [selector])[0]
    assert found.state is State.ORPHANED
    assert found.start is None


def test_a_deleted_sentence_is_orphaned_though_one_like_it_remains():
    text = OLD.replace("According to the commission, a turnout of 85.4 percent was", "It was")
    text += " In the spring, a turnout of 61.2 percent had been counted elsewhere."
    found = anchor(text, [TURNOUT])[0]
    assert found.state is State.ORPHANED
    assert text[found.candidates[0].start : found.candidates[0].end] == "a turnout of 61.2 percent"


def test_a_word_deleted_here_is_not_found_elsewhere():
    text = OLD.replace("two neighbouring countries", "abroad")
    assert placed(
        text, Selector("two", "midnight. Observers from ", " neighbouring countries w")
    ) == (
        State.ORPHANED,
        None,
    )


def test_a_sentence_duplicated_in_place_is_ambiguous_without_context():
    sentence = "They left the hall shortly before midnight and gave no interview."
    text = OLD.replace(sentence, f"{sentence} {sentence}")
    assert placed(text, Selector(sentence))[0] is State.AMBIGUOUS
    both = Selector(sentence, "countries were present. ", " A second statement was promised")
    assert placed(text, both)[0] is State.AMBIGUOUS


def test_a_sentence_copied_elsewhere_stays_where_its_context_is():
    sentence = "They left the hall shortly before midnight and gave no interview."
    text = OLD + " " + sentence
    selector = Selector(sentence, "countries were present. ", " A second statement was promised")
    found = anchor(text, [selector])[0]
    assert (found.state, found.start) == (State.EXACT, OLD.index(sentence))


def test_an_exact_copy_does_not_shut_out_the_edited_place():
    sentence = "They left the hall shortly before midnight and gave no interview."
    edited = "They left the hall long before midnight and gave no interview."
    text = (
        OLD.replace(sentence, edited) + " Much later, others wrote: " + sentence + " So it goes."
    )
    selector = Selector(sentence, "countries were present. ", " A second statement was promised")
    found = anchor(text, [selector])[0]
    assert found.state in (State.CHANGED, State.AMBIGUOUS)
    if found.state is State.CHANGED:
        assert text[found.start : found.end] == edited


def test_a_short_word_in_other_case_is_another_word():
    assert placed("They told us nothing at all.", Selector("US"))[0] is State.ORPHANED


def test_an_edited_quotation_keeps_its_outer_signs():
    text = OLD.replace("Nobody expected so many", "No one expected that many")
    selector = Selector("“Nobody expected so many,”", "began to count. ", " said Mr Petrenko")
    assert placed(text, selector) == (State.CHANGED, "“No one expected that many,”")


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("Obsrevers", "Observers"),
        ("mdinight", "midnight"),
        ("tow neigbouring", "two neighbouring"),
    ],
)
def test_a_slip_in_a_few_words_is_answered_with_the_words_that_may_be_meant(quoted, printed):
    found = anchor(OLD, [Selector(quoted)])[0]
    assert found.state is State.ORPHANED
    assert [OLD[each.start : each.end] for each in found.candidates] == [printed]


NUMBERED = " ".join(f"word{number * 7919 % 10_007}" for number in range(9_000))


@pytest.mark.parametrize(
    "exact",
    [
        "a" + "\u0300\u0315\u0321" * 30_000,
        "ab" * 5_000 + "\u0300\u0315\u0321" * 10_000,
        "a" + "—" * 90_000,
        "".join("Q" if at % 37 == 0 else sign for at, sign in enumerate(NUMBERED)),
    ],
    ids=["accents", "accents and letters", "dashes", "a long edited text"],
)
def test_a_quotation_of_ninety_thousand_characters_is_gone(exact):
    text = NUMBERED + " a b" * 3_000
    assert [each.state for each in anchor(text, [Selector(exact)])] == [State.ORPHANED]


def test_a_long_quotation_is_found_where_it_stands():
    words = " ".join(f"word{number}" for number in range(2_000))
    (placement,) = anchor(f"Before. {words.upper()}. After.", [Selector(words)])
    assert placement.state is State.RECOVERED
