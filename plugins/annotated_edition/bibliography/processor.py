"""The CSL processor, behind one function: an entry goes in, HTML comes out.

Everything that leans on a peculiarity of citeproc-py (0.9 to 0.11) stands in this file.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import nh3
from citeproc import (
    DATES,
    LANGUAGE_NAMES,
    LOCALES_PATH,
    NAMES,
    PRIMARY_DIALECTS,
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source import Date
from citeproc.source.json import CiteProcJSON

from .names import unspaced_name
from .web import doi_link, link

__all__ = ["Processor"]

# Text is put in without a character that HTML knows: the processor passes titles on unescaped
# (and would change the case of an entity). The address and the DOI are put in afterwards.
_LESS, _GREATER, _AMPERSAND, _ADDRESS, _DOI = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_OWN = "\ue005"  # before punctuation of a title's own after its own quotation marks
_ENDED = "\ue006"  # after what may bring its own full stop
_PRIVATE = (_LESS, _GREATER, _AMPERSAND, _ADDRESS, _DOI, _OWN, _ENDED)
_REFUSED = dict.fromkeys([*map(chr, range(0x20)), "\x7f", *_PRIVATE])
_SHIELD = str.maketrans(_REFUSED | {"<": _LESS, ">": _GREATER, "&": _AMPERSAND})
_UNSHIELD = str.maketrans({_LESS: "&lt;", _GREATER: "&gt;", _AMPERSAND: "&amp;"})
_NO_CASE, _NO_CASE_END = f'{_LESS}span class="nocase"{_GREATER}', f"{_LESS}/span{_GREATER}"
_RICH = re.compile(rf"{_LESS}(/?)(i|b|em|strong|sup|sub){_GREATER}")
_MAX_RICH = 500  # tags in an entry; those beyond are shown as they were written
_MAX_PAGES = 500  # code points: the processor joins ranges of pages in square time
_TAGS = {"i", "b", "em", "strong", "sup", "sub", "u", "span"}

# The longest title is looked for first, since a title may hold full stops, and in bounded time.
_TWICE = re.compile(
    r"(?P<title>\S.{1,1000})\. (?P<date>.{1,60}?)(?:\.|(?P<end>[?؟])) (?P=title)(?=[.,])"
)
_TURNED = {"“": "‘", "”": "’", "‘": "“", "’": "”"}
_DOI_PLACE = re.compile(rf"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s?)?{_DOI}", re.IGNORECASE)
_OWN_STOP = re.compile(r"(?<=[”’»\"])(?=[.,])")
_STOPS = re.compile(rf"(?P<own>[.?!؟…]?){_ENDED}(?P<stop>\.?)")
_ENDS = (".", "?", "!", "…", ",")
_CSL = "{http://purl.org/net/xbiblio/csl}"

_NAME_PARTS = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix"}
_CSL_NAMES = tuple(name.replace("_", "-") for name in NAMES)
_CSL_DATES = tuple(name.replace("_", "-") for name in DATES)
_CSL_TEXTS = {name.replace("_", "-") for name in VARIABLES} - {*_CSL_NAMES, *_CSL_DATES}


class Processor:
    """A style in a language, built once, that renders entries one by one.

    Args:
        style: A CSL style.
        language: BCP 47 tag of the language of terms and dates.
        region: BCP 47 tag of the language with its region, which decides whether full stops go
            inside quotation marks.
    """

    def __init__(self, style: Path, language: str, region: str = "") -> None:
        # Whether the style follows its schema is its editor's business, and takes a second.
        self._style = CitationStylesStyle(str(style), locale=_locale(language), validate=False)
        roots = [self._style.root, *self._style.root.locales]
        # The processor looks up every macro and term by XPath each time. The elements live as
        # long as somebody holds them, and with them what is set on them.
        self._searched = [*roots, *(terms for root in roots if (terms := root.terms) is not None)]
        for element in self._searched:
            element.xpath_search = cache(element.xpath_search)
        self._dates = [
            (part, dict(part.attrib)) for root in roots for part in root.iter(f"{_CSL}date-part")
        ]
        # A style that tells estimates itself needs no words of ours for them.
        tells = any(part.get("is-uncertain-date") for part in self._style.root.iter(f"{_CSL}*"))
        for element in (each for root in roots for each in root.iter(f"{_CSL}date")):
            self._searched.append(element)
            element.render_single_date = partial(
                _marked, element.render_single_date, element, "uncertain" if tells else "all"
            )
        inside = self._style.root.get_locale_option("punctuation-in-quote")
        self._inside = str(inside).lower() == "true" and _stops_inside(region or language)

    def __call__(self, csl: Mapping[str, Any]) -> str:
        """Render one entry.

        Args:
            csl: The entry as CSL-JSON.

        Returns:
            HTML, sanitised; its address linked.

        Raises:
            Exception: The processor failed on the entry; it promises no class of its own.
        """
        address = str(csl.get("URL") or "").strip()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = _Entries([_prepared(csl)])
            bibliography = CitationStylesBibliography(self._style, source, formatter.html)
            bibliography.register(Citation([CitationItem("entry")]))
            try:
                (rendered,) = bibliography.bibliography()
            finally:
                # Rendering copies attributes of one date into another's: without this, an
                # entry would look different after others than alone.
                for part, attributes in self._dates:
                    part.attrib.clear()
                    part.attrib.update(attributes)
        rendered = _once(_stopped(self._requoted(str(rendered))))
        closing = str(self._style.root.get_single_term(name="close-quote"))
        if self._inside and closing:
            rendered = _with_stops_inside(rendered, closing)
        return _finished(rendered, address, str(csl.get("DOI") or ""))

    def _requoted(self, rendered: str) -> str:
        """Quotation marks within quotation marks, as English sets them."""
        if self._style.root.get_single_term(name="open-quote") != "“":
            return rendered
        depth = singles = 0
        output = []
        for char, following in zip(rendered, f"{rendered[1:]} ", strict=True):
            depth += char == "“"
            singles += char == "‘" and depth > 1
            apostrophe = char == "’" and (not singles or following.isalpha())
            turned = depth > 1 and not apostrophe
            output.append(_TURNED.get(char, char) if turned else char)
            singles -= turned and char == "’"
            depth -= char == "”"
            if depth < 0:
                break
        return "".join(output) if depth == 0 else rendered


def _locale(language: str) -> str:
    """The processor's name of the locale nearest to a language."""
    tag = language.replace("_", "-")
    if tag in LANGUAGE_NAMES:
        return tag
    return str(PRIMARY_DIALECTS.get(tag.split("-")[0], "en-US"))


def _stops_inside(language: str) -> bool:
    """Whether a locale's typography puts full stops before closing quotation marks."""
    path = Path(LOCALES_PATH) / f"locales-{_locale(language)}.xml"
    return b'punctuation-in-quote="true"' in path.read_bytes()


def _prepared(csl: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with only what the processor knows, shielded from it."""
    entry = {key: field for key, value in csl.items() if value and (field := _field(key, value))}
    entry["id"] = "entry"
    entry["type"] = str(csl.get("type") or "document")
    entry.setdefault("title", _text(csl.get("id", "")))
    # Titles keep their case: title case is applied to English only, so nothing is English.
    entry["language"] = "und"
    if "URL" in entry:
        entry["URL"] = _ADDRESS
    if "DOI" in entry:
        entry["DOI"] = _DOI
    if not entry.keys() & {"author", "editor", "translator"}:
        # An agency's piece without a name on it is looked up under the agency.
        for body in ("publisher", "container-title", "authority"):
            if body in entry:
                entry["author"] = [{"literal": entry.pop(body)}]
                break
    return entry


def _field(key: str, value: Any) -> Any:
    """A variable as the processor reads it; None for what it does not know."""
    if key in _CSL_NAMES:
        return [_name(name) for name in ([value] if isinstance(value, str) else value)]
    if key in _CSL_DATES:
        return _date(value)
    if key not in _CSL_TEXTS:
        return None
    text = _text(value)
    if key == "page" and len(text) > _MAX_PAGES:
        raise ValueError(f"“page” has {len(text):,} characters; expected at most {_MAX_PAGES}")
    return text


def _text(value: Any) -> str:
    """A text without the marks of words that keep their case, since all do."""
    text = _OWN_STOP.sub(_OWN, " ".join(str(value).split()).translate(_SHIELD))
    parts: list[str] = []
    at = 0
    while (start := text.find(_NO_CASE, at)) >= 0:
        inner = start + len(_NO_CASE)
        end = text.find(_NO_CASE_END, inner)
        if end < 0:
            break
        parts += (text[at:start], text[inner:end])
        at = end + len(_NO_CASE_END)
    return "".join([*parts, text[at:]])


def _name(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {"literal": _text(value)}
    if literal := value.get("literal"):
        return {"literal": _text(literal)}
    if whole := unspaced_name(value):
        return {"literal": _text(whole)}
    return {part: _text(value[part]) for part in _NAME_PARTS & value.keys() if value[part]}


def _date(value: Any) -> dict[str, Any] | None:
    if isinstance(value, str):
        return {"literal": _text(value)}
    parts = [[int(part) for part in one] for one in value.get("date-parts") or () if one]
    if not parts:
        literal = value.get("literal") or value.get("raw")
        return {"literal": _text(literal) + _ENDED} if literal else None
    if len(parts) > 1:
        return {"date-parts": parts[:2]}
    date: dict[str, Any] = {"date-parts": parts, **_shown_as(value)}
    if season := value.get("season"):
        date["season"] = int(season) % 20
    if value.get("circa"):
        date["circa"] = 1
    return date


def _finished(rendered: str, address: str, doi: str) -> str:
    rendered = _enriched(rendered.replace(_OWN, "")).translate(_UNSHIELD)
    html = nh3.clean(rendered, tags=_TAGS, attributes={}, link_rel=None)
    html = _DOI_PLACE.sub(lambda _: doi_link(doi), html)
    html = html.replace(_ADDRESS, link(address))
    # Styles leave out where a judgment or a law can be read; readers want to go there.
    return html if not address or "<a " in html else f"{html} {link(address)}."


def _stopped(rendered: str) -> str:
    """The entry with one full stop where a date and the style both bring one."""
    return _STOPS.sub(lambda end: end["own"] or end["stop"], rendered)


def _once(rendered: str) -> str:
    """The entry without what stands in for a missing author said again: the processor does."""
    twice = _TWICE.match(rendered)
    if twice is None:
        return rendered
    rest = rendered[twice.end() :]
    end = twice["end"] or ""
    return f"{twice['title']}. {twice['date']}{end}{rest[1:] if end else rest}"


def _with_stops_inside(rendered: str, closing: str) -> str:
    """A full stop or comma after quotation marks put before them."""
    parts = rendered.split(closing)
    for at in range(1, len(parts)):
        stop = parts[at][:1]
        if stop not in (".", ",") or not stop:
            continue
        quoted = parts[at - 1]
        ended = quoted.rstrip("’").endswith(_ENDS) if stop == "." else quoted.endswith(",")
        inner = "’" if quoted.endswith("’") and "‘" in quoted else ""
        parts[at - 1] = quoted.removesuffix(inner) + ("" if ended else stop) + inner
        parts[at] = parts[at][1:]
    return closing.join(parts)


class _Year(int):
    """A year that is shown as a text of ours, with its era or as one of several."""

    shown: str

    def __abs__(self) -> Any:
        return self.shown

    def __lt__(self, other: Any) -> bool:
        """The processor asks for eras this way."""
        return False


class _Entries(CiteProcJSON):  # type: ignore[misc]
    """The processor's source, with dates that know what they are shown as."""

    def parse_date(self, json_data: dict[str, Any]) -> Any:
        """What is shown of a date is kept with it."""
        date = super().parse_date(json_data)
        if isinstance(date, Date):
            if shown := json_data.get("year-shown"):
                year = _Year(date["year"])
                year.shown = shown
                date["year"] = year
            date.update({key: json_data.get(key) for key in ("circa-shown", "uncertain-shown")})
        return date


def _shown_as(value: Mapping[str, Any]) -> dict[str, Any]:
    """What a bibliography says of how a date is shown, shielded."""
    shown: dict[str, Any] = {}
    if year := value.get("year-shown"):
        shown["year-shown"] = _text(year) + _ENDED
    for key in ("circa-shown", "uncertain-shown"):
        if around := value.get(key):
            before, after = (part.translate(_SHIELD) for part in around)
            shown[key] = (before, after + _ENDED if after else "")
    return shown


def _marked(
    render: Any, element: Any, marks: str, date: Any, show_parts: Any = None, context: Any = None
) -> Any:
    """A date with the words of doubt around it, where its year is shown."""
    text = render(date, show_parts, context)
    years = show_parts is None or "year" in show_parts
    if not text or not years or not any(part.get("name") == "year" for part in element):
        return text
    for key in ("circa-shown", "uncertain-shown"):
        if (around := date.get(key)) and (marks == "all" or key != "circa-shown"):
            before, after = around
            text = before + text + after
    return text


def _enriched(rendered: str) -> str:
    """The tags of rich text that come in pairs, as tags again; the others stay text."""
    tags = list(islice(_RICH.finditer(rendered), _MAX_RICH))
    waiting: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    paired: set[re.Match[str]] = set()
    for tag in tags:
        if not tag[1]:
            waiting[tag[2]].append(tag)
        elif waiting[tag[2]]:
            paired |= {tag, waiting[tag[2]].pop()}
    parts: list[str] = []
    at = 0
    for tag in tags:
        if tag in paired:
            parts += (rendered[at : tag.start()], f"<{tag[1]}{tag[2]}>")
            at = tag.end()
    return "".join([*parts, rendered[at:]])
