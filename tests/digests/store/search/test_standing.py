"""Standing queries: each wording once, resolved when it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digests.decisions.search.filters import EVERYTHING
from digests.decisions.search.wanted import Alternative, Wanted
from digests.decisions.search.words import by_tag
from digests.model import FollowKind, Tag
from digests.store import Store
from digests.store.posts import tags
from digests.store.search import standing
from digests.store.subscribers import own_filters, subscriptions
from tests.digests.store.rows import a_subscriber

NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def test_a_wording_has_one_number(store: Store) -> None:
    async with store.write() as tx:
        first = await standing.keep(tx, "solar OR wind", NOW)
        other = await standing.keep(tx, "solar", NOW)
        assert await standing.keep(tx, "solar OR wind", NOW) == first != other
        assert await standing.texts(tx, [first, other, 77]) == {first: "solar OR wind", other: "solar"}


async def test_a_tag_is_found_once_it_is_there(store: Store) -> None:
    async with store.write() as tx:
        number = await standing.keep(tx, "tag:solar", NOW)
        assert await standing.wanted_by(tx, [number], NOW) == {number: Wanted(())}
        tag = (await tags.ensure(tx, [Tag("solar")]))["solar"]
        found = await standing.wanted_by(tx, [number], NOW)
    assert found == {number: Wanted((Alternative((by_tag(tag),)),))}


async def test_what_cannot_be_understood_any_more_finds_nothing(store: Store) -> None:
    async with store.write() as tx:
        number = await standing.keep(tx, "-solar", NOW)
        assert await standing.wanted_by(tx, [number], NOW) == {number: standing.NOTHING}


async def test_a_filter_may_exclude_alone(store: Store) -> None:
    async with store.write() as tx:
        number = await standing.keep(tx, "-solar", NOW)
        found = await standing.filters_by(tx, [number], NOW)
    assert found == {number: Wanted((Alternative((), (("solar",),)),))}


async def test_a_filter_that_cannot_be_understood_any_more_holds_nothing_back(store: Store) -> None:
    async with store.write() as tx:
        number = await standing.keep(tx, "(solar", NOW)
        assert await standing.filters_by(tx, [number], NOW) == {number: EVERYTHING}


async def test_what_nobody_uses_any_more_is_forgotten(store: Store) -> None:
    later = NOW + timedelta(days=2)
    async with store.write() as tx:
        words = ("of all", "of one", "followed", "unused", "new")
        of_all, of_one, followed, unused, new = [await standing.keep(tx, each, NOW) for each in words]
        me = await a_subscriber(tx)
        await subscriptions.follow(tx, me, FollowKind.SEARCH, followed)
        await subscriptions.follow(tx, me, FollowKind.TAG, unused)
        await own_filters.put(tx, me, None, of_all)
        await own_filters.put(tx, me, (FollowKind.TAG, unused), of_one)
        assert await standing.keep(tx, "new", later) == new
        assert await standing.forget_unused(tx, later, 10) == 1
        assert set(await standing.texts(tx, range(9))) == {of_all, of_one, followed, new}
