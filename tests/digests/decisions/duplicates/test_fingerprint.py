"""Fingerprints: equal for copies, near for near copies, far for strangers, and the same tomorrow."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.duplicates.fingerprint import Fingerprint, fingerprint, units

FUNCTION_WORDS = ("the", "of", "and", "to", "in", "that", "is", "for", "it", "as")


def article(seed: int, words: int = 400) -> list[str]:
    """Every third word is a function word; the others are common or rare as in a language."""
    rng = random.Random(seed)
    content = [f"word{int(rng.paretovariate(0.3))}" for _ in range(words)]
    return [rng.choice(FUNCTION_WORDS) if n % 3 == 0 else word for n, word in enumerate(content)]


def distance(a: Fingerprint, b: Fingerprint) -> int:
    return ((a.simhash ^ b.simhash) & (1 << 64) - 1).bit_count()


def of_words(words: list[str]) -> Fingerprint:
    return fingerprint("", " ".join(words))


def test_units_are_words_and_single_characters_of_unspaced_scripts() -> None:
    assert units("Ｎet profit: +12.5%，净利润１２亿 NIO、ABC_d") == [
        *("net", "profit", "12", "5", "净", "利", "润", "12", "亿", "nio", "abc", "d")
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("网易视频号，正式上线。", "网易视频号 正式上线"),
        ("Ｎet Profit", "net profit!"),
        ("a-b", "a b"),
        ("  🎉 ", "🎉"),
    ],
)
def test_spacing_punctuation_width_and_case_do_not_count(a: str, b: str) -> None:
    assert fingerprint("", a) == fingerprint("", b)


@pytest.mark.parametrize(("a", "b"), [("🎉", "🔥"), ("12 5", "125"), ("净利润1亿", "净利润2亿")])
def test_other_content_has_another_key(a: str, b: str) -> None:
    assert fingerprint("", a).content_key != fingerprint("", b).content_key


def test_a_full_article_under_another_title_has_the_same_key_and_a_teaser_has_not() -> None:
    text = " ".join(article(1))
    assert fingerprint("One title", text).content_key == fingerprint("Another", text).content_key
    teaser = "Read the full story on our site."
    assert fingerprint("One title", teaser).content_key != fingerprint("Another", teaser).content_key


@given(st.text(), st.text())
def test_any_text_has_a_fingerprint_of_two_signed_64_bit_integers(title: str, text: str) -> None:
    for value in fingerprint(title, text):
        assert -(1 << 63) <= value < 1 << 63


def test_fingerprints_are_stored_so_they_must_never_change() -> None:
    assert fingerprint("网易视频号", "正式上线 100 creators") == (-2380108451641397930, -8155392524245650855)


def test_most_texts_with_a_twentieth_of_their_words_changed_are_within_six_bits() -> None:
    near = 0
    for seed in range(200):
        before, after = article(seed), article(seed)
        for place in random.Random(seed).sample(range(len(after)), len(after) // 20):
            after[place] = f"changed{place}"
        near += distance(of_words(before), of_words(after)) <= 6
    assert near >= 150


def test_strangers_that_share_their_function_words_are_far_apart() -> None:
    texts = [of_words(article(seed)) for seed in range(60)]
    near = [distance(a, b) <= 6 for n, a in enumerate(texts) for b in texts[:n]]
    assert sum(near) < len(near) / 50  # with every occurrence counted it is more than half
