"""Filters are tried on what a subscriber follows, before they are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import BadInput
from digests.model import FollowKind, Subscriber, Subscription
from digests.services.own import filters as module
from digests.services.own.filters import Filters
from digests.services.own.follows import Follows
from digests.steps.upkeep.index import Index
from digests.store import Store
from digests.store.posts import categories
from digests.store.posts import tags as tag_rows
from digests.store.search import standing, word_index
from digests.store.subscribers import own_filters, subscribers, subscriptions
from tests.conftest import NOW
from tests.digests.steps.world import World
from tests.digests.store.rows import a_feed, a_post, a_subscriber
from tests.stories import join

HOUR = timedelta(hours=1)


class Own:
    """A reader of ``news``: twelve stories of the last day, of which every third is on snow."""

    def __init__(self, store: Store, me: int, feed: int) -> None:
        self.store, self.id, self.feed = store, me, feed
        self.filters = Filters(store, lambda: NOW)
        self.follows = Follows(store, lambda: NOW)

    async def label(self, name: str) -> int:
        async with self.store.read() as tx:
            found = await categories.named(tx, name) or await tag_rows.named(tx, name)
        assert found
        return found.id

    async def follow(self, kind: FollowKind, target: int) -> None:
        async with self.store.write() as tx:
            await subscriptions.follow(tx, self.id, kind, target)

    async def me(self) -> Subscriber:
        async with self.store.read() as tx:
            found = await subscribers.get(tx, self.id)
        assert found
        return found


@pytest.fixture
async def own(world: World) -> Own:
    async with world.store.write() as tx:
        feed, other = await a_feed(tx), await a_feed(tx, "https://example.org/other")
        ids = [
            await a_post(
                tx,
                feed,
                str(n),
                text="snow fell" if n % 3 == 0 else "ferry strike",
                categories=("news",) if n < 12 else ("sport",),
                tags=("Rail",) if n % 2 else (),
                published=NOW - n * HOUR,
            )
            for n in range(14)
        ]
        ids += [await a_post(tx, other, "old", text="snow", published=NOW - timedelta(days=8))]
        await word_index.mark(tx, ids)
        me = await a_subscriber(tx)
    step = Index(world.store)
    while await step.due():
        pass
    made = Own(world.store, me, feed)
    await made.follow(FollowKind.CATEGORY, await made.label("news"))
    return made


async def test_what_would_have_come_is_counted_and_shown(own: Own) -> None:
    tried = await own.filters.tried(own.id, None, "  snow ")
    assert (tried.words, tried.passed, tried.total, tried.bounded) == ("snow", 4, 12, False)
    assert [each.title for each in tried.would] == ["Title 0", "Title 3", "Title 6"]
    assert [each.title for each in tried.would_not] == ["Title 1", "Title 2", "Title 4"]


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ("-snow", 8),
        ("-tag:rail", 6),
        ('"snow fell"', 4),
        ('"fell snow"', 0),
        ("-(snow tag:rail)", 10),
        ("tag:nope", 0),
        ("-tag:nope", 12),
        ("from:example", 12),
    ],
)
async def test_every_sort_of_filter(own: Own, words: str, passed: int) -> None:
    tried = await own.filters.tried(own.id, None, words)
    assert (tried.passed, tried.total) == (passed, 12)
    assert tried.unknown == (("nope",) if "nope" in words else ())


@pytest.mark.parametrize("words", ["snow OR -tag:rail", '"snow fell" OR -tag:rail', "-snow OR (ferry hail)"])
async def test_a_side_of_an_or_that_only_excludes_is_refused_as_in_a_search(own: Own, words: str) -> None:
    for what in (own.filters.tried(own.id, None, words), own.filters.keep(own.id, None, words)):
        with pytest.raises(BadInput) as caught:
            await what
        assert caught.value.code == "search_unbounded"


async def test_one_that_was_kept_before_it_was_refused_goes_on(own: Own) -> None:
    async with own.store.write() as tx:
        number = await standing.keep(tx, "snow OR -tag:rail", NOW)
        assert await own_filters.put(tx, own.id, None, number)
        wanted = (await standing.filters_by(tx, [number], NOW))[number]
    assert len(wanted.alternatives) == 2


async def test_one_thing_that_is_followed(own: Own) -> None:
    await own.follow(FollowKind.TAG, await own.label("Rail"))
    await own.follow(FollowKind.FEED, own.feed)
    number, _ = await own.follows.search(own.id, "ferry")
    for about, total in (
        ((FollowKind.TAG, await own.label("Rail")), 7),
        ((FollowKind.FEED, own.feed), 14),
        ((FollowKind.SEARCH, number), 9),
        ((FollowKind.TAG, 999), 0),
        (None, 14),
    ):
        assert (await own.filters.tried(own.id, about, "-hail")).total == total


async def test_a_story_passes_by_any_of_its_reports_under_any_of_their_labels(own: Own) -> None:
    async with own.store.write() as tx:
        first, later = [
            await a_post(tx, own.feed, name, text=name, tags=tags, published=NOW, categories=())
            for name, tags in (("glacier", ()), ("moraine", ("Alps",)))
        ]
        await word_index.mark(tx, [first, later])
    await join(own.store, first, later, now=NOW)
    while await Index(own.store).due():
        pass
    await own.follow(FollowKind.TAG, await own.label("Alps"))
    alps = FollowKind.TAG, await own.label("Alps")
    for words, passed in (("glacier", 1), ("moraine tag:alps", 1), ("-glacier", 0), ("snow", 0)):
        tried = await own.filters.tried(own.id, alps, words)
        assert (words, tried.passed, tried.total) == (words, passed, 1)


async def test_what_a_week_has_of_something_that_is_followed(own: Own) -> None:
    number, _ = await own.follows.search(own.id, "ferry")
    for kind, target, found in (
        (FollowKind.FEED, own.feed, 8),
        (FollowKind.SEARCH, number, 8),
        (FollowKind.TAG, 999, 0),
    ):
        assert await own.follows.lately(Subscription(kind, target, "")) == found


async def test_of_very_many_the_newest_are_tried(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TRIED", 5)
    tried = await own.filters.tried(own.id, None, "snow")
    assert (tried.passed, tried.total, tried.bounded) == (2, 5, True)
    monkeypatch.setattr(module, "MOST_READ", 4)
    tried = await own.filters.tried(own.id, None, '"snow fell"')
    assert (tried.passed, tried.total, tried.bounded) == (2, 4, True)


async def test_kept_changed_and_removed(own: Own) -> None:
    news = FollowKind.CATEGORY, await own.label("news")
    await own.filters.keep(own.id, None, "snow")
    await own.filters.keep(own.id, news, "-ferry")
    assert await worded(own) == ["snow", "-ferry"]
    await own.filters.keep(own.id, None, "-ferry")
    me = await own.me()
    assert await worded(own) == ["-ferry", "-ferry"]
    async with own.store.read() as tx:
        [followed] = (await subscriptions.following(tx, [own.id]))[own.id]
    assert followed.query == me.query, "who words one alike shares its row"
    await own.filters.remove(own.id, news)
    assert await worded(own) == ["-ferry", ""]
    await own.filters.remove(own.id, None)
    assert await worded(own) == ["", ""]


async def worded(own: Own) -> list[str]:
    """The filter of all, and of each thing that is followed."""
    me = await own.me()
    async with own.store.read() as tx:
        following = (await subscriptions.following(tx, [own.id]))[own.id]
    texts = await own.filters.texts(me, following)
    return [texts.get(number, "") for number in (me.query, *(each.query for each in following))]


@pytest.mark.parametrize(
    ("words", "code"), [("snow since:7d", "filter_since"), ("🎉", "filter_empty"), ("(snow", "brackets")]
)
async def test_what_cannot_be_understood_is_not_kept(own: Own, words: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        await own.filters.tried(own.id, None, words)
    with pytest.raises(BadInput, match=code):
        await own.filters.keep(own.id, None, words)
    assert await worded(own) == ["", ""]


async def test_what_is_not_followed_has_no_filter(own: Own) -> None:
    with pytest.raises(BadInput, match="dead_button"):
        await own.filters.keep(own.id, (FollowKind.TAG, 1), "snow")


async def test_the_floor(own: Own) -> None:
    assert (await own.me()).floor == 1
    await own.filters.set_floor(own.id, 3)
    assert (await own.me()).floor == 3
    with pytest.raises(BadInput):
        await own.filters.set_floor(own.id, 4)
