"""What somebody follows, mutes, likes and keeps, to what comes and what is said of it."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, Room, Sandbox
from digests.model import Entry
from digests.steps import Kept, Prune
from digests.store.posts import posts
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from tests.bot.conftest import Town, an_entry
from tests.bot.handlers.content.test_follows import named
from tests.flow.own.conftest import come, indexed, through

DAY = timedelta(days=1)


def of(town: Town, n: int, text: str, **more: object) -> Entry:
    return an_entry(n, text=text, published=town.now, tags=(), **more)


async def one_story(town: Town, *entries: Entry) -> None:
    """These come in and are found to report one event."""
    await town.more_of("world", *entries)
    async with town.store.write() as tx:
        known = await posts.known(tx, town.feeds["world"], [each.uid for each in entries])
        first, later = (known[each.uid][0] for each in entries)
        await membership.join(tx, [Joined(later, 0.9, ())], town.now)
        await membership.regroup(tx, [first, later], {later: first})


async def comes(town: Town, room: Room, *numbers: int) -> list[int]:
    """Which of these stories come with the next day's digest."""
    await indexed(town)
    town.now += DAY
    said = "\n".join(await come(town, room))
    return [n for n in numbers if f"Story {n}\n" in said or said.endswith(f"Story {n}")]


async def opened(room: Room, title: str) -> Message:
    """A story out of what a search finds."""
    page = await room.ask(f"/search {title}")
    return await through(room, page, ("1", "More…"))


async def test_a_search_a_source_and_a_floor(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private("Ann", language="en")
    await town.ready(reader, "World")
    await town.deliver()
    await indexed(town)
    found = await reader.ask("/search olive")
    await through(reader, found, ("+ Follow this search", "✓ Following"))
    await town.more_of("tech", of(town, 200, "Olive trees bloom early."), of(town, 201, "A ferry was late."))
    assert await comes(town, reader, 200, 201) == [200]
    await named(town, "tech", "Zeit")
    listed = await reader.ask("/sources zeit")
    await through(reader, listed, (listed.labels[0], "✓"))
    await town.more_of("tech", of(town, 202, "A bridge was closed."), of(town, 203, "Rain fell all day."))
    assert await comes(town, reader, 202, 203) == [202, 203]
    menu = await reader.ask("/settings")
    await through(reader, menu, ("Content", "Told by"), ("Told by", "✓"), ("2", "✓ 2"))
    await town.more_of("tech", of(town, 204, "A mast fell in the storm."))
    await one_story(town, of(town, 205, "A tunnel opens."), of(town, 206, "It opens.", source="Coast Daily"))
    assert await comes(town, reader, 204, 205) == [205]
    why = await reader.ask("/why https://example.org/204")
    assert "1 source" in why.text, why.text


async def test_muted_liked_and_saved(town: Town, reader: Room) -> None:
    await town.more_of("tech", of(town, 210, "Kelp farms grow.", source="Daily Rumour"))
    await town.more_of("world", of(town, 211, "Kelp prices fall."))
    assert await comes(town, reader, 210, 211) == [210, 211]
    view = await opened(reader, "Story 210")
    await through(reader, view, ("🔖 Save", "🔖 Saved ✓"), ("✎ Note", "Send a note of one line"))
    assert "<i>kelp</i>" in (await reader.ask("for <i>kelp</i>")).text
    view = await opened(reader, "Story 210")
    await through(reader, view, ("More…", "👍"), ("👍", "✓ 👍"), ("🔇 Mute…", "📰 Daily Rumour"))
    await through(reader, view, ("📰 Daily Rumour", "For good"), ("For good", "✓ 📰 Daily Rumour"))
    await town.more_of("tech", of(town, 212, "Kelp again.", source="Daily Rumour"), of(town, 213, "A mast."))
    assert await comes(town, reader, 212, 213) == [213]
    why = (await reader.ask("/why https://example.org/212")).text
    assert "you have muted “Daily Rumour”" in why
    assert "Your taste: Daily Rumour, a bit more" in why
    assert any(each.endswith("Daily Rumour · a bit more") for each in (await reader.ask("/taste")).labels)
    town.now += 200 * DAY
    while await Prune(town.store, Kept(posts=30, deliveries=30), town.clock).due():
        pass
    await indexed(town)
    kept = await reader.ask("/saved")
    assert "Story 210" in kept.text
    assert "✎ for <i>kelp</i>" in kept.text
    await reader.tap("1", message=kept)
    await reader.wait_edit(kept, "Kelp farms grow.")
    assert "Story 211" not in (await reader.ask("/search kelp")).text
