"""What one batch of a reading writes: its posts, where they are filed, and what the source remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from digests.decisions.intake import Draft, Intake
from digests.decisions.normalize import stored_uid
from digests.decisions.ranking.forms import form_of
from digests.model import Batch, CategoryName, Feed, FeedKind
from digests.steps.corrections import notice
from digests.steps.refresh.find_duplicates import Found
from digests.store import Tx, locks
from digests.store.feeds import feed_memory, feeds
from digests.store.locks import Lock
from digests.store.posts import categories, label_lists, posts
from digests.store.posts import tags as tag_rows
from digests.store.search import word_index
from digests.store.stories import marks, membership

GENERAL = CategoryName("general", "综合 General")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do: which entries are new and changed, and the posts (id, version) known by uid."""

    intake: Intake
    known: Mapping[str, tuple[int, str]]


class Labels(NamedTuple):
    """The ids of categories by slug, and of tags by key."""

    slugs: Mapping[str, int]
    keys: Mapping[str, int]


async def ensure_labels(tx: Tx, feed: Feed, intake: Intake) -> Labels:
    """Make the labels that are missing, in a short transaction of its own before that of the posts.

    Batches of different feeds share labels. Made in the midst of a long transaction, they had the others wait
    until it ended, and at worst in a ring.
    """
    drafts = [*intake.new, *intake.changed]
    names = [name for draft in drafts for name in categories_of(feed, draft.entry.categories)]
    tags = [tag for draft in drafts for tag in draft.entry.tags]
    return Labels(await categories.ensure(tx, names), await tag_rows.ensure(tx, tags))


async def write(
    tx: Tx, feed: Feed, batch: Batch, plan: Plan, there: Labels, copies: Found, now: datetime
) -> tuple[dict[str, int], int]:
    """Store a batch in one transaction; the ids of its new posts by uid, and how many are gone."""
    known = {uid: post_id for uid, (post_id, _) in plan.known.items()}
    if copies or plan.intake.changed or batch.gone:  # what stories others tell must not change meanwhile
        await locks.share(tx, Lock.STORIES)
    if batch.title:
        await feeds.name(tx, feed.id, batch.title)
    outlet = (feed.title or batch.title) if feed.kind is FeedKind.WEB else ""
    intake = plan.intake
    ids = await _insert(tx, feed, outlet, intake.new, now)
    await label_lists.file(tx, _filed(feed, intake.new, ids, there))
    await _join(tx, copies, ids)
    changed = {known[draft.entry.uid]: _row(draft, outlet) for draft in intake.changed}
    if changed:
        await notice.changed(tx, {known[draft.entry.uid]: draft for draft in intake.changed}, now)
        await posts.update_posts(tx, changed)
        await label_lists.refile(tx, _filed(feed, intake.changed, known, there))
    gone = await posts.mark_gone(tx, feed.id, [stored_uid(uid) for uid in batch.gone])
    if gone:
        await notice.gone(tx, gone, now)
        await label_lists.settle(tx, gone)
    if other := [*changed, *gone]:
        await membership.rekey(tx, other)
        await marks.mark(tx, other, now, awaited=False)
    await marks.mark(tx, ids.values(), now, awaited=True)
    await word_index.mark(tx, [*ids.values(), *other])
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
    return await posts.insert_posts(tx, rows)


async def _join(tx: Tx, copies: Found, ids: Mapping[str, int]) -> None:
    """Give copies the article that they copy: one that is stored, or an earlier entry of this batch."""
    if not copies:
        return
    articles: dict[str, int] = {}
    for uid, original in copies.items():
        articles[uid] = original if isinstance(original, int) else articles.get(original, ids[original])
    await posts.join_articles(tx, {ids[uid]: article for uid, article in articles.items()})
    await label_lists.settle(tx, [ids[uid] for uid in copies])


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
        "form": form_of(entry.title, entry.text),
        "content_key": draft.content_key,
        "simhash": draft.simhash,
    }


def categories_of(feed: Feed, stated: Sequence[CategoryName]) -> tuple[CategoryName, ...]:
    """The category that the admin gave the feed, then those that the entry states; never none."""
    given = (CategoryName(feed.category.slug, feed.category.title),) if feed.category else ()
    return (*given, *stated) or (GENERAL,)


def _filed(
    feed: Feed, drafts: Sequence[Draft], ids: Mapping[str, int], there: Labels
) -> list[label_lists.Filed]:
    """The lists that posts belong into."""
    return [
        label_lists.Filed(
            ids[draft.entry.uid],
            draft.published,
            [there.slugs[name.slug] for name in categories_of(feed, draft.entry.categories) if name.slug],
            [there.keys[tag.key] for tag in draft.entry.tags if tag.key],
        )
        for draft in drafts
    ]
