"""In a group a member who is no admin reads, and changes nothing by any button there is."""

from __future__ import annotations

import pytest

from bot.sandbox import Room, Sandbox, people
from digests.store import tables
from tests.bot.conftest import Town
from tests.bot.handlers.test_forged_buttons import ACTIONS

HELD: tuple[str, ...] = (
    "subscriber",
    "subscription",
    "edition",
    "mute",
    "taste",
    "opinion",
    "saved",
    "waiting_alert",
)
HELD += ("story_follow", "delivery", "category", "feed")
WORDS = (("1", "1"), ("0", "1", "1"), ("c1", "1", "1", "1"), ("category", "1", "0"), ("0800", "1"))
SENT = {"now", "repeat", "rest"}
"""Everybody may have a digest sent, as by ``/digest``, and read on in one: what was shown was told."""


async def held(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """All that is set and kept, of anybody."""
    async with town.store.read() as tx:
        return {
            name: [tuple(row) for row in await tx.execute(getattr(tables, name).select())] for name in HELD
        }


async def set_up(town: Town, group: Room) -> None:
    """A group with a second digest, a filter, something muted and something liked."""
    await group.ask("/subscribe tech world #5G")
    await group.ask("/subscribe search:olive")
    me = await town.subscriber(group)
    await town.services.editions.add(me.id, "Evening", town.now)
    await town.services.filters.keep(me.id, None, "-kangaroo")
    await town.services.tastes.say(me.id, 1, 1)
    await town.deliver()
    await town.settled()


@pytest.mark.long
async def test_a_member_changes_nothing(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    await set_up(town, group)
    message = await group.ask("/latest", by=member)
    before = await held(town)
    assert len(before["edition"]) == 1
    changed = {}
    for action in sorted(set(ACTIONS) - SENT):
        for words in WORDS:
            data = f"1.{':'.join([action, *words])}"
            tapped = people.tap(sandbox.world, message, member, data)
            await group.wait_until(lambda tapped=tapped: tapped.answer)  # type: ignore[misc]
        if (now := await held(town)) != before:
            changed[action] = [name for name in HELD if now[name] != before[name]]
            before = now
    assert changed == {}
