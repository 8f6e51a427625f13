"""Words sort as the alphabet of their language has them, on every machine alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_edition.locales import collation_key

ORDERS = {
    "en": "Adam Æsop Bach đón Eco Lod Łódź Mann Ørsted Strauss Straußer Zola Ζήνων Жадан",
    "de": "Ahr Ähre Ofen Öl Straße Strasser",
    "pl": "Lis Lwów Łódź Mak Ocean Ósemka Zebra Źródło Żaba",
    "cs": "Cena Čas Dub Hora Chata Ira",
    "es": "Nube Nuñez Ñandú Oso",
    "sv": "Adam Zorn Åberg Ärr Öberg",
    "da": "Adam Zorn Æbler Ørsted Århus",
    "tr": "Cem Çelik Hıra Hira Isparta İzmir Jale",
    "ru": "Едва Ёлка Жадан Иван Йод Конь",
    "uk": "Гончар Ґонта Драч Ера Єфремов Жадан Зола Иван Іваненко Їжак Йосип Костенко",
    "zh-Hans": "白居易 李白 王维 张九龄",
    "zh-TW": "丁 王 李 陳",
    "ja": "あべ アリ たなか 安 加 田",
    "ko": "강 김 박 이 최",
}


@pytest.mark.parametrize("language", ORDERS)
def test_order_of_a_language(language):
    words = ORDERS[language].split()
    found = words[::-1]
    found.sort(key=lambda word: collation_key(word, language))
    assert found == words


@given(st.text(max_size=30), st.sampled_from([*ORDERS, "", "xx", "en_GB", "no-such-language"]))
def test_any_text_has_a_place_that_case_and_accents_do_not_change(text, language):
    key = collation_key(text, language)
    assert key == collation_key(text, language)
    if text.isascii() and language not in ("tr", "cs"):
        assert key == collation_key(text.upper(), language)
