"""Corrections of another report of a story, through the real application: what a reader sees of it."""

from __future__ import annotations

from datetime import timedelta

from bot.process.senders import transport_of
from bot.sandbox import Sandbox
from bot.sandbox.room import covered
from bot.screens.renderer import TelegramRenderer
from digests.steps.corrections.edit import EditMessages
from digests.steps.corrections.spread import Spread
from digests.store.posts import posts
from tests.bot.conftest import Town, an_entry
from tests.stories import join

SAID = "The operator counts 14 lost containers in the basin."
NOW_SAID = "The operator counts 41 lost containers in the basin."


async def correct(town: Town) -> None:
    """All that is due of corrections."""
    await Spread(town.store, town.articles, TelegramRenderer(), town, town.clock).due()
    step = EditMessages(
        town.store, [transport_of(town.app.bot)], name="x", lease=timedelta(minutes=1), now=town.clock
    )
    while await step.due():
        pass


async def told_by_two(town: Town) -> None:
    """Story 15 is told by a second paper, in fewer words: it gives a point of its own."""
    there = an_entry(90, title="Containers lost", text=SAID, source="Pier Times", published=town.now)
    await town.more_of("world", there)
    async with town.store.read() as tx:
        known = await posts.known(tx, town.feeds["world"], ["entry-15", "entry-90"])
    await join(town.store, known["entry-15"][0], known["entry-90"][0], now=town.now)


async def restated(town: Town, text: str) -> None:
    there = an_entry(90, title="Containers lost", text=text, source="Pier Times", published=town.now)
    await town.restates("world", there)
    await correct(town)


async def test_what_another_paper_corrects_stands_in_the_message_under_its_name(
    town: Town, sandbox: Sandbox
) -> None:
    reader = sandbox.private(language="zh")
    await told_by_two(town)
    await town.ready(reader, "World")
    digest = reader.last
    assert SAID.removesuffix(".") in digest.text
    said = len(reader.replies)
    town.now += timedelta(minutes=92)
    await restated(town, NOW_SAID)
    corrected = await reader.wait_edit(digest, f"更正 17:32（Pier Times）：{SAID} {NOW_SAID}")
    assert covered(corrected, "strikethrough") == [SAID]
    assert "1. Story 15" in corrected.text
    town.now += timedelta(minutes=5)
    await town.restates("world", an_entry(90, title="Another title", text=NOW_SAID, source="Pier Times"))
    await correct(town)
    assert len(reader.replies) == said, "nothing new is sent"
    assert "Another title" not in digest.text


async def test_its_own_words_on_what_was_wrong_are_told(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await told_by_two(town)
    await town.ready(reader, "World")
    digest = reader.last
    await restated(town, f"{SAID}\nCorrection: it was another harbour.")
    corrected = await reader.wait_edit(digest, "(Pier Times): Correction: it was another harbour.")
    assert covered(corrected, "strikethrough") == []


async def test_the_next_digest_names_the_paper(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await told_by_two(town)
    await town.ready(reader, "World")
    town.now += timedelta(minutes=30)
    await restated(town, NOW_SAID)
    await town.more_of("world", an_entry(91, published=town.now))
    town.now += timedelta(days=1)
    await town.deliver()
    await reader.wait_until(lambda: "Corrected since" in reader.last.text or None)
    assert f"(Pier Times): {SAID} {NOW_SAID}" in reader.last.text
    await town.settled()
