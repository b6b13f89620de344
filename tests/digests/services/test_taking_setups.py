"""Shared setups in chats that have something already, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from digests.decisions.shared_setup import write
from digests.errors import BadInput
from digests.model import FollowKind, SharedFollow, SharedSetup, Subscriber
from digests.services.editions.editions import MOST, Editions
from digests.services.editions.shared_setups import KEPT, SharedSetups
from digests.services.feeds import Feeds
from digests.store.subscribers import notes
from tests.digests.services.test_shared_setups import giver, shared
from tests.digests.steps.world import World

__all__ = ["giver", "shared"]
PAPER = "https://example.org/paper"


async def test_what_is_gone_is_left_out_and_what_is_followed_stays(
    world: World, shared: SharedSetups, giver: Subscriber
) -> None:
    await world.subscriptions.follow(giver.id, FollowKind.TAG, 12345)
    token, setup = await shared.share(giver.id, world.now)
    assert len(setup.follows) == 2
    gone = SharedFollow(FollowKind.TAG, 999, "Gone")
    first = replace(setup.digests[0], follows=(*setup.digests[0].follows, gone))
    text = write(SharedSetup((first,)))
    await world.store.writing(lambda tx: notes.put(tx, f"setup:{token}", text, world.now, world.now + KEPT))
    other = await world.reader("news", address="2")
    assert await shared.take(other.id, token, world.now, replace=False)
    assert [each.title for each in await world.subscriptions.following(other.id)] == ["news", "tech"]
    assert (await world.subscriptions.get(other.id)).size == 8


async def removed(world: World, feed: int) -> None:
    await Feeds(world.store, cast("Any", world.source)).remove(feed, actor="test", now=world.now)


async def a_source(world: World, who: Subscriber) -> int:
    feed = await world.feed(PAPER)
    await world.subscriptions.follow(who.id, FollowKind.FEED, feed)
    return feed


async def test_a_removed_source_is_neither_shown_nor_taken(
    world: World, shared: SharedSetups, giver: Subscriber
) -> None:
    feed = await a_source(world, giver)
    token, setup = await shared.share(giver.id, world.now)
    assert [each.title for each in setup.follows] == ["news", "tech", PAPER]
    await removed(world, feed)
    left = await shared.look(token, world.now)
    assert left is not None
    assert [each.title for each in left.follows] == ["news", "tech"]
    assert (await shared.share(giver.id, world.now))[1] == left
    other = await world.reader(address="2")
    assert await shared.take(other.id, token, world.now, replace=True)
    assert [each.title for each in await world.subscriptions.following(other.id)] == ["news", "tech"]


async def test_nothing_takes_the_place_of_nothing(world: World, shared: SharedSetups) -> None:
    giver = await world.reader(address="2")
    feed = await a_source(world, giver)
    other = await world.reader("news", address="3")
    token, _ = await shared.share(giver.id, world.now)
    await removed(world, feed)
    for swap in (True, False):
        assert not await shared.take(other.id, token, world.now, replace=swap)
    assert [each.title for each in await world.subscriptions.following(other.id)] == ["news"]
    with pytest.raises(BadInput, match="nothing_to_share"):
        await shared.share(giver.id, world.now)


async def test_there_are_never_more_digests_than_may_be(
    world: World, shared: SharedSetups, giver: Subscriber
) -> None:
    editions = Editions(world.store)
    _, tech = await world.subscriptions.following(giver.id)
    made = await editions.add(giver.id, "Markets", world.now)
    await editions.put(giver.id, tech.kind, tech.target, made.id)
    token, _ = await shared.share(giver.id, world.now)
    full, named = await world.reader("news", address="2"), await world.reader("news", address="3")
    for n in range(MOST):
        await editions.add(full.id, f"Number {n}", world.now)
    there = await editions.add(named.id, "MARKETS", world.now)
    for other, where in ((full, 0), (named, there.id)):
        await shared.take(other.id, token, world.now, replace=False)
        found = {each.title: each.edition for each in await world.subscriptions.following(other.id)}
        assert found == {"news": 0, "tech": where}
    assert len(await editions.listed(full.id)) == MOST


async def test_it_is_kept_for_a_while(world: World, shared: SharedSetups, giver: Subscriber) -> None:
    token, setup = await shared.share(giver.id, world.now)
    assert await shared.look(token, world.now + KEPT) == setup
    late = world.now + KEPT + timedelta(seconds=1)
    assert await shared.look(token, late) is None
    assert not await shared.take(giver.id, token, late, replace=True)
    assert len(await world.subscriptions.following(giver.id)) == 2, "nothing is dropped for nothing"


async def test_nothing_is_nothing_to_share(world: World, shared: SharedSetups) -> None:
    me = await world.reader()
    with pytest.raises(BadInput, match="nothing_to_share"):
        await shared.share(me.id, world.now)
