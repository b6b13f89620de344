"""Admins' screens: valid and within Telegram's limits whatever feeds say, and each line as it is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.drafts import Wanted
from bot.chat.reader import Reader
from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.screens.admin import (
    add_feed,
    feed,
    feed_preview,
    feeds,
    fetch_settings,
    fetch_trial,
    import_feeds,
    stats,
)
from bot.telegram.screen import MAX_BUTTONS, MAX_ENTITIES, MAX_ROW, MAX_TEXT, Screen
from bot.texts import plain
from digests.decisions.opml import Outline
from digests.errors import BadInput, pack
from digests.model import (
    Attempt,
    Category,
    Entry,
    Feed,
    FeedKind,
    FeedState,
    KeyPoint,
    Pause,
    Post,
    Problem,
    Slowdown,
)
from digests.services.feed_cards import FeedCard, FeedPage
from digests.services.import_plan import Fate, Imported, Item
from digests.services.stats import Totals
from digests.sources.probe import Fetched, Probe
from digests.steps import Preview
from tests.examples import examples

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
READER = Reader("en", "Asia/Shanghai", NOW)
WILD = st.text(st.characters(), max_size=400) | st.sampled_from(["<b>", "&lt;", "</code>", "😀" * 400, ""])
ERRORS = st.just("") | st.builds(lambda said: pack("http_status", {"status": said, "host": said}), WILD)
CATEGORIES = st.builds(Category, st.integers(1, 10**6), WILD, WILD)
FEEDS = st.builds(
    Feed,
    id=st.integers(1, 10**9),
    address=WILD.map("https://".__add__) | WILD,
    kind=st.sampled_from(FeedKind),
    title=WILD,
    format=WILD,
    category=st.none() | CATEGORIES,
    state=st.sampled_from(FeedState),
    last_success=st.none() | st.just(NOW - timedelta(hours=3)),
    next_fetch=st.none() | st.just(NOW + timedelta(minutes=3)),
    failures=st.integers(0, 10**6),
    failing_since=st.none() | st.just(NOW - timedelta(days=3)),
    error=ERRORS,
    posts=st.integers(0, 10**9),
)
LANGS = st.sampled_from(["zh", "en"])


def accepted(screen: Screen) -> None:
    """Telegram takes it as it is."""
    shown, entities = format_text(*parse_html(screen.html))
    assert 0 < len(shown.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert len(entities) <= MAX_ENTITIES
    assert sum(len(row) for row in screen.rows) <= MAX_BUTTONS
    for row in screen.rows:
        assert len(row) <= MAX_ROW
        assert all(each.text and len(each.data.encode()) <= 64 for each in row)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(FEEDS, max_size=feeds.A_PAGE), st.booleans(), LANGS)
def test_any_list(listed: list[Feed], failing: bool, lang: str) -> None:
    page = FeedPage(tuple(listed), 991 if listed else 0, 10**6, 5, 3, 2)
    accepted(feeds.feeds(page, failing, replace(READER, lang=lang)))


@settings(max_examples=examples(40), deadline=None)
@given(
    FEEDS,
    st.lists(st.tuples(WILD, ERRORS.filter(bool)), max_size=5),
    st.lists(CATEGORIES, max_size=50),
    LANGS,
)
def test_any_card(one: Feed, problems: list[tuple[str, str]], known: list[Category], lang: str) -> None:
    card = FeedCard(one, (0, 1, 2, 3, 4, 5, 6, 700), 100.0, tuple(problems))
    accepted(feed.card(card, 10**9, replace(READER, lang=lang)))
    accepted(feed.choose_category(one, known, 10**9, lang))
    accepted(feed.ask_title(one, 10**9, lang))
    accepted(feed.ask_remove(one, 10**9, lang))
    accepted(feed.removed(one, 10**9, lang))
    back = feed.back(one, 10**9, lang)
    accepted(fetch_settings.ask_interval(one, 10**9, back, lang))
    attempts = tuple(Attempt(NOW, "http_status", 503, 20_000, 10**6, error) for _, error in problems)
    accepted(fetch_settings.history(replace(card, attempts=attempts), back, replace(READER, lang=lang)))


@settings(max_examples=examples(40), deadline=None)
@given(
    st.builds(
        Probe,
        address=WILD,
        kind=st.sampled_from(FeedKind),
        format=WILD,
        title=WILD,
        entries=st.lists(st.builds(Entry, uid=WILD, title=WILD, text=WILD, link=WILD), max_size=4).map(tuple),
        problems=st.lists(
            st.builds(lambda place, code: Problem(place, code, {"reason": place}), WILD, WILD), max_size=3
        ).map(tuple),
        teasers=st.booleans(),
        fetched=st.none()
        | st.builds(Fetched, WILD, st.integers(200, 599), WILD, WILD, st.integers(0, 10**9)),
    ),
    st.lists(CATEGORIES, max_size=50),
    st.none() | FEEDS,
    LANGS,
)
def test_any_first_look(probe: Probe, known: list[Category], there: Feed | None, lang: str) -> None:
    reader = replace(READER, lang=lang)
    look = Preview(probe, tuple(a_post(each) for each in probe.entries[:3]), probe.title, there)
    accepted(add_feed.offer(look, known, 2**40, reader, in_group=True))
    accepted(fetch_trial.tested(probe.address, look, 2**40, reader))
    several = replace(probe, candidates=(probe.address,) * 30)
    looks = [look, BadInput("bad_address", text=probe.title), look, look, look]
    accepted(feed_preview.several(several, looks, 5, 2**40, reader, (add_feed.cancel(lang),)))
    accepted(fetch_trial.of_page(several, 2**40, lang))
    accepted(fetch_trial.failed(probe.address, BadInput("bad_address", text=probe.title), lang))
    accepted(feed_preview.waiting(probe.address, lang))
    wanted = Wanted(probe.address, probe.title, probe.teasers, probe.title)
    accepted(add_feed.confirm(wanted, probe.title, 2**40, lang))
    accepted(add_feed.ask_category(wanted, known, 2**40, lang, in_group=False))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("", "cut_short"), "• What came breaks off before its end."),
        (
            Problem("date", "dates_unread", {"count": "2", "text": "soon"}),
            "• date: 2 dates are not understood, such as “soon”.",
        ),
        (
            Problem("a.textile", "unknown_markup", {"suffix": ".textile"}),
            "• a.textile: Posts in .textile are not read",
        ),
    ],
)
def test_the_card_says_what_could_not_be_read(problem: Problem, said: str) -> None:
    one = Feed(1, "https://e.example/feed", FeedKind.WEB, "E")
    packed = pack(problem.code, problem.params)
    shown = feed.card(FeedCard(one, (0,) * 8, 0.0, ((problem.place, packed),)), 0, READER)
    assert said in shown.html


@pytest.mark.parametrize(
    ("lang", "posts", "said"), [("en", 1, "\n1 post · "), ("en", 2, "\n2 posts · "), ("zh", 1, "\n1 篇 · ")]
)
def test_the_card_counts_posts(lang: str, posts: int, said: str) -> None:
    one = Feed(1, "https://e.example/feed", FeedKind.WEB, "E", posts=posts)
    assert said in feed.card(FeedCard(one, (0,) * 8, 0.0), 0, replace(READER, lang=lang)).html


@pytest.mark.parametrize("key", ["stats.unindexed", "stats.unjudged", "cli.remove_question"])
def test_one_post_is_no_posts(key: str) -> None:
    assert [" posts" in plain("en", key, count=count, title="E") for count in (1, 2)] == [False, True]


def test_the_category_of_what_was_added_stands_apart() -> None:
    assert "归到 News。" in plain("zh", "addfeed.added", title="E", count=1, category="News")


def a_post(entry: Entry) -> Post:
    """As it would be stored, with points as long as they may be."""
    points = tuple(KeyPoint(entry.text * 9, n, 0, n) for n in range(3))
    stated = {"title": entry.title, "text": entry.text, "link": entry.link}
    return Post(0, 0, entry.uid, published=NOW, version="", story=0, points=points, **stated)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(WILD, WILD, WILD, st.sampled_from(Fate)), min_size=1, max_size=30), LANGS)
def test_any_list_that_is_imported(listed: list[tuple[str, str, str, Fate]], lang: str) -> None:
    items = tuple(
        Item(
            Outline("https://" + address, title, category),
            fate,
            None if fate is Fate.NEW else BadInput("feed_known", title=title, category=category, id=1),
        )
        for address, title, category, fate in listed
    )
    for fate in range(3):
        accepted(import_feeds.plan(Imported(items), fate, 0, 2**40, lang))
        accepted(import_feeds.done(Imported(items, 2**62), fate, 0, 2**40, lang))
    accepted(import_feeds.undone(10**6, lang))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((), ""), ((0, 0), "▁▁"), ((0, 1, 7, 14), "▁▂▅█"), ((1, 1000), "▂█"), ((5,), "█")],
)
def test_bars(counts: tuple[int, ...], expected: str) -> None:
    assert feed.bars(counts) == expected


@given(st.integers(0, 10**9), st.booleans())
def test_places_of_the_list(first: int, failing: bool) -> None:
    assert feeds.from_place(feeds.place_of(first, failing)) == (first, failing)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 byte"), (999, "999 byte"), (1000, "1 kB"), (196_608, "196.6 kB"), (4_200_000_000, "4.2 GB")],
)
def test_sizes(count: int, expected: str) -> None:
    assert stats.size(count, "en") == expected


def test_totals_say_what_stands_out() -> None:
    numbers = Totals(
        posts=1_234_567,
        stories=1_000_000,
        tags=3,
        feeds_ok=40,
        feeds_failing=2,
        feeds_paused=1,
        feeds_ended=0,
        subscribers={"active": 5, "suspended": 2},
        deliveries={"sent": 100, "pending": 2, "sending": 1, "failed": 3, "suspended": 4},
        oldest_pending=NOW - timedelta(minutes=7),
        ambiguous=1,
        faulty=0,
        pauses=(
            Pause("overall", NOW + timedelta(hours=6), NOW),
            *(Pause(f"-100{n}", NOW + timedelta(minutes=5), NOW) for n in range(1, 7)),
        ),
        failures=((pack("blocked", {"detail": "a"}), 2), (pack("blocked", {"detail": "b"}), 3)),
        broadcast=None,
        size_bytes=10**9,
        condensed=5000,
        outdated=3800,
        rate=28.0,
    )
    said = stats.numbers(numbers, READER)
    assert "1,234,567 posts" in said
    assert "5 active, 0 paused, 2 out of reach" in said
    assert "100 sent, 2 waiting, 1 being sent, 3 failed, 4 to chats out of reach" in said
    assert "waited for 7 min" in said
    assert "Key points: 1,200 of 5,000 remade" in said
    assert "remade" not in stats.numbers(replace(numbers, outdated=0), READER)
    assert "silence everywhere until today 22:00" in said
    assert "Sends at most 28 messages a second" in said
    slow = replace(numbers, slowdown=Slowdown(0.81, NOW - timedelta(minutes=1)))
    lowered = stats.numbers(slow, READER)
    assert "Sends at most 23.8 of 28 messages a second" in lowered
    assert "(today 15:59); all of it again today 16:03" in lowered
    assert "每秒最多发 23.8 条（设定 28 条）" in stats.numbers(slow, replace(READER, lang="zh"))
    assert "silence in chat -1001 until today 16:05" in said
    assert "and in 2 more chats" in said
    assert said.count("• ") == 1, "reasons that read alike are one line"
    assert "• 5 ×" in said


# --------------------------------------------------------------------------- drafts
