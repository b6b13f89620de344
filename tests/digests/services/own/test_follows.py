"""Searches and feeds are followed like labels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import BadInput
from digests.model import FeedState, FollowKind
from digests.services.own import follows as module
from digests.services.own.follows import Follows
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.subscribers import subscriptions
from tests.conftest import NOW
from tests.digests.steps.world import World
from tests.digests.store.rows import a_feed, a_post, a_subscriber


@pytest.fixture
async def me(world: World) -> int:
    async with world.store.write() as tx:
        return await a_subscriber(tx)


@pytest.fixture
def follows(world: World) -> Follows:
    return Follows(world.store, lambda: NOW)


async def followed(store: Store, me: int) -> list[tuple[str, str]]:
    async with store.read() as tx:
        return [(one.kind.value, one.title) for one in (await subscriptions.following(tx, [me]))[me]]


async def test_a_search_is_followed_once(world: World, follows: Follows, me: int) -> None:
    number, new = await follows.search(me, "solar  OR wind")
    assert new
    assert await follows.search(me, "solar OR wind") == (number, False)
    assert await followed(world.store, me) == [("search", "solar OR wind")]


@pytest.mark.parametrize(
    ("words", "code"),
    [("solar since:7d", "follow_since"), ("-solar", "search_excludes"), ("🎉", "search_empty")],
)
async def test_what_cannot_be_followed(
    world: World, follows: Follows, me: int, words: str, code: str
) -> None:
    with pytest.raises(BadInput, match=code):
        await follows.search(me, words)
    assert await followed(world.store, me) == []


async def test_there_is_an_end_to_it(
    world: World, follows: Follows, me: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SEARCHES", 2)
    monkeypatch.setattr(module, "MOST_FEEDS", 1)
    async with world.store.write() as tx:
        first, second = await a_feed(tx), await a_feed(tx, "https://example.org/other")
    for words in ("a", "b", "a"):
        await follows.search(me, words)
    assert await follows.feed(me, first)
    assert not await follows.feed(me, first)
    with pytest.raises(BadInput, match="many_searches"):
        await follows.search(me, "c")
    with pytest.raises(BadInput, match="many_feeds"):
        await follows.feed(me, second)
    assert [kind for kind, _ in await followed(world.store, me)] == ["search", "search", "feed"]


async def test_feeds_are_listed_by_name_with_their_pace(world: World, follows: Follows) -> None:
    async with world.store.write() as tx:
        busy = await a_feed(tx, "https://a.example.org/")
        nameless, removed = [await a_feed(tx, f"https://{n}.example.org/rss?key=secret") for n in "bc"]
        await feeds.change(tx, busy, title="Zeit und Welt")
        await feeds.change(tx, nameless, title="")
        await feeds.change(tx, removed, state=FeedState.REMOVED)
        for n in range(14):
            await a_post(tx, busy, str(n), published=NOW - timedelta(hours=n))
        await a_post(tx, busy, "old", published=NOW - timedelta(days=9))
    found, total = await follows.feeds()
    assert [(each.name, each.per_day) for each in found] == [("b.example.org", 0), ("Zeit und Welt", 2)]
    assert total == 2
    assert [each.id for each in (await follows.feeds("welt zeit"))[0]] == [busy]
    assert (await follows.feeds("", 1, 1))[0][0].id == busy
    assert await follows.feeds("welt post") == ((), 0)
    with pytest.raises(BadInput):
        await follows.known(removed)


async def test_a_feed_is_called_by_its_title(world: World, follows: Follows, me: int) -> None:
    async with world.store.write() as tx:
        feed = await a_feed(tx)
    await follows.feed(me, feed)
    async with world.store.read() as tx:
        [one] = (await subscriptions.following(tx, [me]))[me]
    assert (one.kind, one.target, one.title) == (FollowKind.FEED, feed, "Example")
