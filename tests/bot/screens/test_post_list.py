from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.callback_data import Listing
from bot.chat.reader import Reader
from bot.screens.choices import categories, tag_grid
from bot.screens.post_list import category_head, front_page, page
from bot.screens.stories.opened import view
from bot.texts import Html
from digests.model import Category, Cursor, Page, Post, StoredTag, Story
from tests.bot.screens.digests.test_digest import NOW, POSTS, a_post, check, points
from tests.examples import examples

READER = Reader("en", "Asia/Shanghai", NOW)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(POSTS, min_size=1, max_size=20), st.integers(1, 5))
def test_any_page_is_one_valid_message(posts: list[Post], count: int) -> None:
    cursor = Cursor(NOW, 2**40, before=True, position=99_999)
    shown = Page(tuple(posts), 1, 5000, cursor, cursor)
    screen = page(category_head("x" * 500, 5000, "en"), shown, Listing("c", 2**40, 20), cursor, count, READER)
    check(screen)


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.lists(POSTS, max_size=4), min_size=1, max_size=6))
def test_any_front_page_is_one_valid_message(groups: list[list[Post]]) -> None:
    titled = [(Category(n, f"c{n}", "T" * 80), posts) for n, posts in enumerate(groups)]
    check(front_page(titled, 3, READER))


@settings(max_examples=examples(30), deadline=None)
@given(POSTS)
def test_any_story_is_one_valid_message(post: Post) -> None:
    check(view(Story(post, ("x" * 90,) * 9), READER, ()))


def test_the_longest_stories_give_up_points_first() -> None:
    long, short = a_post(1, points=points(3, "x" * 280)), [a_post(n) for n in range(2, 9)]
    posts = [long, *(a_post(n, points=points(3, "y" * 130)) for n in range(9, 16)), *short]
    text = check(page(Html("head"), Page(tuple(posts), 1, 15), Listing("c", 1), None, 3, READER))
    assert text.count("•") < 3 * len(posts)
    for n in range(2, 9):
        assert f"Title {n}\n• A point of some length. 0\n• A point of some length. 1\n• A point" in text


def test_a_page_says_where_it_ends() -> None:
    posts = tuple(a_post(n) for n in range(9, 17))
    older = Cursor(NOW, 16, position=16)
    screen = page(Html("head"), Page(posts, 9, 23, older, None), Listing("t", 5), None, 3, READER)
    assert [b.text for b in screen.rows[0]] == [str(n) for n in range(9, 17)]
    assert [b.text for b in screen.rows[1]] == ["9–16 / 23", "›"]


def test_categories_are_a_grid_of_toggles_ten_a_page() -> None:
    known = [Category(n, f"s{n}", f"分类{n}", 50, per_day=n / 2) for n in range(12)]
    first = categories("zh", Html("h"), known, {1}, "o", 0)
    assert [b.text for b in first.rows[0]] == ["分类0 · 50 篇", "✓ 分类1 · 4/周"]
    assert first.rows[1][0].text == "分类2 · 1/天"
    assert [b.text for b in first.rows[5]] == ["1–10 / 12", "›"]
    last = categories("zh", Html("h"), known, set(), "o", 7)
    assert [b.text for b in last.rows[1]] == ["‹", "11–12 / 12"]


def test_wide_labels_stand_alone() -> None:
    known = [Category(1, "a", "A category with a rather long title"), Category(2, "b", "B")]
    assert [len(row) for row in categories("en", Html("h"), known, (), "o", 0).rows] == [1, 1]


@pytest.mark.parametrize("title", ["Science", "Technology", "东财滚动新闻", "青岛", "Money and work"])
def test_a_tap_moves_no_toggle(title: str) -> None:
    titles = (title, title, "World", "A", title, "B")
    known = [Category(n, f"s{n}", each, posts=50) for n, each in enumerate(titles, 1)]
    places = [
        [[b.text.removeprefix("✓ ") for b in row] for row in shown.rows]
        for followed in ((), (1,), (1, 2, 3), (1, 2, 3, 4, 5, 6))
        for shown in [categories("en", Html("h"), known, followed, "o", 0)]
    ]
    assert places == [places[0]] * 4


def test_tags_state_their_posts() -> None:
    assert tag_grid([StoredTag(1, "网易", posts=37)])[0][0].text == "#网易 · 37"
