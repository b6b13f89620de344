"""Building for many at once: work is shared, nobody holds up the others, and everyone gets each post once."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from digests.model import Destination, Digest, FollowKind, RenderedPart, Schedule, Status
from digests.steps.build import build as build_step
from digests.steps.build import drafting as drafting_step
from digests.steps.build import serve as serve_step
from digests.steps.build.groups import LONGEST
from digests.store.subscribers import due_subscribers, subscribers
from digests.store.tables import delivery, digest, subscriber
from tests.digests.steps.world import World, an_entry
from tests.examples import examples
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
TECH = "https://example.org/tech"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches and commits that a test can fill."""
    monkeypatch.setattr(build_step, "BATCH", 3)
    monkeypatch.setattr(serve_step, "NEW_DIGESTS", 2)


async def digests(world: World) -> int:
    async with world.store.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(digest))).scalar_one())


async def slots(world: World) -> list[tuple[int, str]]:
    """(subscriber, slot) of all deliveries in their order."""
    async with world.store.read() as tx:
        query = select(delivery.c.subscriber_id, delivery.c.slot).order_by(delivery.c.id)
        return [(row[0], row[1]) for row in await tx.execute(query)]


async def cursors(world: World) -> set[int]:
    async with world.store.read() as tx:
        return {row[0] for row in await tx.execute(select(subscriber.c.cursor))}


async def served(world: World, count: int, stories: int = 2) -> int:
    """So many subscribers who have had their first digest; the feed."""
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(stories)])
    for n in range(count):
        await world.reader("news", address=str(n))
    await world.deliver()
    world.transport.arrived.clear()
    return feed


class Failing(TitlesRenderer):
    """Cannot render what holds a certain story."""

    title = ""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """Titles, or a fault."""
        found = super().parts(digest, layout)
        if self.title in [one.payload for one in found]:
            raise ZeroDivisionError
        return found


# --------------------------------------------------------------------------- sharing


async def test_a_run_makes_one_digest_a_choice_however_many_batches_it_takes(world: World) -> None:
    await served(world, 10)
    assert await digests(world) == 1
    assert len(await slots(world)) == 10


async def test_posts_that_come_in_during_a_run_wait_for_the_next(world: World) -> None:
    feed = await served(world, 7)
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    assert await world.build.due(world.now) == 3
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(4)])
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 2": 7}
    assert await digests(world) == 2
    assert len(await cursors(world)) == 1, "who chose alike goes on alike"
    await world.a_day_later()
    assert Counter(world.transport.payloads) == {"Story 2": 7, "Story 3": 7}


async def test_a_run_that_lasts_begins_anew_with_what_has_come_in(world: World) -> None:
    feed = await served(world, 4)
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    await world.build.due(world.now)
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(4)])
    world.now += LONGEST
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 2": 4, "Story 3": 1}


async def test_a_choice_without_news_is_looked_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await served(world, 8)
    asked = []
    drafting = serve_step.drafts

    async def counting(store, articles, choices, material):  # type: ignore[no-untyped-def]
        asked.extend(choices)
        return await drafting(store, articles, choices, material)

    monkeypatch.setattr(serve_step, "drafts", counting)
    await world.a_day_later()
    assert len(asked) == 1
    assert world.transport.arrived == []


async def test_the_digests_that_a_run_remembers_are_limited(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from digests.steps.build import groups

    monkeypatch.setattr(groups, "REMEMBERED", 1)
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    for n in range(12):
        await world.reader("news", address=str(n), size=1 + n % 4)
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 0": 12}


async def test_schedules_may_differ_where_the_slot_is_the_same(world: World) -> None:
    feed = await served(world, 2)
    evening = Schedule(times=(time(8), time(20)), zone="UTC")
    await world.subscriptions.change(1, world.now, schedule=evening)
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(3)])
    await world.a_day_later()
    assert await digests(world) == 2
    due = {(await world.subscriptions.get(n)).next_due for n in (1, 2)}
    assert due == {world.now + timedelta(hours=12), world.now + timedelta(days=1)}


# --------------------------------------------------------------------------- order, and when the first leaves


async def test_the_longest_waiting_are_first_and_sending_begins_before_the_end(world: World) -> None:
    await served(world, 6)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    async with world.store.write() as tx:
        await subscribers.change(tx, 5, next_due=world.now - timedelta(minutes=2))
        await subscribers.change(tx, 3, next_due=world.now - timedelta(minutes=1))
    before = len(await slots(world))
    world.queue.woken.clear()
    assert await world.build.due(world.now) == 3
    assert [who for who, _ in (await slots(world))[before:]] == [5, 3, 1]
    assert "send" in world.queue.woken


async def test_each_commit_holds_few_new_digests(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    for n in range(3):
        await world.reader("news", address=str(n), size=n + 1)
    await world.build.due(world.now)
    assert world.queue.woken == ["send", "send"]


# --------------------------------------------------------------------------- what goes wrong


async def test_a_choice_that_cannot_be_rendered_is_put_off_and_the_others_get_theirs(world: World) -> None:
    feed, tech = await world.feed(), await world.feed(TECH, category="tech")
    await world.comes_in(feed, RSS, an_entry(0))
    await world.comes_in(tech, TECH, an_entry(1))
    for n in range(6):
        await world.reader("news" if n % 2 else "tech", address=str(n))
    world.build._renderer = renderer = Failing()
    renderer.title = "Story 0"
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 1": 3}
    late = await world.subscriptions.get(2)
    assert late.next_due == world.now + timedelta(minutes=5)
    assert await digests(world) == 1, "nothing of the failed one is left"
    renderer.title = ""
    world.now += timedelta(minutes=5)
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 1": 3, "Story 0": 3}


async def test_a_choice_that_cannot_be_picked_is_put_off_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(world, 4)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    await world.subscriptions.change(2, world.now, size=1)
    picking, asked = drafting_step.pick, []

    def sometimes(material, choice):  # type: ignore[no-untyped-def]
        asked.append(choice.size)
        if choice.size == 8:
            raise ZeroDivisionError
        return picking(material, choice)

    monkeypatch.setattr(drafting_step, "pick", sometimes)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 2"]
    assert sorted(asked) == [1, 8], "it is not tried again in the same run"
    monkeypatch.undo()
    world.now += timedelta(minutes=5)
    await world.deliver()
    assert Counter(world.transport.payloads) == {"Story 2": 4}


async def test_a_zone_that_is_known_no_more_stops_nobody_else(world: World) -> None:
    await served(world, 3)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    async with world.store.write() as tx:
        await subscribers.change(tx, 1, zone="Mars/Olympus")
    await world.a_day_later()
    assert {there.address for there, _ in world.transport.arrived} == {"1", "2"}
    assert (await world.subscriptions.get(1)).next_due == world.now + timedelta(hours=1)


async def test_a_crash_in_the_middle_of_a_run_loses_and_repeats_nothing(world: World) -> None:
    await served(world, 7)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    await world.build.due(world.now)
    again = World(world.store)
    again.now = world.now
    await again.comes_in(1, RSS, *[an_entry(n) for n in range(4)])
    await again.deliver()
    counted = Counter((there.address, part.payload) for there, part in again.transport.arrived)
    assert set(counted.values()) == {1}
    assert {who for who, title in counted if title == "Story 2"} == {str(n) for n in range(7)}
    await again.a_day_later()
    counted = Counter((there.address, part.payload) for there, part in again.transport.arrived)
    assert counted == {(str(n), f"Story {k}"): 1 for n in range(7) for k in (2, 3)}


async def test_two_builders_at_once_serve_everyone_once(world: World) -> None:
    await served(world, 9)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    other = World(world.store)

    async def work(one: World) -> None:
        while await one.build.due(world.now):
            pass

    await asyncio.gather(work(world), work(other))
    await world.deliver()
    assert Counter(there.address for there, _ in world.transport.arrived) == {str(n): 1 for n in range(9)}


async def test_who_pauses_while_a_digest_is_made_gets_none_and_misses_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(world, 1)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    drafting = serve_step.drafts

    async def meanwhile(*args):  # type: ignore[no-untyped-def]
        await world.subscriptions.pause(1)
        return await drafting(*args)

    monkeypatch.setattr(serve_step, "drafts", meanwhile)
    await world.a_day_later()
    assert (world.transport.arrived, await digests(world)) == ([], 1)
    monkeypatch.undo()
    await world.subscriptions.activate(1, world.now)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 2"]


# --------------------------------------------------------------------------- zones and times


ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Apia")
NUMBERS = itertools.count()
A_SCHEDULE = st.tuples(st.sampled_from(ZONES), st.frozensets(st.integers(0, 23), min_size=1, max_size=3))


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    schedules=st.lists(A_SCHEDULE, min_size=1, max_size=5),
    hours=st.lists(st.integers(1, 40), min_size=2, max_size=8),
)
async def test_wherever_they_live_and_however_long_we_were_down_everyone_gets_each_post_once(
    world: World, schedules: Sequence[tuple[str, frozenset[int]]], hours: Sequence[int]
) -> None:
    async with world.store.write() as tx:  # one database for all examples: those before have left
        await tx.execute(subscriber.update().values(status=Status.PAUSED, next_due=None))
    address = f"https://example.org/{next(NUMBERS)}"
    feed = await world.feed(address)
    made = []
    for zone, at in schedules:
        reader = await world.reader("news", address=f"{feed}-{len(made)}")
        times = tuple(map(time, sorted(at)))
        await world.subscriptions.change(reader.id, world.now, schedule=Schedule(times=times, zone=zone))
        made.append(reader)
    await world.deliver()
    world.transport.arrived.clear()
    base, told = 1000 * feed, []
    for n, later in enumerate([*hours, 24, 24]):
        told.append(an_entry(base + n, published=world.now))
        await world.comes_in(feed, address, *told)
        world.now += timedelta(hours=later)
        await world.deliver()
    titles = [one.title for one in told]
    for reader in made:
        got = [part.payload for there, part in world.transport.arrived if there == reader.destination]
        assert sorted(got) == sorted(titles)
        again = await world.subscriptions.get(reader.id)
        assert again.next_due is not None
        local = again.next_due.astimezone(ZoneInfo(again.schedule.zone))
        assert again.next_due > world.now
        assert local.time() in again.schedule.times


# --------------------------------------------------------------------------- wishes, and coming back


async def test_the_first_digest_comes_although_the_bot_was_killed_after_the_last_tap(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.deliver()
    assert world.transport.payloads == ["Story 0"]
    assert not await world.build.first(reader.id, world.now), "and not a second time"
    assert (await world.composed.digest(1)).first


async def test_a_second_tap_does_not_take_the_first_digest_away(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    world.now += timedelta(seconds=3)
    await world.subscriptions.activate(reader.id, world.now)
    await world.subscriptions.change(reader.id, world.now, schedule=Schedule(zone="Asia/Shanghai"))
    await world.deliver()
    assert world.transport.payloads == ["Story 0"]


async def test_asking_again_in_the_same_words_brings_one_digest(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    assert await world.build.now(reader.id, world.now, "update 7")
    world.now += timedelta(minutes=1)
    assert await world.build.now(reader.id, world.now, "update 7")
    assert [slot for _, slot in await slots(world)] == ["now:update 7"]
    assert await digests(world) == 1


async def suspended(world: World, reader: int) -> None:
    from digests.steps.send.outcomes import suspend

    async with world.store.write() as tx:
        await suspend(tx, reader, "blocked", world.now)


@pytest.mark.parametrize("how", ["arrive", "returned", "resume"])
async def test_who_returns_gets_one_digest_of_all_that_was_missed_at_once(world: World, how: str) -> None:
    await served(world, 1)
    stories = [an_entry(n) for n in range(2)]
    for n in range(2, 7):  # refused on the first of five days
        stories.append(an_entry(n))
        await world.comes_in(1, RSS, *stories)
        world.now += timedelta(days=1)
        await world.build.due(world.now)
        if n == 2:
            await suspended(world, 1)
    await world.deliver()
    assert world.transport.arrived == []
    world.now += timedelta(hours=3, minutes=7)
    there = Destination("telegram", "0")
    if how == "arrive":
        await world.subscriptions.arrive(there, language="en")
    elif how == "returned":
        await world.subscriptions.returned(there.transport, there.address)
    else:
        await world.subscriptions.activate(1, world.now)
    before = await digests(world)
    await world.deliver()
    assert sorted(world.transport.payloads) == [f"Story {n}" for n in range(2, 7)]
    assert await digests(world) == before + 1


async def test_who_returns_within_the_minute_of_a_slot_gets_it_again(world: World) -> None:
    await served(world, 1)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    world.now += timedelta(days=1)
    await world.build.due(world.now)
    for _ in range(3):
        await suspended(world, 1)
        world.now += timedelta(seconds=5)
        await world.subscriptions.returned("telegram", "0")
        await world.build.due(world.now)
    await world.deliver()
    assert world.transport.payloads == ["Story 2"]


async def test_a_first_digest_that_was_refused_is_a_first_one_again(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(10)])
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    await suspended(world, reader.id)
    world.now += timedelta(days=2)
    await world.subscriptions.returned("telegram", "1")
    await world.deliver()
    assert sorted(world.transport.payloads) == [f"Story {n}" for n in range(2, 10)]


async def test_only_the_suspended_return(world: World) -> None:
    await served(world, 2)
    await world.subscriptions.pause(1)
    await world.subscriptions.returned("telegram", "0")
    assert (await world.subscriptions.get(1)).status is Status.PAUSED


async def test_follows_are_read_in_their_order(world: World) -> None:
    feed, tech = await world.feed(), await world.feed(TECH, category="tech")
    await world.comes_in(feed, RSS, an_entry(0))
    await world.comes_in(tech, TECH, an_entry(1))
    reader = await world.reader("tech", "news")
    await world.deliver()
    assert world.transport.payloads == ["Story 1", "Story 0"]
    following = await world.subscriptions.following(reader.id)
    assert [each.kind for each in following] == [FollowKind.CATEGORY, FollowKind.CATEGORY]


async def test_whom_another_builder_has_served_since_is_not_served_from_what_was_read_before(
    world: World,
) -> None:
    feed = await served(world, 2)
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(2, 4)])
    late, two_days = World(world.store).build, world.now + timedelta(days=2)
    run = await late._begin(two_days)
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, two_days, 10))
    await world.a_day_later()
    given = list(world.transport.arrived)
    assert given
    assert await late._serve(run, read, two_days) == 0
    await world.a_day_later()
    assert world.transport.arrived == given


async def test_what_is_followed_while_a_digest_is_made_is_still_to_be_shown(world: World) -> None:
    async def follows(slug: str) -> None:
        category = await world.catalogue.category(slug)
        await world.subscriptions.follow(one, FollowKind.CATEGORY, category.id)

    await world.comes_in(await world.feed(TECH, "tech"), TECH, an_entry(7))
    await world.comes_in(await world.feed(f"{TECH}/2", "other"), f"{TECH}/2", an_entry(8))
    await served(world, 1)
    one = (await slots(world))[0][0]
    await follows("other")
    world.now += timedelta(days=1)
    run = await world.build._begin(world.now)
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 10))
    await follows("tech")
    await world.build._serve(run, read, world.now)
    await world.deliver()
    await world.a_day_later()
    told = [part.payload for _, part in world.transport.arrived]
    assert told == ["Story 8", "Story 7"]


async def test_what_comes_in_while_a_first_digest_is_made_is_in_the_next_one_alone(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(1))
    await world.reader("news")
    run = await world.build._begin(world.now)
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 10))
    await world.comes_in(feed, RSS, an_entry(2))
    await world.build._serve(run, read, world.now)
    await world.deliver()
    await world.a_day_later()
    assert [part.payload for _, part in world.transport.arrived] == ["Story 1", "Story 2"]
