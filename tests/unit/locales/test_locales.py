"""The interface speaks every language in full, and by its own rules."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale

import annotated_edition
from annotated_edition.locales import Words, available, direction, load_words, partial_date
from annotated_edition.records.ratings import preset

PACKAGE = Path(annotated_edition.__file__).parent
FOLDER = PACKAGE / "locales"
OTHERS = [language for language in available() if language != "en"]
QUOTED = {"en": "“x”", "de": "„x“", "es": "«x»", "uk": "«x»", "ru": "«x»", "ar": "«x»"}
CYRILLIC = ("uk", "ru")
COUNTED = range(1001)


def read(language):
    return yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))


def holes(text):
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def numbers_by_category(language):
    rule = Locale.parse(language).plural_form
    return Counter(rule(number) for number in COUNTED)


def test_the_promised_languages_are_there():
    assert set(available()) == {"ar", "de", "en", "es", "ru", "uk"}


@pytest.mark.parametrize("language", OTHERS)
def test_keys_are_those_of_english_in_its_order(language):
    assert list(read(language)) == list(read("en"))
    assert load_words(language).missing == ()


@pytest.mark.parametrize("language", available())
def test_no_key_stands_twice(language):
    lines = (FOLDER / f"{language}.yml").read_text(encoding="utf-8").splitlines()
    keys = Counter(match[0] for line in lines if (match := re.match(r"\w+(?=:)", line)))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", available())
def test_plural_forms_are_those_of_the_language(language):
    english, entries = read("en"), read(language)
    demanded = {*Locale.parse(language).plural_form.tags, "other"}
    for key, entry in english.items():
        assert isinstance(entries[key], dict) == isinstance(entry, dict), key
        if isinstance(entry, dict):
            assert set(entries[key]) == demanded, key


@pytest.mark.parametrize("language", available())
def test_placeholders_are_those_of_english(language):
    # A form that only one number takes may write the number out: “ادعاءان” are two claims.
    english, entries = read("en"), read(language)
    numbers = numbers_by_category(language)
    for key, entry in entries.items():
        if isinstance(entry, str):
            assert holes(entry) == holes(english[key]), key
            continue
        wanted = set().union(*map(holes, english[key].values()))
        for category, form in entry.items():
            spelt = {"n"} if numbers[category] == 1 else set()
            assert wanted - spelt <= holes(form) <= wanted, f"{key}, {category}"


@pytest.mark.parametrize("language", available())
def test_no_entry_is_empty_or_left_as_it_was(language):
    english = read("en")
    for key, entry in read(language).items():
        for form in [entry] if isinstance(entry, str) else entry.values():
            assert form.strip(), key
            # Words of three and more are not the same by chance.
            assert language == "en" or form != english[key] or form.count(" ") < 2, key


@pytest.mark.parametrize("language", available())
def test_words_of_the_offer_for_selected_words_are_html(language):
    for key, text in read(language).items():
        assert not key.startswith("suggest_") or not set(text) & set("<>&"), key


@pytest.mark.parametrize("language", CYRILLIC)
def test_no_word_mixes_scripts(language):
    # Latin letters that look like Cyrillic ones would neither be found nor read out.
    text = (FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    text += (PACKAGE / "records" / "presets" / f"evidence.{language}.yml").read_text("utf-8")
    scripts = {
        word: {unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))
    }
    assert {word for word, found in scripts.items() if len(found) > 1} == set()
    assert {"CYRILLIC", "LATIN"} == set().union(*scripts.values())


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("de", {1: "1 Aussage", 0: "0 Aussagen", 7: "7 Aussagen"}),
        ("es", {1: "1 afirmación", 2: "2 afirmaciones", 10**6: "1000000 de afirmaciones"}),
        ("uk", {1: "1 твердження", 3: "3 твердження", 5: "5 тверджень", 21: "21 твердження"}),
        ("ru", {1: "1 утверждение", 4: "4 утверждения", 11: "11 утверждений"}),
        (
            "ar",
            {
                0: "لا ادعاءات",
                1: "ادعاء واحد",
                2: "ادعاءان",
                3: "3 ادعاءات",
                11: "11 ادعاءً",
                100: "100 ادعاء",
                103: "103 ادعاءات",
            },
        ),
    ],
)
def test_a_number_chooses_its_form(language, numbers):
    words = load_words(language)
    assert {n: words("listing_claim_count", n=n) for n in numbers} == numbers


@pytest.mark.parametrize("language", available())
def test_quotations_have_the_marks_of_the_language(language):
    words = load_words(language)
    assert words("quoted", text="x") == QUOTED[language]
    assert QUOTED[language] in words("back_to_note", text="x")


@pytest.mark.parametrize("language", available())
def test_a_sentence_with_a_date_ends_in_one_full_stop(language):
    # Ukrainian and Russian dates end in one themselves.
    words = load_words(language)
    for key in ("created", "reviewed"):
        assert re.search(r"[^.]\.$", words(key, date=words.date(date(2026, 11, 22))))


def test_names_are_strung_together_as_the_language_does():
    names = ["Ada", "Bo", "Cy"]
    strung = {language: load_words(language).names(names) for language in ("en", "de", "uk", "ar")}
    assert strung == {
        "en": "Ada, Bo, and Cy",
        "de": "Ada, Bo und Cy",
        "uk": "Ada, Bo і Cy",
        "ar": "Ada وBo وCy",
    }


@pytest.mark.parametrize("tag", ["de-AT", "de_CH", "de"])
def test_a_region_without_words_of_its_own_gets_those_of_its_language(tag):
    words = load_words(tag)
    assert (words.language, words.shortfall) == ("de", "")


@pytest.mark.parametrize(
    ("tag", "day", "days", "names"),
    [
        ("en", "September 28, 2022", "Sep 23", "Ada, Bo, and Cy"),
        ("en-GB", "28 September 2022", "23", "Ada, Bo and Cy"),
        ("en_GB", "28 September 2022", "23", "Ada, Bo and Cy"),
        ("de-AT", "28. September 2022", "23.", "Ada, Bo und Cy"),
        ("de-XX", "28. September 2022", "23.", "Ada, Bo und Cy"),
        ("fr-CA", "September 28, 2022", "Sep 23", "Ada, Bo, and Cy"),
    ],
)
def test_a_region_decides_how_dates_and_lists_are_written(tag, day, days, names):
    words = load_words(tag)
    assert partial_date(words, "2022-09-28") == day
    assert partial_date(words, "2022-09-23/2022-09-27").startswith(days)
    assert words.names(["Ada", "Bo", "Cy"]) == names


def test_a_missing_word_is_told_in_english_by_the_rules_of_english_and_reported():
    english = {"held": "Held", "kept": {"one": "{n} kept", "other": "{n} are kept"}}
    words = Words("uk", {"held": "Тримано"}, english, ("kept",))
    assert words("held") == "Тримано"
    # 21 is “one” in Ukrainian, not in English.
    assert words("kept", n=21) == "21 are kept"
    assert words.shortfall == (
        "the interface lacks words in “uk” and tells these in English: kept"
    )


def test_a_language_without_words_gets_english_and_is_reported():
    words = load_words("fr")
    assert words("notes_title") == "Notes"
    assert words.shortfall == (
        "the interface has no words in “fr” and speaks English;"
        " it has them in ar, de, en, es, ru, uk"
    )


@pytest.mark.parametrize(
    ("tag", "runs"),
    [("ar", "rtl"), ("he", "rtl"), ("uk", "ltr"), ("", "auto"), (None, "auto"), ("qq-x", "auto")],
)
def test_direction_of_a_text(tag, runs):
    assert direction(tag) == runs


@pytest.mark.parametrize("language", OTHERS)
def test_the_preset_of_ratings_speaks_the_language(language):
    english, scale = preset("evidence"), preset("evidence", language)
    assert [rating.id for rating in scale] == [rating.id for rating in english]
    assert scale.name != english.name
    for ours, theirs in zip(scale, english, strict=True):
        assert (ours.value, ours.icon, ours.color) == (theirs.value, theirs.icon, theirs.color)
        for name in ("label", "definition", "exclusion"):
            mine, other = getattr(ours, name), getattr(theirs, name)
            assert bool(mine) == bool(other), f"{ours.id}: {name}"
            assert not mine or mine != other, f"{ours.id}: {name}"
        assert not ours.label.endswith(".")


@pytest.mark.parametrize("language", OTHERS)
def test_labels_of_the_preset_are_told_apart(language):
    labels = [rating.label for rating in preset("evidence", language)]
    assert len(set(labels)) == len(labels)


def test_a_preset_speaks_english_where_it_has_no_other_words():
    assert preset("evidence", "fr") == preset("evidence")
