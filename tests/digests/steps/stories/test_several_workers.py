"""What several workers write at the same time: posts that come, change and go, stories, admins, pruning."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from digests.errors import BadInput
from digests.model import Batch, Entry, Feed
from digests.services.stories.story_admin import StoryAdmin
from digests.steps import Kept, Prune, Stories
from digests.steps.refresh.store_batch import Refreshed, StoreBatch
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.posts.label_lists import LABELS
from digests.store.tables import ARTICLE, post, story_member, unjudged
from tests.conftest import NOW
from tests.digests.steps.refresh.test_batch_rows import labelled, miscounted, reading, repeat, workers
from tests.digests.steps.stories.test_stories import CABLE, WINDOW
from tests.digests.steps.world import World, an_entry

__all__ = ["workers"]

FEEDS, BATCHES, EVENTS = 6, 6, 4
PLACES = ("Lisbon", "Casablanca", "Sines", "Rabat", "Portugal", "Morocco", "Atlas")


def a_report(chosen: random.Random, feed: int, event: int) -> Entry:
    """One of the ways in which an event is told: the same places and figures, whatever else changes."""
    title, text = chosen.choice(CABLE)
    for place in PLACES:
        title, text = title.replace(place, f"{place}{event}"), text.replace(place, f"{place}{event}")
    uid, figures = f"event-{event}", text.replace("1,100", f"{event + 2},100")
    return an_entry(event, uid=uid, title=title, text=figures, link=f"https://{feed}.example/{event}")


def told(feed: Feed, number: int, chosen: random.Random) -> Batch:
    """As other feeds, and reports of events, of which one may be taken back or told in other words again."""
    usual = reading(feed.id, number, chosen)
    reports = [a_report(chosen, feed.id, chosen.randrange(EVENTS)) for _ in range(2)]
    reports = [replace(each, published=NOW) for each in {each.uid: each for each in reports}.values()]
    gone = (*usual.gone, f"event-{chosen.randrange(EVENTS)}") if chosen.random() < 0.3 else usual.gone
    entries = (*usual.entries, *(labelled(each, chosen) for each in reports if each.uid not in gone))
    return Batch(entries, gone=gone)


async def read(store: Store, feed: Feed) -> None:
    chosen, keep = random.Random(feed.id), StoreBatch(store, lambda _: "en")
    for number in range(BATCHES):
        await keep.batch(feed, told(feed, number, chosen), NOW, None, Refreshed())


async def decide(admin: StoryAdmin, chosen: random.Random) -> None:
    """An admin parts or joins whatever there is."""
    one, other = chosen.randrange(1, 200), chosen.randrange(1, 200)
    with suppress(BadInput):
        if chosen.random() < 0.5:
            await admin.part(one, actor="cli", now=NOW)
        else:
            await admin.join(one, other, actor="cli", now=NOW)
    await asyncio.sleep(0.02)


@pytest.mark.long
async def test_stories_stay_whole_whoever_writes(world: World, workers: list[Store]) -> None:
    ids = [await world.feed(f"https://example.org/{n}", f"own {n}") for n in range(FEEDS)]
    async with world.store.read() as tx:
        found = [feed for each in ids if (feed := await feeds.get(tx, each))]
    end, chosen = asyncio.Event(), random.Random(1)
    steps = [Stories(each, lambda: NOW, WINDOW) for each in workers]
    prune, admin = Prune(workers[0], Kept(posts=30), lambda: NOW), StoryAdmin(workers[1])
    rounds = [*(step.due for step in steps), prune.due, lambda: decide(admin, chosen)]
    others = [asyncio.create_task(repeat(due, end)) for due in rounds]
    await asyncio.gather(*(read(workers[n % len(workers)], feed) for n, feed in enumerate(found)))
    end.set()
    await asyncio.gather(*others)
    while await steps[0].due() or await prune.due():
        pass
    for step in steps:
        await step.due()
    assert await miscounted(world.store) == []
    stories = await whole(world.store)
    assert len(set(stories.values())) < len(stories), "some were joined"
    for step in steps:
        assert step._window is not None
        known = step._window.index.stories()
        assert partition(known) == partition({article: stories[article] for article in known})


def partition(stories: dict[int, int]) -> set[frozenset[int]]:
    """Which articles are together, whatever their stories are called."""
    together: dict[int, set[int]] = {}
    for article, story in stories.items():
        together.setdefault(story, set()).add(article)
    return {frozenset(each) for each in together.values()}


async def whole(store: Store) -> dict[int, int]:
    """Hold that each story is one, by what its rows say; the story of each article."""
    async with store.read() as tx:
        query = select(post.c.id, ARTICLE, post.c.story_id, post.c.gone).where(post.c.story_id.is_not(None))
        rows = [tuple(row) for row in await tx.execute(query.order_by(post.c.gone, post.c.id))]
        first: dict[int, int] = {}
        stories: dict[int, int] = {}
        for number, article, story, _ in rows:
            assert stories.setdefault(article, story) == story, "copies are together"
            assert first.setdefault(story, number) == story, "it is known by its first post"
        members = (await tx.execute(select(story_member.c.article_id, story_member.c.story_id))).all()
        assert [row for row in members if stories[row[0]] != row[1]] == []
        assert (await tx.execute(select(func.count()).select_from(unjudged))).scalar() == 0
        for labels in LABELS:
            shown = select(labels.links.c.post_id, labels.target, labels.links.c.hidden)
            first_seen: dict[tuple[int, int], int] = {}
            for number, target, hidden in sorted(await tx.execute(shown), key=tuple):
                [(article, story, gone)] = [row[1:] for row in rows if row[0] == number]
                wanted = not gone and first_seen.setdefault((story, target), number) == number
                assert hidden is not wanted, (number, article, story, target)
    return stories
