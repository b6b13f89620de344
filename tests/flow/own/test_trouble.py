"""Several digests where something comes between: the same minute, quiet hours, a deletion, another chat."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time, timedelta

from bot.sandbox import Room, Sandbox
from digests.model import FollowKind, Quiet
from tests.bot.conftest import Town, an_entry
from tests.flow.own.conftest import come

HOUR = timedelta(hours=1)
TAGS = ("Chips", "Climate", "Rail", "5G")


async def second(town: Town, room: Room) -> int:
    """A second digest for all that is on technology; its number."""
    me = await town.subscriber(room)
    made = await town.services.editions.add(me.id, "Markets", town.now)
    tech = next(
        each
        for each in await town.services.subscriptions.following(me.id)
        if each.title.startswith("Technology")
    )
    await town.services.editions.put(me.id, tech.kind, tech.target, made.id)
    return made.id


async def test_five_that_wait_for_the_same_minute_tell_nothing_twice(town: Town, reader: Room) -> None:
    await reader.ask(f"/subscribe {' '.join(f'#{each}' for each in TAGS)}")
    me = await town.subscriber(reader)
    for one in await town.services.subscriptions.following(me.id):
        if one.kind is FollowKind.TAG:
            made = await town.services.editions.add(me.id, one.title, town.now)
            await town.services.editions.put(me.id, one.kind, one.target, made.id)
    waits = Quiet((time(7), time(9)), waits=True)
    await town.services.subscriptions.change(me.id, town.now, quiet=waits)
    await town.more_of("world", *(an_entry(n, published=town.now) for n in range(300, 312)))
    town.now += 16 * HOUR
    assert await come(town, reader, rounds=5) == []
    town.now += HOUR
    came = await come(town, reader, rounds=5)
    assert len(came) == 5
    assert max(Counter(re.findall(r"Story \d+", "\n".join(came))).values()) == 1


async def test_what_is_deleted_while_it_is_on_its_way_arrives_once(
    town: Town, sandbox: Sandbox, reader: Room
) -> None:
    edition = await second(town, reader)
    await town.more_of("tech", an_entry(400, published=town.now))
    sandbox.fail("error", method="sendMessage", code=500, description="Internal Server Error", count=1)
    town.now += 16 * HOUR
    assert await come(town, reader, rounds=2) == []
    await town.services.editions.drop((await town.subscriber(reader)).id, edition)
    town.now += HOUR
    [late] = await come(town, reader, rounds=2)
    assert late.startswith("📰 Markets"), late
    town.now += 24 * HOUR
    assert await come(town, reader, rounds=2) == [], "and the first digest does not tell it again"


async def test_digests_move_with_a_group_that_becomes_a_supergroup(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group("News")
    await group.ask("/subscribe tech world")
    await second(town, group)
    await come(town, group, rounds=3)
    bigger = group.upgrade()
    assert "Markets" in (await bigger.ask("/digests")).text
    await town.more("tech", 1)
    town.now += 24 * HOUR
    assert any(each.startswith("📰 Markets") for each in await come(town, bigger, rounds=3))
