"""What admins do with feeds: written to the audit log, with secrets apart from all else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from digests.decisions.credentials import login_of
from digests.errors import BadInput
from digests.model import Access, FeedState
from digests.services.feed_addresses import By
from digests.services.feeds import Feeds
from digests.steps import Health
from digests.store.feeds import access as logins
from digests.store.feeds import due_feeds
from digests.store.feeds import feeds as rows
from tests.digests.steps.world import World, an_entry

ADDRESS = "https://example.org/rss"


@pytest.fixture
def admin(world: World) -> Feeds:
    return Feeds(world.store, cast("Any", world.source))


def by(world: World) -> By:
    return {"actor": "telegram:1 @ann", "now": world.now}


async def access_of(world: World, feed_id: int) -> Access:
    async with world.store.read() as tx:
        return await logins.of_one(tx, feed_id)


async def test_a_login_in_an_address_is_kept_apart_from_it(world: World, admin: Feeds) -> None:
    feed = await admin.add("https://me:gehe%69m@example.org/rss", **by(world))
    assert feed.address == ADDRESS
    assert await access_of(world, feed.id) == Access("me", "geheim")
    assert (await admin.at("https://you@example.org/rss")).id == feed.id
    with pytest.raises(BadInput):
        await admin.add(ADDRESS, **by(world))
    card = await admin.card(feed.id, world.now)
    assert card.login == ("login me",)
    assert "geheim" not in repr(card) + repr(await admin.log())


async def test_a_title_of_ones_own_is_one_line_that_does_nothing_to_a_terminal(
    world: World, admin: Feeds
) -> None:
    feed = await admin.add(ADDRESS, title=" A\x1b[31m\nB\u202e ", **by(world))
    assert feed.title == "A[31m B"
    feed = await admin.retitle(feed.id, "C\r\n\x07D " + "x" * 400, **by(world))
    assert (feed.title[:6], len(feed.title)) == ("C D xx", 300)


async def test_git_addresses_as_well(world: World, admin: Feeds) -> None:
    feed = await admin.add("https://token:x@example.org/site.git#main:_posts", **by(world))
    assert feed.address == "git+https://example.org/site.git#main:_posts"
    assert (await access_of(world, feed.id)).user == "token"


async def test_the_refresh_gets_it_and_lists_do_not(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, access=Access("me", "geheim"), **by(world))
    async with world.store.write() as tx:
        [claimed] = await due_feeds.take(tx, [feed.id], world.now, world.now + timedelta(minutes=1))
        [listed] = await rows.every(tx)
    assert claimed.feed.access == Access("me", "geheim")
    assert not listed.access
    assert not (await admin.get(feed.id)).access


async def test_every_change_is_written_down(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, category="news", **by(world))
    await admin.retitle(feed.id, "Other", **by(world))
    await admin.recategorise(feed.id, "sport", **by(world))
    await admin.set_interval(feed.id, timedelta(hours=2), **by(world))
    await admin.set_full_text(feed.id, full_text=True, **by(world))
    await admin.set_access(feed.id, user="me", password="geheim", headers={"X-Key": "geheim"}, **by(world))
    await admin.pause(feed.id, **by(world))
    await admin.resume(feed.id, **by(world))
    await admin.remove(feed.id, **by(world))
    await admin.restore(feed.id, **by(world))
    log = await admin.log(feed_id=feed.id)
    assert [change.action for change in log][::-1] == [
        "add",
        "title",
        "category",
        "interval",
        "full_text",
        "access",
        "pause",
        "resume",
        "remove",
        "restore",
    ]
    assert {(change.actor, change.target) for change in log} == {("telegram:1 @ann", f"feed:{feed.id}")}
    told = {change.action: (change.before, change.after) for change in log}
    assert told["category"] == ({"category": "news"}, {"category": "sport"})
    assert told["interval"] == ({"every": ""}, {"every": "7200"})
    assert told["access"] == ({"login": ""}, {"login": "login me, header X-Key"})
    assert told["pause"] == ({"state": "active"}, {"state": "paused"})
    assert "geheim" not in repr(log)


async def test_an_own_interval_wins_until_it_is_taken_back(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, **by(world))
    await admin.set_interval(feed.id, timedelta(days=3), **by(world))
    await world.comes_in(feed.id, ADDRESS, an_entry(0))
    after = await admin.get(feed.id)
    assert after.next_fetch is not None
    assert after.next_fetch - world.now >= timedelta(days=3)
    await admin.set_interval(feed.id, None, **by(world))
    await world.comes_in(feed.id, ADDRESS, an_entry(1))
    again = await admin.get(feed.id)
    assert again.next_fetch is not None
    assert again.next_fetch - world.now <= timedelta(days=1)


@pytest.mark.parametrize(
    "every", [timedelta(seconds=59), timedelta(days=8), timedelta(0), -timedelta(days=1)]
)
async def test_intervals_have_bounds(world: World, admin: Feeds, every: timedelta) -> None:
    feed = await admin.add(ADDRESS, **by(world))
    with pytest.raises(BadInput):
        await admin.set_interval(feed.id, every, **by(world))
    assert (await admin.get(feed.id)).every is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"X: Y": "1"}},
        {"headers": {"X": "a\r\nHost: inside"}},
        {"headers": {"X": "a\x00"}},
        {"headers": {"Host": "inside"}},
        {"headers": {"transfer-encoding": "chunked"}},
        {"headers": {"": "x"}},
        {"cookies": "a=1\r\nX: y"},
        {"proxy": "socks5://proxy.example"},
        {"proxy": "proxy.example:3128"},
        {"proxy": "http://proxy.example/path"},
    ],
)
async def test_what_would_break_a_request_is_refused(
    world: World, admin: Feeds, wrong: dict[str, Any]
) -> None:
    feed = await admin.add(ADDRESS, **by(world))
    with pytest.raises(BadInput):
        await admin.set_access(feed.id, **wrong, **by(world))
    assert not await access_of(world, feed.id)


def test_a_login_is_named_and_never_shown() -> None:
    whole = Access("me", "geheim", {"X-Key": "geheim"}, "a=geheim", "http://u:geheim@proxy.example")
    assert login_of(whole) == ("login me", "header X-Key", "cookies", "proxy")
    assert login_of(Access()) == ()


async def test_a_removal_can_be_taken_back_for_ten_minutes(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, category="news", **by(world))
    await world.comes_in(feed.id, ADDRESS, an_entry(0))
    removed = await admin.remove(feed.id, **by(world))
    assert (removed.state, removed.closed) == (FeedState.REMOVED, world.now)
    assert (await world.browse.latest(None)).total == 1
    world.now += timedelta(minutes=9)
    back = await admin.restore(feed.id, **by(world))
    assert (back.state, back.closed, back.next_fetch) == (FeedState.ACTIVE, None, world.now)
    await admin.remove(feed.id, **by(world))
    world.now += timedelta(minutes=11)
    with pytest.raises(BadInput):
        await admin.restore(feed.id, **by(world))
    again = await admin.add(ADDRESS, category="news", **by(world))
    assert (again.id, again.posts) == (feed.id, 1)


async def test_what_was_removed_for_good_keeps_no_login(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, access=Access("me", "geheim"), **by(world))
    await world.comes_in(feed.id, ADDRESS, an_entry(0))
    await admin.remove(feed.id, **by(world))
    await Health(world.store).watch(world.now + timedelta(minutes=5))
    assert await access_of(world, feed.id)
    await Health(world.store).watch(world.now + timedelta(minutes=15))
    assert not await access_of(world, feed.id)
    assert (await world.browse.latest(None)).total == 1


async def test_full_text_has_the_feed_read_anew(world: World, admin: Feeds) -> None:
    feed = await admin.add(ADDRESS, **by(world))
    world.source.says(ADDRESS, an_entry(0), state="one", etag='"1"')
    await world.refresh(feed.id, world.now)
    await admin.set_full_text(feed.id, full_text=True, **by(world))
    changed = await admin.get(feed.id)
    assert (changed.full_text, changed.etag, changed.next_fetch) == (True, "", world.now)
    async with world.store.write() as tx:
        [claimed] = await due_feeds.take(tx, [feed.id], world.now, world.now + timedelta(minutes=1))
    assert claimed.state == ""


async def test_another_address_is_read_anew_and_gets_no_login_of_another_host(
    world: World, admin: Feeds
) -> None:
    feed = await admin.add(ADDRESS, access=Access("me", "geheim"), **by(world))
    async with world.store.write() as tx:
        await rows.change(tx, feed.id, state=FeedState.ENDED, closed=world.now, next_fetch=None, etag='"1"')
    assert await admin.readdress(feed.id, "https://example.org/atom", **by(world))
    moved = await admin.get(feed.id)
    assert (moved.address, moved.state, moved.etag) == ("https://example.org/atom", FeedState.ACTIVE, "")
    assert (moved.next_fetch, moved.closed) == (world.now, None)
    assert await access_of(world, feed.id) == Access("me", "geheim")
    assert not await admin.readdress(feed.id, "https://you:word@example.net/", **by(world))
    assert await access_of(world, feed.id) == Access("you", "word")
    [change, *_] = await admin.log()
    assert (change.action, change.after) == ("address", {"address": "https://example.net/"})
    assert "word" not in repr(await admin.log())
