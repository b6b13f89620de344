"""Imports: a plan that stores nothing, a run that one bad feed does not stop, and an undo that is exact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from digests.errors import AddressRefused, BadInput
from digests.model import FeedState, FollowKind
from digests.services.feed_addresses import By
from digests.services.feed_import import FeedImports
from digests.services.feeds import Feeds
from digests.services.import_plan import Fate
from tests.digests.steps.world import World, an_entry

LIST = b"""<opml version="2.0"><body>
<outline text="News"><outline text="A" xmlUrl="https://a.example/rss"/>
  <outline text="A again" xmlUrl="HTTPS://A.example:443/rss"/></outline>
<outline text="Quite new"><outline text="B" xmlUrl="https://me:geheim@b.example/rss"/></outline>
<outline text="Here" xmlUrl="https://example.org/rss"/>
<outline text="mail" xmlUrl="mailto:a@b.example"/>
</body></opml>"""


@pytest.fixture
def feeds(world: World) -> Feeds:
    return Feeds(world.store, cast("Any", world.source))


@pytest.fixture
def imports(world: World, feeds: Feeds) -> FeedImports:
    return FeedImports(world.store, feeds)


def by(world: World) -> By:
    return {"actor": "telegram:1 @ann", "now": world.now}


async def slugs(world: World) -> set[str]:
    return {each.slug for each in await world.catalogue.categories()}


async def test_a_plan_says_what_would_happen_and_stores_nothing(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    await world.feed()
    plan = await imports.plan(LIST, "rest")
    assert plan.counts == {"new": 2, "known": 2, "refused": 1}
    new = [(each.name, each.outline.slug) for each in plan.of(Fate.NEW)]
    assert new == [("A", "news"), ("B", "Quite new")]
    codes = [each.error.code for each in plan.items if each.error]
    assert codes == ["feed_twice", "feed_known", "bad_scheme"]
    assert len(await feeds.every()) == 1
    assert await slugs(world) == {"news"}


async def test_a_run_adds_what_is_new_and_says_how_far_it_is(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    await world.feed()
    said: list[tuple[int, int]] = []
    done = await imports.run(
        await imports.plan(LIST), **by(world), progress=lambda done, total: said.append((done, total))
    )
    assert done.counts == {"new": 2, "known": 2, "refused": 1}
    assert said == [(1, 2), (2, 2)]
    added = await feeds.at("https://b.example/rss")
    assert (added.title, added.address) == ("B", "https://b.example/rss"), "the login is kept apart"
    assert added.category is not None
    assert added.category.title == "Quite new"


async def test_what_came_between_plan_and_run_is_known(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    plan = await imports.plan(LIST)
    await feeds.add("https://a.example/rss", **by(world))
    done = await imports.run(plan, **by(world))
    assert done.counts == {"new": 2, "known": 2, "refused": 1}
    await imports.undo(done.number, **by(world))
    assert [each.address for each in await feeds.every()] == ["https://a.example/rss"]


async def test_undo_removes_exactly_what_was_added(world: World, feeds: Feeds, imports: FeedImports) -> None:
    here = await world.feed()
    done = await imports.run(await imports.plan(LIST, "rest"), **by(world))
    assert await slugs(world) == {"news", "Quite new"}
    assert await imports.undo(done.number, **by(world)) == 2
    assert [each.id for each in await feeds.every()] == [here]
    assert await slugs(world) == {"news"}
    with pytest.raises(BadInput, match="import_undone"):
        await imports.undo(done.number, **by(world))


async def test_undo_leaves_what_others_have_touched_since(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    done = await imports.run(await imports.plan(LIST), **by(world))
    again, gone = await feeds.at("https://b.example/rss"), await feeds.at("https://a.example/rss")
    for one in (again, gone):
        await feeds.remove(one.id, **by(world))
    await feeds.add("https://b.example/rss", category="mine", **by(world))
    assert await imports.undo(done.number, **by(world)) == 1, "only example.org is still its own"
    assert (await feeds.get(again.id)).state is FeedState.ACTIVE
    assert (await feeds.get(gone.id)).state is FeedState.REMOVED


async def test_a_category_that_somebody_follows_or_that_has_posts_stays(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    done = await imports.run(await imports.plan(LIST), **by(world))
    reader = await world.reader()
    followed = await world.catalogue.category("Quite new")
    await world.subscriptions.follow(reader.id, FollowKind.CATEGORY, followed.id)
    address = "https://a.example/rss"
    await world.comes_in((await feeds.at(address)).id, address, an_entry(1))
    await imports.undo(done.number, **by(world))
    assert await slugs(world) == {"News", "Quite new"}


async def test_two_imports_are_taken_back_apart(world: World, feeds: Feeds, imports: FeedImports) -> None:
    first = await imports.run(await imports.plan(LIST), **by(world))
    await imports.undo(first.number, **by(world))
    world.now += timedelta(minutes=1)
    second = await imports.run(await imports.plan(LIST), **by(world))
    with pytest.raises(BadInput):
        await imports.undo(first.number, **by(world))
    assert len(await feeds.every()) == 3
    assert await imports.undo(second.number, **by(world)) == 3


async def test_an_export_is_read_back_with_all_that_was_set(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    await world.feed()
    await imports.run(await imports.plan(LIST), **by(world))
    one = await feeds.at("https://b.example/rss")
    await feeds.set_interval(one.id, timedelta(hours=6), **by(world))
    await feeds.set_full_text(one.id, full_text=True, **by(world))
    await feeds.set_access(one.id, **by(world), cookies="a=geheim")
    before = {each.address: each for each in await feeds.every()}
    exported = await imports.export()
    assert exported.count == 3
    assert "geheim" not in exported.document
    for each in before.values():
        await feeds.remove(each.id, **by(world))
    back = await imports.run(await imports.plan(exported.document.encode()), **by(world))
    assert back.counts == {"new": 3, "known": 0, "refused": 0}
    for address, feed in before.items():
        again = await feeds.at(address)
        assert (again.title, again.category, again.every, again.full_text) == (
            (feed.title, feed.category, feed.every, feed.full_text)
        )


async def test_nothing_new_leaves_nothing_to_take_back(world: World, imports: FeedImports) -> None:
    await world.feed()
    only = (
        b'<opml><body><outline text="X"><outline xmlUrl="https://example.org/rss"/></outline></body></opml>'
    )
    done = await imports.run(await imports.plan(only), **by(world))
    assert done.number == 0
    assert await slugs(world) == {"news"}


async def test_what_would_not_be_fetched_is_refused_before_it_is_stored(
    world: World, feeds: Feeds, imports: FeedImports
) -> None:
    world.source.refused["https://a.example/rss"] = AddressRefused("private_address", host="a.example")
    world.source.refused["https://example.org/rss"] = AddressRefused("private_address", host="example.org")
    await world.feed()
    planned = await imports.plan(LIST)
    fates = {each.outline.title: each.fate for each in planned.items}
    assert fates == {
        "A": Fate.REFUSED,
        "A again": Fate.NEW,
        "B": Fate.NEW,
        "Here": Fate.KNOWN,  # what is there is there
        "mail": Fate.REFUSED,
    }
    done = await imports.run(planned, **by(world))
    assert done.counts == {"new": 2, "known": 1, "refused": 2}
    assert [each.title for each in await feeds.every()] == ["https://example.org/rss", "A again", "B"]
