"""Rich digests: whatever the posts are, each story once, within the limits, a classic form beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.api.methods.rich import read_rich
from bot.sandbox.params import Params
from bot.screens.digests.digest import counted, messages
from bot.screens.digests.rich import message
from bot.screens.renderer import TelegramRenderer
from bot.telegram.rich_markup import fits
from bot.telegram.screen import Screen, read_payload
from bot.texts import Html
from digests.model import Layout, Section, Story
from tests.bot.screens.digests.test_digest import (
    SECTIONS,
    a_digest,
    a_post,
    check,
    going_on,
    of_titles,
    points,
)
from tests.examples import examples


def shown(screen: Screen) -> str:
    """What a reader sees of a rich message, as the server takes it."""
    found = read_rich(Params({"rich_message": {"html": screen.rich}}))
    assert found is not None
    return found[0]


def many(count: int, size: int) -> Section:
    return Section("News", tuple(Story(a_post(n, points=points(5, "x" * size))) for n in range(1, count + 1)))


@pytest.mark.long
@settings(max_examples=examples(60), deadline=None)
@given(SECTIONS, st.sampled_from(["zh", "en"]), st.integers(1, 5), st.booleans())
def test_any_posts_make_valid_messages(sections: list[Section], lang: str, count: int, follow: bool) -> None:
    going = (going_on(7, "<b>"),) if follow else ()
    digest = a_digest(
        *sections, language=lang, points=count, total=99, layout=Layout.RICH, follow_ups=going, title="<&>"
    )
    numbers: list[int] = []
    for screen, stories in counted(digest):
        check(screen)
        text = shown(screen)
        found = [int(each) for each in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
        mine = [each for each in found if each == len(numbers) + 1 and not numbers.append(each)]  # type: ignore[func-returns-value]
        assert len(mine) == stories
    assert numbers == list(range(1, sum(len(each.stories) for each in sections) + 1))


def test_a_story_is_a_line_that_unfolds() -> None:
    [screen] = messages_with_rich(of_titles("One <1>", "Two"), Section("Science", (Story(a_post(9)),)))
    assert screen.rich.startswith(
        "<h3>📰 <b>Morning digest</b> · Mon 27 Dec</h3><p>3 stories from 2 sections"
    )
    assert "<h4>News</h4><details><summary>1. One &lt;1&gt;</summary><ul><li>A point of some" in screen.rich
    assert '<p><a href="https://example.org/1">Article ↗</a></p></details>' in screen.rich
    assert "<h4>Science</h4><details><summary>3. Title 9" in screen.rich
    assert screen.rich.endswith("<footer><i>Key points are taken from the articles</i></footer>")
    assert [each.text for each in screen.rows[0]] == ["1", "2", "3"]


def messages_with_rich(*sections: Section, **values: object) -> list[Screen]:
    return [screen for screen, _ in counted(a_digest(*sections, layout=Layout.RICH, **values))]


def test_it_is_one_message_where_the_plain_form_can_be_with_fewer_points() -> None:
    long = many(8, 250)
    assert len(messages(a_digest(long, points=5))) == 3
    [screen] = messages_with_rich(long, points=5)
    assert 0 < screen.html.count("x" * 249) < 40
    assert screen.rich.count("x" * 249) == 40, "the rich one has all of them"


def test_where_it_cannot_be_one_each_has_its_stories() -> None:
    wide = Section("News", tuple(Story(a_post(n, "t" * 250, digest="d" * 400)) for n in range(1, 15)))
    screens = messages_with_rich(wide)
    assert len(screens) > 1
    assert all(f"({n}/{len(screens)})" in shown(one) for n, one in enumerate(screens, 1))
    assert [bool(one.rows) for one in screens] == [False] * (len(screens) - 1) + [True]


def test_what_is_too_much_even_so_has_fewer_points() -> None:
    digest = a_digest(many(25, 290), points=5, layout=Layout.RICH)
    html = message(digest, Html("Head"), 0, 25, Html("Foot"), last=True)
    assert fits(html)
    assert html.count("x" * 289) == 25 * 4
    assert message(a_digest(many(99, 1)), Html("Head"), 0, 99, Html(""), last=True).count("</li>") == 0
    assert message(a_digest(many(500, 1)), Html("Head"), 0, 500, Html(""), last=True) == ""


def test_only_rich_digests_have_that_form() -> None:
    parts = TelegramRenderer().parts(a_digest(of_titles("One"), layout=Layout.OPEN))
    assert [read_payload(each.payload).rich for each in parts] == [""]
    assert "rich" not in parts[0].payload, "what older processes read is as it was"
    [rich] = TelegramRenderer().parts(a_digest(of_titles("One"), layout=Layout.RICH))
    screen = read_payload(rich.payload)
    assert screen == messages_with_rich(of_titles("One"))[0]
    assert read_payload(replace(screen, rich=Html("")).payload()).rich == ""
