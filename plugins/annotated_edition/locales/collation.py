"""The order of words in a language: the same on every machine, from what Python itself brings.

ICU knows more, but is 40 MB, and its order changes with its version. Accents and case are left
out; letters that Unicode does not take apart count as those they are written with, and those
that an alphabet has for itself come where it has them. Chinese characters sort as the standards
of their countries list the common ones: by sound in China, Japan and Korea, by strokes in Taiwan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

__all__ = ["collation_key"]

_LETTERS = str.maketrans(
    {
        **dict(zip("łøđðıħŧŋĸɨʉɓɗƒ", "loddihtnqiubdf", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ĳ": "ij",
        "ǆ": "dz",
        "ʼ": "",
    }
)
"""Letters that do not decompose."""

_EVERYWHERE = "и й,г ґ,е є,и і ї"
_NORDIC = "z æ ø å"
_ALPHABETS = {
    "az": "c ç,e ə,g ğ,h ı,o ö,s ş,u ü",
    "be": "е ё,з і,и й,у ў",
    "bs": "c č ć,d đ,s š,z ž",
    "cs": "c č,h ch,r ř,s š,z ž",
    "da": _NORDIC,
    "eo": "c ĉ,g ĝ,h ĥ,j ĵ,s ŝ,u ŭ",
    "es": "n ñ",
    "et": "s š z ž,w õ ä ö ü",
    "fi": "z å ä ö",
    "fo": _NORDIC,
    "hr": "c č ć,d đ,s š,z ž",
    "hu": "o ö,u ü",
    "is": "z þ æ ö å",
    "lt": "c č,s š,z ž",
    "lv": "c č,g ģ,k ķ,l ļ,n ņ,s š,z ž",
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "pl": "a ą,c ć,e ę,l ł,n ń,o ó,s ś,z ź ż",
    "ro": "a ă â,i î,s ș,t ț",
    "sk": "a ä,c č,h ch,o ô,s š,z ž",
    "sl": "c č ć,d đ,s š,z ž",
    "sq": "c ç,e ë",
    "sr": "c č ć,d đ,s š,z ž",
    "sv": "z å ä ö",
    "tr": "c ç,g ğ,h ı,o ö,s ş,u ü",
    "uk": "г ґ,е є,и і ї й",
}
"""Letters after the one that they follow in an alphabet."""

_AFTER = 0x10FFE0  # beyond every letter, so that `z` and what begins with it come first
_LISTED = 0xF0000  # where Chinese characters of a standard go: after the letters of all scripts
_UNLISTED = "\U000fffff"
_CHARACTERS = {"zh": "gb2312", "ja": "euc_jp", "ko": "euc_kr"}
_STROKES = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_TURKIC = ("az", "tr")


def collation_key(text: str, language: str) -> str:
    """What a text is sorted by.

    Args:
        text: The text.
        language: BCP 47 tag of the language whose order it is.
    """
    tag = language.replace("_", "-").lower()
    primary = tag.partition("-")[0]
    if primary in _TURKIC:
        text = text.replace("İ", "i").replace("I", "ı")
    lowered = unicodedata.normalize("NFC", text.casefold())
    pattern, places = _alphabet(primary)
    placed = pattern.sub(lambda found: places[found[0]], lowered)
    decomposed = unicodedata.normalize("NFKD", placed.translate(_LETTERS))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    kept = "".join(char if _counts(char) else " " for char in letters).translate(_KATAKANA)
    return _HAN.sub(_place(tag, primary), kept).strip()


def _counts(char: str) -> bool:
    return char == "\t" or char.isalnum() or ord(char) >= _AFTER


@cache
def _alphabet(primary: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The letters of an alphabet, and what each becomes so that it sorts where it belongs."""
    places: dict[str, str] = {}
    for run in [*_EVERYWHERE.split(","), *filter(None, _ALPHABETS.get(primary, "").split(","))]:
        base, *following = run.split()
        for number, letter in enumerate(following):
            places[letter] = base + chr(_AFTER + number)
    longest = sorted(places, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), places


def _place(tag: str, primary: str) -> Callable[[re.Match[str]], str]:
    codec = "big5" if tag.startswith(_STROKES) else _CHARACTERS.get(primary)

    def place(found: re.Match[str]) -> str:
        try:
            code = found[0].encode(codec) if codec else b""
        except UnicodeEncodeError:
            code = b""
        if len(code) == 2:  # noqa: PLR2004 - the standard's own characters have two bytes
            return chr(_LISTED + int.from_bytes(code))
        return _UNLISTED + found[0] if codec else found[0]

    return place
