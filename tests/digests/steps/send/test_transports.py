"""Two transports at once, on both databases: each has its own sender, form, limits and failures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import text

from digests.decisions.rates.rates import Limit
from digests.errors import DeliveryError, RetryAfter, Temporary, Unauthorized
from digests.model import Destination, EventKind, FollowKind, Progress, Status, Subscriber
from digests.runtime.queues.inline import InlineQueue
from digests.services.broadcasts import Broadcasts
from digests.steps import Admins, Alarms, Build, Send, Senders
from digests.steps.renderers import RendererByTransport
from digests.steps.send.broadcast import Release
from digests.steps.send.notices import Notices
from digests.store import Store
from digests.store.delivery import claims, delivery_counts, outbox
from digests.store.monitoring import events
from tests.digests.steps.world import LEASE, World, an_entry
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber
from tests.fakes import TitlesRenderer
from tests.file_transport import FILE, FileRenderer, FileTransport, written

RSS = "https://example.org/rss"
SHARED = text(
    "SELECT transport, count(*) FROM delivery WHERE slot LIKE '%2026-03-03%'"
    " GROUP BY digest_id, transport ORDER BY transport"
)
PATIENCE = 20.0


class Both(World):
    """A world with readers of both transports, who all choose alike."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store)
        self.folder = folder
        self.files = FileTransport()
        self.renders(TitlesRenderer(), FileRenderer())
        self.send_files = self.file_sender()
        self.senders = Senders([self.send, self.send_files])

    def renders(self, telegram: TitlesRenderer, files: FileRenderer | None) -> None:
        """Build in these forms."""
        forms = {"telegram": telegram} | ({FILE: files} if files else {})
        self.renderer = RendererByTransport(cast("dict[str, Any]", forms))
        self.build = Build(self.store, self.articles, self.renderer, self.queue)

    def file_sender(self) -> Send:
        notices = Notices(self.renderer, "UTC")
        return Send(self.store, self.files, name="files", lease=LEASE, now=lambda: self.now, notices=notices)

    async def file_reader(self, name: str) -> Subscriber:
        """Somebody who reads files, and wants what ``reader`` wants."""
        (self.folder / name).mkdir()
        made = await self.subscriptions.arrive(Destination(FILE, str(self.folder / name)), language="en")
        news = await self.catalogue.category("news")
        await self.subscriptions.follow(made.id, FollowKind.CATEGORY, news.id)
        return await self.subscriptions.activate(made.id, self.now)

    def found(self, name: str) -> list[str]:
        """What somebody got."""
        return written(self.folder / name)

    async def comes(self, *numbers: int) -> None:
        """Stories come in, and everybody's digest is built."""
        await self.comes_in(1, RSS, *[an_entry(n) for n in numbers])
        while await self.build.due(self.now):
            pass

    async def sent(self) -> None:
        """Send by both, to the last answer."""
        await asyncio.gather(self.send.drain(), self.send_files.drain())

    async def states(self) -> dict[str, int]:
        async with self.store.read() as tx:
            return await delivery_counts.counts(tx)


@pytest.fixture
async def both(store: Store, tmp_path: Path) -> Both:
    """One reader of each transport, and two stories on their way to both."""
    made = Both(store, tmp_path / "readers")
    made.folder.mkdir()
    await made.feed()
    await made.reader("news")
    await made.file_reader("ann")
    await made.comes(0, 1)
    return made


class Board:
    """Shows nothing."""

    async def show(self, progress: Progress) -> bool:
        return True


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)


# --------------------------------------------------------------------------- each its own


async def test_each_gets_its_own_form_of_the_same_digest(both: Both) -> None:
    await both.sent()
    assert sorted(both.transport.payloads) == ["Story 0", "Story 1"]
    [lines] = both.found("ann")
    assert sorted(lines.split("\n")) == ["* Story 0", "* Story 1"]
    assert {there.transport for there, _ in both.transport.arrived} == {"telegram"}


async def test_who_agrees_in_all_but_the_transport_shares_no_digest(store: Store, both: Both) -> None:
    await both.reader("news", address="2")
    await both.file_reader("ben")
    await both.comes(0, 1)
    both.now += timedelta(days=1)
    await both.comes(0, 1, 2)
    async with store.read() as tx:
        made = [tuple(row) for row in await tx.execute(SHARED)]
    assert made == [(FILE, 2), ("telegram", 2)]


async def test_a_notice_and_an_alarm_have_the_form_of_whom_they_are_for(store: Store, both: Both) -> None:
    admins = Admins(Notices(both.renderer, "UTC"), [Destination(FILE, str(both.folder / "ann"))], "en")
    async with store.write() as tx:
        await admins.notices.tell(tx, 1, "topic_gone", both.now)
        await admins.notices.tell(tx, 2, "topic_gone", both.now)
        await events.add(tx, EventKind.SENDING_HALTED, None, both.now, {"how": "stuck"})
    both.now += timedelta(hours=1)
    assert await Alarms(store, admins, both.renderer).tell(both.now) == 1
    await both.sent()
    assert both.transport.payloads[-1] == "en topic_gone 1 {}"
    assert both.found("ann")[1:] == ["! topic_gone", "sending_halted"]


async def test_a_broadcast_goes_to_those_who_can_read_its_form(store: Store, both: Both) -> None:
    await both.sent()
    broadcasts = Broadcasts(store, both.queue, FILE)
    assert (await broadcasts.audience()).total == 1
    number = await broadcasts.draft("1", "to all", language="en", zone="UTC", now=both.now)
    await broadcasts.send(number, "1:0", "1", actor="test", now=both.now)
    await Release(store, Board(), both.queue, ahead=20, now=lambda: both.now).due()
    await both.sent()
    assert both.found("ann")[1:] == ["to all"]
    assert "to all" not in both.transport.payloads
    assert (await broadcasts.progress(number)).fared.sent == 1


# --------------------------------------------------------------------------- neither waits for the other


async def test_a_silence_of_one_holds_up_nothing_of_the_other(both: Both) -> None:
    both.transport.silence = 3600.0
    await both.sent()
    assert (len(both.found("ann")), both.transport.payloads) == (1, [])
    both.transport.silence = 0.0
    both.files.silence = 3600.0
    await both.comes(0, 1)
    await both.sent()
    assert sorted(both.transport.payloads) == ["Story 0", "Story 1"]


async def test_a_transport_that_hangs_holds_up_nothing_of_the_other(both: Both) -> None:
    both.files.opened.clear()
    queue = InlineQueue()
    queue.start({"send": both.senders.rounds})
    await until(lambda: len(both.transport.arrived) == 2)
    assert both.found("ann") == []
    both.files.opened.set()
    await until(lambda: len(both.found("ann")) == 1)
    await queue.stop(1)


@pytest.mark.parametrize("error", [Temporary("network"), RetryAfter(600.0)])
async def test_failures_of_one_put_off_its_own_deliveries_only(both: Both, error: DeliveryError) -> None:
    both.files.fails = error
    await both.sent()
    assert await both.states() == {"sent": 1, "pending": 1}
    both.files.fails = None
    both.now += timedelta(hours=1)
    await both.sent()
    assert (len(both.found("ann")), len(both.transport.arrived)) == (1, 2)


async def test_a_refusal_suspends_only_whom_it_concerns(both: Both) -> None:
    ben = await both.file_reader("ben")
    (both.folder / "ann").rmdir()
    await both.sent()
    statuses = [(await both.subscriptions.get(each)).status for each in (1, 2, ben.id)]
    assert statuses == [Status.ACTIVE, Status.SUSPENDED, Status.ACTIVE]
    assert len(both.transport.arrived) == 2


async def test_a_limit_of_one_is_not_taken_by_the_other(both: Both) -> None:
    """At its rate the second file would take a day; what Telegram gets does not."""
    both.files = FileTransport(Limit(1 / 86_400))
    both.send_files = both.file_sender()
    await both.file_reader("ben")
    await both.comes(0, 1)
    queue = InlineQueue()
    queue.start({"send": Senders([both.send, both.send_files]).rounds})
    await until(lambda: len(both.transport.arrived) == 2)
    await until(lambda: len(both.found("ann") + both.found("ben")) == 1)
    await both.send_files.stop(0)
    await queue.stop(1)


# --------------------------------------------------------------------------- credentials


async def test_a_transport_that_does_not_know_us_waits_and_the_other_goes_on(both: Both) -> None:
    both.files.fails = Unauthorized("password")
    queue = InlineQueue()
    queue.start({"send": both.senders.rounds})
    async with asyncio.timeout(PATIENCE):
        while not both.senders.silences[FILE]() or len(both.transport.arrived) < 2:
            queue.wake("send")
            await asyncio.sleep(0.01)
    await queue.stop(1)
    await until(lambda: not both.send_files._on_their_way)
    both.files.fails = None
    for due in both.senders.rounds:
        await due()
    await both.senders.to(2, FILE)
    assert (both.found("ann"), queue.failed.done()) == ([], False)
    await Senders([both.send, both.file_sender()]).to(2)
    assert len(both.found("ann")) == 1, "the next start sends it"


async def test_when_no_transport_knows_us_it_is_said(both: Both) -> None:
    both.files.fails = Unauthorized("password")
    both.transport.refuses["1"] = Unauthorized("token")
    await both.senders.to(2)
    with pytest.raises(Unauthorized, match="token"):
        await both.senders.to(1)


# --------------------------------------------------------------------------- nobody serves it


async def test_what_no_sender_serves_waits_and_is_not_lost(store: Store, both: Both) -> None:
    """However much of it there is: it was due first, and takes no place of what can be sent."""
    async with store.write() as tx:
        many = [await a_subscriber(tx, f"{n}", "email") for n in range(50)]
        letter = await a_digest(tx, transport="email")
        await outbox.add(tx, letter, dict.fromkeys(many, "slot"), both.now - 9 * LEASE)
    await both.sent()
    assert (len(both.transport.arrived), len(both.found("ann"))) == (2, 1)
    assert await both.states() == {"sent": 2, "pending": 50}
    async with store.write() as tx:
        found = await claims.claim(tx, "mailer", "email", both.now, LEASE, 100)
    assert sorted(each.subscriber for each in found) == many
    assert {(each.attempts, each.destination.transport) for each in found} == {(0, "email")}


async def test_a_sender_that_is_asked_for_a_chat_of_another_leaves_it(both: Both) -> None:
    await Senders([both.send]).to(2)
    await Senders([both.send]).to(2, FILE)
    assert await both.states() == {"pending": 2}
    await both.senders.to(2, "telegram")
    assert await both.states() == {"pending": 2}
    await both.senders.to(2, FILE)
    assert len(both.found("ann")) == 1


async def test_who_cannot_be_rendered_for_is_put_off_and_misses_nothing(both: Both) -> None:
    await both.sent()
    both.renders(TitlesRenderer(), None)
    both.now += timedelta(days=1)
    await both.comes(0, 1, 2)
    await both.sent()
    assert both.transport.payloads[-1] == "Story 2"
    assert len(both.found("ann")) == 1
    both.renders(TitlesRenderer(), FileRenderer())
    both.now += timedelta(minutes=10)
    await both.comes(0, 1, 2)
    await both.sent()
    assert both.found("ann")[1:] == ["* Story 2"]
