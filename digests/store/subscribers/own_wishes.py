"""What many subscribers have muted and like, read at once for building."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from digests.model.own import NOTHING_MUTED, MuteKind, Mutes, Taste, TasteKind
from digests.store.stories import reports
from digests.store.tables import mute, taste
from digests.store.transaction import Tx


class Wishes(NamedTuple):
    """What one subscriber has muted, and likes."""

    mutes: Mutes = NOTHING_MUTED
    tastes: tuple[Taste, ...] = ()


NONE = Wishes()


async def read(tx: Tx, ids: Collection[int], now: datetime) -> dict[int, Wishes]:
    """By subscriber, of those that have muted or like anything; mutes that have ended are none."""
    muted, tastes = await mutes(tx, ids, now), await _tastes(tx, ids)
    return {n: Wishes(muted.get(n, NOTHING_MUTED), tastes.get(n, ())) for n in muted.keys() | tastes.keys()}


async def mutes(tx: Tx, ids: Collection[int], now: datetime) -> dict[int, Mutes]:
    """What these have muted now, of those that have muted anything."""
    of = mute.c
    lasting = or_(of.until.is_(None), of.until > now)
    query = select(of.subscriber_id, of.kind, of.target).where(of.subscriber_id.in_(ids), lasting)
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subscriber, kind, target in await tx.execute(query):
        found[subscriber][kind].append(target)
    stories = await reports.stories_of(
        tx, {int(n) for each in found.values() for n in each.get(MuteKind.STORY, ())}
    )
    return {subscriber: _as_mutes(each, stories) for subscriber, each in found.items()}


def _as_mutes(muted: Mapping[str, Collection[str]], stories: Mapping[int, int]) -> Mutes:
    posts = map(int, muted.get(MuteKind.STORY, ()))
    return Mutes(
        frozenset(muted.get(MuteKind.SOURCE, ())),
        frozenset(map(int, muted.get(MuteKind.FEED, ()))),
        frozenset(map(int, muted.get(MuteKind.TAG, ()))),
        frozenset(stories[n] for n in posts if n in stories),
    )


async def _tastes(tx: Tx, ids: Collection[int]) -> dict[int, tuple[Taste, ...]]:
    of = taste.c
    query = select(of.subscriber_id, of.kind, of.target, of.weight).where(of.subscriber_id.in_(ids))
    found: dict[int, list[Taste]] = defaultdict(list)
    for row in await tx.execute(query.order_by(of.subscriber_id, of.kind, of.target)):
        if row.weight:
            found[row.subscriber_id].append(Taste(TasteKind(row.kind), row.target, row.weight))
    return {subscriber: tuple(each) for subscriber, each in found.items()}
