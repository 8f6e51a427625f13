"""No template and no script speaks a language of its own: its words come from the locales."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from lxml import html

import annotated_edition

PACKAGE = Path(annotated_edition.__file__).parent
TEMPLATES = sorted((PACKAGE / "pages" / "templates").glob("*.html"))
SCRIPTS = sorted((PACKAGE / "reader").rglob("*.js"))
SOURCES = [*TEMPLATES, *SCRIPTS, *PACKAGE.rglob("*.py")]
ENGLISH = yaml.safe_load((PACKAGE / "locales" / "en.yml").read_text(encoding="utf-8"))

SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-label")
"""Attributes whose values are read out or shown."""

NAMES = {"Esc", "Escape", "Enter", "Tab"}
"""Keys, as they are printed and as events name them."""


def visible(template):
    """What a template says itself: its text and spoken attributes, without Jinja's parts."""
    bare = re.sub(r"{#.*?#}|{%.*?%}", "", template, flags=re.DOTALL)
    bare = re.sub(r"{{.*?}}", " ", bare, flags=re.DOTALL)
    root = html.fragment_fromstring(bare, create_parent="main")
    for element in root.iter():
        yield from (element.text or "", element.tail or "")
        yield from (element.get(name, "") for name in SPOKEN)


def literals(script):
    """Texts of a script, without comments and what templates' braces compute."""
    bare = re.sub(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", "", script, flags=re.DOTALL)
    bare = re.sub(r"\$\{[^{}]*\}", "$", bare)
    for match in re.finditer(r"'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`", bare):
        yield match[1] if match[1] is not None else match[2]


def is_english(text):
    """Whether a literal looks like words for people: a capital, or words with spaces."""
    text = text.strip()
    if text in NAMES or re.search(r"[#.:=;<>{}()\[\]\\/_*@]|data-|ae-", text):
        return False  # a selector, a path, an attribute, markup
    return bool(re.fullmatch(r"[A-Z][a-z]+( [A-Za-z]+)*[.!?…]?|[a-z]+( [a-z]+){2,}[.!?…]?", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words(path):
    letters = re.compile(r"[^\W\d_]{2,}")
    said = [text for text in visible(path.read_text(encoding="utf-8")) if letters.search(text)]
    assert said == []


def test_words_in_a_template_would_be_found():
    assert [text for text in visible('<p aria-label="Close">{{ a }} notes</p>') if text.strip()]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words(path):
    assert [text for text in literals(path.read_text(encoding="utf-8")) if is_english(text)] == []


@pytest.mark.parametrize("text", ["Close", "Copy link", "Next note", "show all notes"])
def test_words_in_a_script_would_be_found(text):
    (literal,) = literals(f"make('{text}'); // don't")
    assert is_english(literal)


@pytest.mark.parametrize("text", ["use strict", "click", "ae-card", "[data-ae]", "Esc", "M0 h9"])
def test_what_machines_read_is_no_word(text):
    assert not is_english(text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_word_that_a_script_asks_for_is_there(path):
    script = path.read_text(encoding="utf-8")
    asked = set(re.findall(r"\bt\('(\w+)'", script))
    asked |= set(re.findall(r"\bbutton\('(\w+)'", script)) - {"sort"}
    asked |= {f"facet_{name}" for name in re.findall(r"'(\w+)'", _facets(script))}
    keys = {f"ui_{key}" for key in asked} | set(re.findall(r"\bwords\.(\w+_\w+)", script))
    assert keys - ENGLISH.keys() == {"ui_language"} & keys


def _facets(script):
    match = re.search(r"FACETS = \[(.*?)\]", script)
    return match[1] if match else ""


def test_words_that_a_script_asks_for_would_be_found():
    assert sum("t('" in path.read_text(encoding="utf-8") for path in SCRIPTS) > 1


def test_every_word_of_the_scripts_is_asked_for():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    idle = [
        key
        for key in ENGLISH
        if key.startswith("ui_")
        and not re.search(rf"\b{key.removeprefix('ui_')}\b", texts)
        and not key.startswith("ui_facet_")
    ]
    idle += [
        key
        for key in ENGLISH
        if key.startswith("suggest_") and not re.search(rf"\bwords\.{key}\b", texts)
    ]
    assert idle == []


def test_every_other_word_is_asked_for():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    # Some are put together from a beginning and what a record holds.
    begun = ("ui_", "suggest_", *re.findall(r"""['"](\w+_)(?:\{|['"] ~)""", texts))
    idle = [
        key
        for key in ENGLISH
        if not key.startswith(begun) and not re.search(rf"['\"]{key}['\"]", texts)
    ]
    assert idle == []
