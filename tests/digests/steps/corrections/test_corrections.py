"""Corrections: what was told and has changed is changed in the messages that told it, once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from digests.decisions.corrections.timing import APART, TOLD_FOR
from digests.errors import BadContent, DeliveryError, MessageGone, Refused, RetryAfter, Temporary
from digests.model import Batch, Entry, Status
from digests.steps.corrections.edit import EditMessages
from digests.steps.corrections.spread import Spread
from digests.store.tables import correction, delivery
from tests.digests.steps.world import LEASE, World, an_entry
from tests.digests.store.rows import open_edits
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
Seen = list[tuple[str, str, str]]


class Corrected:
    """A world whose subscribers have had a digest of some stories."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.feed = 0
        self.entries: list[Entry] = []
        self.spread = Spread(world.store, world.articles, TitlesRenderer(), world.queue, lambda: world.now)

    def editor(self, name: str = "first") -> EditMessages:
        """A worker that changes messages."""
        world = self.world
        return EditMessages(world.store, [world.transport], name=name, lease=LEASE, now=lambda: world.now)

    async def told(self, readers: int = 1, stories: int = 2) -> None:
        """So many who have had so many stories."""
        self.feed = await self.world.feed()
        self.entries = [an_entry(n) for n in range(stories)]
        await self.world.comes_in(self.feed, RSS, *self.entries)
        for n in range(readers):
            await self.world.reader("news", address=str(n + 1))
        await self.world.deliver()

    async def changes(self, n: int, **values: object) -> None:
        """Entry ``n`` of the feed says something else."""
        self.entries[n] = an_entry(n, **values)
        await self.world.comes_in(self.feed, RSS, *self.entries)

    async def withdraws(self, n: int) -> None:
        """The feed takes an entry back."""
        self.world.source.batches[RSS] = [Batch((), gone=(f"entry-{n}",))]
        await self.world.refresh(self.feed, self.world.now)

    async def seen(self) -> Seen:
        """What was changed after all that is due was done."""
        await self.spread.due()
        while await self.editor().due():
            pass
        return self.world.transport.changed

    async def rows(self) -> int:
        async with self.world.store.read() as tx:
            return int((await tx.execute(select(func.count()).select_from(correction))).scalar_one())

    async def open(self) -> int:
        async with self.world.store.read() as tx:
            return await open_edits(tx)


@pytest.fixture
def told(world: World) -> Corrected:
    return Corrected(world)


def messages(told: Corrected, title: str) -> set[tuple[str, str]]:
    """(address, message) of the messages that told a title."""
    arrived = enumerate(told.world.transport.arrived, 1)
    return {(there.address, str(n)) for n, (there, part) in arrived if part.payload == title}


# --------------------------------------------------------------------------- what is told


async def test_the_message_that_told_it_is_changed_for_everybody_who_has_it(told: Corrected) -> None:
    await told.told(readers=3)
    await told.changes(1, title="Harbour closed")
    seen = await told.seen()
    assert {(address, message) for address, message, _ in seen} == messages(told, "Story 1")
    assert {payload for _, _, payload in seen} == {"Harbour closed\nStory 1 -> Harbour closed"}
    assert len(seen) == 3, "the other story's message is left alone"
    assert await told.open() == 0
    assert len(await told.seen()) == 3, "once"


async def test_a_figure_in_a_point_is_corrected(told: Corrected) -> None:
    await told.told(stories=1)
    text = "The court fined the operator 5 million euros on Monday."
    await told.changes(0, title="Story 0", text=text)
    assert await told.seen() == [], "there was no such point"
    await told.world.articles.read([1])
    await told.changes(0, title="Story 0", text=text.replace("5", "7"))
    [(_, _, payload)] = await told.seen()
    assert payload == f"Story 0\n{text} -> {text.replace('5', '7')}"


async def test_what_is_withdrawn_is_said_to_be(told: Corrected) -> None:
    await told.told()
    await told.withdraws(0)
    assert [payload for _, _, payload in await told.seen()] == ["Story 0\nStory 0 -> "]


@pytest.mark.parametrize("title", ["story 0.", "Story  0", "[Update] Story 0"])
async def test_small_changes_say_nothing(told: Corrected, title: str) -> None:
    await told.told()
    await told.changes(0, title=title, text=f"{an_entry(0).text}\nA paragraph more, of 1893.")
    assert await told.seen() == []
    assert await told.rows() == 0


async def test_what_nobody_was_told_is_nothing_to_be_corrected(told: Corrected) -> None:
    await told.told()
    told.entries.append(an_entry(2))
    await told.world.comes_in(told.feed, RSS, *told.entries)
    await told.changes(2, title="Quite another")
    assert await told.rows() == 0


async def test_what_stands_behind_the_button_was_not_told(told: Corrected) -> None:
    told.feed = await told.world.feed()
    told.entries = [an_entry(n) for n in range(3)]
    await told.world.comes_in(told.feed, RSS, *told.entries)
    await told.world.reader("news", size=1)
    await told.world.deliver()
    [shown] = [part.payload for _, part in told.world.transport.arrived]
    for n in range(3):
        if f"Story {n}" != shown:
            await told.changes(n, title=f"Something else about {n}")
    assert await told.rows() == 0


async def test_two_days_after_it_was_told_its_message_stays(told: Corrected) -> None:
    await told.told()
    told.world.now += TOLD_FOR + timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    assert await told.seen() == []


# --------------------------------------------------------------------------- how often


async def test_one_correction_an_hour_a_story_and_the_last_words_win(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    assert len(await told.seen()) == 1
    told.world.now += timedelta(minutes=10)
    await told.changes(0, title="Harbour burning")
    told.world.now += timedelta(minutes=10)
    await told.changes(0, title="Harbour rescued")
    assert len(await told.seen()) == 1, "the hour is not over"
    told.world.now += APART
    seen = await told.seen()
    assert [payload for _, _, payload in seen[1:]] == [
        "Harbour rescued\nStory 0 -> Harbour closed\nHarbour closed -> Harbour rescued"
    ]


async def test_what_is_changed_back_within_the_hour_is_not_told(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    await told.seen()
    await told.changes(0, title="Harbour burning")
    await told.changes(0, title="Harbour closed")
    told.world.now += APART
    assert len(await told.seen()) == 1


async def test_two_stories_of_one_time_are_both_told_at_once(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    await told.changes(1, title="Bridge opened")
    assert len(await told.seen()) == 2


# --------------------------------------------------------------------------- the outbox of changes


async def test_what_is_still_to_be_sent_is_changed_after_it_arrived(told: Corrected) -> None:
    told.world.transport.plan["Story 1"] = [Temporary("network")]
    await told.told()
    arrived = len(told.world.transport.arrived)
    assert arrived < 2
    await told.changes(1, title="Bridge opened")
    assert await told.seen() == []
    told.world.now += timedelta(minutes=10)
    await told.world.deliver()
    assert "Story 1" in told.world.transport.payloads, "a retry sends the very same"
    assert [payload for _, _, payload in await told.seen()] == ["Bridge opened\nStory 1 -> Bridge opened"]


async def test_nothing_is_changed_while_something_waits_to_be_sent(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    await told.spread.due()
    async with told.world.store.write() as tx:
        await tx.execute(delivery.update().values(next_try=told.world.now, state="pending"))
    assert await told.editor().due() == 0
    async with told.world.store.write() as tx:
        await tx.execute(delivery.update().values(next_try=None, state="sent"))
    assert await told.editor().due() == 1


async def test_a_crash_before_it_is_recorded_changes_it_to_the_same(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    await told.spread.due()
    payload = "Harbour closed\nStory 0 -> Harbour closed"
    told.world.transport.plan[payload] = [asyncio.CancelledError()]  # type: ignore[list-item]
    with pytest.raises(asyncio.CancelledError):
        await told.editor("killed").due()
    assert await told.editor("second").due() == 0, "the lease holds"
    told.world.now += LEASE
    assert await told.editor("second").due() == 1
    assert [said for _, _, said in told.world.transport.changed] == [payload]
    assert await told.open() == 0


async def test_a_crash_between_two_digests_spreads_again_and_shows_it_once(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    await told.seen()
    async with told.world.store.write() as tx:
        await tx.execute(correction.update().values(spread=False))
    seen = await told.seen()
    assert len({(message, payload) for _, message, payload in seen}) == 1


@pytest.mark.parametrize(
    "errors",
    [[RetryAfter(90.0)], [Temporary("network", ambiguous=True)], [BadContent("x"), Temporary("y")]],
)
async def test_what_may_pass_is_tried_again(told: Corrected, errors: Sequence[DeliveryError]) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    payload = "Harbour closed\nStory 0 -> Harbour closed"
    told.world.transport.plan[payload] = list(errors)
    assert await told.seen() == []
    assert await told.open() == 1
    told.world.now += timedelta(seconds=100)
    assert [said for _, _, said in await told.seen()] == [payload]


@pytest.mark.parametrize("error", [MessageGone("message_gone"), Refused("blocked")])
async def test_a_message_that_cannot_be_changed_is_left(told: Corrected, error: DeliveryError) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    told.world.transport.refuses["1"] = error
    assert await told.seen() == []
    assert await told.open() == 0
    assert (await told.world.subscriptions.get(1)).status is Status.ACTIVE, "what is sent decides that"


async def test_content_that_is_not_accepted_goes_plain(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    told.world.transport.plan["Harbour closed\nStory 0 -> Harbour closed"] = [BadContent("entities")]
    assert len(await told.seen()) == 1


async def test_what_waits_too_long_is_given_up(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    told.world.transport.refuses["1"] = RetryAfter(200_000.0)
    await told.seen()
    told.world.transport.refuses.clear()
    told.world.now += timedelta(seconds=200_000)
    assert await told.seen() == []
    assert await told.open() == 0


async def test_a_transport_that_cannot_change_messages_is_asked_for_nothing(told: Corrected) -> None:
    told.world.transport.edits = False
    await told.told()
    await told.changes(0, title="Harbour closed")
    calls = told.world.transport.calls
    assert await told.seen() == []
    assert told.world.transport.calls == calls


async def test_while_everything_is_silent_nothing_is_changed(told: Corrected) -> None:
    await told.told()
    await told.changes(0, title="Harbour closed")
    told.world.transport.silence = 10.0
    assert await told.seen() == []
    told.world.transport.silence = 0.0
    assert len(await told.seen()) == 1


async def test_a_digest_that_cannot_be_made_again_keeps_no_other_from_it(
    told: Corrected, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told.told(readers=1)
    await told.world.reader("news", address="9", size=5)
    await told.world.deliver()
    await told.changes(0, title="Harbour closed")
    rendering = TitlesRenderer.parts
    broken = iter([True])

    def once(self, digest, layout=()):  # type: ignore[no-untyped-def]
        if next(broken, False):
            raise ZeroDivisionError
        return rendering(self, digest, layout)

    monkeypatch.setattr(TitlesRenderer, "parts", once)
    assert [address for address, _, _ in await told.seen()] == ["9"]
