"""Refresh: read a feed, decide what is new, store it, find copies of stories that we have."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests import polling
from digests.articles import Articles
from digests.copies import same_story
from digests.errors import BadInput, SourceError, Unreachable, pack
from digests.intake import Draft, decide
from digests.model import Batch, CategoryName, Feed, FeedKind, Problem, Tag
from digests.ports import Source
from digests.similarity import StoryIndex
from digests.store import Store, Tx, feeds, filing, labels, posts
from digests.tidy import stored_uid

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
STORY_WINDOW = timedelta(hours=72)
GENERAL = CategoryName("general", "综合 General")

Progress = Callable[[int, int], None]
Detect = Callable[[str], str]


@dataclass(slots=True)
class Refreshed:
    """What one refresh did."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)


class Refresh:
    """The step that keeps a feed's posts up to date."""

    def __init__(
        self, store: Store, source: Source, articles: Articles, *, backlog: int, detect: Detect
    ) -> None:
        self._store = store
        self._source = source
        self._articles = articles
        self._backlog = backlog
        self._detect = detect
        self._index: StoryIndex | None = None

    async def __call__(self, feed_id: int, now: datetime, progress: Progress | None = None) -> Refreshed:
        """Refresh one feed now; record the outcome; raise ``SourceError`` when it could not be read."""
        async with self._store.write() as tx:
            feed = await feeds.claim(tx, feed_id, now + LEASE)
        if feed is None:
            raise BadInput("unknown_feed", id=feed_id)
        return await self._run(feed, now, progress)

    async def due(self, now: datetime) -> int:
        """Refresh the due feed that has waited longest; its failure is recorded and stops nobody."""
        async with self._store.write() as tx:
            feed = await feeds.claim_due(tx, now, now + LEASE)
        if feed is None:
            return 0
        try:
            await self._run(feed, now, None)
        except SourceError as error:
            log.warning("feed %d: %s", feed.id, error)
        except Exception:
            log.exception("feed %d", feed.id)
        return 1

    async def _run(self, feed: Feed, now: datetime, progress: Progress | None) -> Refreshed:
        try:
            done = await self._read(feed, now, progress)
        except SourceError as error:
            await self._record_failure(feed, error, now)
            raise
        except Exception:
            await self._record_failure(feed, Unreachable("internal"), now)
            raise
        await self._record_success(feed, now)
        await self._articles.read(done.fresh)  # their points are wanted soon; make them now
        return done

    async def _read(self, feed: Feed, now: datetime, progress: Progress | None) -> Refreshed:
        done = Refreshed()
        async with self._store.read() as tx:
            state = await feeds.state(tx, feed.id)
        first = feed.last_success is None
        async for batch in self._source.read(feed, state):
            left = max(0, self._backlog - len(done.fresh)) if first else None
            await self._store_batch(feed, batch, now, left, done)
            if progress:
                progress(batch.done, batch.total)
        return done

    async def _store_batch(
        self, feed: Feed, batch: Batch, now: datetime, left: int | None, done: Refreshed
    ) -> None:
        """One batch is one commit: entries and what the source remembers of them cannot part."""
        index = await self._stories(now)
        async with self._store.write() as tx:
            if batch.title:
                await feeds.name(tx, feed.id, batch.title)
            uids = [stored_uid(entry.uid) for entry in batch.entries]
            known = await posts.known(tx, feed.id, uids)
            versions = {uid: version for uid, (_, version) in known.items()}
            intake = decide(batch.entries, versions, now, fresh_left=left, detect=self._detect)
            outlet = (feed.title or batch.title) if feed.kind is FeedKind.WEB else ""
            ids = await self._insert(tx, feed, outlet, intake.new, now)
            await self._update(tx, feed, outlet, intake.changed, {uid: n for uid, (n, _) in known.items()})
            await self._find_copies(tx, intake.new, ids, index)
            gone = await posts.mark_gone(tx, feed.id, [stored_uid(uid) for uid in batch.gone])
            await filing.hide(tx, gone)
            await feeds.remember(tx, feed.id, batch, now)
        done.new += len(intake.new)
        done.changed += len(intake.changed)
        done.same += intake.same
        done.gone += len(gone)
        done.problems += batch.problems
        done.fresh += [ids[draft.entry.uid] for draft in intake.new if draft.fresh]

    async def _insert(
        self, tx: Tx, feed: Feed, outlet: str, drafts: Sequence[Draft], now: datetime
    ) -> dict[str, int]:
        rows = [
            _row(draft, outlet) | {"feed_id": feed.id, "uid": draft.entry.uid, "stored": now}
            for draft in drafts
        ]
        for row, draft in zip(rows, drafts, strict=True):
            row |= {"published": draft.published, "fresh": draft.fresh}
        ids = await posts.insert_posts(tx, rows)
        await filing.file(tx, await _filed(tx, feed, [(ids[d.entry.uid], d) for d in drafts]))
        return ids

    async def _update(
        self, tx: Tx, feed: Feed, outlet: str, drafts: Sequence[Draft], ids: dict[str, int]
    ) -> None:
        for draft in drafts:
            await posts.update_post(tx, ids[draft.entry.uid], _row(draft, outlet))
        changed = [(ids[draft.entry.uid], draft) for draft in drafts]
        await filing.refile(tx, await _filed(tx, feed, changed))
        await filing.settle(tx, [post_id for post_id, _ in changed])

    # ----------------------------------------------------------------- one copy of each story

    async def _stories(self, now: datetime) -> StoryIndex:
        if self._index is None:
            self._index = StoryIndex()
            async with self._store.read() as tx:
                for post_id, simhash, published in await posts.fingerprints(tx, now - STORY_WINDOW):
                    self._index.add(post_id, simhash, published)
        return self._index

    async def _find_copies(
        self, tx: Tx, drafts: Sequence[Draft], ids: dict[str, int], index: StoryIndex
    ) -> None:
        exact = await posts.with_content(tx, [draft.content_key for draft in drafts])
        copies = []
        for draft in drafts:
            post_id = ids[draft.entry.uid]
            near = index.find(draft.simhash, draft.published)
            candidates = {n for n in (*exact.get(draft.content_key, ()), *near) if n < post_id}
            story = await _story_among(tx, post_id, sorted(candidates))
            if story is not None:
                await posts.join_story(tx, post_id, story)
                copies.append(post_id)
            index.add(post_id, draft.simhash, draft.published)
        if copies:
            await filing.settle(tx, copies)

    # ----------------------------------------------------------------- health

    async def _record_success(self, feed: Feed, now: datetime) -> None:
        async with self._store.write() as tx:
            times = await feeds.recent_times(tx, feed.id, now - timedelta(days=28))
            interval = polling.interval(times, now)
            at = polling.next_fetch(now, interval, feed.id)
            seconds = int(interval.total_seconds())
            await feeds.succeeded(tx, feed.id, now=now, next_fetch=at, interval=seconds)

    async def _record_failure(self, feed: Feed, error: SourceError, now: datetime) -> None:
        wait = error.retry_after if isinstance(error, Unreachable) else None
        at = polling.after_error(now, feed.failures + 1, feed.id, retry_after=wait)
        async with self._store.write() as tx:
            packed = pack(error.code, error.params)
            await feeds.failed(tx, feed.id, error=packed, now=now, next_fetch=at)


def _row(draft: Draft, outlet: str) -> dict[str, object]:
    """The columns of an entry's content; where it names no source, the feed that it stands in is one."""
    entry = draft.entry
    return {
        "version": draft.version,
        "title": entry.title,
        "text": entry.text,
        "link": entry.link,
        "source": (entry.source or outlet)[:300],
        "digest": entry.digest,
        "lang": draft.lang,
        "length": len(entry.text),
        "content_key": draft.content_key,
        "simhash": draft.simhash,
    }


def categories_of(feed: Feed, stated: Sequence[CategoryName]) -> tuple[CategoryName, ...]:
    """The category that the admin gave the feed, then those that the entry states; never none."""
    given = (CategoryName(feed.category.slug, feed.category.title),) if feed.category else ()
    return (*given, *stated) or (GENERAL,)


async def _filed(tx: Tx, feed: Feed, drafts: Sequence[tuple[int, Draft]]) -> list[filing.Filed]:
    grouped = {post_id: categories_of(feed, draft.entry.categories) for post_id, draft in drafts}
    slugs = await labels.ensure_categories(tx, [name for names in grouped.values() for name in names])
    tags: list[Tag] = [tag for _, draft in drafts for tag in draft.entry.tags]
    keys = await labels.ensure_tags(tx, tags)
    return [
        filing.Filed(
            post_id,
            draft.published,
            [slugs[name.slug] for name in grouped[post_id] if name.slug],
            [keys[tag.key] for tag in draft.entry.tags if tag.key],
        )
        for post_id, draft in drafts
    ]


async def _story_among(tx: Tx, post_id: int, candidates: Sequence[int]) -> int | None:
    if not candidates:
        return None
    read = await posts.read(tx, [post_id, *candidates])
    mine = read[post_id]
    return next((read[n].story for n in candidates if n in read and same_story(mine, read[n])), None)
