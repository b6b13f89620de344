"""Keep: store one batch of a reading, in one commit with what the source remembers of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from digests.identity import recognise
from digests.intake import Draft, Intake, decide, mark, unique
from digests.model import Batch, CategoryName, Entry, Feed, FeedKind, Problem, Tag
from digests.steps.merge import Found, Merge
from digests.store import Store, Tx, feed_memory, feeds, filing, labels, posts, word_index
from digests.tidy import stored_uid

GENERAL = CategoryName("general", "综合 General")

Detect = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do: which entries are new and changed, and the posts (id, version) known by uid."""

    intake: Intake
    known: Mapping[str, tuple[int, str]]


@dataclass(slots=True)
class Refreshed:
    """What a refresh did; ``fresh`` are the ids of posts that count as new, ``stale`` counts the others."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    stale: int = 0
    problems: list[Problem] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)


class Keep:
    """Decides what of a batch is new and writes it."""

    def __init__(self, store: Store, detect: Detect) -> None:
        self._store = store
        self._detect = detect
        self._merge = Merge(store)

    async def batch(self, feed: Feed, batch: Batch, now: datetime, left: int | None, done: Refreshed) -> None:
        """Store a batch and add up what it did; ``left`` bounds how many of it count as new."""
        plan = await self.plan(feed, batch, now, left)
        intake = plan.intake
        copies = await self._merge.find(feed.id, intake.new)
        ids, gone = await self._store.writing(
            lambda tx: _write(tx, feed, batch, intake, plan.known, copies, now)
        )
        self._merge.remember(intake.new, ids)
        done.new += len(intake.new)
        done.changed += len(intake.changed)
        done.same += intake.same
        done.gone += gone
        done.problems += batch.problems
        done.stale += sum(1 for draft in intake.new if not draft.fresh)
        done.fresh += [ids[draft.entry.uid] for draft in intake.new if draft.fresh]

    async def plan(self, feed: Feed, batch: Batch, now: datetime, left: int | None) -> Plan:
        """Decide what of a batch is new and what has changed; nothing is written."""
        entries = await asyncio.to_thread(unique, batch.entries)
        uids = [entry.uid for entry in entries]
        known = await self._store.reading(lambda tx: posts.known(tx, feed.id, uids))
        if feed.kind is FeedKind.WEB and feed.last_success is not None and len(known) < len(entries):
            entries = await self._recognise(feed, entries, known, now)
        intake = await asyncio.to_thread(
            partial(
                decide,
                entries,
                {uid: version for uid, (_, version) in known.items()},
                now,
                fresh_left=left,
                detect=self._detect,
            )
        )
        return Plan(intake, known)

    async def _recognise(
        self, feed: Feed, entries: list[Entry], known: dict[str, tuple[int, str]], now: datetime
    ) -> list[Entry]:
        """Entries that only come under another uid take back the one that they had; ``known`` grows."""
        stated = [entry.uid for entry in entries]
        new = [entry for entry in entries if entry.uid not in known]
        marks = await asyncio.to_thread(lambda: [mark(entry, now) for entry in new])
        keys = [each.content_key for each in marks]
        times = [each.published for each in marks if each.published]
        found = await self._store.reading(lambda tx: posts.earlier(tx, feed.id, keys, times, stated))
        before = recognise(marks, found)
        known |= {post.uid: (post.id, post.version) for post in before.values()}
        return [
            replace(entry, uid=before[entry.uid].uid) if entry.uid in before else entry for entry in entries
        ]


async def _write(
    tx: Tx,
    feed: Feed,
    batch: Batch,
    intake: Intake,
    known: Mapping[str, tuple[int, str]],
    copies: Found,
    now: datetime,
) -> tuple[dict[str, int], int]:
    if batch.title:
        await feeds.name(tx, feed.id, batch.title)
    outlet = (feed.title or batch.title) if feed.kind is FeedKind.WEB else ""
    ids = await _insert(tx, feed, outlet, intake.new, now)
    await _join(tx, copies, ids)
    await _update(tx, feed, outlet, intake.changed, {uid: post_id for uid, (post_id, _) in known.items()})
    gone = await posts.mark_gone(tx, feed.id, [stored_uid(uid) for uid in batch.gone])
    if gone:
        await filing.hide(tx, gone)
    changed = [known[draft.entry.uid][0] for draft in intake.changed]
    await word_index.mark(tx, [*ids.values(), *changed, *gone])
    await feed_memory.remember(tx, feed.id, batch, now)
    return ids, len(gone)


async def _insert(tx: Tx, feed: Feed, outlet: str, drafts: Sequence[Draft], now: datetime) -> dict[str, int]:
    rows = [
        _row(draft, outlet)
        | {
            "feed_id": feed.id,
            "uid": draft.entry.uid,
            "stored": now,
            "published": draft.published,
            "fresh": draft.fresh,
        }
        for draft in drafts
    ]
    ids = await posts.insert_posts(tx, rows)
    await filing.file(tx, await _filed(tx, feed, [(ids[draft.entry.uid], draft) for draft in drafts]))
    return ids


async def _join(tx: Tx, copies: Found, ids: Mapping[str, int]) -> None:
    """Give copies the story of what they copy: of a post, or of an earlier entry of this batch."""
    if not copies:
        return
    stories: dict[str, int] = {}
    for uid, original in copies.items():
        stories[uid] = original if isinstance(original, int) else stories.get(original, ids[original])
    await posts.join_stories(tx, {ids[uid]: story for uid, story in stories.items()})
    await filing.settle(tx, [ids[uid] for uid in copies])


async def _update(tx: Tx, feed: Feed, outlet: str, drafts: Sequence[Draft], ids: Mapping[str, int]) -> None:
    if not drafts:
        return
    await posts.update_posts(tx, {ids[draft.entry.uid]: _row(draft, outlet) for draft in drafts})
    changed = [(ids[draft.entry.uid], draft) for draft in drafts]
    await filing.refile(tx, await _filed(tx, feed, changed))
    await filing.settle(tx, [post_id for post_id, _ in changed])


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
