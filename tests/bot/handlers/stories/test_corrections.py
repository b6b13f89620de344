"""Corrections in chat: the message that told a story is changed, and opening it leads back there."""

from __future__ import annotations

from datetime import timedelta

from bot.process.senders import transport_of
from bot.sandbox import Sandbox
from bot.sandbox.room import covered
from bot.screens.renderer import TelegramRenderer
from digests.steps.corrections.edit import EditMessages
from digests.steps.corrections.spread import Spread
from digests.store.tables import edit
from tests.bot.conftest import Town, an_entry
from tests.digests.store.rows import open_edits


async def correct(town: Town) -> None:
    """All that is due of corrections."""
    await Spread(town.store, town.articles, TelegramRenderer(), town, town.clock).due()
    transports = [transport_of(town.app.bot)]
    step = EditMessages(town.store, transports, name="x", lease=timedelta(minutes=1), now=town.clock)
    while await step.due():
        pass


async def test_the_message_is_edited_and_stays_so(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    digest = reader.last
    labels = digest.labels
    town.now += timedelta(minutes=92)
    await town.restates("world", an_entry(15, title="Harbour closed"))
    await correct(town)
    corrected = await reader.wait_edit(digest, "更正 17:32：Story 15 Harbour closed")
    assert "1. Harbour closed" in corrected.text
    assert digest.labels == labels
    assert covered(corrected, "strikethrough") == ["Story 15"]
    await reader.tap("1")
    await reader.wait_until(lambda: digest.text.startswith("Harbour closed\n更正 17:32") or None)
    await reader.tap("‹ 返回")
    await reader.wait_until(lambda: "1. Harbour closed\n更正 17:32" in digest.text or None)


async def test_a_deleted_message_and_one_that_says_so_already_are_done(town: Town, sandbox: Sandbox) -> None:
    readers = [sandbox.private(), sandbox.private()]
    for each in readers:
        await town.ready(each, "World")
    digests = [each.last for each in readers]
    await town.app.bot.delete_message(readers[0].id, digests[0].id)
    await town.restates("world", an_entry(15, title="Harbour closed"))
    await correct(town)
    await readers[1].wait_edit(digests[1], "Harbour closed")
    async with town.store.write() as tx:
        await tx.execute(edit.update().values(next_try=town.now))
    await correct(town)
    async with town.store.read() as tx:
        assert await open_edits(tx) == 0


async def test_a_digest_without_news_says_that_corrections_wait(town: Town, sandbox: Sandbox) -> None:
    readers = [sandbox.private(), sandbox.private(language="zh")]
    for each in readers:
        await town.ready(each, "World")
    town.now += timedelta(minutes=92)
    nothing = await readers[0].ask("/digest")
    assert "corrected" not in nothing.text
    await town.restates("world", an_entry(15, title="Harbour closed"))
    nothing = await readers[0].ask("/digest")
    waits = "✎ Some of what you were told has been corrected since; your next digest says what.\nNext:"
    assert waits in nothing.text
    assert "✎ 此前的内容有更正，下一份简报里会说明。\n下一份：" in (await readers[1].ask("/digest")).text
    await town.more("world", 1)
    await readers[0].say("/digest")
    told = await readers[0].wait_reply("Corrected since")
    assert "Harbour closed" in told.text
    assert "corrected since" not in (await readers[0].ask("/digest")).text
