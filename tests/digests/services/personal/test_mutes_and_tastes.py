"""What is muted and liked, on both databases."""

from __future__ import annotations

import pytest

from digests.errors import BadInput
from digests.model import Mute, MuteKind, Tag, Taste, TasteKind
from digests.services.personal.mutes import FOR_NOW, Mutes
from digests.services.personal.tastes import Tastes
from digests.steps import Index, Kept, Prune
from digests.store import tables
from digests.store.subscribers import mutes as rows
from tests.digests.steps.world import World, an_entry
from tests.stories import join

RSS = "https://example.org/rss"
CABLE = "The submarine cable to Casablanca was opened, and the cable carries the traffic of Casablanca. " * 3


class Desk:
    """A few articles with tags and sources, and a reader."""

    def __init__(self, world: World, reader: int) -> None:
        self.world, self.reader = world, reader
        self.mutes = Mutes(world.store, lambda: world.now)
        self.tastes = Tastes(world.store, lambda: world.now)

    async def muted(self) -> list[tuple[str, str]]:
        return [(one.kind.value, one.title) for one in await self.mutes.listed(self.reader)]

    async def liked(self) -> dict[str, float]:
        return {one.title: one.weight for one in await self.tastes.listed(self.reader)}


@pytest.fixture
async def desk(world: World) -> Desk:
    feed = await world.feed()
    first = {"title": "Cable to Casablanca", "text": CABLE}
    many = [
        an_entry(n, tags=(Tag("Sea"), Tag(f"T{n}")), source=f"Paper {n % 3}", **(first if n == 1 else {}))
        for n in range(1, 9)
    ]
    await world.comes_in(feed, RSS, *many)
    await world.comes_in(await world.feed("https://example.org/two"), "https://example.org/two", an_entry(20))
    index = Index(world.store)
    while await index.due():
        pass
    return Desk(world, (await world.reader("news")).id)


async def test_a_story_offers_its_sources_tags_feeds_and_itself(desk: Desk) -> None:
    await join(desk.world.store, 2, 3, 4, now=desk.world.now)
    offered = await desk.mutes.offered(desk.reader, 3)
    assert [(each.mute.kind.value, each.mute.title) for each in offered] == [
        ("source", "Paper 2"),
        ("source", "Paper 0"),
        ("source", "Paper 1"),
        ("tag", "Sea"),
        ("tag", "T2"),
        ("tag", "T3"),
        ("tag", "T4"),
        ("feed", RSS),
        ("story", "Story 3"),
    ]
    assert not any(each.is_muted for each in offered)


async def test_muted_until_a_moment_and_then_forgotten(desk: Desk) -> None:
    made = await desk.mutes.mute(desk.reader, MuteKind.SOURCE, 2, for_good=False)
    assert made == Mute(MuteKind.SOURCE, "Paper 2", "Paper 2", desk.world.now + FOR_NOW)
    await desk.mutes.mute(desk.reader, MuteKind.STORY, 5, for_good=True)
    assert await desk.muted() == [("source", "Paper 2"), ("story", "Story 5")]
    desk.world.now += FOR_NOW
    assert await desk.muted() == [("story", "Story 5")]
    await Prune(desk.world.store, Kept(), lambda: desk.world.now).due()
    async with desk.world.store.read() as tx:
        assert len((await tx.execute(tables.mute.select())).all()) == 1


async def test_it_is_muted_for_longer_or_heard_again(desk: Desk) -> None:
    tag = next(each.number for each in await desk.mutes.offered(desk.reader, 2) if each.mute.title == "Sea")
    await desk.mutes.mute(desk.reader, MuteKind.TAG, tag, for_good=False)
    await desk.mutes.mute(desk.reader, MuteKind.TAG, tag, for_good=True)
    [one] = await desk.mutes.listed(desk.reader)
    assert one.until is None
    await desk.mutes.hear(desk.reader, MuteKind.TAG, tag)
    assert await desk.muted() == []


async def test_a_story_is_known_by_whatever_post_of_it(desk: Desk) -> None:
    await desk.mutes.mute(desk.reader, MuteKind.STORY, 3, for_good=True)
    await join(desk.world.store, 2, 3, now=desk.world.now)
    assert [each.is_muted for each in await desk.mutes.offered(desk.reader, 2)][-1]
    await desk.mutes.mute(desk.reader, MuteKind.STORY, 2, for_good=False)
    assert len(await desk.muted()) == 1
    await desk.mutes.hear(desk.reader, MuteKind.STORY, 2)
    assert await desk.muted() == []


async def test_as_much_as_may_be_muted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST", 1)
    await desk.mutes.mute(desk.reader, MuteKind.STORY, 1, for_good=True)
    await desk.mutes.mute(desk.reader, MuteKind.STORY, 1, for_good=False)
    with pytest.raises(BadInput, match="many_mutes"):
        await desk.mutes.mute(desk.reader, MuteKind.STORY, 2, for_good=True)
    with pytest.raises(BadInput, match="dead_button"):
        await desk.mutes.mute(desk.reader, MuteKind.TAG, 10**6, for_good=True)


# --------------------------------------------------------------------------- more and less


async def test_a_tap_moves_what_the_story_is_of(desk: Desk) -> None:
    moved = await desk.tastes.say(desk.reader, 1, 1)
    assert {(one.kind.value, one.title, one.weight) for one in moved} == {
        ("source", "Paper 1", 0.25),
        ("tag", "Sea", 0.5),
        ("tag", "T1", 0.5),
        ("word", "cable", 0.5),
        ("word", "casablanca", 0.5),
    }
    assert await desk.tastes.opinion(desk.reader, 1) == 1
    assert await desk.liked() == {one.title: one.weight for one in moved}


async def test_of_one_story_it_counts_once_and_is_taken_back_whole(desk: Desk) -> None:
    once = await desk.tastes.say(desk.reader, 1, 1)
    await join(desk.world.store, 1, 2, now=desk.world.now)
    assert await desk.tastes.say(desk.reader, 2, 1) == once, "said of the story, by another report"
    liked = await desk.liked()
    await desk.tastes.say(desk.reader, 3, 1)
    assert (await desk.liked())["Sea"] > liked["Sea"]
    await desk.tastes.say(desk.reader, 3, 0)
    assert await desk.liked() == liked
    await desk.tastes.say(desk.reader, 2, 0)
    assert await desk.liked() == {}
    assert await desk.tastes.opinion(desk.reader, 1) == 0


async def test_the_opposite_takes_the_first_back(desk: Desk) -> None:
    await desk.tastes.say(desk.reader, 1, 1)
    await desk.tastes.say(desk.reader, 1, -1)
    assert (await desk.liked())["Sea"] == -0.5
    assert await desk.tastes.opinion(desk.reader, 1) == -1


async def test_what_many_tell_says_nothing_of_any_source(desk: Desk) -> None:
    await join(desk.world.store, 1, 2, 3, now=desk.world.now)
    moved = await desk.tastes.say(desk.reader, 1, 1)
    assert TasteKind.SOURCE not in {one.kind for one in moved}
    assert {one.title for one in moved if one.kind is TasteKind.TAG} == {"Sea", "T1", "T2"}


async def test_what_touches_a_story_is_named_and_what_is_forgotten_stays_so(desk: Desk) -> None:
    await desk.tastes.say(desk.reader, 1, 1)
    assert [one.title for one in await desk.tastes.touching(desk.reader, 2)] == ["Sea"]
    assert {one.title for one in await desk.tastes.touching(desk.reader, 4)} == {"Sea", "Paper 1"}
    sea = next(one for one in await desk.tastes.listed(desk.reader) if one.title == "Sea")
    await desk.tastes.forget(desk.reader, sea)
    assert "Sea" not in await desk.liked()
    await desk.tastes.say(desk.reader, 1, 0)
    assert await desk.liked() == {}, "nothing turned into its opposite"


async def test_all_is_forgotten_and_may_be_said_anew(desk: Desk) -> None:
    await desk.tastes.say(desk.reader, 1, 1)
    await desk.tastes.forget_all(desk.reader)
    assert await desk.liked() == {}
    assert await desk.tastes.opinion(desk.reader, 1) == 0
    assert await desk.tastes.say(desk.reader, 1, 1)
    with pytest.raises(BadInput, match="dead_button"):
        await desk.tastes.say(desk.reader, 10**9, 1)


async def test_nobody_elses_taste_is_touched(desk: Desk) -> None:
    other = await desk.world.reader("news", address="2")
    await desk.tastes.say(desk.reader, 1, 1)
    await desk.tastes.forget_all(other.id)
    assert await desk.liked()
    assert await desk.tastes.listed(other.id) == ()
    assert Taste(TasteKind.TAG, "x") not in await desk.tastes.listed(desk.reader)
