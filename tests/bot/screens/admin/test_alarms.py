"""What admins are told, and the audit log: valid whatever feeds say, in both languages, and complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.reader import Reader
from bot.screens.admin import alarms, audit, weekly
from bot.telegram.markup import without
from bot.texts import LANGUAGES
from digests.errors import pack
from digests.model import Change, Event, EventKind, Feed, FeedKind, FeedState, Happening, News, Week
from digests.services.audit_log import ChangePage
from tests.bot.screens.admin.test_admin import ERRORS, FEEDS, LANGS, NOW, WILD, accepted
from tests.examples import examples

READER = Reader("en", "Asia/Shanghai", NOW)
OF_ALL = [
    EventKind.OUTAGE,
    EventKind.OUTAGE_OVER,
    EventKind.FETCHING_HALTED,
    EventKind.SENDING_HALTED,
    EventKind.ALERTS_HALTED,
]
SINCE = (NOW - timedelta(hours=9)).isoformat()
FEED = Feed(7, "https://example.org/rss", FeedKind.WEB, "Example Herald")
PARAMS = {
    "error": pack("gone", {"host": "example.org"}),
    "to": "https://example.net/feed",
    "title": "Other Herald",
    "last": SINCE,
    "since": SINCE,
    "new": "200",
    "fresh": "50",
    "erring": "300",
    "active": "320",
    "left": "12",
    "how": "failing",
}

HAPPENINGS = st.builds(
    Happening,
    st.builds(
        Event,
        st.integers(1, 10**9),
        st.just(NOW),
        st.sampled_from(EventKind),
        st.none() | st.integers(1, 9),
        st.fixed_dictionaries(
            {"error": ERRORS, "to": WILD, "title": WILD},
            optional={
                "since": st.just(SINCE),
                "last": st.just(SINCE),
                "new": WILD,
                "how": st.just("failing"),
            },
        ),
    ),
    st.none() | FEEDS,
)


@settings(max_examples=examples(60))
@given(st.lists(HAPPENINGS, min_size=1, max_size=30), st.lists(FEEDS, max_size=10), LANGS)
def test_whatever_happens_is_one_valid_message(
    happened: list[Happening], sick: list[Feed], lang: str
) -> None:
    accepted(alarms.screen(News(tuple(happened), tuple(sick)), replace(READER, lang=lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_has_its_sentence(kind: EventKind, lang: str) -> None:
    of_all = kind.value.partition("_")[0] in ("outage", "fetching", "sending", "alerts")
    one = Happening(Event(1, NOW, kind, None if of_all else 7, PARAMS), None if of_all else FEED)
    screen = alarms.screen(News((one,)), replace(READER, lang=lang))
    text = without(screen.html)
    assert ("Example Herald" in text) != of_all
    assert "?" not in text
    assert screen.rows


@pytest.mark.parametrize(
    ("kinds", "labels"),
    [
        ([EventKind.SENDING_HALTED], ["📊 Figures"]),
        ([EventKind.ALERTS_HALTED], ["📊 Figures"]),
        ([EventKind.OUTAGE_OVER], ["⚠ Failing feeds"]),
        ([EventKind.OUTAGE, EventKind.SENDING_HALTED], ["⚠ Failing feeds", "📊 Figures"]),
    ],
)
def test_what_befalls_the_bot_leads_to_where_to_look(kinds: list[EventKind], labels: list[str]) -> None:
    happened = tuple(Happening(Event(1, NOW, kind, None, PARAMS)) for kind in kinds)
    screen = alarms.screen(News(happened), READER)
    assert [each.text for row in screen.rows for each in row] == labels


def test_an_ended_feed_can_be_resumed_and_not_paused() -> None:
    ended = replace(FEED, state=FeedState.ENDED)
    [screen] = [alarms.screen(News((Happening(Event(1, NOW, EventKind.ENDED, 7, PARAMS), ended),)), READER)]
    labels = [each.text for row in screen.rows for each in row]
    assert labels == ["🔄 Fetch now", "▶ Resume", "🔗 New address", "🗑 Remove", "📡 Card"]


def test_the_first_ten_are_listed_and_the_others_counted() -> None:
    happened = tuple(Happening(Event(n, NOW, EventKind.FAILING, n, PARAMS), FEED) for n in range(1, 301))
    text = without(alarms.screen(News(happened), READER).html)
    assert text.startswith("📡 300 feeds need a look\n1. ⚠ Example Herald")
    assert text.endswith("\nand 290 more")
    assert text.count("Example Herald") == 10


WEEKS = st.builds(
    Week,
    st.just(NOW),
    *[st.integers(0, 10**9) for _ in range(6)],
    st.dictionaries(st.sampled_from(EventKind), st.integers(1, 10**6)),
    st.lists(st.tuples(FEEDS, st.integers(0, 10**6)), max_size=3).map(tuple),
    st.lists(FEEDS, max_size=3).map(tuple),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


@settings(max_examples=examples(60))
@given(WEEKS, LANGS)
def test_whatever_a_week_was_like_it_is_one_valid_message(week: Week, lang: str) -> None:
    accepted(weekly.screen(week, replace(READER, lang=lang)))


def test_a_slow_feed_is_news() -> None:
    text = without(weekly.screen(Week(NOW, ok=3, slowest=((FEED, 12_340),)), READER).html)
    assert "Slowest:\n• Example Herald: 12.3 s" in text
    assert "A quiet week" in without(weekly.screen(Week(NOW, ok=3, slowest=((FEED, 900),)), READER).html)


CHANGES = st.builds(
    Change,
    st.integers(1, 10**9),
    st.just(NOW),
    WILD,
    WILD | st.sampled_from(["add", "interval", "full_text", "retry", "send", "access", "title"]),
    WILD | st.sampled_from(["feed:7", "feed:x", "deliveries", "broadcast:3", "weights"]),
    st.just({}),
    st.dictionaries(st.sampled_from(["title", "every", "count", "address", "chats"]), WILD),
)


@settings(max_examples=examples(60))
@given(st.lists(CHANGES, max_size=10).map(tuple), FEEDS, LANGS)
def test_whatever_was_changed_is_a_valid_page(changes: tuple[Change, ...], feed: Feed, lang: str) -> None:
    page = ChangePage(changes, 11, 231, {7: feed})
    accepted(audit.screen(page, replace(READER, lang=lang)))


@pytest.mark.parametrize(
    ("actor", "action", "target", "after", "said"),
    [
        ("telegram:42 @ann", "pause", "feed:7", {}, "@ann (42): paused Example Herald"),
        ("telegram:42", "remove", "feed:8", {}, "42: removed feed 8"),
        (
            "cli",
            "interval",
            "feed:7",
            {"every": "5400"},
            "command line: interval of Example Herald: 1 h 30 min",
        ),
        ("cli", "interval", "feed:7", {"every": ""}, "command line: interval of Example Herald: none"),
        ("cli", "full_text", "feed:7", {"full_text": "False"}, "takes the own text of Example Herald again"),
        (
            "digestbot",
            "move",
            "feed:7",
            {"address": "https://a.b/c"},
            "followed Example Herald to https://a.b/c",
        ),
        ("cli", "retry", "deliveries", {"count": "2"}, "sent 2 failed deliveries once more"),
        ("cli", "train", "weights", {"languages": "en, zh"}, "trained key points: en, zh"),
        ("cli", "send", "broadcast:3", {"chats": "12"}, "sent broadcast 3 to 12 chats"),
        ("cli", "paint", "wall:1", {}, "command line: paint: wall:1"),
    ],
)
def test_a_change_in_words(actor: str, action: str, target: str, after: dict[str, str], said: str) -> None:
    change = Change(1, NOW, actor, action, target, {}, after)
    feed = FEED if target == "feed:7" else None
    assert without(audit.sentence(change, feed, "en")).endswith(said)
