"""What the wording of a stretch tells of it."""

from __future__ import annotations

import pytest

from digests.summarizers.printable.wording import names_body, points_back, says, urges
from digests.summarizers.text.phrases import phrases


@pytest.mark.parametrize(
    ("text", "title", "count"),
    [
        ("港务局表示，该码头明年开工", "", 1),
        ("港务局表示，三号码头获批，该码头明年开工", "", 0),
        ("港务局表示，该码头明年开工", "三号码头获批", 0),
        ("上述两家公司均将参与此项工程", "", 2),
        ("该局、该厂和该港都关闭了", "", 2),
        ("此举将使运费下降", "", 1),
        ("工程应该按期完成", "", 0),
        ("因此，运费下降；此外，码头扩建", "", 0),
        ("为此，港务局借款三亿元", "", 0),
        ("此前，港务局借款三亿元", "", 0),
        ("港务局批准扩建三号码头", "", 0),
        ("港务局已决定该", "", 1),
    ],
)
def test_what_is_named_nowhere_before_is_pointed_at(text: str, title: str, count: int) -> None:
    assert points_back(text, title, phrases("zh").pointing) == count


@pytest.mark.parametrize(
    ("text", "title", "count"),
    [
        ("Cette mesure entre en vigueur lundi", "", 1),
        ("Cette mesure entre en vigueur lundi", "des mesures contre la crue", 0),
        ("La mesure coûte cher et cette mesure sera levée", "", 0),
        ("Ces premières mesures coûtent cher à ces ports", "", 2),
        ("Le port ouvre cette semaine, ce jeudi", "", 0),
        ("L'aide est prévue, a souligné M. Varel", "", 1),
        ("L'aide est prévue, a souligné M. Varel", "varel promet une aide", 0),
        ("Derrière lui, des marins chargent le bateau", "", 1),
        ("Il faut deux heures pour traverser", "", 0),
        ("Parmi eux figurent trois marins", "", 1),
        ("Le port rouvre lundi, a-t-il dit", "", 1),
        ("Trois marins ont quitté le port", "", 0),
    ],
)
def test_so_it_is_in_french(text: str, title: str, count: int) -> None:
    assert points_back(text, title, phrases("fr").pointing) == count


@pytest.mark.parametrize(
    ("text", "title", "count"),
    [
        ("Cette élection est libre", "un électorat en colère", 0),  # another word of the same stem
        ("Ce portail est fermé", "un porteur part", 1),  # four letters in common are not enough
        ("Mesure d'été, cette mesure coûte cher", "", 0),  # a capital there
        ("Cette Mesure coûte cher", "des mesures contre la crue", 0),  # and here
    ],
)
def test_a_word_is_known_again_by_its_first_five_letters(text: str, title: str, count: int) -> None:
    assert points_back(text, title, phrases("fr").pointing) == count


def test_without_a_list_nothing_is_pointed_at() -> None:
    assert points_back("It was this harbour", "", phrases("en").pointing) == 0


def test_a_company_or_an_authority_stands_where_the_subject_does() -> None:
    assert names_body("东港钢铁公司周二公布业绩")
    assert names_body("一二三四五六七八九十一二三局")
    assert not names_body("一二三四五六七八九十一二三四局")
    assert not names_body("上半年收入31亿元，同比增长12%")


def test_what_is_to_be_done_by_nobody_is_urged() -> None:
    assert urges("推进码头建设，确保明年开工")
    assert urges("要加快建设")
    assert not urges("港务局推进码头建设")
    assert not urges("推出三号码头计划")


def test_words_of_somebody_are_told_by_their_verb() -> None:
    assert says("局长表示，码头明年开工")
    assert says("局长称，码头明年开工")
    assert says("他说，码头明年开工")
    assert not says("号称最大的码头明年开工")
