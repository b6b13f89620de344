"""Lines of a page that are none of its article, and lines that look like such."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.full_text.boilerplate import article_lines

LEAD = "The reading room stays open all night, the town says."
OFFERS = {
    "en": "Subscribe now for 2 euros a month and keep reading.|Already a subscriber? Log in.",
    "de": "Testen Sie uns für 2 Euro, jederzeit kündbar.|Sie haben schon ein Abonnement?",
    "fr": "Abonnez-vous pour 2 euros par mois.|Déjà abonné ? Connectez-vous avec votre compte.",
    "es": "Suscríbete por 2 euros al mes y sigue leyendo.|¿Ya eres suscriptor? Inicia sesión.",
    "it": "Abbonati per 2 euro al mese e continua a leggere.|Sei già abbonato? Accedi.",
    "pt": "Assine por 2 euros por mês e continue lendo.|Já é assinante? Entre.",
    "nl": "Neem een abonnement voor 2 euro per maand en lees verder.|Bent u al abonnee? Log in.",
    "pl": "Wykup prenumeratę za 8 zł miesięcznie i czytaj dalej.|Masz już konto? Zaloguj się.",
    "ru": "Оформите подписку за 200 руб. в месяц.|Уже подписаны? Войдите в ваш кабинет.",
    "tr": "Okumaya devam etmek için abone olun.|Zaten abone misiniz? Giriş yapın.",
    "vi": "Đăng ký để đọc tiếp, mỗi tháng chỉ 50.000 đồng.|Bạn đã là thành viên? Đăng nhập.",
    "zh": "开通会员，继续阅读全文。|已经是会员？请登录。",
    "zh-hant": "成為會員，繼續閱讀全文。|已經是會員？請登入。",
    "ja": "続きを読むには有料会員の登録が必要です。|すでに会員の方はログインしてください。",
    "ko": "유료 회원이 되어 계속 읽으세요.|이미 회원이라면 로그인하세요.",
}  # fmt: skip
CONSENT = {
    "en": "We use cookies to keep data on your device.",
    "de": "Wir verwenden Cookies, um Daten auf Ihrem Gerät zu speichern.",
    "fr": "Nous utilisons des cookies pour lire des données de votre appareil.",
    "es": "Utilizamos cookies para guardar datos en su dispositivo.",
    "it": "Utilizziamo i cookie per salvare dati sul dispositivo.",
    "pt": "Usamos cookies para guardar dados no seu dispositivo.",
    "nl": "Wij gebruiken cookies om gegevens op uw apparaat te bewaren.",
    "pl": "Używamy plików cookie do zapisu danych na urządzeniu.",
    "ru": "Мы используем файлы cookie и данные вашего устройства.",
    "tr": "Sitemiz çerez ile cihazınızdaki veriyi saklar.",
    "vi": "Chúng tôi dùng cookie để lưu dữ liệu trên thiết bị.",
    "zh": "我们使用 Cookie 在您的设备上保存数据。",
    "ja": "当サイトはクッキーでデータを保存します。",
    "ko": "본 사이트는 쿠키로 개인정보를 저장합니다.",
}
SCRIPTS = [
    "Please enable JavaScript to read this page.",
    "Bitte aktivieren Sie JavaScript.",
    "Veuillez activer JavaScript.",
    "Habilita JavaScript para continuar.",
    "Abilita JavaScript per continuare.",
    "Ative o JavaScript para continuar.",
    "Schakel JavaScript in.",
    "Włącz JavaScript.",
    "Включите JavaScript.",
    "Lütfen JavaScript'i etkinleştirin.",
    "Hãy bật JavaScript.",
    "请启用 JavaScript。",
    "JavaScriptを有効にしてください。",
    "자바스크립트를 켜 주세요.",
]


@pytest.mark.parametrize("lang", OFFERS)
def test_an_offer_at_the_end_is_left_out(lang: str) -> None:
    first, second = OFFERS[lang].split("|")
    assert article_lines(f"{LEAD}\n{first}\n{second}", "") == LEAD
    assert article_lines(f"{LEAD}\n{first}", "") == LEAD
    assert article_lines(f"{LEAD}\n{second}", "") == LEAD


@pytest.mark.parametrize("lang", CONSENT)
def test_a_request_for_consent_is_left_out_wherever_it_stands(lang: str) -> None:
    assert article_lines(f"{CONSENT[lang]}\n{LEAD}\n{CONSENT[lang]}\n{LEAD}", "") == f"{LEAD}\n{LEAD}"


@pytest.mark.parametrize("line", SCRIPTS)
def test_a_request_for_scripts_is_left_out_wherever_it_stands(line: str) -> None:
    assert article_lines(f"{line}\n{LEAD}\n{line}", "Open at night") == LEAD


@pytest.mark.parametrize(
    "about",
    ["New rules for cookies", "Why subscriptions get dearer", "JavaScript turns thirty", "一家报纸的会员制"],
)
def test_an_article_about_such_things_keeps_its_lines_of_that_kind(about: str) -> None:
    offer = "Already a subscriber? Log in."
    lines = [LEAD, CONSENT["en"], "Please enable JavaScript.", offer]
    kept = {"cook": 1, "Java": 2, "subs": 3, "会员": 3}
    [place] = [place for word, place in kept.items() if word in about]
    assert article_lines("\n".join(lines), about).split("\n") == [LEAD, lines[place]]


@pytest.mark.parametrize(
    "text",
    [
        # One kind of word is no notice.
        f"{LEAD}\nOur cookies are baked with butter.",
        f"{LEAD}\nThe browser keeps cookies, the court found.",
        f"{LEAD}\nWe keep your data on a device of our own.",
        f"{LEAD}\nJavaScript runs on three billion phones.",
        f"{LEAD}\nThe paper has 40,000 subscribers.",
        f"{LEAD}\nIt costs 5 euros a week.",
        f"{LEAD}\nYou can bring your own lamp.",
        f"{LEAD}\nShe raised the price by $3, the offer ends in May.",
        # What only names terms, or a price, at the end.
        f"{LEAD}\nOur terms have not changed.\nThe privacy of your desk is kept.",
        # An offer in the middle may be what the article tells of.
        f"Already a subscriber? Log in, said the sign.\n{LEAD}",
        # Items of a list, and a heading, without an offer.
        f"{LEAD}\nLamps\nDesks\nChairs",
    ],
)
def test_lines_of_an_article_stay(text: str) -> None:
    assert article_lines(text, "") == text


OFFER = "Already a subscriber? Log in."


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([LEAD, "Courier Plus", OFFER], 1),  # its heading
        ([LEAD, LEAD, "Courier Plus", OFFER], 2),
        ([LEAD, "Lamps", "Desks", OFFER], 3),  # items of a list
        (["Lamps", OFFER], 1),  # one item, or the title: nothing stands above
        ([LEAD, OFFER, "Imprint"], 1),
        ([LEAD, OFFER, "Imprint", "Home"], 1),
        ([LEAD, OFFER, "One", "Two", "Three"], 5),  # a list below it
        ([LEAD, OFFER, "The end of an article."], 3),
        ([LEAD, OFFER, "Archive", "Puzzles", "Our terms apply."], 1),
        ([LEAD, OFFER, "Our terms apply.", "Imprint"], 1),
        ([LEAD, "The privacy notice and our terms apply."], 2),
        ([LEAD, "Try it for 2 euros, then 3.50 euros a week."], 1),  # a price, terms and a call
        ([LEAD, "x" * 61, OFFER], 2),  # too long for a heading
        ([LEAD, "x" * 60, OFFER], 1),
        ([LEAD, "A sentence.", OFFER], 2),
    ],
)
def test_where_an_offer_begins_and_ends(lines: list[str], kept: int) -> None:
    assert article_lines("\n".join(lines), "").split("\n") == lines[:kept]


@pytest.mark.parametrize(
    ("heading", "goes"),
    [
        ("Your privacy", True),
        ("Cookie settings", True),
        ("Website", True),
        ("Opening hours", False),
        ("What your library knows of you.", False),
    ],
)
def test_the_heading_of_a_request_for_consent_goes_with_it(heading: str, goes: bool) -> None:
    kept = [] if goes else [heading]
    assert article_lines(f"{heading}\n{CONSENT['en']}\n{LEAD}", "").split("\n") == [*kept, LEAD]
    assert article_lines(f"{heading}\n{LEAD}", "").split("\n") == [heading, LEAD]


def test_long_paragraphs_that_ask_for_scripts_are_articles() -> None:
    line = "Please enable JavaScript. ".ljust(1_000, "x")
    assert article_lines(line, "") == line
    assert article_lines(line[:999], "") == ""


@pytest.mark.parametrize("notice", [CONSENT["en"], "Already a subscriber? Log in."])
def test_long_paragraphs_are_no_notices(notice: str) -> None:
    line = f"{notice} ".ljust(1_000, "x")
    assert article_lines(f"{LEAD}\n{line}", "") == f"{LEAD}\n{line}"
    assert article_lines(f"{LEAD}\n{line[:999]}", "") == LEAD


def test_terms_of_a_thousand_characters_end_an_offer() -> None:
    terms = "Our terms apply. ".ljust(1_000, "x")
    assert article_lines(f"{LEAD}\n{terms}\n{OFFER}", "") == f"{LEAD}\n{terms}"
    assert article_lines(f"{LEAD}\n{terms[:999]}\n{OFFER}", "") == LEAD


def test_what_an_article_is_about_stands_at_the_beginning() -> None:
    for about, kept in (("x " * 497 + "cookies", True), ("x " * 500 + "cookies", False)):
        assert (article_lines(f"{LEAD}\n{CONSENT['en']}", about) == LEAD) is not kept


@pytest.mark.parametrize(
    "stamp",
    [
        "14:32",
        "2:32 pm",
        "2:32pm BST",
        "13.05 Uhr",
        "14h30",
        "09:15:30",
        "29.11.2026 14:32",
        "2026-11-29",
        "1 / 12",
        "3 of 12",
        "3 hours ago",
        "vor 3 Stunden",
        "il y a 2 heures",
        "hace 5 minutos",
        "3小时前",
        "5分钟前",
        "2時間前",
        "3시간 전",
        "5 минут назад",
        "2h ago",
        "[14:32]",
    ],
)
def test_lines_that_are_only_a_time_or_a_count_are_left_out(stamp: str) -> None:
    assert article_lines(f"{LEAD}\n{stamp}\n{LEAD}", "") == f"{LEAD}\n{LEAD}"


@pytest.mark.parametrize(
    "byline",
    [
        "2026-11-29 08:30 来源：晚报 作者：王五",
        "2026/11/29 责任编辑：李四",
        "29.11.2026 Von Anna Weiß",
        "11/29/2026 By A. Writer",
    ],
)
def test_lines_that_only_say_when_and_from_whom_are_left_out(byline: str) -> None:
    assert article_lines(f"{LEAD}\n{byline}", "") == LEAD
    sentence = byline.ljust(61, "x")
    assert article_lines(f"{LEAD}\n{sentence}", "") == f"{LEAD}\n{sentence}"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-29 was a Sunday",
        "Source: our own",
        "1931",
        "24 hours",
        "5",
        "12 of them",
        "10.30 is the new hour",
        "3 days",
        "—14:3",
    ],
)
def test_other_short_lines_stay(line: str) -> None:
    assert article_lines(f"{LEAD}\n{line}\n{LEAD}", "") == f"{LEAD}\n{line}\n{LEAD}"


@pytest.mark.parametrize("stamp", ["14:32 ", "14:32 – ", "2:32 pm: ", "13.05 Uhr | ", "09:15 CET "])
def test_times_before_lines_go_where_there_are_two(stamp: str) -> None:
    assert article_lines(f"{stamp}Doors open.\n{stamp}Lights on.", "") == "Doors open.\nLights on."
    assert article_lines(f"14:00\n{stamp}Lights on.", "") == "Lights on."
    assert article_lines(f"{LEAD}\n{stamp}Lights on.", "") == f"{LEAD}\n{stamp}Lights on."


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=80), max_size=8), st.text())
def test_what_is_left_is_part_of_what_was_there(lines: list[str], about: str) -> None:
    text = "\n".join(lines)
    for line in article_lines(text, about).split("\n"):
        assert line in text
