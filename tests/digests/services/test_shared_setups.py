"""Setups that are shared, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.shared_setup import LONGEST_QUERY, read, write
from digests.model import FollowKind, Layout, Schedule, SharedDigest, SharedFollow, SharedSetup, Subscriber
from digests.services.editions.editions import Editions
from digests.services.editions.shared_setups import SharedSetups
from digests.store import Tx
from digests.store.search import standing
from digests.store.subscribers import editions as rows
from digests.store.subscribers import notes, subscribers, subscriptions
from tests.digests.steps.world import World, an_entry

WORDS = st.text(max_size=40)
FOLLOWS = st.builds(SharedFollow, st.sampled_from(FollowKind), st.integers(0), WORDS, WORDS)
DIGESTS = st.builds(
    SharedDigest,
    WORDS,
    st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1).map(tuple),
    st.sets(st.integers(1, 7), min_size=1).map(frozenset),
    st.integers(1, 20),
    st.integers(1, 5),
    st.sampled_from(Layout),
    st.lists(FOLLOWS, max_size=3).map(tuple),
)


@given(st.builds(SharedSetup, st.lists(DIGESTS, min_size=1, max_size=3).map(tuple), WORDS))
def test_what_is_kept_is_read_again(setup: SharedSetup) -> None:
    assert read(write(setup)) == setup


@pytest.fixture
def shared(world: World) -> SharedSetups:
    return SharedSetups(world.store)


@pytest.fixture
async def giver(world: World) -> Subscriber:
    feed = await world.feed()
    await world.feed("https://example.org/tech", "tech")
    await world.comes_in(feed, "https://example.org/rss", an_entry(1))
    me = await world.reader("news", "tech", size=5)
    schedule = Schedule((time(7), time(19)), frozenset({1, 2}), "Europe/Berlin")
    await world.subscriptions.change(me.id, world.now, schedule=schedule, layout=Layout.RICH)
    return await world.subscriptions.get(me.id)


async def filtered(world: World, who: int, words: str, of: str) -> None:
    """The chat's own filter, and one of what it follows first."""

    async def work(tx: Tx) -> None:
        [first, *_] = (await subscriptions.following(tx, [who]))[who]
        await subscribers.change(tx, who, query_id=await standing.keep(tx, words, world.now))
        query = await standing.keep(tx, of, world.now)
        await rows.put(tx, who, first.kind, first.target, 0, query_id=query)

    await world.store.writing(work)


async def test_a_setup_goes_over_whole(world: World, shared: SharedSetups, giver: Subscriber) -> None:
    editions = Editions(world.store)
    markets = await editions.add(giver.id, "Markets", world.now)
    _, tech = await world.subscriptions.following(giver.id)
    await editions.put(giver.id, tech.kind, tech.target, markets.id)
    search = await world.store.writing(lambda tx: standing.keep(tx, "solar power", world.now))
    await world.subscriptions.follow(giver.id, FollowKind.SEARCH, search)
    await filtered(world, giver.id, "chips -futures", "rates")
    token, setup = await shared.share(giver.id, world.now)
    other = await world.reader(address="2")
    assert await shared.take(other.id, token, world.now, replace=True)
    me = await world.subscriptions.get(other.id)
    assert (me.schedule.times, me.schedule.weekdays) == ((time(7), time(19)), frozenset({1, 2}))
    assert (me.schedule.zone, me.size, me.query) == (
        "UTC",
        5,
        (await world.subscriptions.get(giver.id)).query,
    )
    assert me.layout is Layout.FOLDED, "what is rich is tried by each chat itself"
    [mine] = await editions.listed(me.id)
    assert mine.schedule == replace(markets.schedule, zone="UTC")
    theirs = await world.subscriptions.following(giver.id)
    taken = {each.title: each for each in await world.subscriptions.following(me.id)}
    for each in theirs:
        where = mine.id if each.edition else 0
        assert taken[each.title] == replace(each, edition=where)
    assert len(taken) == len(theirs) == 3
    assert (await shared.share(me.id, world.now))[1] == setup


async def test_nothing_says_who_shared_it(world: World, shared: SharedSetups, giver: Subscriber) -> None:
    named = replace(giver.destination, address="777000777")
    me = await world.subscriptions.arrive(named, language="zh", title="Secret club")
    [news, _] = await world.subscriptions.following(giver.id)
    await world.subscriptions.follow(me.id, news.kind, news.target)
    token, _ = await shared.share(me.id, world.now)
    kept = await world.store.reading(lambda tx: notes.get(tx, f"setup:{token}", world.now))
    assert kept is not None
    assert not [each for each in ("Secret", "777000777", "zh", "UTC") if each in kept]


async def test_a_long_filter_stays_at_home(world: World, shared: SharedSetups, giver: Subscriber) -> None:
    await filtered(world, giver.id, "x" * (LONGEST_QUERY + 1), "y" * LONGEST_QUERY)
    _, setup = await shared.share(giver.id, world.now)
    assert setup.query == ""
    assert [len(each.query) for each in setup.follows] == [LONGEST_QUERY, 0]
