"""Which sentence is no news, how a text that was cut ends, and a unit by itself."""

from __future__ import annotations

import pytest

from digests.summarizers.text.phrases import phrases
from digests.summarizers.text.sentences import Sentence
from digests.summarizers.units import is_noise, tokens, unit, units


def made(text: str, lang: str) -> list[str]:
    return [each.text for each in units(text, lang, phrases(lang))]


@pytest.mark.parametrize(
    ("sentence", "noise"),
    [
        (Sentence("The bridge is shut.", 0, 0), False),
        (Sentence("The bridge is shut.", 0, 0, heading=True), True),
        (Sentence("The bridge is shut.", 0, 0, verbatim=True), True),
        (Sentence("__ … __", 0, 0), True),
        (Sentence("Hollin | Marden", 0, 0), True),
        (Sentence("Hollin|Marden is shut.", 0, 0), False),
        (Sentence("int main() { return bridge->open(); }", 0, 0), True),
        (Sentence("Is the bridge shut?”)\u3000 ", 0, 0), True),
        (Sentence("Is the bridge shut? Nobody knows.", 0, 0), False),
        (Sentence("[Hollin Post].", 0, 0), True),
        (Sentence("[Hollin Post] says so.", 0, 0), False),
        (Sentence("Write to torr@harbour.example today.", 0, 0), True),
        (Sentence("Write to @harbour today.", 0, 0), False),
        (Sentence("Good morning, drivers.", 0, 0), True),
        (Sentence("They said good morning to drivers.", 0, 0), False),
        (Sentence("SIGN UP FOR OUR news of boats.", 0, 0), True),
        (Sentence("They sign up for boats.", 0, 0), False),
    ],
)
def test_what_can_never_become_a_point(sentence: Sentence, noise: bool) -> None:
    assert is_noise(sentence, phrases("en")) is noise


def test_only_noise_that_the_article_may_hold_is_looked_for() -> None:
    known, call = phrases("en"), Sentence("Sign up for our news of boats.", 0, 0)
    assert is_noise(call, known, known.suspects(call.text)) is True
    assert is_noise(call, known, known.suspects("Read more: boats")) is False
    assert is_noise(call, known, ()) is False
    assert known.suspects(call.text)[0] in known.noise


@pytest.mark.parametrize(
    ("lang", "text", "left"),
    [
        # In words only a first sentence may lack its end, in Chinese a second one, too.
        ("en", "Ten boats had", ["Ten boats had"]),
        ("en", "The ferry sank. Ten boats had", ["The ferry sank."]),
        ("en", "The ferry sank. Ten boats left.", ["The ferry sank.", "Ten boats left."]),
        ("zh", "渡船沉没。十艘渔船，", ["渡船沉没。", "十艘渔船，"]),
        ("zh", "渡船沉没。老桥关闭。十艘渔船，", ["渡船沉没。", "老桥关闭。"]),
        ("zh", "渡船沉没。老桥关闭。十艘渔船离开。", ["渡船沉没。", "老桥关闭。", "十艘渔船离开。"]),
        # What stands alone in its paragraph may have no full stop.
        ("zh", "渡船沉没。老桥关闭。\n十艘渔船，", ["渡船沉没。", "老桥关闭。", "十艘渔船，"]),
    ],
)
def test_a_text_that_was_cut_loses_its_last_sentence(lang: str, text: str, left: list[str]) -> None:
    assert made(text, lang) == left


def test_a_unit_by_itself() -> None:
    sentence = Sentence("The bridge is shut,” Novak said.", 0, 0)
    alone = unit(sentence, "en", phrases("en"))
    assert (alone.text, alone.continued) == ("The bridge is shut, Novak said.", False)
    assert alone.text[: alone.spoken] == "The bridge is shut,"
    assert unit(sentence, "en", phrases("en"), continued=True).continued
    glued = Sentence("Scores of hollinBoat passengers left.", 0, 0)
    assert unit(glued, "en", phrases("en")).text == "Boat passengers left."
    assert unit(glued, "en", phrases("en"), article="hollinBoat hollinBoat").text == glued.text


def test_nobody_speaks_where_words_are_not_parted() -> None:
    sentence = Sentence("东港市老桥已经关闭,” 张东说。", 0, 0)
    assert unit(sentence, "zh", phrases("zh")).spoken == 0


def test_letters_that_have_two_in_small_ones_are_left() -> None:
    assert tokens("İ桥 A", "zh") == "İ桥 A"
    assert tokens("桥 A", "zh") == "桥 a"
    assert tokens("İ A", "tr") == ["i", "a"]
