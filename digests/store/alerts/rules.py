"""Who asks for alerts of what: subscriptions and followed stories that are told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select

from digests.decisions.alerts.telling import STORY
from digests.model import FollowKind, Status
from digests.store.tables import post, story_follow, subscriber, subscription
from digests.store.tables.base import ALERTING, ALERTING_SQLITE
from digests.store.transaction import Tx

_AT_ONCE = 4_000  # values of one statement: SQLite takes 32,766


class Asking(NamedTuple):
    """A rule: ``target`` of a followed story is the story. It holds for posts after ``after``.

    ``filters`` are the standing queries that a post must answer besides: the rule's own, its subscriber's.
    """

    subscriber: int
    kind: str
    target: int
    after: int
    filters: frozenset[int] = frozenset()


async def subscriptions(
    tx: Tx, kind: FollowKind, targets: Collection[int], queries: Collection[int]
) -> list[Asking]:
    """The subscriptions to these targets that are alerts; of those with a filter only what it found.

    ``queries``: the standing queries that any of the posts answers, and all filters that only exclude.
    """
    wanted = ALERTING_SQLITE if tx.dialect.name == "sqlite" else ALERTING
    of = subscription.c
    columns = (of.subscriber_id, of.kind, of.target_id, of.alert_after, of.query_id, subscriber.c.query_id)
    query = select(*columns, subscriber.c.status).join(subscriber).where(wanted)
    answered, found = {0, *queries}, list[Asking]()
    for some in _stretches(targets):
        for filters in _stretches(answered):
            asked = query.where(of.kind == kind, of.target_id.in_(some), of.query_id.in_(filters))
            found += [_asking(*row[:6]) for row in await tx.execute(asked) if _is_heard(row.status)]
    return found


def _is_heard(status: str) -> bool:
    """Asked of what was found: a condition would have SQLite walk through all who are active."""
    return Status(status) is Status.ACTIVE


def _asking(subscriber_id: int, kind: str, target: int, after: int, *filters: int) -> Asking:
    return Asking(subscriber_id, kind, target, after, frozenset(filters) - {0})


async def story_follows(tx: Tx, stories: Collection[int]) -> list[Asking]:
    """Those who follow these stories and want to be told at once."""
    wanted = ALERTING_SQLITE if tx.dialect.name == "sqlite" else ALERTING
    of = story_follow.c
    columns = (of.subscriber_id, post.c.story_id, of.alert_after, subscriber.c.status)
    query = select(*columns).join(post, post.c.id == of.post_id).join(subscriber).where(wanted)
    found = list[Asking]()
    for some in _stretches(stories):
        rows = await tx.execute(query.where(post.c.story_id.in_(some)))
        found += [Asking(row[0], STORY, row[1], row[2]) for row in rows if _is_heard(row.status)]
    return found


async def still_on(tx: Tx, ids: Collection[int]) -> set[tuple[int, str, int]]:
    """(subscriber, kind, target) of the rules that these subscribers have now; of stories as they are now."""
    of, followed = subscription.c, story_follow.c
    mine = select(of.subscriber_id, of.kind, of.target_id).where(of.subscriber_id.in_(ids), of.alert)
    stories = select(followed.subscriber_id, post.c.story_id).join(post, post.c.id == followed.post_id)
    rows = await tx.execute(stories.where(followed.subscriber_id.in_(ids), followed.alert))
    found = {(row[0], STORY, row[1]) for row in rows}
    return found | {(row[0], row[1], row[2]) for row in await tx.execute(mine)}


def _stretches(values: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(values)
    return (ordered[n : n + _AT_ONCE] for n in range(0, len(ordered), _AT_ONCE))
