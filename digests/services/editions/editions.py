"""Several digests a chat: named ones beside the first, each with times and things it follows of its own."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from digests.decisions.schedule import next_due
from digests.decisions.shown import LOOK_BLANK
from digests.decisions.subscriber_settings import within
from digests.errors import BadInput
from digests.model import FIRST, Edition, FollowKind, Layout, Schedule, Status, Subscriber, label_key
from digests.services import activation
from digests.services.activation import next_of
from digests.store import Store, Tx
from digests.store.posts import posts
from digests.store.subscribers import editions

MOST = 4
"""Further digests of a chat: with the first, five."""
LONGEST_TITLE = 40


class Editions:
    """The further digests of chats."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def listed(self, subscriber_id: int) -> tuple[Edition, ...]:
        """Those of a chat, the oldest first; the first digest is none of them."""
        return await self._store.reading(lambda tx: editions.listed(tx, subscriber_id))

    async def get(self, subscriber_id: int, edition_id: int) -> Edition:
        """One of a chat; ``BadInput("edition_gone")`` when there is none."""
        return await self._store.reading(lambda tx: _get(tx, subscriber_id, edition_id))

    async def add(self, subscriber_id: int, title: str, now: datetime) -> Edition:
        """One more, as the first one is set; ``BadInput``: ``many_editions``, or its title is no good.

        It goes on from where the first one stands, so that nothing is lost of what moves over.
        """

        async def work(tx: Tx) -> Edition:
            me = await activation.get(tx, subscriber_id)
            there = await editions.listed(tx, subscriber_id)
            if len(there) >= MOST:
                raise BadInput("many_editions", most=MOST + 1)
            named = _title(title, there)
            cursor = me.cursor or await posts.newest_id(tx)
            due = next_due(me.schedule, now) if me.status is Status.ACTIVE else None
            new = Edition(0, named, me.schedule, me.size, me.points, me.layout, cursor, due)
            return await _get(tx, subscriber_id, await editions.add(tx, subscriber_id, new))

        return await self._store.writing(work)

    async def change(
        self,
        subscriber_id: int,
        edition_id: int,
        now: datetime,
        *,
        title: str | None = None,
        schedule: Schedule | None = None,
        size: int | None = None,
        points: int | None = None,
        layout: Layout | None = None,
    ) -> Edition:
        """Change one; its next due time follows its schedule, whose zone is the chat's and stays."""
        values = within(size=size, points=points)
        if layout is not None:
            values["layout"] = layout

        async def work(tx: Tx) -> Edition:
            before = await _get(tx, subscriber_id, edition_id)
            me = await activation.get(tx, subscriber_id)
            if title is not None:
                others = [each for each in await editions.listed(tx, subscriber_id) if each.id != edition_id]
                values["title"] = _title(title, others)
            if schedule is not None:
                values.update(_scheduled(me, before, schedule, now))
            if values:
                await editions.change(tx, subscriber_id, edition_id, **values)
            return await _get(tx, subscriber_id, edition_id)

        return await self._store.writing(work)

    async def drop(self, subscriber_id: int, edition_id: int) -> None:
        """End one; what it told is told in the first digest."""
        if not await self._store.writing(lambda tx: editions.drop(tx, subscriber_id, edition_id)):
            raise BadInput("edition_gone")

    async def put(self, subscriber_id: int, kind: FollowKind, target: int, edition_id: int) -> bool:
        """Have something that is followed told in this digest; whether it is followed."""

        async def work(tx: Tx) -> bool:
            if edition_id != FIRST:
                await _get(tx, subscriber_id, edition_id)
            return await editions.put(tx, subscriber_id, kind, target, edition_id)

        return await self._store.writing(work)


async def _get(tx: Tx, subscriber_id: int, edition_id: int) -> Edition:
    found = next((each for each in await editions.listed(tx, subscriber_id) if each.id == edition_id), None)
    if found is None:
        raise BadInput("edition_gone")
    return found


def _title(title: str, others: tuple[Edition, ...] | list[Edition]) -> str:
    """A title in one line that no other has; two digests of one name could not be told apart."""
    named = " ".join(title.split())[:LONGEST_TITLE].rstrip()
    if not any(unicodedata.category(each)[0] in "LNPS" and each not in LOOK_BLANK for each in named):
        raise BadInput("edition_unnamed")
    if label_key(named) in {label_key(each.title) for each in others}:
        raise BadInput("edition_named", title=named)
    return named


def _scheduled(me: Subscriber, before: Edition, schedule: Schedule, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = dict(editions.columns_of(schedule))
    if me.status is Status.ACTIVE:
        values["next_due"] = next_of(before.of(me), schedule, now)
    return values
