"""What is kept: spared by retention, found among itself, handed out and deleted with its owner."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.decisions.search.query import parse
from digests.errors import BadInput
from digests.model import Destination
from digests.services.personal import saved as service
from digests.services.personal.saved import SavedPosts
from digests.services.personal_data import PersonalData
from digests.services.search import Search
from digests.steps import Kept, Prune
from digests.store.search.resolve import resolved
from tests.digests.steps.world import World, an_entry
from tests.stories import join

RSS = "https://example.org/rss"


class Shelf:
    """Twelve articles, a reader, and what it keeps."""

    def __init__(self, world: World, reader: int) -> None:
        self.world, self.reader = world, reader
        self.saved = SavedPosts(world.store, world.articles, lambda: world.now)
        self.search = Search(world.store, world.articles, world.catalogue, lambda: world.now)

    async def keep(self, *posts: int) -> None:
        for each in posts:
            await self.saved.save(self.reader, each)
            self.world.now += timedelta(seconds=1)

    async def listed(self) -> list[int]:
        return [one.post.id for one in (await self.saved.page(self.reader, 0, 50))[0]]

    async def find(self, text: str, size: int = 50) -> list[int]:
        found = await self.search.find(text, "UTC", None, size, saved_by=self.reader)
        return [post.id for post in found.page.posts]


@pytest.fixture
async def shelf(world: World) -> Shelf:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(12)))
    return Shelf(world, (await world.reader("news")).id)


async def test_what_was_kept_last_stands_first_and_pages_tell_all(shelf: Shelf) -> None:
    await shelf.keep(3, 7, 5)
    assert await shelf.listed() == [5, 7, 3]
    page, total = await shelf.saved.page(shelf.reader, 1, 1)
    assert ([one.post.id for one in page], total) == ([7], 3)
    assert not await shelf.saved.save(shelf.reader, 7), "kept already"
    assert await shelf.saved.remove(shelf.reader, 7)
    assert not await shelf.saved.remove(shelf.reader, 7)
    assert await shelf.listed() == [5, 3]
    with pytest.raises(BadInput, match="dead_button"):
        await shelf.saved.save(shelf.reader, 10**9)


async def test_a_story_is_kept_once_whichever_of_its_reports_is_shown(shelf: Shelf) -> None:
    await shelf.keep(3)
    await join(shelf.world.store, 3, 4, now=shelf.world.now)
    assert await shelf.saved.note(shelf.reader, 4) == ""
    assert not await shelf.saved.save(shelf.reader, 4)
    assert await shelf.saved.write(shelf.reader, 4, " two\n words ")
    assert await shelf.saved.note(shelf.reader, 3) == "two words"
    assert await shelf.saved.remove(shelf.reader, 4)
    assert await shelf.saved.note(shelf.reader, 3) is None
    assert not await shelf.saved.write(shelf.reader, 3, "late")


async def test_no_more_than_can_be_kept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST", 2)
    await shelf.keep(1, 2)
    with pytest.raises(BadInput, match="saved_full"):
        await shelf.keep(3)
    await shelf.keep(2)


async def test_retention_spares_what_anybody_keeps(shelf: Shelf) -> None:
    await shelf.keep(3)
    await join(shelf.world.store, 2, 3, now=shelf.world.now)
    shelf.world.now += timedelta(days=60)
    prune = Prune(shelf.world.store, Kept(30), lambda: shelf.world.now)
    while await prune.due():
        pass
    [kept] = (await shelf.saved.page(shelf.reader, 0, 9))[0]
    assert kept.post.text
    assert kept.post.story == 3, "its story goes on by it alone"
    assert not (await shelf.world.browse.post(2)).text
    assert await shelf.find("is:saved") == [3]
    await shelf.saved.remove(shelf.reader, 3)
    while await prune.due():
        pass
    assert not (await shelf.world.browse.post(3)).text


async def test_among_itself_it_is_found_by_words_and_time(shelf: Shelf) -> None:
    await shelf.keep(*range(1, 11))
    olive = [n for n in range(1, 11) if "olive" in (await shelf.world.browse.post(n)).text]
    assert olive
    assert await shelf.find("is:saved olive") == olive
    assert sorted(await shelf.find("is:saved -olive")) == [n for n in range(1, 11) if n not in olive]
    assert await shelf.find('is:saved "olive harvest"') == olive
    assert await shelf.find('is:saved "harvest olive"') == []
    assert await shelf.find("is:saved since:93h") == [10, 9]
    assert await shelf.find("is:saved kangaroo") == []


async def test_pages_of_it_go_both_ways(shelf: Shelf) -> None:
    await shelf.keep(*range(1, 8))
    seen, cursor = [], None
    for _ in range(3):
        page = (await shelf.search.find("is:saved", "UTC", cursor, 3, saved_by=shelf.reader)).page
        seen += [(page.first, [post.id for post in page.posts])]
        cursor = page.older
    assert seen == [(1, [7, 6, 5]), (4, [4, 3, 2]), (7, [1])]
    back = (await shelf.search.find("is:saved", "UTC", page.newer, 3, saved_by=shelf.reader)).page
    assert (back.first, [post.id for post in back.posts], back.total) == (4, [4, 3, 2], 7)


async def test_nobody_else_and_no_filter_looks_there(shelf: Shelf) -> None:
    with pytest.raises(BadInput, match="saved_elsewhere"):
        await shelf.search.find("is:saved olive", "UTC")
    with pytest.raises(BadInput, match="saved_elsewhere"):
        await shelf.world.store.reading(lambda tx: resolved(tx, parse("is:saved olive", shelf.world.now)))
    await shelf.keep(1)
    other = await shelf.world.reader("news", address="2")
    found = await shelf.search.find("is:saved", "UTC", saved_by=other.id)
    assert found.page.posts == ()


async def test_it_is_handed_out_with_all_else_that_is_ones_own(shelf: Shelf) -> None:
    await shelf.keep(4)
    await shelf.saved.write(shelf.reader, 4, "for Monday")
    data = await PersonalData(shelf.world.store, lambda: shelf.world.now).read(Destination("telegram", "1"))
    assert "for Monday" in str(data)
