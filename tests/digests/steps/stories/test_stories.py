"""Articles that tell one event become one story, whatever comes, changes, goes or is killed meanwhile."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from digests.model import Entry
from digests.steps import Stories
from digests.store import tables
from digests.store.posts import full_posts, pages
from tests.digests.steps.world import World, an_entry

A, B, C = "https://a.example/rss", "https://b.example/rss", "https://c.example/rss"
WINDOW = timedelta(hours=72)
CABLE = (
    (
        "Undersea cable between Lisbon and Casablanca goes live",
        "The submarine cable that links Lisbon in Portugal with Casablanca in Morocco carried its first data on"
        " Monday, its operator said. The cable is 1,100 kilometres long and carries 72 terabits per second.",
    ),
    (
        "Portugal-Morocco submarine cable carries first data",
        "A 1,100 kilometre submarine cable between Lisbon and Casablanca went live on Monday. According to its"
        " operator the cable linking Portugal with Morocco can carry 72 terabits a second.",
    ),
    (
        "Lisbon-Casablanca cable opens for traffic",
        "Data began to flow on Monday through the submarine cable from Lisbon to Casablanca, 1,100 kilometres"
        " long. The cable between Portugal and Morocco has room for 72 terabits per second, its operator said.",
    ),
)


def a_report(n: int, world: World, **values: object) -> Entry:
    """The cable as one of three papers tells it."""
    title, text = CABLE[n]
    said = {"uid": f"cable-{n}", "title": title, "text": text, "link": f"https://{n}.example/cable"}
    return an_entry(n, **(said | {"published": world.now} | values))


async def judged(world: World, step: Stories | None = None) -> Stories:
    step = step or Stories(world.store, lambda: world.now, WINDOW)
    while await step.due():
        pass
    return step


async def stories(world: World) -> dict[int, int]:
    """The story of each post."""
    async with world.store.read() as tx:
        rows = await tx.execute(select(tables.post.c.id, tables.post.c.story_id).order_by(tables.post.c.id))
        return {row[0]: row[1] for row in rows}


async def listed(world: World, slug: str = "news") -> list[int]:
    """What the list of a category shows; its count agrees."""
    found = await world.catalogue.category(slug)
    page = await world.browse.latest(None)
    async with world.store.read() as tx:
        from digests.model import FollowKind

        rows = await pages.of_label(tx, FollowKind.CATEGORY, found.id, None, 100)
    assert found.posts == len(rows)
    assert len(page.posts) == page.total
    return sorted(post_id for post_id, _ in rows)


async def told(world: World, *reports: int) -> None:
    """As many papers, a feed each, tell of the cable, among other news."""
    for n in reports:
        feed = await world.feed(f"https://{n}.example/rss")
        other = an_entry(n, uid=f"other-{n}", published=world.now)
        await world.comes_in(feed, f"https://{n}.example/rss", a_report(n, world), other)


async def test_reports_of_one_event_become_one_story(world: World) -> None:
    await told(world, 0, 1, 2)
    assert len(await listed(world)) == 6
    await judged(world)
    assert await stories(world) == {1: 1, 2: 2, 3: 1, 4: 4, 5: 1, 6: 6}
    assert await listed(world) == [1, 2, 4, 6]
    async with world.store.read() as tx:
        read = await full_posts.read(tx, [1, 3, 5])
        [first, *_] = (await tx.execute(select(tables.story_member))).all()
    assert [post.article for post in read.values()] == [1, 3, 5]
    assert (first.article_id, first.story_id, first.by) == (3, 1, "bot")
    assert first.terms
    assert first.score > 0
