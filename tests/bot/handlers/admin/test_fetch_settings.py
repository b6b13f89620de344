"""How a feed is fetched, chosen on its card, and the latest fetches behind it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.intervals import every_of
from bot.sandbox import Message, Room, Sandbox
from digests.errors import BadInput, Unreachable
from digests.store import Store
from tests.bot.conftest import Town
from tests.bot.handlers.admin.test_admin import admin, card, tap_data, town

__all__ = ["admin", "card", "town"]

TECH = "https://feeds.example.org/tech"


async def test_the_interval_is_chosen_and_given_back(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("⏱ as the feed says")
    await admin.wait_edit(card, "How often is")
    assert card.labels == ["✓ as the feed says", "15 min", "1 h", "6 h", "‹ Back"]
    assert await admin.tap("6 h") == "Saved; it is fetched soon"
    await admin.wait_edit(card, "Fetched every 6 h, as an admin chose")
    feed = await town.services.feeds.get(1)
    assert (feed.every, feed.next_fetch) == (21_600, town.now)
    await admin.tap("⏱ every 6 h")
    await admin.wait_edit(card, "Now: every 6 h")
    assert "✓ 6 h" in card.labels
    await admin.tap("as the feed says")
    await admin.wait_edit(card, "last 8 weeks")
    assert (await town.services.feeds.get(1)).every is None
    assert [each.action for each in await town.services.feeds.log(0, 2)] == ["interval", "interval"]


async def test_an_interval_that_nobody_offered(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("⏱ as the feed says")
    await admin.wait_edit(card, "How often is")
    data = card.buttons[1]["callback_data"]
    assert "from a minute to a week" in await tap_data(admin, card, data[: data.rindex(":")] + ":1")
    assert (await town.services.feeds.get(1)).every is None


async def test_an_interval_is_typed_and_a_wrong_one_may_be_typed_again(
    town: Town, admin: Room, card: Message
) -> None:
    await admin.tap("⏱ as the feed says")
    await admin.wait_edit(card, "can be typed")
    assert "from a minute to a week" in (await admin.ask("sometimes")).text
    assert "Fetched every 45 min, as an admin chose" in (await admin.ask("45m")).text
    assert (await town.services.feeds.get(1)).every == 2700
    assert "every 45 min" in " ".join(admin.messages[-1].labels)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("30m", 1800), ("6 h", 21_600), ("2d", 172_800), ("45 分钟", 2700), ("6小时", 21_600), ("2天", 172_800)],
)
def test_intervals_as_people_write_them(said: str, seconds: int) -> None:
    assert every_of(said) == timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["auto", " 自动 ", ""])
def test_what_leaves_it_to_the_feed(said: str) -> None:
    assert every_of(said) is None


@pytest.mark.parametrize("said", ["often", "5", "-3h", "1.5h", "3 fortnights", "h", "9999999m"])
def test_what_is_no_interval(said: str) -> None:
    with pytest.raises(BadInput):
        every_of(said)


async def test_the_address_is_replaced_from_the_card(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("🔗 New address")
    await admin.wait_edit(card, "Send the new address")
    assert card.labels == ["‹ Back"]
    await admin.tap("‹ Back")
    await admin.wait_edit(card, "last 8 weeks")


async def test_full_text_goes_on_and_off(town: Town, admin: Room, card: Message) -> None:
    assert await admin.tap("📄 Full text: off") == "Saved; it is fetched soon"
    await admin.wait_edit(card, "Its articles are fetched")
    assert (await town.services.feeds.get(1)).full_text
    await admin.tap("📄 Full text: on")
    await admin.wait_until(lambda: "📄 Full text: off" in card.labels or None)
    assert not (await town.services.feeds.get(1)).full_text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "🕘 https://feeds… · latest fetches, 1–5 / 6\n\n⚠ today 16:05 · did not work\n0.0 s · HTTP 503\n",
        ),
        ("zh", "· 最近的抓取，1–5 / 6\n\n⚠ 今天 16:05 · 没有成功\n0.0 秒 · HTTP 503\n"),
    ],
)
async def test_the_latest_fetches(
    town: Town, sandbox: Sandbox, store: Store, admin: Room, language: str, expected: str
) -> None:
    admin.person.language = language
    for _ in range(4):
        town.now += timedelta(minutes=1)
        await town.refresh(1, town.now)
    town.now += timedelta(minutes=1)
    town.source.batches[TECH] = [Unreachable("http_status", status=503, host="feeds.example.org")]
    with pytest.raises(Unreachable):
        await town.refresh(1, town.now)
    listed = await admin.ask("/feeds")
    await admin.tap("1", message=listed)
    await admin.wait_edit(listed, "last 8 weeks" if language == "en" else "最近 8 周")
    await admin.tap("🕘")
    await admin.wait_edit(listed, "1–5 / 6")
    assert expected.partition(" · ")[2] in listed.text
    assert listed.text.count("503") == 2, "the reason stands below in words"
    assert listed.text.count("✓") == 4
    assert len(listed.labels) == 1


async def test_a_feed_that_was_never_fetched(town: Town, admin: Room) -> None:
    await town.services.feeds.add("https://later.example.org/rss", actor="test", now=town.now)
    listed = await admin.ask("/feeds")
    place = next(line[0] for line in listed.text.split("\n") if "later.example.org" in line)
    await admin.tap(place, message=listed)
    await admin.wait_edit(listed, "waiting for its first fetch")
    await admin.tap("🕘")
    await admin.wait_edit(listed, "has not been fetched yet")


async def test_only_admins_choose(town: Town, sandbox: Sandbox, admin: Room) -> None:
    group = sandbox.group(owner=admin.person, members=[(other := sandbox.add_person("Other"))])
    listed = await group.ask("/feeds")
    await group.tap("1", message=listed)
    await group.wait_edit(listed, "last 8 weeks")
    for label in ("⏱", "📄", "🕘"):
        assert "Only the bot's admins" in await group.tap(label, message=listed, by=other)
    feed = await town.services.feeds.get(1)
    assert (feed.every, feed.full_text) == (None, False)
