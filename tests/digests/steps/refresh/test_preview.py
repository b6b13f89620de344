"""Looks: what an address holds and what a fetch would do, with nothing stored."""

from __future__ import annotations

import pytest

from digests.errors import AddressRefused, Unreadable
from digests.model import NO_ACCESS, Access, Entry, FeedKind
from digests.services.feeds import Feeds
from digests.sources.probe import Probe
from digests.steps import Preview, Previews
from tests.digests.steps.world import World, an_entry

ADDRESS = "https://example.org/rss"


@pytest.fixture
def looks(world: World) -> Previews:
    def detect(text: str) -> str:
        return "zh" if "港" in text else "en"

    return Previews(world.store, world.source, world.summaries, detect, backlog=2, most_fresh=3)


def states(world: World, *entries: Entry, total: int = 0, address: str = ADDRESS) -> None:
    probe = Probe(address, FeedKind.WEB, "RSS 2.0", "Herald", entries, total or len(entries))
    world.source.looks[address] = probe
    world.source.says(address, *entries)


async def test_a_new_feed(world: World, looks: Previews) -> None:
    states(world, *(an_entry(n) for n in (5, 4, 3, 2, 1)), total=9)
    look = await looks.at(ADDRESS, world.now)
    assert (look.fresh, look.held, look.changed, look.same) == (2, 7, 0, 0)
    assert [post.title for post in look.posts] == ["Story 5", "Story 4", "Story 3"]
    assert all(post.points for post in look.posts)
    assert (look.posts[0].source, look.lang, look.there) == ("Herald", "en", None)
    assert not await Feeds(world.store, world.source).every()  # type: ignore[arg-type]


async def test_what_it_foretells_is_what_a_fetch_does(world: World, looks: Previews) -> None:
    feed = await world.feed(ADDRESS)
    await world.comes_in(feed, ADDRESS, an_entry(1), an_entry(2))
    states(world, *(an_entry(n) for n in range(9, 2, -1)), an_entry(2, title="Changed"), an_entry(1))
    look = await looks.at(ADDRESS, world.now)
    assert look.there is not None
    world.refresh._most_fresh = 3  # as these looks have it
    done = await world.refresh(feed, world.now)
    assert (look.fresh, look.held) == (len(done.fresh), done.stale) == (3, 4)
    assert (look.changed, look.same) == (done.changed, done.same) == (1, 1)


async def test_invented_guids_are_not_new(world: World, looks: Previews) -> None:
    feed = await world.feed(ADDRESS)
    await world.comes_in(feed, ADDRESS, an_entry(1), an_entry(2))
    states(world, an_entry(1, uid="x1", link="https://example.org/x"), an_entry(2, uid="x2", link=""))
    look = await looks.at(ADDRESS, world.now)
    assert (look.fresh, look.held) == (0, 0)


async def test_a_removed_feed_is_not_there_but_its_posts_are_known(world: World, looks: Previews) -> None:
    feed = await world.feed(ADDRESS)
    await world.comes_in(feed, ADDRESS, an_entry(1))
    await Feeds(world.store, world.source).remove(feed, actor="test", now=world.now)  # type: ignore[arg-type]
    states(world, an_entry(2), an_entry(1))
    look = await looks.at(ADDRESS, world.now)
    assert (look.there, look.fresh, look.same) == (None, 1, 1)


async def test_an_address_that_moved_is_found_under_the_old_one(world: World, looks: Previews) -> None:
    feed = await world.feed(ADDRESS)
    states(world, an_entry(1), address="https://new.example.org/rss")
    world.source.looks["https://user:pw@example.org/rss"] = world.source.looks["https://new.example.org/rss"]
    look = await looks.at("https://user:pw@example.org/rss", world.now)
    assert look.there is not None
    assert look.there.id == feed


async def test_the_language_is_that_of_most(world: World, looks: Previews) -> None:
    states(world, *(an_entry(n, title="港口") for n in (3, 2)), an_entry(1))
    assert (await looks.at(ADDRESS, world.now)).lang == "zh"
    states(world)
    empty = await looks.at(ADDRESS, world.now)
    assert (empty.lang, empty.posts, empty.fresh) == ("", (), 0)


async def test_the_failure_of_one_does_not_hide_the_others(world: World, looks: Previews) -> None:
    states(world, an_entry(1))
    world.source.looks["https://b.example"] = Unreadable("not_a_feed")
    asked = world.summaries.asked
    found = await looks.each([ADDRESS, "https://b.example", "mailto:x"], world.now)
    assert isinstance(found[0], Preview)
    assert [type(one) for one in found[1:]] == [Unreadable, AddressRefused]
    assert world.summaries.asked == asked, "no key points are made for a list"
    world.source.looks[ADDRESS] = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        await looks.each([ADDRESS], world.now)


async def test_a_feed_that_is_there_is_looked_at_with_its_login(world: World, looks: Previews) -> None:
    feeds = Feeds(world.store, world.source)  # type: ignore[arg-type]
    login = Access(user="reader", password="secret")
    feed = await feeds.add(ADDRESS, access=login, actor="cli", now=world.now)
    states(world, an_entry(1))
    assert (await looks.at(ADDRESS, world.now)).there == feed
    assert world.source.accesses == [login]


@pytest.mark.parametrize(
    ("address", "kept"), [("https://example.org/atom", True), ("https://other.org/rss", False)]
)
async def test_another_address_is_looked_at_with_what_may_go_there(
    world: World, address: str, kept: bool
) -> None:
    feeds = Feeds(world.store, world.source)  # type: ignore[arg-type]
    login = Access(user="reader", password="secret")
    feed = await feeds.add(ADDRESS, access=login, actor="cli", now=world.now)
    states(world, an_entry(1), address=address)
    await feeds.preview(feed.id, address)
    assert world.source.accesses == [login if kept else NO_ACCESS]
    assert await feeds.readdress(feed.id, address, actor="cli", now=world.now) is kept
