"""Less noise: what a subscriber mutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from digests.errors import BadInput
from digests.model import Mute, MuteKind
from digests.store import Store, Tx
from digests.store.subscribers import mutes

FOR_NOW = timedelta(days=7)


class Offered(NamedTuple):
    """Something of a story that may be muted; ``number`` names it, with its kind."""

    number: int
    mute: Mute
    is_muted: bool = False


class Mutes:
    """What can be done about noise."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def offered(self, subscriber_id: int, post_id: int) -> tuple[Offered, ...]:
        """What of the story of a post may be muted, with what is: sources, tags, feeds, the story."""

        async def work(tx: Tx) -> tuple[Offered, ...]:
            known = {(one.kind, one.target): one for one in await self._of_story(tx, subscriber_id, post_id)}
            found = await mutes.of_story(tx, post_id)
            return tuple(_offered(number, one, known.get((one.kind, one.target))) for number, one in found)

        return await self._store.reading(work)

    async def _of_story(self, tx: Tx, subscriber_id: int, post_id: int) -> list[Mute]:
        """What is muted; a story that is muted by another post of it, as if by this one."""
        mine = await mutes.listed(tx, subscriber_id, self._now())
        if found := await mutes.muted_story(tx, subscriber_id, post_id):
            mine = tuple(
                replace(one, target=str(post_id))
                if (one.kind, one.target) == (MuteKind.STORY, found)
                else one
                for one in mine
            )
        return list(mine)

    async def mute(self, subscriber_id: int, kind: MuteKind, number: int, *, for_good: bool) -> Mute:
        """Mute something of a story, for good or for seven days; what it is.

        Raises ``BadInput``: ``dead_button`` when it is not there any more, ``many_mutes`` when there are 200.
        """
        until = None if for_good else self._now() + FOR_NOW

        async def work(tx: Tx) -> Mute:
            found = await mutes.named(tx, kind, number)
            if found is None:
                raise BadInput("dead_button")
            there = await mutes.listed(tx, subscriber_id, self._now())
            if len(there) >= mutes.MOST and found.target not in {one.target for one in there}:
                raise BadInput("many_mutes", most=mutes.MOST)
            await mutes.add(tx, subscriber_id, replace(found, until=until))
            return replace(found, until=until)

        return await self._store.writing(work)

    async def hear(self, subscriber_id: int, kind: MuteKind, number: int) -> Mute:
        """Hear of something again that a story showed."""

        async def work(tx: Tx) -> Mute:
            found = await mutes.named(tx, kind, number)
            if found is None:
                raise BadInput("dead_button")
            await mutes.drop(tx, subscriber_id, found)
            return found

        return await self._store.writing(work)

    async def listed(self, subscriber_id: int) -> tuple[Mute, ...]:
        """All that a subscriber mutes now."""
        return await self._store.reading(lambda tx: mutes.listed(tx, subscriber_id, self._now()))

    async def end(self, subscriber_id: int, one: Mute) -> None:
        """Hear of one of these again."""
        await self._store.writing(lambda tx: mutes.drop(tx, subscriber_id, one))


def _offered(number: int, one: Mute, known: Mute | None) -> Offered:
    return Offered(number, replace(one, until=known.until) if known else one, known is not None)
