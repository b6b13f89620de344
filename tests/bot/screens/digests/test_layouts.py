"""How digests look: the titles alone, points that unfold, points that stand open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.reader import Reader
from bot.screens.digests.digest import counted, messages
from bot.screens.post_list import rest
from bot.screens.stories.followed import message
from bot.telegram.screen import Button
from digests.model import DigestKind, Layout, Section, Story
from tests.bot.screens.digests.test_digest import (
    NOW,
    SECTIONS,
    a_digest,
    a_post,
    check,
    going_on,
    of_titles,
    points,
)
from tests.examples import examples


@pytest.mark.parametrize(
    ("layout", "said", "foot"),
    [
        (Layout.HEADLINES, "</b>\nHerald · today", False),
        (Layout.FOLDED, "</b>\n<blockquote expandable>• A point of some length. 0\n• A", True),
        (Layout.OPEN, "</b>\n<blockquote>• A point of some length. 0\n• A", True),
        (Layout.RICH, "</b>\n<blockquote expandable>• A point of some length. 0\n• A", True),
    ],
)
def test_each_shows_as_much_as_it_says(layout: Layout, said: str, foot: bool) -> None:
    [screen] = messages(a_digest(of_titles("One", "Two"), layout=layout))
    assert screen.html.count(said) == 2
    assert ("Key points are taken from the articles" in screen.html) is foot
    assert [each.text for each in screen.rows[0]] == ["1", "2"]


@pytest.mark.long
@settings(max_examples=examples(40), deadline=None)
@given(SECTIONS, st.sampled_from(Layout), st.integers(1, 5), st.sampled_from(["", "Markets", "<b>" * 99]))
def test_any_posts_make_valid_messages_in_any_layout(
    sections: list[Section], layout: Layout, count: int, title: str
) -> None:
    digest = a_digest(*sections, points=count, total=99, layout=layout, title=title)
    shown = counted(digest)
    for screen, _ in shown:
        check(screen)
    stories = sum(len(section.stories) for section in sections)
    assert sum(each for _, each in shown) == stories
    again = counted(digest, [each for _, each in shown])
    assert [each for _, each in again] == [each for _, each in shown], "what was sent keeps to its messages"


def test_headlines_take_fewer_messages() -> None:
    long = Section("News", tuple(Story(a_post(n, points=points(3, "x" * 250))) for n in range(1, 9)))
    lengths = {layout: len(messages(a_digest(long, layout=layout))) for layout in Layout}
    assert lengths == {Layout.HEADLINES: 1, Layout.FOLDED: 2, Layout.OPEN: 2, Layout.RICH: 1}


def test_the_rest_of_a_digest_looks_like_its_beginning() -> None:
    stories, back = [Story(a_post(n)) for n in (9, 10)], Button("‹", "1.digest:7")
    digest, reader = a_digest(of_titles("One"), layout=Layout.HEADLINES), Reader("en", "UTC", NOW)
    assert "blockquote" not in rest(stories, 8, 10, back, reader, digest).html
    assert "<blockquote>" in rest(stories, 8, 10, back, reader, replace(digest, layout=Layout.OPEN)).html


def test_news_of_a_followed_story_always_has_its_points() -> None:
    for layout, opens in ((Layout.HEADLINES, "<blockquote expandable>"), (Layout.OPEN, "<blockquote>")):
        assert opens in message(a_digest(layout=layout), going_on(7, "Herald")).html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_digest_with_a_name_says_it(lang: str) -> None:
    named = a_digest(of_titles("One"), language=lang, title="Markets <&>", first=True)
    [screen] = messages(named)
    assert check(screen).startswith("📰 Markets <&> · ")
    [review] = messages(replace(named, kind=DigestKind.REVIEW))
    assert "Markets" not in check(review), "the week is that of the chat"
