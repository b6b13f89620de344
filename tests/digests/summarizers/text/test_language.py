"""The language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.text import language
from digests.summarizers.text.language import detect, primary

TEXTS = {
    "zh": "网易视频号正式上线，100亿流量20亿现金补贴创作家。",
    "ja": "政府は25日、新しい経済対策を閣議決定した。",
    "ko": "정부는 25일 새 경제 대책을 발표했다.",
    "th": "รัฐบาลประกาศมาตรการเศรษฐกิจใหม่เมื่อวันจันทร์",
    "ar": "أعلنت الحكومة يوم الاثنين عن خطة اقتصادية جديدة.",
    "ru": "Правительство объявило в понедельник о новых мерах.",
    "uk": "Уряд оголосив у понеділок про нові заходи підтримки їхніх областей і міст.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα νέα μέτρα.",
    "hi": "सरकार ने सोमवार को नई योजना की घोषणा की।",
    "en": "The government announced on Monday a plan for the banks, which have lost money.",
    "fr": "Le gouvernement a annoncé lundi un plan pour les banques, qui ont perdu de l'argent.",
    "de": "Die Regierung hat am Montag einen Plan für die Banken vorgestellt, der nicht neu ist.",
    "es": "El gobierno anunció el lunes un plan para los bancos, que han perdido dinero este año.",
    "pt": "O governo anunciou na segunda-feira um plano para os bancos, que não é novo.",
    "it": "Il governo ha annunciato lunedì un piano per le banche, che non è nuovo.",
    "nl": "De regering heeft maandag een plan voor de banken gepresenteerd dat niet nieuw is.",
    "tr": "Hükümet pazartesi günü bankalar için yeni bir plan açıkladı, daha önce de açıklamıştı.",
    "vi": "Chính phủ hôm thứ Hai đã công bố một kế hoạch mới cho các ngân hàng.",
    "pl": "Rząd ogłosił w poniedziałek plan dla banków, który nie jest nowy.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_languages_are_told_apart(lang: str) -> None:
    assert detect(TEXTS[lang]) == lang


def test_the_larger_share_decides() -> None:
    assert detect("HFO-1234yf：蔚来（NYSE:NIO）的ET7用霍尼韦尔Honeywell的制冷剂Solstice") == "zh"
    assert (
        detect("The company 腾讯 said on Monday that it is going to have a new brand in the market.") == "en"
    )


@pytest.mark.parametrize("text", ["", "1234.5 + 67%", "🙂 🙂", "\x00", "Zqxv"])
def test_nothing_tells(text: str) -> None:
    assert detect(text) == ""


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert detect(text) in {"", *TEXTS} or len(detect(text)) == 2


@pytest.mark.parametrize(("tag", "expected"), [("zh-Hans", "zh"), ("EN_us", "en"), ("", ""), (" fr ", "fr")])
def test_primary(tag: str, expected: str) -> None:
    assert primary(tag) == expected


@given(st.text(alphabet="中文新闻的あカ한яaB1，。 ", max_size=60))
def test_the_short_way_for_chinese_finds_what_counting_finds(text: str) -> None:
    if language._is_chinese(text):
        assert language._counted(text) == "zh"
