"""What befalls feeds: moves, ends, failing and silence, floods; each told once, and nothing lost by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import DigestbotError, Gone, Unreachable
from digests.model import Access, Batch, Event, EventKind, Feed, FeedState
from digests.steps import Health
from digests.store.feeds import access, feed_health, feeds, fetches
from digests.store.monitoring import audit, events
from tests.digests.steps.world import World, an_entry

RSS, NEW = "https://example.org/rss", "https://example.net/feed"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def feed_of(world: World, feed_id: int) -> Feed:
    async with world.store.read() as tx:
        found = await feeds.get(tx, feed_id)
    assert found is not None
    return found


async def told(world: World) -> list[Event]:
    async with world.store.read() as tx:
        return list(await events.untold(tx, 100))


async def kinds(world: World) -> list[EventKind]:
    return [event.kind for event in await told(world)]


async def moves(
    world: World, feed_id: int, target: str, times: int = 4, apart: timedelta = 12 * HOUR
) -> None:
    """The feed answers with a redirect for good, again and again."""
    for _ in range(times):
        world.source.batches[RSS] = [Batch(address=target)]
        await world.refresh(feed_id, world.now)
        world.now += apart


# --------------------------------------------------------------------------- moves


async def test_a_redirect_for_good_is_believed_after_a_day(world: World) -> None:
    feed_id = await world.feed()
    await moves(world, feed_id, NEW, times=2)
    assert (await feed_of(world, feed_id)).address == RSS
    await moves(world, feed_id, NEW, times=1)
    assert (await feed_of(world, feed_id)).address == NEW
    [event] = await told(world)
    assert (event.kind, event.params) == (EventKind.MOVED, {"from": RSS, "to": NEW})
    async with world.store.read() as tx:
        [change] = await audit.page(tx, 0, 10)
    assert (change.actor, change.action, change.after) == ("digestbot", "move", {"address": NEW})


async def test_three_within_an_hour_are_no_proof(world: World) -> None:
    feed_id = await world.feed()
    await moves(world, feed_id, NEW, times=8, apart=HOUR)
    assert (await feed_of(world, feed_id)).address == RSS


async def test_a_redirect_that_ends_or_changes_is_forgotten(world: World) -> None:
    feed_id = await world.feed()
    await moves(world, feed_id, NEW, times=2)
    await moves(world, feed_id, "", times=1)
    await moves(world, feed_id, NEW, times=2)
    assert (await feed_of(world, feed_id)).move.times == 2
    await moves(world, feed_id, "https://other.example/", times=1)
    assert (await feed_of(world, feed_id)).address == RSS


async def test_a_feed_that_moves_onto_another_rests(world: World) -> None:
    feed_id, other = await world.feed(), await world.feed(NEW)
    await moves(world, feed_id, NEW)
    assert (await feed_of(world, feed_id)).state is FeedState.PAUSED
    assert (await feed_of(world, other)).state is FeedState.ACTIVE
    [event] = await told(world)
    assert (event.kind, event.params["other"]) == (EventKind.DOUBLED, str(other))


async def test_a_removed_feed_stands_in_the_way_and_an_admin_is_told_once(world: World) -> None:
    feed_id, other = await world.feed(), await world.feed(NEW)
    async with world.store.write() as tx:
        await feeds.change(tx, other, state=FeedState.REMOVED)
    await moves(world, feed_id, NEW, times=6)
    assert (await feed_of(world, feed_id)).state is FeedState.ACTIVE
    assert await kinds(world) == [EventKind.HELD]


async def test_a_login_moves_to_no_other_host(world: World) -> None:
    feed_id = await world.feed()
    async with world.store.write() as tx:
        await access.save(tx, feed_id, Access("me", "secret"))
    await moves(world, feed_id, NEW, times=6)
    assert (await feed_of(world, feed_id)).address == RSS
    assert await kinds(world) == [EventKind.HELD]
    assert "secret" not in str(await told(world))
    await moves(world, feed_id, "https://example.org/feed")
    assert (await feed_of(world, feed_id)).address == "https://example.org/feed"


async def test_https_is_not_given_up(world: World) -> None:
    feed_id = await world.feed()
    await moves(world, feed_id, "http://example.org/rss", times=5)
    assert (await feed_of(world, feed_id)).address == RSS


# --------------------------------------------------------------------------- ends and errors


async def fails(world: World, feed_id: int, error: DigestbotError) -> None:
    world.source.batches[RSS] = [error]
    with pytest.raises(DigestbotError):
        await world.refresh(feed_id, world.now)


async def test_410_ends_a_feed_and_its_posts_stay(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0))
    await fails(world, feed_id, Gone("gone", host="example.org"))
    ended = await feed_of(world, feed_id)
    assert (ended.state, ended.next_fetch, ended.closed) == (FeedState.ENDED, None, world.now)
    assert (await world.browse.latest(None)).total == 1
    assert await kinds(world) == [EventKind.ENDED]
    world.now += 30 * DAY
    assert await world.refresh.due(world.now) == 0


async def test_a_feed_is_failing_after_six_hours_and_told_once(world: World) -> None:
    feed_id = await world.feed()
    for _ in range(5):
        await fails(world, feed_id, Unreachable("http_status", status=503))
        world.now += HOUR
    assert await kinds(world) == []  # five errors, and only four hours
    world.now += 2 * HOUR
    for _ in range(3):
        await fails(world, feed_id, Unreachable("dns", host="example.org"))
        world.now += HOUR
    assert await kinds(world) == [EventKind.FAILING]
    await world.comes_in(feed_id, RSS, an_entry(0))
    assert await kinds(world) == [EventKind.FAILING, EventKind.RECOVERED]
    assert (await feed_of(world, feed_id)).failures == 0


async def test_a_hiccup_is_told_to_nobody(world: World) -> None:
    feed_id = await world.feed()
    await fails(world, feed_id, Unreachable("timeout", host="example.org"))
    await world.comes_in(feed_id, RSS, an_entry(0))
    assert await kinds(world) == []
    async with world.store.read() as tx:
        assert sum(await feed_health.counts(tx, world.now)) == 1
        assert (await feed_health.counts(tx, world.now)).ok == 1


async def test_the_latest_attempts_are_remembered_in_a_ring(world: World) -> None:
    feed_id = await world.feed()
    for n in range(fetches.ATTEMPTS + 3):
        if n % 2:
            await fails(world, feed_id, Unreachable("http_status", status=503))
        else:
            world.source.says(RSS, an_entry(n), status=200, size=1234)
            await world.refresh(feed_id, world.now)
        world.now += HOUR
    async with world.store.read() as tx:
        kept = await fetches.attempts(tx, feed_id)
    assert len(kept) == fetches.ATTEMPTS
    assert [each.outcome for each in kept[:3]] == ["read", "http_status", "read"]
    assert (kept[0].status, kept[0].size, kept[1].status) == (200, 1234, 503)
    assert kept[0].at == world.now - HOUR


async def test_silence_is_noticed_once(world: World) -> None:
    feed_id = await world.feed()
    health = Health(world.store)
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(90, 100)])
    await health.watch(world.now)
    assert await kinds(world) == []
    world.now += 12 * DAY
    world.source.says(RSS)
    await world.refresh(feed_id, world.now)
    await health.watch(world.now)
    await health.watch(world.now + DAY)
    assert await kinds(world) == [EventKind.SILENT]


# --------------------------------------------------------------------------- floods and false names


async def test_of_a_flood_only_some_count_as_new(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(1000))
    world.now += HOUR
    done = await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(200)])
    assert (done.new, len(done.fresh), done.stale) == (200, 50, 150)
    assert (await world.browse.latest(None)).total == 201
    [event] = await told(world)
    assert (event.kind, event.params) == (EventKind.FLOODED, {"new": "200", "fresh": "50"})


async def test_a_first_reading_is_no_flood(world: World) -> None:
    feed_id = await world.feed()
    done = await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(200)])
    assert len(done.fresh) == 8
    assert await kinds(world) == []


async def test_new_guids_and_links_at_every_fetch_bring_nothing_new(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(5)])
    for n in range(3):
        world.now += HOUR
        again = [an_entry(k, uid=f"random-{n}-{k}", link=f"https://example.org/{k}?s={n}") for k in range(5)]
        done = await world.comes_in(feed_id, RSS, *again)
        assert (done.new, done.changed) == (0, 5)
    assert (await world.browse.latest(None)).total == 5


async def test_new_guids_links_and_texts_are_known_by_title_and_time(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(5)])
    again = [an_entry(k, uid=f"x{k}", link=f"https://e.org/x{k}", text=f"Advert {k}") for k in range(5)]
    assert (await world.comes_in(feed_id, RSS, *again)).new == 0


async def test_the_same_words_a_week_later_are_news(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0, published=world.now))
    world.now += 7 * DAY
    done = await world.comes_in(feed_id, RSS, an_entry(0, uid="later", published=world.now))
    assert done.new == 1


async def test_entries_that_change_at_every_fetch_are_one_post(world: World) -> None:
    feed_id = await world.feed()
    for n in range(4):
        done = await world.comes_in(feed_id, RSS, an_entry(0, text=f"Visitors so far: {n}"))
        world.now += HOUR
    assert (done.new, done.changed, done.fresh) == (0, 1, [])


async def test_a_feed_that_is_empty_for_a_while_loses_nothing(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0), an_entry(1))
    await world.comes_in(feed_id, RSS)
    done = await world.comes_in(feed_id, RSS, an_entry(0), an_entry(1))
    assert (done.new, done.same) == (0, 2)
