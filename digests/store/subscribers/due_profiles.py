"""Who is due, by what they agree in: the columns that decide a digest, read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from digests.decisions.ranking.given import recent
from digests.model import Follow, FollowKind, Layout, Profile
from digests.model.own import PLAIN, Look, Own
from digests.store.subscribers import own_wishes, story_follows
from digests.store.subscribers.own_wishes import Wishes
from digests.store.subscribers.schedules import schedule_of
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx

_KINDS = {kind.value: kind for kind in FollowKind}  # a call of the enum for each row would cost twice as much
_LAYOUTS = {layout.value: layout for layout in Layout}


_OF = subscriber.c
CHAT = (_OF.language, _OF.zone, _OF.transport, _OF.told, _OF.query_id, _OF.floor, _OF.signature, _OF.hashtags)
"""What is the same for all editions of a subscriber, as it stands in ``Due``."""


class Due(NamedTuple):
    """A subscriber whose first edition is due, or another one of its editions."""

    subscriber: int
    times: str
    weekdays: str
    size: int
    points: int
    cursor: int
    next_due: datetime
    layout: str
    language: str
    zone: str
    transport: str
    told: str
    query: int
    floor: int
    signature: str
    hashtags: bool
    edition: int = 0
    title: str = ""


async def profiles(tx: Tx, found: Sequence[Due], now: datetime, oldest: int = 0) -> dict[Profile, list[int]]:
    """These subscribers by what they agree in."""
    ids = [one.subscriber for one in found]
    follows = await _follows(tx, ids)
    followed = await story_follows.stories(tx, ids)
    wishes = await own_wishes.read(tx, ids, now)
    alike: dict[tuple[Any, ...], list[int]] = {}
    for one in found:
        mine = follows.get((one.subscriber, one.edition), ((), ()))
        news = () if one.edition else followed.get(one.subscriber, ())
        own = wishes.get(one.subscriber, own_wishes.NONE)
        key = (*one[1:11], recent(one.told, oldest), *one[12:], *mine, news, own)
        alike.setdefault(key, []).append(one.subscriber)
    return {_profile(Due(0, *key[:17]), *key[17:]): ids for key, ids in alike.items()}


_Follows = tuple[tuple[Follow, ...], tuple[int, ...]]
"""What is followed, in its order, and through which queries: () where there is none."""


async def _follows(tx: Tx, ids: Sequence[int]) -> dict[tuple[int, int], _Follows]:
    """By subscriber and edition."""
    of = subscription.c
    query = select(of.subscriber_id, of.edition_id, of.kind, of.target_id, of.fresh, of.query_id)
    query = query.where(of.subscriber_id.in_(ids)).order_by(of.subscriber_id, of.position)
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in await tx.execute(query):
        found[row[0], row[1]].append(row)
    return {key: _as_followed(rows) for key, rows in found.items()}


def _as_followed(rows: Sequence[Any]) -> _Follows:
    queries = tuple(row[5] for row in rows)
    return tuple((_KINDS[row[2]], row[3], row[4]) for row in rows), queries if any(queries) else ()


def _profile(
    one: Due,
    follows: tuple[Follow, ...],
    queries: tuple[int, ...],
    followed: tuple[int, ...],
    wishes: Wishes,
) -> Profile:
    own = Own(one.query, queries, one.floor, *wishes)
    look = Look(_LAYOUTS[one.layout], one.signature, one.hashtags, one.title)
    return Profile(
        follows=follows,
        cursor=one.cursor,
        language=one.language,
        schedule=schedule_of(one.times, one.weekdays, one.zone),
        size=one.size,
        points=one.points,
        next_due=one.next_due,
        transport=one.transport,
        told=one.told,
        followed=followed,
        own=PLAIN if own == PLAIN else own,
        look=look,
        edition=one.edition,
    )
