"""Match: which posts wait for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import update

from digests.decisions.search.words import Document
from digests.model import FollowKind, Tag
from digests.steps import Match
from digests.steps.alerts.filters import Filters
from digests.store.subscribers import subscribers
from digests.store.tables import subscription
from tests.digests.steps.alerts.stage import Stage
from tests.digests.steps.world import an_entry


async def test_what_is_followed_with_alerts_is_told_and_nothing_else(stage: Stage) -> None:
    reader, other = await stage.reader(), await stage.reader("2")
    await stage.comes(2, tags=(Tag("Chips"),))
    await stage.on(reader, FollowKind.TAG, await stage.tag("Chips"))
    await stage.world.subscriptions.follow(other.id, FollowKind.TAG, await stage.tag("Chips"))
    assert await stage.later() == [], "it was stored before"
    await stage.comes(3, tags=(Tag("Chips"),))
    await stage.comes(4, tags=(Tag("Rail"),))
    assert await stage.later() == ["Story 3"]


async def test_a_feed_and_a_category_and_both_are_told_once(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.FEED, stage.feed)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.news(reader)
    await stage.comes(3)
    assert await stage.later() == ["Story 3"]


async def test_a_search_is_told_what_it_finds(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.SEARCH, await stage.query("orchestra -tunnel"))
    await stage.comes(4, 9, 5)
    assert await stage.later() == ["Story 9"]


async def test_a_filter_lets_through_only_what_it_finds(stage: Stage) -> None:
    reader, strict = await stage.reader(), await stage.reader("2")
    wanted, other = await stage.query("farmers"), await stage.query("olive OR orchestra")
    for each in (reader, strict):
        await stage.news(each)
    await _filtered(stage, reader.id, wanted)
    await _filtered(stage, strict.id, other)
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, strict.id, query_id=wanted)
    await stage.comes(3, 4, 9)
    assert await stage.later() == ["Story 3", "Story 3"], "9 answers one of its two filters"


async def _filtered(stage: Stage, subscriber: int, query: int) -> None:
    async with stage.world.store.write() as tx:
        mine = (subscription.c.subscriber_id == subscriber, subscription.c.alert)
        await tx.execute(update(subscription).where(*mine).values(query_id=query))


async def test_a_search_finds_a_tag_that_there_was_not_when_it_was_kept(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.SEARCH, await stage.query("tag:Tidal"))
    await stage.comes(2)
    assert await stage.later() == []
    await stage.comes(3, tags=(Tag("Tidal"),))
    assert await stage.later() == ["Story 3"]


async def test_searches_that_are_followed_later_are_found_too(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.SEARCH, await stage.query("orchestra"))
    await stage.comes(2)
    assert await stage.later() == []
    await stage.on(reader, FollowKind.SEARCH, await stage.query("snowfall"))
    await stage.comes(11)
    assert await stage.later() == ["Story 11"]


async def test_a_followed_story_brings_its_new_reports_but_no_copies(stage: Stage) -> None:
    reader = await stage.reader()
    first = await stage.post(0)
    await stage.follows.follow(reader.id, first)
    assert await stage.alerts.switch_story(reader.id, first, on=True)
    assert await stage.alerts.is_on(reader.id, first)
    await stage.comes(2)
    await stage.joins(0, 2)
    assert await stage.later() == ["Story 2"]
    other = await stage.world.feed("https://example.org/copies")
    copy = an_entry(2, published=stage.world.now)
    await stage.world.comes_in(other, "https://example.org/copies", copy)
    assert await stage.later() == [], "a copy of what was told"
    await stage.alerts.switch_story(reader.id, first, on=False)
    await stage.comes(3)
    await stage.joins(0, 3)
    assert await stage.later() == []


async def test_who_is_away_gets_none(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.world.subscriptions.pause(reader.id)
    await stage.comes(2)
    assert await stage.later() == []
    await stage.world.subscriptions.activate(reader.id, stage.world.now)
    assert await stage.later() == [], "it stays for the digest"
    await stage.comes(3)
    await stage.match.due()
    await stage.world.subscriptions.pause(reader.id)
    assert await stage.later() == []
    assert await stage.waiting() == 0


async def test_old_news_of_a_new_feed_wait_for_nobody(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    other = await stage.world.feed("https://example.org/other")
    old = [an_entry(n, published=stage.world.now - timedelta(days=n)) for n in range(20, 40)]
    await stage.world.comes_in(other, "https://example.org/other", *old)
    await stage.match.due()
    assert await stage.waiting() <= 8, "what counts as news of a feed that was just added"


async def test_of_several_processes_one_has_each_post_wait(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(*range(2, 10))
    matchers: list[Match] = [stage.matcher() for _ in range(4)]
    await asyncio.gather(*(each.due() for each in matchers))
    assert await stage.waiting() == 8
    assert sorted(await stage.later(30)) == [f"Story {n}" for n in range(2, 10)]


async def test_who_looks_late_has_nothing_wait_that_was_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.news(await stage.reader())
    await stage.comes(2)
    slow, found = stage.matcher(), Filters.find
    told = list[str]()

    async def find(filters: Filters, documents: Mapping[int, Document]) -> Mapping[int, Collection[int]]:
        monkeypatch.setattr(Filters, "find", found)
        told.extend(await stage.later())
        return await found(filters, documents)

    monkeypatch.setattr(Filters, "find", find)
    await slow.due()
    assert told == ["Story 2"]
    assert await stage.waiting() == 0


@pytest.mark.parametrize("whose", ["subscription", "subscriber"])
async def test_a_filter_may_exclude_alone(stage: Stage, whose: str) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await _filtered_by(stage, reader.id, await stage.query("-orchestra"), whose)
    await stage.comes(9, 3)
    assert await stage.later() == ["Story 3"]
    await _filtered_by(stage, reader.id, await stage.query("orchestra OR -farmers"), whose)
    await stage.comes(10)
    assert await stage.later() == ["Story 10"]


@pytest.mark.parametrize("words", ["(((", "is:saved", "farmers since:7d"])
async def test_a_filter_that_is_not_understood_holds_nothing_back(stage: Stage, words: str) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await _filtered_by(stage, reader.id, await stage.query(words), "subscription")
    await stage.comes(9)
    assert await stage.later() == ["Story 9"], "as in the digest"


async def test_a_tag_that_comes_to_be_is_excluded_from_then_on(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await _filtered_by(stage, reader.id, await stage.query("-tag:Tidal"), "subscription")
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.comes(3, tags=(Tag("Tidal"),))
    assert await stage.later() == []


async def test_a_search_that_only_excludes_finds_nothing(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.SEARCH, await stage.query("-orchestra"))
    await stage.comes(2)
    assert await stage.later() == []


async def _filtered_by(stage: Stage, reader: int, query: int, whose: str) -> None:
    if whose == "subscription":
        await _filtered(stage, reader, query)
        return
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader, query_id=query)
