"""What a chat was told is no news again: it goes on, or it has grown, or it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select, update

from digests.decisions.ranking.given import REMEMBERED
from digests.model import Digest, FollowKind, RenderedPart
from digests.steps.send.outcomes import suspend
from digests.store import tables
from digests.store.delivery import told as told_rows
from digests.store.subscribers import due_subscribers, given_digests
from digests.store.tables import digest_story, post, subscriber
from tests.digests.steps.world import World, an_entry
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
TECH = "https://example.org/tech"


class WithFollowUps(TitlesRenderer):
    """One part a story, and one a follow-up: its title with how many new reports there are."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """Titles."""
        going_on = [f"+{len(one.followed.posts)} {one.post.title}" for one in digest.follow_ups]
        again = {story.post.title: story.again for section in digest.sections for story in section.stories}
        told = [one.payload for one in super().parts(digest, layout)]
        titles = [f"{title} again" if again.get(title) else title for title in told]
        return [RenderedPart(each) for each in titles + going_on]


async def told_world(world: World) -> tuple[int, int]:
    """A feed, and a reader who was told of story 0."""
    world.build._renderer = WithFollowUps()
    feed = await world.feed()
    await reported(world, feed, 0)
    reader = await world.reader("news")
    await world.deliver()
    assert arrived(world) == ["Story 0"]
    return feed, reader.id


async def reported(world: World, feed: int, *numbers: int, of: int | None = None) -> None:
    """Posts come in, each from a source of its own; with ``of`` they tell the story of that one."""
    earlier = getattr(world, "entries", [])
    new = [an_entry(n, source=f"Paper {n}", published=world.now) for n in numbers]
    world.entries = [*earlier, *new]  # type: ignore[attr-defined]
    await world.comes_in(feed, RSS, *world.entries)  # type: ignore[attr-defined]
    if of is not None:
        await joined(world, of, *numbers)


async def joined(world: World, of: int, *numbers: int) -> None:
    async with world.store.write() as tx:
        named = select(post.c.id).where(post.c.title == f"Story {of}").limit(1)
        story = (await tx.execute(select(post.c.story_id).where(post.c.id.in_(named)))).scalar_one()
        these = update(post).where(post.c.title.in_([f"Story {n}" for n in numbers]))
        await tx.execute(these.values(article_id=func.coalesce(post.c.article_id, post.c.id), story_id=story))


def arrived(world: World, address: str = "1") -> list[str]:
    """What has come since this was asked last."""
    found = [part.payload for there, part in world.transport.arrived if there.address == address]
    world.transport.arrived[:] = [one for one in world.transport.arrived if one[0].address != address]
    return found


async def digests(world: World) -> int:
    async with world.store.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(tables.digest))).scalar_one())


# --------------------------------------------------------------------------- what goes on, and what has grown


async def test_a_story_that_was_told_goes_on_as_a_follow_up(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1, of=0)
    await reported(world, feed, 2)
    await world.a_day_later()
    assert arrived(world) == ["Story 2", "+1 Story 1"]
    await world.a_day_later()
    assert arrived(world) == [], "and it is said once"


async def test_a_follow_up_comes_although_there_is_no_news(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1, of=0)
    await world.a_day_later()
    assert arrived(world) == ["+1 Story 1"]
    there = (await world.composed.digest(2)).follow_ups[0].followed
    assert (there.story, there.sources, there.before, there.coverage) == (1, ("Paper 1",), 1, 2)


async def test_twice_the_sources_make_it_news_again_and_it_says_so(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1, 2, of=0)
    await world.a_day_later()
    [said] = arrived(world)
    assert said in ("Story 1 again", "Story 2 again"), "by a report that is new"
    [story] = (await world.composed.digest(2)).sections[0].stories
    assert (story.again, story.coverage) == (1, 3)
    await reported(world, feed, 3, of=0)
    await world.a_day_later()
    assert arrived(world) == ["+1 Story 3"], "from then on three sources are what it was told with"


async def test_a_copy_of_what_was_told_says_nothing(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1)
    async with world.store.write() as tx:
        copy = update(post).where(post.c.title == "Story 1")
        await tx.execute(copy.values(story_id=1, article_id=1))
    await world.a_day_later()
    assert arrived(world) == []


async def test_what_stood_in_the_lists_unshown_is_news_when_it_grows(world: World) -> None:
    feed = await world.feed()
    world.build._renderer = WithFollowUps()
    await reported(world, feed, 0, 1)
    await world.reader("news", size=1)
    await world.deliver()
    [first] = arrived(world)
    small = 1 - int(first[-1])
    await reported(world, feed, 2, of=small)
    await reported(world, feed, 3, of=1 - small)
    await world.a_day_later()
    title, going_on = arrived(world)
    assert title in (f"Story {small}", "Story 2")
    assert going_on == "+1 Story 3"


async def test_what_was_opened_behind_the_button_was_told(world: World) -> None:
    feed = await world.feed()
    world.build._renderer = WithFollowUps()
    await reported(world, feed, 0, 1)
    reader = await world.reader("news", size=1)
    await world.deliver()
    [first] = arrived(world)
    small = 1 - int(first[-1])
    for _ in range(2):
        await world.composed.opened(reader.id, 1, 2)
    await world.composed.opened(reader.id, 77, 8)  # never given to it
    assert (await world.subscriptions.get(reader.id)).told == "1:2 1:1 "
    await reported(world, feed, 2, of=small)
    await world.a_day_later()
    assert arrived(world) == ["+1 Story 2"]


async def test_two_weeks_later_it_is_told_anew(world: World) -> None:
    feed, _ = await told_world(world)
    world.now += REMEMBERED + timedelta(hours=1)
    await reported(world, feed, 1, of=0)
    await world.deliver()
    assert arrived(world)[0] in ("Story 0", "Story 1")


async def test_a_category_followed_later_tells_nothing_that_was_told(world: World) -> None:
    _, reader = await told_world(world)
    tech = await world.feed(TECH, "tech")
    await world.comes_in(tech, TECH, an_entry(7, source="Paper 7"), an_entry(8, source="Paper 8"))
    await joined(world, 0, 7)
    await world.a_day_later()
    category = await world.catalogue.category("tech")
    await world.subscriptions.follow(reader, FollowKind.CATEGORY, category.id)
    await world.a_day_later()
    assert arrived(world) == ["Story 8"]


# --------------------------------------------------------------------------- who shares what


async def test_who_was_told_the_same_of_what_goes_on_shares_a_digest(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1)
    await world.reader("news", address="2")
    await world.deliver()
    assert sorted(arrived(world, "2")) == ["Story 0", "Story 1"]
    await world.a_day_later()
    assert arrived(world) == ["Story 1"]
    before = await digests(world)
    await reported(world, feed, 2)
    await reported(world, feed, 3, of=0)
    await world.a_day_later()
    assert arrived(world) == arrived(world, "2") == ["Story 2", "+1 Story 3"]
    assert await digests(world) == before + 1, "although they had different digests before"


async def test_two_chats_with_different_histories_are_told_different_things(world: World) -> None:
    feed = await world.feed()
    world.build._renderer = WithFollowUps()
    await reported(world, feed, 0, 1)
    await world.reader("news", address="1", size=1)
    await world.reader("news", address="2", size=2)
    await world.deliver()
    [first] = arrived(world)
    assert len(arrived(world, "2")) == 2
    small = 1 - int(first[-1])
    await reported(world, feed, 2, of=small)
    await world.a_day_later()
    assert arrived(world)[0] in (f"Story {small}", "Story 2")
    assert arrived(world, "2") == ["+1 Story 2"]


# --------------------------------------------------------------------------- on request, refused, killed


async def test_what_came_on_request_was_told(world: World) -> None:
    feed, reader = await told_world(world)
    await reported(world, feed, 1)
    assert await world.build.now(reader, world.now, "wish")
    await world.send.drain()
    assert arrived(world) == ["Story 1"]
    await reported(world, feed, 2, of=1)
    await reported(world, feed, 3, of=0)
    await world.a_day_later()
    assert sorted(arrived(world)) == ["+1 Story 2", "+1 Story 3"]


async def test_what_was_refused_was_not_told(world: World) -> None:
    feed, reader = await told_world(world)
    await reported(world, feed, 1)
    world.now += timedelta(days=1)
    await world.build.due(world.now)
    await reported(world, feed, 2, of=1)
    world.now += timedelta(days=1)
    await world.build.due(world.now)
    async with world.store.write() as tx:
        await suspend(tx, reader, "blocked", world.now)
    assert (await world.subscriptions.get(reader)).told == "1:8 ", "the first one had arrived"
    world.now += timedelta(minutes=5)
    await world.subscriptions.returned("telegram", "1")
    await world.deliver()
    [title] = arrived(world)
    assert title in ("Story 1", "Story 2"), "one story of two sources, as news"


async def test_a_crash_in_the_middle_of_a_run_tells_nothing_twice(world: World) -> None:
    feed, _ = await told_world(world)
    for n in range(2, 6):
        await world.reader("news", address=str(n))
    await world.deliver()
    for n in range(2, 6):
        assert arrived(world, str(n)) == ["Story 0"]
    await reported(world, feed, 1, of=0)
    world.now += timedelta(days=1)
    run = await world.build._begin(world.now)
    some = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 2))
    await world.build._serve(run, some, world.now)
    again = World(world.store)
    again.now, again.build._renderer, again.transport = world.now, WithFollowUps(), world.transport
    again.send = again.sender("again")
    await again.deliver()
    await again.a_day_later()
    assert [arrived(world, str(n)) for n in range(1, 6)] == [["+1 Story 1"]] * 5


async def test_a_preview_knows_of_nothing_that_was_told(world: World) -> None:
    feed, reader = await told_world(world)
    await reported(world, feed, 1, of=0)
    one = await world.subscriptions.get(reader)
    drafted = await world.build.preview(one, await world.subscriptions.following(reader), world.now)
    assert (len(drafted.picks), drafted.follow_ups) == (1, ())


# --------------------------------------------------------------------------- what is written down


async def test_the_line_of_digests_is_cut_behind_and_read_without_what_was_cut(world: World) -> None:
    _, reader = await told_world(world)
    async with world.store.write() as tx:
        await tx.execute(update(subscriber).values(told="1:8 " + "23456:8 " * 17_000))
        await given_digests.add(tx, {told_rows.Given(7, 8): [reader]})
    line = (await world.subscriptions.get(reader)).told
    assert line.startswith("7:8 1:8 23456:8 ")
    assert len(line) == 130_000


async def test_where_a_story_was_told_first_is_known(world: World) -> None:
    feed, reader = await told_world(world)
    await reported(world, feed, 1, 2, of=0)
    await world.a_day_later()
    async with world.store.read() as tx:
        found = await told_rows.first_told(tx, reader, {1, 99})
    assert {story: (one.digest, one.position) for story, one in found.items()} == {1: (1, 0)}


async def test_the_figures_of_a_pick_are_kept_with_it(world: World) -> None:
    feed, _ = await told_world(world)
    await reported(world, feed, 1, 2)
    await reported(world, feed, 3, of=2)
    await world.a_day_later()
    async with world.store.read() as tx:
        from digests.store.delivery import digests as digest_rows

        first, second = await digest_rows.picks(tx, 2, 0, 8)
        rows = (await tx.execute(select(digest_story.c.figures).where(digest_story.c.digest_id == 2))).all()
    assert (first.figures.coverage, first.figures.reports, first.figures.wide) == (2, 2, 2.0)
    assert (second.figures.coverage, second.figures.wide, second.figures.age) == (1, 0.0, 0.0)
    assert first.figures.score > second.figures.score
    assert all("again" not in row.figures for row in rows)
