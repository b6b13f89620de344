"""What ends a digest in a channel: hashtags that Telegram takes, and a signature that is not markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.screens.digests.digest import messages
from bot.screens.digests.ending import MOST, ending
from digests.model import Section, StoredTag, Story
from tests.bot.screens.digests.test_digest import SECTIONS, WILD, a_digest, a_post, check, of_titles
from tests.examples import examples


def tagged(*tags: str) -> Story:
    return Story(a_post(1, tags=tuple(StoredTag(n, name) for n, name in enumerate(tags))))


def test_by_default_a_digest_ends_as_it_always_did() -> None:
    assert ending(a_digest(of_titles("One"))) == "<i>Key points are taken from the articles</i>"
    assert ending(a_digest()) == ""


def test_a_signature_ends_it_and_is_no_markup() -> None:
    [screen] = messages(a_digest(of_titles("One"), signature="<b>Harbour & Co</b> @harbour"))
    assert check(screen).endswith("\nKey points are taken from the articles\n<b>Harbour & Co</b> @harbour")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("新能源", "#新能源"),
        ("Wind power", "#Wind_power"),
        ("e-fuel 2.0", "#e_fuel_2_0"),
        ("5G", "#5G"),
        ("R&D", ""),
        ("2026", ""),
        ("😀", ""),
        ("x" * 39, "#" + "x" * 39),
        ("x" * 40, ""),
    ],
)
def test_names_become_hashtags_as_far_as_telegram_takes_them(name: str, shown: str) -> None:
    digest = a_digest(Section(name, (tagged(),)), hashtags=True)
    said = ending(digest).split("\n")[1:]
    assert said == ([shown] if shown else [])
    if shown:
        _, entities = format_text(*parse_html(shown))
        assert [(each["type"], each["length"]) for each in (one.to_json() for one in entities)] == [
            ("hashtag", len(shown))
        ]


def test_categories_come_first_then_the_tags_that_most_stories_carry() -> None:
    stories = (tagged("Rail", "5G"), tagged("5G", "World News"), tagged("5g", *map(str, "abcdefghijk")))
    digest = a_digest(Section("World news", stories), hashtags=True, signature="S")
    _, tags, signature = ending(digest).split("\n")
    assert tags.split(" ")[:4] == ["#World_news", "#5G", "#Rail", "#a"], "each once, however it is written"
    assert len(tags.split(" ")) == MOST
    assert signature == "S"


@pytest.mark.long
@settings(max_examples=examples(40), deadline=None)
@given(SECTIONS, WILD.map(lambda said: said[:200]), st.booleans())
def test_whatever_ends_it_every_message_is_valid(sections: list[Section], said: str, tags: bool) -> None:
    for screen in messages(a_digest(*sections, signature=said, hashtags=tags)):
        check(screen)
