"""Corrections of other reports: what gave a point to a story that was told by another one of its reports."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from digests.decisions.corrections.timing import APART, TOLD_FOR
from digests.model import StoryPoint
from digests.store.stories import story_points
from digests.store.tables import correction, post
from digests.store.tables import story_points as story_points_table
from tests.digests.steps.corrections.test_corrections import RSS, Corrected, Seen
from tests.digests.steps.world import World, an_entry
from tests.stories import join

CLOSED = "The harbour of Ostmark was closed on Monday after a crane fell into the basin."
SAID = "The operator said that 14 containers had been lost in the basin."
NOW_SAID = SAID.replace("14", "41")


class Reports(Corrected):
    """A world whose subscribers have had one story of two reports, of which the second gave a point, too."""

    async def told_by_two(self, *, points: int = 3) -> None:
        """The first report is the one that is shown: it is by far the fuller."""
        await self.come_in()
        await join(self.world.store, 1, 2, now=self.world.now)
        await self.reads("1", points=points)

    async def come_in(self) -> None:
        self.feed = await self.world.feed()
        more = "\n".join(f"Witness {n} saw the crane bend for minutes before it fell." for n in range(20))
        self.entries = [
            an_entry(0, title="Harbour closed", text=f"{CLOSED}\n{more}", source="Ostmark Post"),
            an_entry(1, title="Containers lost", text=SAID, source="Pier Times"),
        ]
        await self.world.comes_in(self.feed, RSS, *self.entries)

    async def reads(self, address: str, *, points: int = 3) -> None:
        reader = await self.world.reader("news", address=address)
        await self.world.subscriptions.change(reader.id, self.world.now, points=points)
        await self.world.deliver()

    async def restates(self, text: str, title: str = "Containers lost") -> Seen:
        """The second report says something else; what was changed of the messages that is due."""
        await self.changes(1, title=title, text=text, source="Pier Times")
        return await self.seen()


@pytest.fixture
def told(world: World) -> Reports:
    return Reports(world)


async def payloads(seen: Seen) -> list[str]:
    return [payload for _, _, payload in seen]


async def test_a_figure_of_another_report_is_corrected_in_the_message_that_told_the_story(
    told: Reports,
) -> None:
    await told.told_by_two()
    assert told.world.transport.payloads == ["Harbour closed"]
    assert await payloads(await told.restates(NOW_SAID)) == [f"Harbour closed\n{SAID} -> {NOW_SAID}"]
    async with told.world.store.read() as tx:
        [noted] = (await tx.execute(select(correction))).all()
    assert noted.post_id == 1, "the post that was shown"
    assert "Pier Times" in noted.amendments
    assert len(await told.seen()) == 1, "once"


async def test_its_note_is_told(told: Reports) -> None:
    await told.told_by_two()
    note = "Correction: the containers were not lost, they had been unloaded before."
    assert await payloads(await told.restates(f"{SAID}\n{note}")) == [f"Harbour closed\n -> {note}"]


async def test_what_it_takes_back_is_told_and_the_story_stays(told: Reports) -> None:
    await told.told_by_two()
    await told.withdraws(1)
    assert await payloads(await told.seen()) == [f"Harbour closed\n{SAID} -> "]


async def test_a_shown_report_that_is_taken_back_is_told_as_ever(told: Reports) -> None:
    await told.told_by_two()
    await told.withdraws(0)
    assert await payloads(await told.seen()) == ["Harbour closed\nHarbour closed -> "]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (SAID, "A title that nobody was told"),
        (SAID.replace("operator", "owner"), "Containers lost"),
        (f"{SAID}\nA paragraph more, of 1893.", "Containers lost"),
        (SAID.replace("14", "fourteen or so, namely 14,"), "Containers lost"),
    ],
)
async def test_its_title_and_small_changes_say_nothing(told: Reports, text: str, title: str) -> None:
    await told.told_by_two()
    assert await told.restates(text, title) == []
    assert await told.rows() == 0


async def test_a_point_that_was_not_shown_is_not_watched(told: Reports) -> None:
    await told.told_by_two(points=1)
    assert await told.restates(NOW_SAID) == []
    assert await told.rows() == 0


async def test_a_point_of_the_shown_post_that_only_its_story_has_is_watched(told: Reports) -> None:
    await told.told_by_two()
    figure = "A second crane of 30 tonnes stood beside it."
    async with told.world.store.write() as tx:
        await tx.execute(post.update().where(post.c.id == 1).values(text=f"{CLOSED}\n{figure}"))
        made = story_points.pack([StoryPoint(figure, 1, 0)])
        await tx.execute(story_points_table.update().values(points=made))
    now = figure.replace("30", "50")
    await told.changes(0, title="Harbour closed", text=f"{CLOSED}\n{now}", source="Ostmark Post")
    assert await payloads(await told.seen()) == [f"Harbour closed\n{figure} -> {now}"]


async def test_another_report_with_another_figure_corrects_nothing(told: Reports) -> None:
    await told.told_by_two()
    told.entries.append(an_entry(2, title="More lost", text=NOW_SAID, source="Basin News"))
    await told.world.comes_in(told.feed, RSS, *told.entries)
    await join(told.world.store, 1, 3, now=told.world.now)
    assert await told.seen() == []
    assert await told.rows() == 0


async def test_only_who_was_told_its_point_is_told_of_its_correction(told: Reports) -> None:
    await told.come_in()
    async with told.world.store.write() as tx:  # the second report is not there yet
        await tx.execute(post.update().where(post.c.id == 2).values(gone=True))
    await told.reads("1")
    async with told.world.store.write() as tx:
        await tx.execute(post.update().where(post.c.id == 2).values(gone=False))
    told.world.now += timedelta(minutes=5)
    await join(told.world.store, 1, 2, now=told.world.now)
    told.world.now += timedelta(minutes=5)
    await told.reads("2")
    assert [address for address, _, _ in await told.restates(NOW_SAID)] == ["2"]


async def test_once_an_hour_whichever_of_its_reports_changes(told: Reports) -> None:
    await told.told_by_two()
    assert len(await told.restates(NOW_SAID)) == 1
    told.world.now += timedelta(minutes=10)
    more = "\n".join(f"Witness {n} saw the crane bend for minutes before it fell." for n in range(20))
    await told.changes(0, title="Harbour open again", text=f"{CLOSED}\n{more}", source="Ostmark Post")
    assert len(await told.seen()) == 1, "the hour is not over"
    told.world.now += APART
    said = (await payloads(await told.seen()))[1]
    assert said == f"Harbour open again\n{SAID} -> {NOW_SAID}\nHarbour closed -> Harbour open again"


async def test_two_reports_that_change_in_one_reading_are_told_together(told: Reports) -> None:
    await told.told_by_two()
    told.entries[1] = an_entry(1, title="Containers lost", text=NOW_SAID, source="Pier Times")
    await told.changes(0, title="Harbour open again", text=told.entries[0].text, source="Ostmark Post")
    lines = "Harbour closed -> Harbour open again", f"{SAID} -> {NOW_SAID}"
    assert (await payloads(await told.seen()))[-1] == "\n".join(["Harbour open again", *lines])


async def test_what_is_changed_back_within_the_hour_is_not_told(told: Reports) -> None:
    await told.told_by_two()
    await told.restates(NOW_SAID)
    await told.world.articles.read([1])  # its points are made anew
    await told.restates(SAID.replace("14", "57"))
    await told.world.articles.read([1])
    await told.restates(NOW_SAID)
    told.world.now += APART
    assert len(await told.seen()) == 1


async def test_two_days_after_it_was_told_nothing_is_said(told: Reports) -> None:
    await told.told_by_two()
    told.world.now += TOLD_FOR + timedelta(minutes=1)
    assert await told.restates(NOW_SAID) == []
    assert await told.rows() == 0


async def test_the_next_digest_says_so(told: Reports) -> None:
    await told.told_by_two()
    told.world.now += timedelta(minutes=5)
    await told.restates(NOW_SAID)
    told.entries.append(an_entry(3))
    await told.world.comes_in(told.feed, RSS, *told.entries)
    await told.world.a_day_later()
    assert f"! {SAID} -> {NOW_SAID}" in told.world.transport.payloads
