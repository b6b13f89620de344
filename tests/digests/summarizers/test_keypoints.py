"""Key points: what they must never do, and what they do on a few articles."""

from __future__ import annotations

import json
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bench.faults import faults, is_subsequence
from digests.summarizers import extractive
from digests.summarizers.keypoints import condense, key_points
from digests.summarizers.spans import MOST_CHARACTERS, MOST_WORDS
from digests.summarizers.text.sentences import sentences
from tests.examples import some

ARTICLES = [json.loads(line) for line in (Path(__file__).parent / "articles.jsonl").read_text().splitlines()]
LANGUAGES = ["", "zh", "en", "fr", "vi", "de", "tr", "ru", "ja", "ko", "ar", "th", "xx"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article["title"]))
def test_articles_of_our_own_have_no_fault(article: dict[str, str]) -> None:
    points = key_points(article["title"], article["text"], article["lang"], 3)
    assert len(points) in (2, 3)
    assert not list(faults(article["title"], article["text"], article["lang"], points))


def one(text: str, lang: str, title: str = "") -> str:
    [point] = key_points(title, text, lang, 1)
    return point


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "据了解，公司今年净利润增长三成。", "公司今年净利润增长三成"),
        ("zh", "与此同时，公司拟在东港建设新厂。", "公司拟在东港建设新厂"),
        ("zh", "财联社10月6日讯，内房港股今日走势分化。", "内房港股今日走势分化"),
        ("zh", "（1）全市关闭了四十三处景区。", "全市关闭了四十三处景区"),
        ("zh", "东港药业（以下简称“东药”）获批上市新药。", "东港药业获批上市新药"),
        ("zh", "市场消息称，东港药业可能收购苏南工厂。", "市场消息称，东港药业可能收购苏南工厂"),
        ("en", "LONDON (Reuters) - The bridge closed on Monday.", "The bridge closed on Monday"),
        ("en", "However, Northlight will not build batteries.", "Northlight will not build batteries"),
        ("en", "She added that Northlight may hire 35 people.", "Northlight may hire 35 people"),
        (
            "en",
            "Facing pressure from the mayor to cut the cost of the new ferry, the council is talking with "
            "the yard in Hollin to buy two small boats that were built for a company which went bankrupt.",
            "the council is talking with the yard in Hollin to buy two small boats that were built for a "
            "company which went bankrupt",
        ),
        (
            "de",
            "HAMBURG (dpa) - Die alte Brücke ist seit Montag gesperrt.",
            "Die alte Brücke ist seit Montag gesperrt",
        ),
        ("es", "Sin embargo, el puente viejo no abrirá en mayo.", "el puente viejo no abrirá en mayo"),
        ("ru", "Кроме того, старый мост закроют до мая.", "старый мост закроют до мая"),
        ("ru", "Сообщается, что старый мост закроют до мая.", "старый мост закроют до мая"),
        ("ja", "一方、東港市は古い橋を五月まで閉鎖する。", "東港市は古い橋を五月まで閉鎖する"),
        ("vi", "Reuters đưa tin cây cầu cũ đóng cửa từ thứ Hai.", "cây cầu cũ đóng cửa từ thứ Hai"),
        ("fr", "Cependant, Nantes n'augmentera pas les impôts.", "Nantes n'augmentera pas les impôts"),
    ],
)
def test_what_a_point_does_not_need_is_taken_off(lang: str, text: str, expected: str) -> None:
    assert one(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "责任编辑：东港"),
        ("zh", "（文章来源：东港日报）"),
        ("zh", "点击查看更多图片。"),
        ("zh", "风险提示：药品销售受多种因素影响，敬请投资者注意投资风险。"),
        ("zh", "这一切究竟是为什么呢？"),
        ("zh", "各位读者早上好！"),
        ("zh", "欢迎来到第112期周报。"),
        ("zh", "发布日期：2026年11月29日"),
        ("zh", "int main() { return bridge->open(); }"),
        ("en", "Good morning, dear readers!"),
        ("en", "Welcome to issue 112 of the harbour letter."),
        ("en", "Publication date: 29 November 2026"),
        ("en", "Reading time: 4 minutes"),
        ("en", "for (int i = 0; i < 10; i++) { open(bridge[i]); }"),
        ("en", "Bridge | Opened | Length in metres"),
        ("en", "The photo has been changed."),
        ("en", "ALSO READThe mayor and his seven boats are on sale."),
        ("fr", "Bonjour à tous, chers lecteurs !"),
        ("de", "Guten Morgen, liebe Leser!"),
        ("es", "Bienvenidos a la edición 112 del boletín."),
        ("ru", "Доброе утро, дорогие читатели!"),
        ("ja", "皆さん、おはようございます。"),
        ("vi", "Chào mừng bạn đến với số 112 của bản tin."),
        ("zh", "他说这件事与公司今年的业绩没有关系。"),
        ("en", "Why did the city take so long to close it?"),
        ("en", "Sign up for our newsletter to get the latest news."),
        ("en", "He has known about it for many years."),
        ("en", "Read more: how the bridge was built in 1931."),
        ("fr", "Lire aussi : nos photos du chantier du tramway."),
        ("de", "Lesen Sie auch: So wurde die Brücke gebaut."),
        ("de", "Er weiß davon schon seit vielen Jahren."),
        ("es", "Lee también: cómo se construyó el puente."),
        ("es", "Ellos lo saben desde hace muchos años."),
        ("ru", "Читайте также: как строили старый мост."),
        ("ru", "Он знает об этом уже много лет."),
        ("ja", "関連記事：古い橋はこうして建てられた。"),
        ("ja", "彼はそのことを何年も前から知っている。"),
        ("vi", "Xem thêm: ảnh cây cầu cũ ở thành phố."),
    ],
)
def test_what_is_no_news_never_becomes_a_point(lang: str, text: str) -> None:
    news = {
        "zh": "东港市今年投资三十亿元扩建集装箱码头。",
        "en": "The harbour bridge closed for ten months on Monday.",
        "fr": "Le tramway de Saint-Aubin ouvre en juin 2026.",
        "de": "Die alte Brücke ist seit Montag gesperrt.",
        "es": "El puente viejo cerró el lunes por diez meses.",
        "ru": "Старый мост закрыли в понедельник на десять месяцев.",
        "ja": "東港市は古い橋を十か月間閉鎖する。",
        "vi": "Cây cầu cũ của thành phố đóng cửa từ thứ Hai.",
    }[lang]
    points = key_points("", f"{text}\n{news}\n{text}", lang, 3)
    assert points == [news.rstrip("。.")]


def test_a_sentence_that_only_says_the_title_is_left_out() -> None:
    text = "东港市上半年外贸增长一成。新能源汽车出口增长最快，达到96.5亿元。"
    assert key_points("东港市上半年外贸增长一成", text, "zh", 3) == ["新能源汽车出口增长最快，达到96.5亿元"]


def test_a_condition_is_never_cut_off() -> None:
    text = (
        "东港药业将在明年一季度向全国三百家医院供应首批新药并扩大苏南工厂的产能，但前提是药品监管部门批准其补充申请"
        "且原料供应在今年年底之前恢复正常，否则供货时间会推迟到下半年。公司今年营业收入为三十一亿元。"
    )
    assert not any("供应首批" in point and "前提" not in point for point in key_points("", text, "zh", 3))


def test_points_know_their_place_and_fewer_are_the_best() -> None:
    article = ARTICLES[0]
    five = condense(article["title"], article["text"], "zh", 5)
    known = {(s.paragraph, s.place): s.text for s in sentences(article["text"], "zh")}
    assert all(is_subsequence(point.text, known[point.paragraph, point.sentence]) for point in five)
    for count in range(6):
        fewer = condense(article["title"], article["text"], "zh", count)
        assert [p.text for p in fewer] == [p.text for p in five if p.rank < count]


def test_one_sentence_of_news_has_one_point() -> None:
    text = "离岸人民币升至6.3512，为2018年以来最高。"
    assert key_points("", text, "zh", 3) == ["离岸人民币升至6.3512，为2018年以来最高"]


MARKS = list('，。；：“”（）？①１🙂аعกカ$.()"\n \x00\u202eİ')
PHRASES = [
    "东港市",
    "公司",
    "净利润3.5亿元",
    "但",
    "据悉，",
    "不",
    "closed",
    "3.5",
    "not",
    "http://a.b",
    "한국",
]
PIECES = st.sampled_from([*MARKS, *PHRASES, "The bridge ", ", which ", "he said ", "Mr. ", ". "])
WILD = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=20), WILD, st.sampled_from(LANGUAGES), st.integers(0, 5))
@example("", "东港市\N{NO-BREAK SPACE}，", "", 1)
def test_any_text_is_answered_sensibly(title: str, text: str, lang: str, count: int) -> None:
    points = condense(title, text, lang, count)
    assert len(points) <= count
    assert not points or any(map(str.isalnum, text))
    known = [sentence.text for sentence in sentences(text, lang)]
    for point in points:
        assert point.text == point.text.strip() != ""
        assert any(is_subsequence(point.text, sentence) for sentence in known)
        assert len(point.text.split()) <= MOST_WORDS or len("".join(point.text.split())) <= MOST_CHARACTERS
    assert points == condense(title, text, lang, count)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WILD, st.sampled_from(LANGUAGES))
def test_whatever_else_a_text_holds_its_news_gives_a_point(text: str, lang: str) -> None:
    assert condense("", f"{text}\n东港市今年投资三十亿元扩建集装箱码头。", lang, 3)


@pytest.mark.parametrize(
    "text", ["祝贺开站", "Congratulations", "12345", "A", "。好", "1 2 3\n4 5 6", "标题\n又一个标题"]
)
@pytest.mark.parametrize("title", ["", "祝贺", "Congratulations to all"])
def test_a_text_with_words_has_a_point(text: str, title: str) -> None:
    assert key_points(title, text, "", 3)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("祝贺开站", "祝贺开站"),
        ("The old bridge is closed", "The old bridge is closed."),
        ("东港大桥一月关闭！", "东港大桥一月关闭。"),
        (
            "Northlight buys the yard in Hollin and 35 boats",
            "Northlight buys the yard in Hollin. And 35 boats.",
        ),
        (
            "Wash your hands before you go. 🙂 Know it. Do it.",
            "Wash your hands before you go. 🙂 Know it. Do it.",
        ),
        (
            "The harbour bridge closed for ten months on Monday and…",
            "The harbour bridge closed for ten months on Monday.",
        ),
    ],
)
def test_a_text_that_says_only_its_title_has_no_point(title: str, text: str) -> None:
    assert key_points(title, text, "", 3) == []


@pytest.mark.parametrize(
    "text",
    ["x = f(a, b);\nreturn x;", "// open", "Flags\nOpen", "Good morning!", "| Goals | 3 |\n| Cards | 1 |"],
)
def test_a_text_without_a_statement_has_no_point(text: str) -> None:
    assert key_points("Notes", text, "en", 3) == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The old bridge closed on Monday.", "The old bridge closed on Monday"),
        ("en", "“The old bridge is closed for months.”", "“The old bridge is closed for months”"),
        ("en", "The bridge (built in 1931) is closed for good (for now).",
         "The bridge (built in 1931) is closed for good (for now)"),
        ("zh", "市长张东说：“老桥将关闭十个月。”", "市长张东说：“老桥将关闭十个月”"),
        ("zh", "东港大桥将关闭十个月。", "东港大桥将关闭十个月"),
        ("en", "The old bridge is closed at last!", "The old bridge is closed at last!"),
    ],
)  # fmt: skip
def test_points_end_alike_without_a_full_stop(lang: str, text: str, expected: str) -> None:
    assert key_points("", text, lang, 3) == [expected]


@pytest.mark.parametrize(
    "unit",
    some(
        [
            "东港市投资三十亿元。",
            "（",
            "“",
            "a",
            "1",
            "，",
            "A. ",
            "东",
            "据悉，",
            "\n",
            "it was ",
            "①",
            '"a" ',
            "，and the ",
            "the town in ",
            "on the hill, ",
            "le mur dans ",
            "dans la ville, ",
            "tại thành phố, ",
        ],
        3,
    ),
)
def test_cost_stops_growing_with_the_article(unit: str) -> None:
    """A megabyte costs what the cap costs; what is quadratic would take minutes here."""
    condense("", unit * 1000, "zh", 3)
    start = time.process_time()
    for lang in ("zh", "en", "fr", "vi"):
        condense("", unit * (1_000_000 // len(unit)), lang, 3)
    assert time.process_time() - start < 40  # no measurement: a guard against hours


def test_it_is_a_method_of_sumy_too() -> None:
    article = ARTICLES[3]
    document = extractive.document(article["title"], sentences(article["text"], "en"), "en")
    points = [str(sentence) for sentence in extractive.key_points(document, 2)]
    assert points == key_points(article["title"], article["text"], "en", 2)


def test_partial_and_plain_agree() -> None:
    article = ARTICLES[4]
    run = partial(condense, weights=None)
    assert run(article["title"], article["text"], "en", 3) == condense(
        article["title"], article["text"], "en", 3
    )
