"""What subscribers get: everything new once, nothing twice, the newest first at the beginning."""

from __future__ import annotations

from datetime import timedelta

from digests.model import Tag
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"


async def test_the_first_digest_shows_the_newest_however_old(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(10)])
    reader = await world.reader("news")
    assert await world.build.first(reader.id, world.now)
    await world.deliver()
    assert sorted(world.transport.payloads) == [f"Story {n}" for n in range(2, 10)]


async def test_after_that_only_what_came_in_since_and_once(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(3)])
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    await world.deliver()
    await world.a_day_later()
    assert len(world.transport.arrived) == 3, "nothing new: no message"
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(5)])
    await world.a_day_later()
    await world.a_day_later()
    assert sorted(world.transport.payloads) == [f"Story {n}" for n in range(5)]


async def test_only_the_newest_of_a_feed_that_is_added_count_as_new(world: World) -> None:
    first = await world.feed()
    await world.comes_in(first, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    other = await world.feed("https://example.org/other")
    await world.comes_in(other, "https://example.org/other", *[an_entry(n) for n in range(10, 40)])
    await world.a_day_later()
    new = [title for title in world.transport.payloads if title != "Story 0"]
    assert sorted(new) == [f"Story {n}" for n in range(32, 40)]


async def test_a_changed_entry_is_updated_and_not_sent_again(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    done = await world.comes_in(feed, RSS, an_entry(0, title="Story 0, corrected"))
    assert (done.new, done.changed) == (0, 1)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 0"]
    page = await world.browse.latest(None)
    assert [post.title for post in page.posts] == ["Story 0, corrected"]


async def test_two_feeds_with_one_article_give_one_story(world: World) -> None:
    first, second = await world.feed(), await world.feed("https://example.net/rss")
    text = "\n".join(f"{line} It was the {n}th report of 2026." for n, line in enumerate(range(3)))
    body = "The harbour authority opened a second container terminal in March 2026.\n" * 1 + text
    await world.comes_in(first, RSS, an_entry(1, text=body, source="Herald"))
    reader = await world.reader("news")
    await world.comes_in(second, "https://example.net/rss", an_entry(1, uid="x", text=body, source="Courier"))
    await world.build.first(reader.id, world.now)
    await world.deliver()
    assert world.transport.payloads == ["Story 1"]
    digest = await world.composed.digest(1)
    [story] = digest.sections[0].stories
    assert {story.post.source, *story.others} == {"Herald", "Courier"}


async def test_a_teaser_of_another_feed_is_a_copy_of_its_article(world: World) -> None:
    first, second = await world.feed(), await world.feed("https://example.net/rss")
    told = {"title": "Story 1 of the harbour", "link": "https://example.org/1"}
    whole = "\n".join(an_entry(n).text for n in range(10, 20))
    await world.comes_in(first, RSS, an_entry(1, **told, text=whole, source="Herald"))
    told |= {"title": "Herald: Story 1 of the harbour", "link": "https://example.org/1#comments"}
    teaser = an_entry(1, **told, uid="x", text="Read it there.", source="Link Bin")
    await world.comes_in(second, "https://example.net/rss", teaser)
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    await world.deliver()
    digest = await world.composed.digest(1)
    [story] = digest.sections[0].stories
    assert {story.post.source, *story.others} == {"Herald", "Link Bin"}
    assert story.post.source == "Herald", "the article is shown, not its teaser"


async def test_a_copy_that_comes_in_later_is_no_news(world: World) -> None:
    first, second = await world.feed(), await world.feed("https://example.net/rss")
    body = an_entry(1).text
    await world.comes_in(first, RSS, an_entry(1, text=body))
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    await world.a_day_later()
    await world.comes_in(second, "https://example.net/rss", an_entry(1, uid="x", text=body))
    await world.a_day_later()
    assert world.transport.payloads == ["Story 1"]


async def test_missed_slots_collapse_into_one_digest(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    await world.comes_in(feed, RSS, an_entry(0), an_entry(1))
    world.now += timedelta(days=5, hours=3)
    await world.deliver()
    assert world.transport.payloads == ["Story 0", "Story 1"]
    again = await world.subscriptions.get(reader.id)
    assert again.next_due is not None
    assert again.next_due > world.now


async def test_who_chose_alike_shares_one_digest(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(3)])
    readers = [await world.reader("news", address=str(n)) for n in range(5)]
    world.now += timedelta(days=1)
    world.summaries.asked = 0
    await world.deliver()
    assert len(world.transport.arrived) == 15
    assert world.summaries.asked == 0, "their points were made when they came in"
    assert {destination.address for destination, _ in world.transport.arrived} == {
        reader.destination.address for reader in readers
    }
    assert (await world.composed.digest(1)).total == 3


async def test_a_category_followed_later_begins_with_its_newest_and_repeats_nothing(world: World) -> None:
    feed = await world.feed()
    tech = "https://example.org/tech"
    other = await world.feed(tech, category="tech")
    await world.comes_in(feed, RSS, an_entry(0))
    await world.comes_in(other, tech, an_entry(5), an_entry(6))
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    found = await world.catalogue.category("tech")
    from digests.model import FollowKind

    await world.subscriptions.follow(reader.id, FollowKind.CATEGORY, found.id)
    await world.a_day_later()
    await world.a_day_later()
    assert world.transport.payloads[0] == "Story 0"
    assert sorted(world.transport.payloads[1:]) == ["Story 5", "Story 6"]


async def test_what_does_not_fit_waits_behind_the_button(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(8)])
    reader = await world.reader("news", size=3)
    await world.build.first(reader.id, world.now)
    await world.deliver()
    assert len(world.transport.arrived) == 3
    digest = await world.composed.digest(1)
    assert digest.total == 8
    stories, total = await world.composed.rest(1, 3, 10)
    titles = [story.post.title for story in stories]
    assert total == 8
    assert sorted(world.transport.payloads + titles) == [f"Story {n}" for n in range(8)]


async def test_a_followed_tag_brings_its_posts(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0, tags=(Tag("Ports"),)), an_entry(1))
    reader = await world.reader()
    tag = await world.catalogue.tag("#ports")
    assert tag is not None
    from digests.model import FollowKind

    await world.subscriptions.follow(reader.id, FollowKind.TAG, tag.id)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 0"]
