"""Texts to paragraphs, headings and sentences."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.text.brackets import balanced, enclosed, mask
from digests.summarizers.text.sentences import sentences, split

CASES = [
    ("zh", ["离岸人民币升至6.3512，为2018年以来最高。", "分析人士称"]),
    ("zh", ["丁磊表示：“让优秀创作者安心。也能保障底薪。”", "大会随后结束。"]),
    ("zh", ["“这是开始。”丁磊说。", "大会随后结束！"]),
    ("zh", ["公司（以下简称“甲。乙”）成立。", "资本3.5亿元。"]),
    ("zh", ["营收893.93亿元，同比下滑3.42%；净利润78.41亿元；现金流92.6亿元。", "公司未分红。"]),
    ("zh", ["东港药业公告，集团将通过其全 资子公司收购北原药业。"]),
    ("zh", ["东港的码头" + "又旧又短" * 10 + "；", "北原的码头" + "又新又长" * 10 + "。"]),
    ("zh", ["一是码头太短；", "二是吊车太旧；", "3、没有铁路。"]),
    ("zh", ["措施包括：", "①减税；", "②降费；", "③补贴。"]),
    ("zh", ["融创中国获得高票通过", "此前，公司公布了债务重组的计划。"]),
    ("zh", ["真的吗？！", "当然……", "好。"]),
    ("ja", ["「行く。」と言った。", "雨が降る。"]),
    ("ko", ["정부는 대책을 발표했다.", "내년에 시작한다."]),
    ("en", ["Mr. Smith of the U.S. Senate paid $3.5 million.", "He left at 5 p.m. on Jan. 3.", "It ended"]),
    ("en", ['"It is bad. We lost," he said.', "Nobody spoke."]),
    ("en", ["The report came in 2016.", "The next one is due."]),
    ("en", ["Shares of Booking.com (BKNG.O) rose 4.5%.", "J. K. Rowling wrote No. 5."]),
    ("en", ["What now?", "Wait… for it!", "Done."]),
    ("fr", ["M. Dupont a dit : « C'est fini. Partez. »", "Il est parti le 3 avril."]),
    ("de", ["Am 3. Oktober sagte Dr. Müller z.B. nichts.", "Danach ging er."]),
    ("vi", ["UBND TP. HCM cho biết dự án dài 2,2 km.", "Công trình mất 3 năm."]),
    ("tr", ["Prof. Dr. Yılmaz saat 13.55'te konuştu.", "Toplantı bitti."]),
    ("ru", ["В 2020 г. компания получила 3,5 млн руб. прибыли.", "Рост продолжится."]),
    ("ar", ["هل انتهى الأمر؟", "نعم انتهى."]),
    ("hi", ["यह पहला वाक्य है।", "यह दूसरा है।"]),
]


@pytest.mark.parametrize(("lang", "expected"), CASES)
def test_sentences_of_a_paragraph(lang: str, expected: list[str]) -> None:
    line = ("" if lang in ("zh", "ja") and "融创" not in expected[0] else " ").join(expected)
    assert split(line, lang) == expected


def test_paragraphs_and_headings_are_kept_apart() -> None:
    text = "正式推出网易视频号\n大会上，吴逸凡公布了计划。未来一年继续。\n\n 沉淀内容基因 \n网易积累了经验。"
    found = [(s.paragraph, s.place, s.heading) for s in sentences(text, "zh")]
    assert found == [(0, 0, True), (1, 0, False), (1, 1, False), (2, 0, True), (3, 0, False)]


def test_a_text_of_one_line_without_a_stop_is_no_heading() -> None:
    assert [s.heading for s in sentences("祝贺开站", "zh")] == [False]


TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from('。！？.!?…；“”"（）()《》「」 \n①abAB中文12,，:：\x01\x02'), st.characters()
    )
)


@given(TEXT, st.sampled_from(["", "zh", "en", "de", "th"]))
def test_nothing_of_a_text_is_lost(text: str, lang: str) -> None:
    joined = "".join(each.text for each in sentences(text, lang))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)


@given(TEXT)
def test_pairs_are_apart_and_the_mask_keeps_its_length(text: str) -> None:
    pairs = enclosed(text)
    assert len(mask(text, pairs)) == len(text)
    assert all(a < b < c for (a, b), (c, _) in pairwise(pairs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“a（b）”", True), ("“a（b”）", False), ('"a" "b"', True), ('"a', False), ("）", False), ("„a“", True)],
)
def test_balance(text: str, expected: bool) -> None:
    assert balanced(text) is expected
