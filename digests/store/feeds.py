"""Feeds: what is polled, its health, and what its source remembers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, case, delete, func, insert, literal, or_, select, update

from digests import polling
from digests.errors import pack
from digests.hosts import host_of
from digests.model import NO_ACCESS, Access, Batch, Category, Feed, FeedKind, FeedState, Move, Pace, Wishes
from digests.store.columns import Instant
from digests.store.tables import category, feed, feed_access, feed_problem, feed_state, post
from digests.store.transaction import Tx
from digests.store.upsert import upsert

_PROBLEMS_KEPT = 200


def select_feeds() -> Select[Any]:
    """Feeds with their categories."""
    named = (category.c.slug, category.c.title.label("category_title"))
    return select(feed, *named).outerjoin(category, category.c.id == feed.c.category_id)


def feed_of(row: Row[Any], access: Access | None = None) -> Feed:
    """A row of ``select_feeds``; with ``access`` only for who fetches it."""
    grouping = Category(row.category_id, row.slug, row.category_title) if row.category_id else None
    return Feed(
        id=row.id,
        address=row.address,
        kind=FeedKind(row.kind),
        title=row.title,
        format=row.format,
        category=grouping,
        state=FeedState(row.state),
        etag=row.etag,
        modified=row.modified,
        interval=row.interval,
        next_fetch=row.next_fetch,
        last_success=row.last_success,
        failures=row.failures,
        failing_since=row.failing_since,
        error=row.error,
        posts=row.posts,
        every=row.every,
        full_text=row.full_text,
        closed=row.closed,
        pace=Pace(row.recent_posts, row.recent_first, row.recent_last),
        wishes=Wishes(row.wish_seconds, _numbers(row.wish_hours), _numbers(row.wish_days)),
        move=Move(row.moved_to, row.moved_times, row.moved_since),
        access=access or NO_ACCESS,
    )


def _numbers(packed: str) -> tuple[int, ...]:
    return tuple(int(each) for each in packed.split(",") if each)


async def add(
    tx: Tx,
    *,
    address: str,
    kind: FeedKind,
    title: str,
    category_id: int | None,
    now: datetime,
    next_fetch: datetime,
    every: int | None = None,
    full_text: bool = False,
) -> int:
    """Store a new feed; return its id."""
    values = {
        "host": host_of(address),
        "every": every,
        "full_text": full_text,
        "address": address,
        "kind": kind,
        "title": title,
        "category_id": category_id,
        "state": FeedState.ACTIVE,
        "next_fetch": next_fetch,
        "created": now,
    }
    return int((await tx.execute(insert(feed).values(values).returning(feed.c.id))).scalar_one())


async def get(tx: Tx, feed_id: int) -> Feed | None:
    """One feed by its id."""
    row = (await tx.execute(select_feeds().where(feed.c.id == feed_id))).first()
    return feed_of(row) if row else None


async def by_address(tx: Tx, address: str) -> Feed | None:
    """One feed by its canonical address, removed ones included."""
    row = (await tx.execute(select_feeds().where(feed.c.address == address))).first()
    return feed_of(row) if row else None


async def every(tx: Tx) -> tuple[Feed, ...]:
    """All feeds that were not removed, by id."""
    rows = await tx.execute(select_feeds().where(feed.c.state != FeedState.REMOVED).order_by(feed.c.id))
    return tuple(feed_of(row) for row in rows)


async def page(tx: Tx, first: int, size: int, now: datetime, *, failing: bool) -> tuple[Feed, ...]:
    """``size`` feeds from the 0-based ``first`` on, failing and ended ones first, then by title."""
    sick = or_(_is_failing(now), feed.c.state == FeedState.ENDED)
    where = [feed.c.state != FeedState.REMOVED, *([sick] if failing else [])]
    order = (~sick, func.lower(feed.c.title), feed.c.id)
    rows = await tx.execute(select_feeds().where(*where).order_by(*order).offset(first).limit(size))
    return tuple(feed_of(row) for row in rows)


class Counts(NamedTuple):
    """How many feeds are well, failing, paused and ended."""

    ok: int
    failing: int
    paused: int
    ended: int


async def counts(tx: Tx, now: datetime) -> Counts:
    """Count the feeds that were not removed."""

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    failing = _is_failing(now)
    active = and_(feed.c.state == FeedState.ACTIVE, ~failing)
    paused, ended = feed.c.state == FeedState.PAUSED, feed.c.state == FeedState.ENDED
    row = (await tx.execute(select(count(active), count(failing), count(paused), count(ended)))).one()
    return Counts(*(int(value) for value in row))


def _is_failing(now: datetime) -> Any:
    """``polling.is_failing`` as a condition; never NULL, so that it can be negated."""
    since = func.coalesce(feed.c.failing_since, literal(now, Instant()))
    return and_(
        feed.c.state == FeedState.ACTIVE,
        feed.c.failures >= polling.FAILING_ERRORS,
        since <= now - polling.FAILING_AFTER,
    )


async def change(tx: Tx, feed_id: int, **values: Any) -> None:
    """Set columns of a feed."""
    await tx.execute(update(feed).where(feed.c.id == feed_id).values(values))


async def remember(tx: Tx, feed_id: int, batch: Batch, now: datetime) -> None:
    """Keep what the source wants back at the next reading, and what it could not read in this one."""
    values: dict[str, Any] = {}
    if batch.etag is not None:
        values["etag"] = batch.etag
    if batch.modified is not None:
        values["modified"] = batch.modified
    if batch.format:
        values["format"] = batch.format
    if batch.wishes is not None:
        wishes = batch.wishes
        values |= {
            "wish_seconds": wishes.seconds,
            "wish_hours": ",".join(map(str, wishes.hours)),
            "wish_days": ",".join(map(str, wishes.days)),
        }
    if values:
        await change(tx, feed_id, **values)
    if batch.state is not None:
        await upsert(tx, feed_state, {"feed_id": feed_id, "state": batch.state})
    for problem in batch.problems[:_PROBLEMS_KEPT]:
        error = pack(problem.code, problem.params)
        row = {"feed_id": feed_id, "place": problem.place[:400], "error": error, "seen": now}
        await upsert(tx, feed_problem, row)


async def name(tx: Tx, feed_id: int, title: str) -> None:
    """Take the feed's own title where an admin has not given one."""
    await tx.execute(update(feed).where(feed.c.id == feed_id, feed.c.title == "").values(title=title[:300]))


async def problems(tx: Tx, feed_id: int) -> tuple[tuple[str, str], ...]:
    """(place, packed error) of what could not be read."""
    query = select(feed_problem.c.place, feed_problem.c.error).where(feed_problem.c.feed_id == feed_id)
    return tuple((row.place, row.error) for row in await tx.execute(query.order_by(feed_problem.c.place)))


async def forget_problem(tx: Tx, feed_id: int, places: Sequence[str]) -> None:
    """What stood in the way at these places does so no more."""
    where = (feed_problem.c.feed_id == feed_id, feed_problem.c.place.in_([each[:400] for each in places]))
    await tx.execute(delete(feed_problem).where(*where))


async def state(tx: Tx, feed_id: int) -> str:
    """What the source remembered, an empty string before the first reading."""
    query = select(feed_state.c.state).where(feed_state.c.feed_id == feed_id)
    return (await tx.execute(query)).scalar() or ""


async def recent_times(tx: Tx, feed_id: int, since: datetime) -> tuple[datetime, ...]:
    """When the newest posts of a feed since then were published, oldest first; 5,000 at most."""
    query = select(post.c.published).where(post.c.feed_id == feed_id, post.c.published >= since)
    rows = await tx.execute(query.order_by(post.c.published.desc()).limit(5000))
    return tuple(row.published for row in rows)[::-1]


async def latest_times(tx: Tx, feed_id: int, count: int) -> tuple[datetime, ...]:
    """When the ``count`` newest posts of a feed were published, oldest first."""
    query = select(post.c.published).where(post.c.feed_id == feed_id)
    rows = await tx.execute(query.order_by(post.c.published.desc()).limit(count))
    return tuple(row.published for row in rows)[::-1]


async def read_anew(tx: Tx, feed_id: int) -> None:
    """Have the next fetch read all that the feed states, changed or not."""
    await change(tx, feed_id, etag="", modified="")
    await tx.execute(delete(feed_state).where(feed_state.c.feed_id == feed_id))


async def move(tx: Tx, feed_id: int, address: str) -> None:
    """Store another address; what a redirect said before counts no more."""
    forgotten = {"moved_to": "", "moved_times": 0, "moved_since": None}
    await change(tx, feed_id, address=address, host=host_of(address), **forgotten)


async def silent(tx: Tx, before: datetime) -> tuple[Feed, ...]:
    """Active feeds that are read well and whose last post came before then."""
    where = (feed.c.state == FeedState.ACTIVE, feed.c.failures == 0, feed.c.recent_last < before)
    return tuple(feed_of(row) for row in await tx.execute(select_feeds().where(*where)))


async def forget_removed(tx: Tx, before: datetime) -> None:
    """Of feeds that were removed before then, drop logins and what their sources remember; posts stay."""
    gone = select(feed.c.id).where(feed.c.state == FeedState.REMOVED, feed.c.closed < before)
    for table in (feed_access, feed_state, feed_problem):
        await tx.execute(delete(table).where(table.c.feed_id.in_(gone)))


async def longest_erring(tx: Tx, count: int) -> tuple[Feed, ...]:
    """Active feeds whose latest fetch did not work, those first that have not been read for longest."""
    where = (feed.c.state == FeedState.ACTIVE, feed.c.failures > 0)
    order = (feed.c.failing_since, feed.c.id)
    rows = await tx.execute(select_feeds().where(*where).order_by(*order).limit(count))
    return tuple(feed_of(row) for row in rows)


async def longest_failing(tx: Tx, count: int, now: datetime) -> tuple[Feed, ...]:
    """Those that fail for long, the longest first."""
    order = (feed.c.failing_since, feed.c.id)
    rows = await tx.execute(select_feeds().where(_is_failing(now)).order_by(*order).limit(count))
    return tuple(feed_of(row) for row in rows)


async def some(tx: Tx, ids: Collection[int]) -> tuple[Feed, ...]:
    """Those of these numbers that there are, removed ones included."""
    rows = await tx.execute(select_feeds().where(feed.c.id.in_(ids)))
    return tuple(feed_of(row) for row in rows)
