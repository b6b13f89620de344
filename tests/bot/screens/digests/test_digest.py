"""Whatever the posts are: every message is valid and within Telegram's limits, and no story is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.screens.digests.digest import messages
from bot.screens.renderer import TelegramRenderer
from bot.screens.stories.telling import raised
from bot.telegram.screen import MAX_BUTTONS, MAX_ENTITIES, MAX_ROW, MAX_TEXT, Screen, read_payload
from bot.telegram.time_entities import within_limits
from digests.model import (
    Continued,
    Digest,
    FollowUp,
    KeyPoint,
    Post,
    Section,
    StoredTag,
    Story,
)
from tests.examples import examples

NOW = datetime(2021, 12, 27, 1, 0, tzinfo=UTC)


def a_post(n: int, title: str = "", **values: object) -> Post:
    fields = {"link": f"https://example.org/{n}", "source": "Herald", "points": points(3)}
    return Post(n, 1, f"u{n}", title or f"Title {n}", "t", NOW, "v", n, **(fields | values))  # type: ignore[arg-type]


def points(count: int, text: str = "A point of some length.") -> tuple[KeyPoint, ...]:
    return tuple(KeyPoint(f"{text} {n}", n, 0, n) for n in range(count))


def a_digest(*sections: Section, total: int = 0, **values: object) -> Digest:
    shown = sum(len(section.stories) for section in sections)
    fields = {"language": "en", "zone": "Asia/Shanghai", "due": NOW, "total": max(total, shown)}
    return Digest(7, sections=sections, **(fields | values))  # type: ignore[arg-type]


def of_titles(*titles: str) -> Section:
    return Section("News", tuple(Story(a_post(n, title)) for n, title in enumerate(titles, 1)))


WILD = st.text(st.characters(), max_size=400) | st.sampled_from(
    ["<b>", "&lt;", "</blockquote>", "😀" * 300, "#"]
)
LINKS = st.sampled_from(["", "javascript:x", "https://e.org/?a=1&b=\"'<>", "http://" + "x" * 3000]) | WILD
POSTS = st.builds(
    lambda n, title, link, source, editor, said, tags: a_post(
        n,
        title,
        link=link,
        source=source,
        digest=editor,
        points=tuple(KeyPoint(each, 0, 0, rank) for rank, each in enumerate(said)),
        tags=tuple(StoredTag(k, name, ticker) for k, (name, ticker) in enumerate(tags)),
    ),
    st.integers(1, 10**9),
    WILD,
    LINKS,
    WILD,
    WILD,
    st.lists(WILD, max_size=5),
    st.lists(st.tuples(WILD, WILD), max_size=20),
)
SECTIONS = st.lists(
    st.builds(
        lambda title, stories: Section(title, tuple(stories)),
        WILD,
        st.lists(
            st.builds(Story, POSTS, st.lists(WILD, max_size=20).map(tuple)),
            min_size=1,
            max_size=10,
        ),
    ),
    min_size=1,
    max_size=4,
)


def check(screen: Screen) -> str:
    """Parse a message as it is sent, as Telegram does, and hold it against the limits; its text."""
    shown, entities = format_text(*parse_html(within_limits(screen.html)))
    assert len(shown.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert len(entities) <= MAX_ENTITIES
    buttons = [each for row in screen.rows for each in row]
    assert len(buttons) <= MAX_BUTTONS
    assert all(1 <= len(row) <= MAX_ROW for row in screen.rows)
    assert all(b.text and len(b.data.encode()) <= 64 and bool(b.data) != bool(b.url) for b in buttons)
    return shown


@settings(max_examples=examples(60), deadline=None)
@given(SECTIONS, st.sampled_from(["zh", "en"]), st.integers(1, 5), st.booleans())
def test_any_posts_make_valid_messages(sections: list[Section], lang: str, count: int, first: bool) -> None:
    digest = a_digest(*sections, language=lang, points=count, first=first, total=99)
    screens = messages(digest)
    texts = [check(screen) for screen in screens]
    stories = sum(len(section.stories) for section in sections)
    blocks = [block for text in texts for block in re.split(r"\n\n+", text)[1:]]
    numbers = [int(found[1]) for block in blocks if (found := re.search(r"^(\d+)\. ", block, re.MULTILINE))]
    assert numbers == list(range(1, stories + 1))
    assert all(not screen.rows for screen in screens[:-1])
    assert screens[-1].rows


def test_a_digest_says_what_it_is() -> None:
    [screen] = messages(a_digest(of_titles("One", "Two"), Section("Science", (Story(a_post(9)),)), total=5))
    text = check(screen)
    assert text.startswith("📰 Morning digest · Mon 27 Dec\n3 stories from 2 sections\n\nNews\n1. One")
    assert "Science\n3. Title 9" in text
    assert [b.text for b in screen.rows[-1]] == ["2 more ›", "⚙"]


def test_in_chinese() -> None:
    [screen] = messages(a_digest(of_titles("一"), language="zh", total=9))
    assert check(screen).startswith("📰 早间简报 · 12月27日 周一\n1 条 · News\n\n1. 一")
    assert screen.rows[-1][0].text == "还有 8 条 ›"


def test_long_digests_are_numbered_parts_and_the_buttons_stand_on_the_last() -> None:
    section = Section("News", tuple(Story(a_post(n, points=points(3, "x" * 250))) for n in range(1, 9)))
    screens = messages(a_digest(section))
    firsts = [check(screen).split("\n")[0] for screen in screens]
    assert firsts == [f"📰 Morning digest · Mon 27 Dec ({n}/2)" for n in (1, 2)]
    assert [b.text for b in screens[-1].rows[0]] == [str(n) for n in range(1, 9)]
    assert "Key points are taken from the articles" not in screens[0].html
    assert "Key points are taken from the articles" in screens[1].html


def test_only_a_digest_of_one_story_shows_a_preview() -> None:
    assert messages(a_digest(of_titles("One")))[-1].preview == "https://example.org/1"
    assert messages(a_digest(of_titles("One", "Two")))[-1].preview == ""


def test_the_best_points_in_the_order_of_the_article_after_the_editors_digest() -> None:
    said = (KeyPoint("third", 0, 0, 2), KeyPoint("best", 1, 0, 0), KeyPoint("second", 2, 0, 1))
    post = a_post(1, points=said, digest="The editor's words")
    [screen] = messages(a_digest(Section("N", (Story(post),)), points=2))
    assert "<i>The editor&#x27;s words</i>\n• Best\n• Second</blockquote>" in screen.html
    assert "third" not in screen.html


@pytest.mark.parametrize(
    ("lang", "count", "others", "said"),
    [
        ("en", 2, ("Courier",), "2 sources: Herald, Courier · "),
        ("en", 6, ("Courier", "Post", "Mail", "Times", "Sun"), "6 sources: Herald, Courier, Post, Mail … · "),
        (
            "zh",
            6,
            ("央视新闻", "新浪财经", "晨报", "晚报", "日报"),
            "6 家报道：Herald、央视新闻、新浪财经、晨报 … · ",
        ),
    ],
)
def test_a_story_says_how_many_sources_tell_it(
    lang: str, count: int, others: tuple[str, ...], said: str
) -> None:
    story = Story(a_post(1, source="Herald"), others, coverage=count)
    [screen] = messages(a_digest(Section("N", (story,)), language=lang))
    assert f"\n{said}" in check(screen)
    assert "also in" not in screen.html


@pytest.mark.parametrize(
    ("lang", "again", "said"),
    [
        ("en", 1, "today 09:00 · now told more widely: 1 source last time, 6 now"),
        ("en", 2, "today 09:00 · now told more widely: 2 sources last time, 6 now"),
        ("zh", 1, "今天 09:00 · 报道更多了：上次 1 家，现在 6 家"),
    ],
)
def test_a_story_that_is_told_again_says_why(lang: str, again: int, said: str) -> None:
    story = Story(a_post(1), ("A", "B", "C"), coverage=6, again=again)
    [screen] = messages(a_digest(Section("N", (story,)), language=lang))
    assert said in check(screen)


def going_on(n: int, *sources: str, title: str = "") -> Continued:
    return Continued(a_post(n, title), FollowUp(n, (n,), sources, 1, 2))


def test_follow_ups_are_a_section_of_lines_at_the_end() -> None:
    going = (going_on(7, "Herald"), going_on(8, "Courier", "Post"))
    [screen] = messages(a_digest(of_titles("One"), follow_ups=going))
    first, second = "• Title 7 · Herald · today 09:00", "• Title 8 · new: Courier, Post · today 09:00"
    assert f"\n\nFollow-ups · 2\n{first}\n{second}\n\n" in check(screen)
    assert [b.text for b in screen.rows[0]] == ["1"], "they have no numbers"


def test_of_many_follow_ups_the_first_five_are_shown_and_the_others_counted() -> None:
    going = tuple(going_on(n, "Herald") for n in range(1, 9))
    [screen] = messages(a_digest(of_titles("One"), language="zh", follow_ups=going))
    text = check(screen)
    assert "后续 · 8 件\n• Title 1" in text
    assert "• Title 5" in text
    assert "Title 6" not in text
    assert "\n另有 3 件事在继续\n" in text


def test_a_digest_of_follow_ups_alone_says_that_there_is_nothing_new() -> None:
    [screen] = messages(a_digest(follow_ups=(going_on(7, "Herald"),)))
    text = check(screen)
    assert "\nNothing new; earlier stories that go on: 1\n\nFollow-ups · 1\n• Title 7" in text
    assert "Key points" not in text
    assert [[b.text for b in row] for row in screen.rows if row] == [["⚙"]]


@settings(max_examples=examples(30), deadline=None)
@given(
    st.lists(
        st.builds(lambda n, t, names: going_on(n, *names, title=t), st.integers(1, 9), WILD, st.lists(WILD)),
        min_size=1,
        max_size=9,
    )
)
def test_any_follow_ups_make_valid_messages(going: list[Continued]) -> None:
    for screen in messages(a_digest(of_titles("One"), follow_ups=tuple(going))):
        check(screen)


def test_other_sources_of_a_story_are_named() -> None:
    [screen] = messages(a_digest(Section("N", (Story(a_post(1), ("Courier", "Post")),))))
    assert "Herald · today 09:00 · also in Courier, Post" in check(screen)


def test_the_payload_is_the_screen() -> None:
    digest = a_digest(of_titles("One", "Two"), total=5)
    assert [read_payload(each.payload) for each in TelegramRenderer().parts(digest)] == messages(
        digest, many=True
    )


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        ("the bridge opens in May", "The bridge opens in May"),
        ("iPhone sales fell", "iPhone sales fell"),
        ("eBay bought it", "eBay bought it"),
        ("Already so", "Already so"),
        ("été pluvieux en vue", "Été pluvieux en vue"),
        ("蔚来成为国内首家", "蔚来成为国内首家"),
        ("5 % more", "5 % more"),
        ("", ""),
    ],
)
def test_a_point_begins_as_a_sentence_does(point: str, shown: str) -> None:
    assert raised(point) == shown
