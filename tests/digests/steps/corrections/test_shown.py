"""A correction says nothing of a sentence that its readers did not see, and nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.decisions.corrections.timing import APART
from digests.model import Layout, StoryPoint
from digests.store.stories import story_points
from digests.store.tables import story_points as story_points_table
from tests.digests.steps.corrections.test_corrections import Corrected
from tests.digests.steps.corrections.test_reports import CLOSED, SAID, Reports
from tests.digests.steps.world import World, an_entry
from tests.stories import join

FIRST = "The court of Ostmark heard the case for 2 days."
THIRD = "The operator has to pay 5 million euros."
TEXT = f"{FIRST}\nIt had been brought by the harbour.\n{THIRD}"
NOW_THIRD = THIRD.replace("5", "7")


class Article(Corrected):
    """A world whose subscribers had an article of three points."""

    async def read_by(self, **readers: int) -> None:
        """Those who had it, each with so many points."""
        self.feed = await self.world.feed()
        self.entries = [an_entry(0, text=TEXT)]
        await self.world.comes_in(self.feed, "https://example.org/rss", *self.entries)
        for address, points in readers.items():
            await self.reader(address, points)
        await self.world.deliver()

    async def reader(self, address: str, points: int, layout: Layout = Layout.FOLDED) -> None:
        one = await self.world.reader("news", address=address)
        await self.world.subscriptions.change(one.id, self.world.now, points=points, layout=layout)

    async def next_digest(self) -> dict[str, list[str]]:
        """What the next digest says was corrected, by chat."""
        before = len(self.world.transport.arrived)
        self.entries.append(an_entry(3))
        await self.world.comes_in(self.feed, "https://example.org/rss", *self.entries)
        await self.world.a_day_later()
        said: dict[str, list[str]] = {}
        for there, part in self.world.transport.arrived[before:]:
            if part.payload.startswith("!"):
                said.setdefault(there.address, []).append(part.payload)
        return said


@pytest.fixture
def article(world: World) -> Article:
    return Article(world)


async def test_a_point_is_corrected_where_it_was_shown_and_nowhere_else(article: Article) -> None:
    await article.read_by(one=1, three=3)
    article.world.now += timedelta(minutes=1)
    await article.changes(0, text=TEXT.replace(THIRD, NOW_THIRD))
    assert [(address, said) for address, _, said in await article.seen()] == [
        ("three", f"Story 0\n{THIRD} -> {NOW_THIRD}")
    ]
    assert await article.next_digest() == {"three": [f"! {THIRD} -> {NOW_THIRD}"]}


async def test_of_several_changes_each_is_told_what_it_was_shown(article: Article) -> None:
    await article.read_by(one=1, three=3)
    article.world.now += timedelta(minutes=1)
    first = FIRST.replace("2 days", "4 days")
    await article.changes(0, text=TEXT.replace(THIRD, NOW_THIRD).replace(FIRST, first))
    lines = f"{FIRST} -> {first}", f"{THIRD} -> {NOW_THIRD}"
    said = {address: payload for address, _, payload in await article.seen()}
    assert said == {"one": f"Story 0\n{lines[0]}", "three": "\n".join(["Story 0", *lines])}
    told = await article.next_digest()
    assert told == {"one": [f"! {lines[0]}"], "three": [f"! {lines[0]}", f"! {lines[1]}"]}


async def test_headlines_alone_have_no_points_to_correct(article: Article) -> None:
    await article.read_by()
    await article.reader("1", 3, Layout.HEADLINES)
    await article.world.deliver()
    article.world.now += timedelta(minutes=1)
    await article.changes(0, text=TEXT.replace(THIRD, NOW_THIRD))
    assert await article.rows() == 0


async def test_what_was_shown_before_another_report_joined_is_corrected_there(article: Article) -> None:
    await article.read_by(before=3)
    article.entries.append(an_entry(1, text=SAID))
    article.world.now += timedelta(minutes=1)
    await article.world.comes_in(article.feed, "https://example.org/rss", *article.entries)
    await join(article.world.store, 1, 2, now=article.world.now)
    await article.world.articles.read([1])
    article.world.now += timedelta(minutes=1)
    await article.reader("after", 3)
    await article.world.deliver()
    await article.changes(0, text=TEXT.replace(THIRD, NOW_THIRD))
    assert [address for address, _, _ in await article.seen()] == ["before"], "the story has no such point"


@pytest.fixture
def told(world: World) -> Reports:
    return Reports(world)


async def test_the_same_new_figure_of_two_reports_is_told_once(told: Reports) -> None:
    mine = "According to the port 14 containers were lost."
    await told.told_by_two()
    points = story_points.pack([StoryPoint(mine, 1, 0), StoryPoint(SAID, 2, 1)])
    async with told.world.store.write() as tx:
        await tx.execute(story_points_table.update().values(points=points))
    told.entries[1] = an_entry(1, title="Containers lost", text=SAID.replace("14", "41"), source="Pier Times")
    now = f"{CLOSED}\n{mine.replace('14', '41')}"
    await told.changes(0, title="Harbour closed", text=now, source="Ostmark Post")
    assert [said for _, _, said in await told.seen()] == [
        f"Harbour closed\n{mine} -> {mine.replace('14', '41')}"
    ]


async def test_nor_is_it_told_again_when_the_second_report_follows(told: Reports) -> None:
    mine = "According to the port 14 containers were lost."
    await told.told_by_two()
    points = story_points.pack([StoryPoint(mine, 1, 0), StoryPoint(SAID, 2, 1)])
    async with told.world.store.write() as tx:
        await tx.execute(story_points_table.update().values(points=points))
    told.world.now += timedelta(minutes=1)
    await told.restates(SAID.replace("14", "41"))
    async with told.world.store.write() as tx:
        await tx.execute(story_points_table.update().values(points=points))
    now = f"{CLOSED}\n{mine.replace('14', '41')}"
    await told.changes(0, title="Harbour closed", text=now, source="Ostmark Post")
    told.world.now += APART
    last = f"Harbour closed\n{SAID} -> {SAID.replace('14', '41')}"
    assert {said for _, _, said in await told.seen()} == {last}
    told.entries.append(an_entry(3))
    await told.world.comes_in(told.feed, "https://example.org/rss", *told.entries)
    await told.world.a_day_later()
    amended = [each for each in told.world.transport.payloads if each.startswith("!")]
    assert amended == [f"! {SAID} -> {SAID.replace('14', '41')}"]
