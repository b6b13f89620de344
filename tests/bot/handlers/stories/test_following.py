"""Following a story in chat: 🔔 in its view, its news as replies, and the list of what is followed."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Sandbox
from digests.store.posts import posts
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from tests.bot.conftest import Town, an_entry


async def goes_on(town: Town, category: str, n: int, new: int) -> None:
    """Entry ``new`` reports what entry ``n`` did."""
    await town.more_of(category, an_entry(new, published=town.now))
    async with town.store.write() as tx:
        uids = [f"entry-{n}", f"entry-{new}"]
        known = await posts.known(tx, town.feeds[category], uids)
        old, later = (known[uid][0] for uid in uids)
        await membership.join(tx, [Joined(later, 0.9, ())], town.now)
        await membership.regroup(tx, [old, later], {later: old})


async def test_news_of_a_followed_story_come_as_a_reply(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    digest = reader.last
    await reader.tap("1")
    await reader.wait_until(lambda: "🔔 Follow" in digest.labels or None)
    assert "come as replies" in await reader.tap("🔔 Follow")
    await reader.wait_until(lambda: "🔔 Following ✓" in digest.labels or None)
    town.now += timedelta(days=1)
    await goes_on(town, "world", 15, 300)
    await town.deliver()
    news = await reader.wait_reply("Story 300")
    assert news.text.startswith("🔔 Follow-up\nStory 300")
    said = an_entry(300).text.split(".")[0]
    assert said in news.text, "what it says that is new"
    assert an_entry(15).text.split(".")[0] not in news.text, "not what was told"
    assert news.reply_to is digest
    assert news.labels == ["🔕 Follow it no more"]
    assert "No longer following" in await reader.tap("🔕", message=news)
    listed = await reader.ask("/following")
    assert "You follow no story" in listed.text


async def test_a_deleted_message_is_not_answered_and_the_news_come_all_the_same(
    town: Town, sandbox: Sandbox
) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    digest = reader.last
    await reader.tap("1")
    await reader.wait_until(lambda: "🔔 关注后续" in digest.labels or None)
    await reader.tap("🔔 关注后续")
    await town.app.bot.delete_message(reader.id, digest.id)
    town.now += timedelta(days=1)
    await goes_on(town, "world", 15, 300)
    await town.deliver()
    news = await reader.wait_reply("🔔 后续")
    assert news.reply_to is None


async def test_the_list_ends_what_is_tapped(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    digest = reader.last
    for number in "12":
        await reader.tap(number, message=digest)
        await reader.wait_until(lambda: "🔔 Follow" in digest.labels or None)
        await reader.tap("🔔 Follow")
        await reader.wait_until(lambda: "🔔 Following ✓" in digest.labels or None)
        await reader.tap("‹ Back")
        await reader.wait_until(lambda: "1" in digest.labels or None)
    listed = await reader.ask("/following")
    assert "Stories that you follow · 2" in listed.text
    await reader.tap("✕ Story 14")
    await reader.wait_until(lambda: "follow · 1" in listed.text or None)
    await reader.tap("✕ Story 15")
    await reader.wait_until(lambda: "You follow no story" in listed.text or None)


async def test_a_tap_on_the_bell_ends_it_again(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    page = await reader.ask("/latest world")
    await reader.tap("1", message=page)
    await reader.wait_until(lambda: "🔔 Follow" in page.labels or None)
    await reader.tap("🔔 Follow")
    await reader.wait_until(lambda: "🔔 Following ✓" in page.labels or None)
    green = [each["text"] for each in page.buttons if each.get("style") == "success"]
    assert "🔔 Following ✓" in green
    assert "No longer following" in await reader.tap("🔔 Following ✓")
    await reader.wait_until(lambda: "🔔 Follow" in page.labels or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "World news")
