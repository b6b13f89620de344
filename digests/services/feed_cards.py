"""Feeds as admins look at them: the list, and the card of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.decisions.credentials import login_of
from digests.model import Attempt, Feed
from digests.store import Tx
from digests.store.feeds import access as logins
from digests.store.feeds import feed_health, feed_memory, feeds, fetches

WEEKS = 8


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A stretch of the list of feeds: 1-based ``first`` of ``total``."""

    feeds: tuple[Feed, ...]
    first: int
    total: int
    ok: int
    failing: int
    paused: int
    ended: int = 0


@dataclass(frozen=True, slots=True)
class FeedCard:
    """One feed with its posts a week, oldest first, what could not be read of it, and its latest fetches.

    ``login`` names what it is fetched with.
    """

    feed: Feed
    weeks: tuple[int, ...]
    per_day: float
    problems: tuple[tuple[str, str], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    login: tuple[str, ...] = ()


async def page(tx: Tx, first: int, size: int, now: datetime, *, failing: bool) -> FeedPage:
    """A page of feeds from the 0-based ``first`` on, failing and ended ones first."""
    listed = await feed_health.page(tx, first, size, now, failing=failing)
    counts = await feed_health.counts(tx, now)
    total = counts.failing + counts.ended if failing else sum(counts)
    return FeedPage(listed, first + 1 if listed else 0, total, *counts)


async def card(tx: Tx, feed: Feed, now: datetime) -> FeedCard:
    """One feed with what an admin wants to know of it."""
    times = await feeds.recent_times(tx, feed.id, now - timedelta(weeks=WEEKS))
    problems = await feed_memory.problems(tx, feed.id)
    attempts = await fetches.attempts(tx, feed.id)
    login = login_of(await logins.of_one(tx, feed.id))
    weeks = by_week(times, now)
    return FeedCard(feed, weeks, weeks[-1] / 7, problems, attempts, login)


def by_week(times: tuple[datetime, ...], now: datetime) -> tuple[int, ...]:
    """How many of the times lie in each of the last ``WEEKS`` weeks, oldest first."""
    counts = [0] * WEEKS
    for each in times:
        ago = (now - each) // timedelta(weeks=1)
        if 0 <= ago < WEEKS:
            counts[WEEKS - 1 - ago] += 1
    return tuple(counts)
