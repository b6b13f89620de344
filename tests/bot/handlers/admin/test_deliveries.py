"""What ``/stats`` leads to: what waits, what failed and why, and sending it once more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.errors import pack
from digests.model import DeliveryState, DigestKind, Status
from digests.store import Store, Tx
from digests.store.delivery import claims, new_digests, outbox, sent_parts
from digests.store.delivery.sent_parts import Sent
from digests.store.subscribers import subscribers
from tests.bot.conftest import Town, running, settings_for
from tests.digests.store.rows import a_subscriber

LEASE = timedelta(seconds=60)


@pytest.fixture
def admin(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, admin: Room) -> AsyncIterator[Town]:
    async with running(Town(sandbox, store, settings_for(sandbox, admin_ids=str(admin.person.id)))) as there:
        yield there


async def a_delivery(town: Town, tx: Tx, room: Room, slot: str, *, tries: int = 1) -> int:
    """One that a worker has claimed and tried."""
    payload = Screen(Html(f"<b>{slot}</b>")).payload()
    digest = await new_digests.add_message(
        tx, DigestKind.DIGEST, "telegram", payload, language="en", zone="UTC", now=town.now
    )
    await outbox.add(tx, digest, {await a_subscriber(tx, str(room.id)): slot}, town.now)
    [claimed] = await claims.claim(tx, "w", "telegram", town.now, LEASE, 1)
    for _ in range(tries):
        await sent_parts.intend(tx, "w", [(claimed.id, 1)], town.now, LEASE)
    return claimed.id


async def failed(town: Town, tx: Tx, room: Room, slot: str) -> None:
    made = await a_delivery(town, tx, room, slot)
    await sent_parts.record_refused(tx, made, 1)
    await outbox.finish(tx, "w", [made], town.now, DeliveryState.FAILED, pack("internal", {}))


async def test_failed_ones_are_listed_and_sent_once_more(town: Town, sandbox: Sandbox, admin: Room) -> None:
    reader = sandbox.private("Reader", started=True)
    async with town.store.write() as tx:
        for n in range(10):
            await failed(town, tx, reader, f"2026-03-{n + 1:02}T08:00")
    stats = await admin.ask("/stats")
    assert "Deliveries: 0 sent, 0 waiting, 0 being sent, 10 failed, 0 to chats out of reach" in stats.text
    await admin.tap("✗ Failed (10)")
    await admin.wait_edit(stats, "📦 Failed · 10\n1. ✗ private chat\ndigest of 2026-03-10 08:00 · ")
    assert "The program made a mistake again and again" in stats.text
    await admin.tap("›")
    await admin.wait_edit(stats, "10. ✗")
    assert "9–10 / 10" in stats.labels
    await admin.tap("10")
    await admin.wait_edit(stats, "Delivery 1 · ✗ failed")
    assert "on its way again" in await admin.tap("🔁")
    await reader.wait_reply("2026-03-01T08:00")
    await admin.wait_edit(stats, "· ⏳ waiting")
    await admin.tap("‹ Failed")
    await admin.wait_edit(stats, "📦 Failed · 9")
    assert "9 deliveries are on their way again" in await admin.tap("🔁 Send all 9 once more")
    await admin.wait_edit(stats, "✓ Nothing has failed.")
    assert stats.labels == ["‹ Figures"]


async def test_what_cannot_be_sent_once_more_is_explained(town: Town, sandbox: Sandbox, admin: Room) -> None:
    reader = sandbox.private("Reader", started=True)
    async with town.store.write() as tx:
        await failed(town, tx, reader, "2026-03-01T08:00")
        who = await a_subscriber(tx, str(reader.id))
        await subscribers.change(tx, who, status=Status.SUSPENDED)
    stats = await admin.ask("/stats")
    await admin.tap("✗ Failed")
    await admin.wait_edit(stats, "📦 Failed")
    assert "None of them can arrive" in await admin.tap("🔁 Send all 1")
    await admin.tap("1")
    await admin.wait_edit(stats, "Delivery 1")
    assert "refuses messages" in await admin.tap("🔁")


async def test_ambiguous_ones_name_chat_time_and_part(town: Town, sandbox: Sandbox, admin: Room) -> None:
    group = sandbox.group("News")
    async with town.store.write() as tx:
        made = await a_delivery(town, tx, group, "2026-03-01T08:00", tries=2)
        await sent_parts.record(tx, "w", [Sent(made, 1, "7", last=True)], town.now)
        await subscribers.change(tx, 1, title="News")
    stats = await admin.ask("/stats")
    await admin.tap("❓ Without an answer (1)")
    await admin.wait_edit(
        stats, "1. ✓ News\ndigest of 2026-03-01 08:00 · today 16:00 · 1 send without an answer"
    )
    await admin.tap("1")
    await admin.wait_edit(stats, "Part 1: sent as message 7 · 2 tries · 1 send without an answer")
    assert f"To: News ({group.id})" in stats.text
    assert stats.labels == ["‹ Without an answer"]


@pytest.mark.parametrize("data", ["deliveries:0", "delivery:1:0", "deliveryretry:1:0", "deliveryall:0"])
async def test_only_admins(town: Town, sandbox: Sandbox, data: str) -> None:
    other = sandbox.private(started=True)
    screen = Screen(Html("forged"), ((Button("x", f"1.{data}"),),))
    sent = await town.app.bot.send_message(other.id, screen.html, reply_markup=screen.keyboard())
    toast = await other.tap("x", message=other.chat.messages[sent.message_id])
    assert "Only the bot's admins" in toast
