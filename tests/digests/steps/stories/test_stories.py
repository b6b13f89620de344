"""Articles that tell one event become one story, whatever comes, changes, goes or is killed meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from digests.model import Entry, FollowKind
from digests.steps import Build, Stories
from digests.steps.stories.stories import PATIENCE
from digests.store import tables
from digests.store.posts import full_posts, pages
from digests.store.stories import marks
from tests.digests.steps.world import TEXTS, World, an_entry
from tests.fakes import TitlesRenderer

A, B, C = "https://a.example/rss", "https://b.example/rss", "https://c.example/rss"
WINDOW, MINUTE = timedelta(hours=72), timedelta(minutes=1)
CABLE = (
    (
        "Undersea cable between Lisbon and Casablanca goes live",
        "The undersea cable between Lisbon and Casablanca went live on Monday and carried its first data from"
        " Portugal to Morocco. It is 1,100 kilometres long and carries 72 terabits per second, said its"
        " operator Atlas Marine. Ministers of both countries met in Sines to press the button.",
    ),
    (
        "First data through the Lisbon-Casablanca undersea cable",
        "On Monday the first data ran through the undersea cable from Lisbon to Casablanca. Its operator"
        " Atlas Marine says that the cable between Portugal and Morocco, 1,100 kilometres long, carries 72"
        " terabits per second. Universities in Rabat are the first customers.",
    ),
    (
        "Lisbon-Casablanca undersea cable live",
        "The cable of Atlas Marine on the sea floor between Lisbon and Casablanca is live. Since Monday it"
        " carries data between Portugal and Morocco, up to 72 terabits per second over 1,100 kilometres. A"
        " second undersea cable is planned for 2028.",
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
        rows = await pages.of_label(tx, FollowKind.CATEGORY, found.id, None, 100)
    assert found.posts == len(rows)
    assert len(page.posts) == page.total
    return sorted(post_id for post_id, _ in rows)


async def told(world: World, *reports: int) -> None:
    """As many papers, a feed each, tell of the cable, among other news."""
    for n in reports:
        feed = await world.feed(f"https://{n}.example/rss")
        other = an_entry(n, uid=f"other-{n}", published=world.now - MINUTE)
        await world.comes_in(feed, f"https://{n}.example/rss", other, a_report(n, world))


async def test_reports_of_one_event_become_one_story(world: World) -> None:
    await told(world, 0, 1, 2)
    assert len(await listed(world)) == 6
    await judged(world)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 5, 6: 2}
    assert await listed(world) == [1, 2, 3, 5]
    async with world.store.read() as tx:
        read = await full_posts.read(tx, [2, 4, 6])
        [first, *_] = (await tx.execute(select(tables.story_member))).all()
    assert [post.article for post in read.values()] == [2, 4, 6]
    assert (first.article_id, first.story_id, first.by) == (4, 2, "bot")
    assert first.terms
    assert first.score > 0


async def test_what_was_judged_is_known_after_a_restart_and_to_others(world: World) -> None:
    """Each batch is judged by another process, which reads what the one before has stored."""
    first, second = Stories(world.store, lambda: world.now, WINDOW), None
    for n in range(3):
        await told(world, n)
        await judged(world, first if n % 2 else second)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 5, 6: 2}


async def test_what_an_older_version_packed_is_prepared_anew(world: World) -> None:
    await told(world, 0)
    await judged(world)
    async with world.store.write() as tx:
        await tx.execute(update(tables.story_features).values(packed=b"\0of another version"))
    await told(world, 1)
    await judged(world)
    assert (await stories(world))[4] == 2
    async with world.store.read() as tx:
        packed = [row.packed for row in await tx.execute(select(tables.story_features))]
    assert not [each for each in packed if b"another" in each]


async def test_a_failed_batch_leaves_nothing_half_joined(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(world, 0, 1)
    step = Stories(world.store, lambda: world.now, WINDOW)
    with monkeypatch.context() as patched:
        patched.setattr(marks, "done", killed)
        with pytest.raises(ConnectionAbortedError):
            await step.due()
    assert await stories(world) == {n: n for n in range(1, 5)}
    assert len(await listed(world)) == 4
    await judged(world, step)
    assert (await stories(world))[4] == 2


async def killed(*_: object) -> None:
    raise ConnectionAbortedError


async def test_a_copy_that_comes_later_tells_what_its_original_tells(world: World) -> None:
    await told(world, 0, 1)
    await judged(world)
    feed = await world.feed("https://copies.example/rss")
    await world.comes_in(feed, "https://copies.example/rss", a_report(1, world, uid="copy", link=""))
    assert (await stories(world))[5] == 2
    await judged(world)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 2}
    assert await listed(world) == [1, 2, 3]
    async with world.store.read() as tx:
        assert (await full_posts.read(tx, [5]))[5].article == 4


async def test_what_changes_is_judged_again(world: World) -> None:
    await told(world, 0, 1)
    await judged(world)
    other = a_report(1, world, title="Elections in the harbour town", text=TEXTS[7])
    await world.comes_in(2, "https://1.example/rss", other)
    await judged(world)
    assert (await stories(world))[4] == 4, "it leaves the story that it tells no more"
    assert await listed(world) == [1, 2, 3, 4]
    assert await members(world) == {}
    await world.comes_in(2, "https://1.example/rss", a_report(1, world))
    await judged(world)
    assert (await stories(world))[4] == 2, "and comes back to it"
    assert await members(world) == {4: 2}


async def test_who_told_first_may_leave_and_the_others_stay_together(world: World) -> None:
    await told(world, 0, 1, 2)
    step = await judged(world)
    other = a_report(0, world, title="Elections in the harbour town", text=TEXTS[7])
    await world.comes_in(1, "https://0.example/rss", other)
    await judged(world, step)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 4}
    assert await listed(world) == [1, 2, 3, 4, 5]
    assert await members(world) == {4: 4, 6: 4}
    feed = await world.feed("https://late.example/rss")
    await world.comes_in(feed, "https://late.example/rss", a_report(0, world, uid="late", link=""))
    await judged(world, step)
    assert (await stories(world))[7] == 4, "in memory as well"


async def test_a_small_change_moves_nothing(world: World) -> None:
    await told(world, 0, 1)
    await judged(world)
    _, text = CABLE[1]
    await world.comes_in(2, "https://1.example/rss", a_report(1, world, text=f"{text} More follows."))
    await judged(world)
    assert await members(world) == {4: 2}


async def test_a_story_goes_on_without_its_first_post(world: World) -> None:
    await told(world, 0, 1)
    await judged(world)
    world.source.says("https://0.example/rss", gone=("cable-0",))
    await world.refresh(1, world.now)
    assert (await stories(world))[4] == 4
    assert await listed(world) == [1, 3, 4]
    assert [post.id for post in (await world.browse.latest(None)).posts] == [4, 3, 1]
    await judged(world)
    await told(world, 2)
    await judged(world)
    assert (await stories(world))[6] == 4
    await world.comes_in(1, "https://0.example/rss", a_report(0, world))
    assert (await stories(world))[6] == 2, "it comes back, and is the first again"
    assert await listed(world) == [1, 2, 3, 5]


async def members(world: World) -> dict[int, int]:
    """Which articles have joined a story."""
    async with world.store.read() as tx:
        rows = await tx.execute(select(tables.story_member.c.article_id, tables.story_member.c.story_id))
        return {row[0]: row[1] for row in rows}


async def test_an_article_beyond_the_window_is_held_against_nothing(world: World) -> None:
    await told(world, 0)
    await judged(world)
    world.now += WINDOW + 2 * MINUTE
    await told(world, 1)
    await judged(world)
    assert (await stories(world))[4] == 4
    async with world.store.read() as tx:
        kept = [row.article_id for row in await tx.execute(select(tables.story_features))]
    assert sorted(kept) == [3, 4]


async def test_the_posts_of_before_are_joined_in_the_background(world: World) -> None:
    """As after an upgrade: nothing was ever judged, and nothing is marked."""
    await told(world, 0, 1, 2)
    async with world.store.write() as tx:
        await tx.execute(delete(tables.unjudged))
    assert await upto(world) == 6, "no digest waits for them"
    await judged(world)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 5, 6: 2}
    assert await judged(world) is not None
    assert await waiting(world) == 0


async def upto(world: World) -> int:
    async with world.store.read() as tx:
        return await marks.judged_upto(tx, 6, world.now, timedelta(minutes=2))


async def waiting(world: World) -> int:
    async with world.store.read() as tx:
        return (await marks.waiting(tx)).posts


async def test_digests_leave_out_what_is_not_judged_for_a_while(world: World) -> None:
    await told(world, 0)
    await judged(world)
    await told(world, 1, 2)
    assert await upto(world) == 2
    world.now += timedelta(seconds=119)
    assert await upto(world) == 2
    world.now += timedelta(seconds=2)
    assert await upto(world) == 6, "the step stands still: digests go on without it"
    await judged(world)
    assert await upto(world) == 6


async def test_a_digest_tells_nothing_that_is_not_judged(world: World) -> None:
    world.build = Build(world.store, world.articles, TitlesRenderer(), world.queue, PATIENCE)
    await told(world, 0)
    await judged(world)
    await world.reader("news")
    world.now += timedelta(days=1)
    feed = await world.feed("https://1.example/rss")
    late = a_report(1, world, published=world.now - timedelta(hours=23))
    await world.comes_in(feed, "https://1.example/rss", late, an_entry(1, published=world.now))
    await world.deliver()
    await judged(world)
    await world.a_day_later()
    arrived = "\n".join(part.payload for _, part in world.transport.arrived)
    assert "Undersea" in arrived
    assert "First data" not in arrived, "it had joined what was told before it was looked at"
    assert "Story 1" in arrived
