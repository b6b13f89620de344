"""What is seen of a stretch of a sentence, one sign after the other."""

from __future__ import annotations

from math import log

import pytest

from digests.summarizers.frame import pairs_of
from digests.summarizers.printable.signs import OF_SPAN, OfSpan, news_of
from digests.summarizers.reference import Leans
from digests.summarizers.span import Span
from digests.summarizers.text.phrases import phrases
from digests.summarizers.text.sentences import Sentence
from digests.summarizers.units import Unit, tokens

RIVER = "The river rose, and the dam held."
MAY_9 = 5 * 31 + 9


def seen(
    text: str,
    part: str | None = None,
    lang: str = "en",
    *,
    title: str = "",
    day: int | None = None,
    leans: Leans | None = None,
    worth: float = 1.0,
) -> dict[str, float]:
    """The signs of a part of a sentence; of all of it but for its full stop, where none is given."""
    part = text.rstrip(".。") if part is None else part
    start, own = text.index(part), tokens(part, lang)
    unit = Unit(text, Sentence(text, 0, 0), tokens(text, lang), unspaced=lang == "zh")
    span = Span(0, start, start + len(part), 0, len(own), worth, leans)
    found = OfSpan(unit, phrases(lang), news_of(tokens(title, lang), day))(span, pairs_of(own))
    return dict(zip(OF_SPAN, found, strict=True))


def test_a_full_stop_is_no_part_of_what_could_be_kept() -> None:
    assert not seen(RIVER)["cut"]
    assert seen(RIVER)["kept"] == 1
    assert seen(RIVER, "The river rose")["cut"]
    assert seen("abcd efghij.", "efghij")["kept"] == pytest.approx(6 / 11)
    assert not seen("abcd efghij.", "efghij")["cut"]


def test_of_a_single_character_all_is_kept_and_of_mere_marks_nothing() -> None:
    assert seen("水。", lang="zh")["kept"] == 1
    assert seen("。", "", "zh")["kept"] == 0


def test_what_is_taken_off_in_front_makes_no_late_beginning() -> None:
    assert not seen(RIVER)["begins_late"]
    assert not seen(f"However, {RIVER}", "The river rose")["begins_late"]
    assert seen(RIVER, "and the dam held")["begins_late"]


@pytest.mark.parametrize(
    ("leans", "signs"),
    [
        (None, (False, False)),
        (Leans(0, strictly=False), (True, False)),
        (Leans(0, strictly=True), (True, True)),
    ],
)
def test_what_leans_on_another_sentence_and_whether_it_needs_it(
    leans: Leans | None, signs: tuple[bool, bool]
) -> None:
    found = seen(RIVER, leans=leans)
    assert (found["leans"], found["leans_hard"]) == signs


def test_up_to_four_numbers_and_commas_of_the_stretch_are_counted() -> None:
    text = "In 2028, of 1,200.5 tonnes, 30 sank."
    assert (seen(text)["numbers"], seen(text)["commas"]) == (3, 3)
    assert (seen(text, "In 2028")["numbers"], seen(text, "In 2028")["commas"]) == (1, 0)
    assert (seen(text, "30 sank")["numbers"], seen(text, "30 sank")["commas"]) == (1, 0)
    assert seen("收入3亿元，利润1亿元", lang="zh")["commas"] == 1
    for many in ("1, 2, 3, 4, 5", "1, 2, 3, 4, 5, 6, 7"):
        assert (seen(many)["numbers"], seen(many)["commas"]) == (4, 4), "more of them tell nothing more"


@pytest.mark.parametrize("mark", '“”"「」『』«»')
def test_a_quotation_mark_is_seen_where_it_is_in_the_stretch(mark: str) -> None:
    assert seen(f"The dam held, {mark} he said.")["quotes"]
    assert not seen(f"The dam held, {mark} he said.", "The dam held")["quotes"]


def test_a_colon_is_seen_in_either_width() -> None:
    assert seen("The rule: stay.")["colon"]
    assert seen("局长：关闭", lang="zh")["colon"]
    assert not seen("The rule: stay.", "The rule")["colon"]


def test_what_opens_with_a_small_letter_was_torn_from_something() -> None:
    assert seen(RIVER, "and the dam held")["small"]
    assert seen("Not an aDAM dam.", "aDAM dam")["small"], "only the first letter counts"
    assert not seen("On Sunday the dam held.", "Sunday the dam")["small"]
    assert not seen(RIVER)["small"]


def test_worth_is_a_factor_and_what_is_worth_next_to_nothing_is_all_the_same() -> None:
    assert seen(RIVER)["worth"] == 0
    assert seen(RIVER, worth=0.5)["worth"] == pytest.approx(-seen(RIVER, worth=2.0)["worth"])
    assert seen(RIVER, worth=0.0)["worth"] == seen(RIVER, worth=0.05)["worth"] == pytest.approx(log(1 / 20))
    assert seen(RIVER, worth=0.05)["worth"] < seen(RIVER, worth=0.06)["worth"] < 0


def test_how_much_of_a_stretch_the_title_says_and_how_much_of_the_title_it_holds() -> None:
    found = seen("River dam held firm.", title="Dam held")
    assert found["title"] == pytest.approx(1 / 3)
    assert found["title_held"] == 1
    found = seen("Dam held.", title="River dam held firm")
    assert found["title"] == 1
    assert found["title_held"] == pytest.approx(1 / 3)


def test_without_two_words_there_is_nothing_to_share() -> None:
    assert seen("Flood.", title="River dam held")["title"] == 0
    assert seen("River dam held.", title="Flood")["title_held"] == 0


def test_a_hundred_characters_count_as_one() -> None:
    assert seen("The dam " * 12 + "held.")["length"] == 1


def test_a_stretch_of_an_earlier_day_is_old_where_the_day_of_the_news_is_known() -> None:
    text = "4月16日，港务局禁止该承建商投标，5月9日大桥停工"
    ban, stop = "4月16日，港务局禁止该承建商投标", "5月9日大桥停工"
    assert seen(text, ban, "zh", day=MAY_9)["old"]
    assert not seen(text, stop, "zh", day=MAY_9)["old"]
    assert not seen(text, ban, "zh")["old"]
    assert seen("去年5月大桥停工", lang="zh", day=MAY_9)["old"]


def test_words_of_chinese_are_looked_for_in_chinese_only() -> None:
    names = ("points_back", "names_body", "urges", "says")
    found = seen("应加强管理，港务局表示，该码头关闭", lang="zh")
    assert [found[name] for name in names] == [1, True, True, True]
    found = seen("东港码头关闭三天", lang="zh")
    assert [found[name] for name in names] == [0, False, False, False]
    found = seen("Cette mesure 应加强管理，港务局表示，coûte cher", lang="fr")
    assert [found[name] for name in names] == [1, 0, 0, 0]


def test_what_the_title_names_in_capitals_is_not_pointed_at_from_nowhere() -> None:
    text = "Cette mesure coûte cher"
    assert seen(text, lang="fr", title="MESURE CONTRE LA CRUE")["points_back"] == 0
    assert seen(text, lang="fr", title="Crue au port")["points_back"] == 1
