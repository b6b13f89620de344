"""Alerts in chat: switched on and off by taps, told at once, headed by what asked for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message, Room, Sandbox
from bot.screens.renderer import TelegramRenderer
from digests.errors import BadInput
from digests.model import FollowKind, Tag
from digests.steps import Match, Tell
from digests.store.search import standing
from tests.bot.conftest import Town, an_entry
from tests.bot.handlers.stories.test_following import goes_on


class Alerting:
    """The steps of alerts in a town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.match = Match(town.store, town, town.clock)
        self.tell = Tell(town.store, town.articles, TelegramRenderer(), town, town.clock)

    async def comes(self, *numbers: int, **values: object) -> None:
        """These entries come in, and what waits is told."""
        for n in numbers:
            await self.town.more_of("world", an_entry(n, published=self.town.now, **values))
        await self.told()

    async def told(self) -> None:
        while await self.match.due():
            pass
        self.town.now += timedelta(seconds=5)
        await self.tell.due()
        await self.town.send.drain()


@pytest.fixture
async def alerting(town: Town) -> Alerting:
    found = Alerting(town)
    await found.match.due()
    return found


async def reader_of(town: Town, sandbox: Sandbox, language: str = "en") -> Room:
    room = sandbox.private(language=language)
    await town.ready(room, "World")
    await town.deliver()
    return room


async def switched_on(reader: Room, label: str = "World news") -> Message:
    screen = await reader.ask("/alerts")
    await reader.tap(label)
    await reader.wait_until(lambda: f"✓ {label}" in screen.labels or None)
    return screen


async def test_a_category_is_switched_on_and_told_at_once(
    town: Town, sandbox: Sandbox, alerting: Alerting
) -> None:
    reader = await reader_of(town, sandbox)
    screen = await switched_on(reader)
    assert "🔔 Alerts · 1 of 1" in screen.text
    assert "at most 6" in screen.text
    await alerting.comes(200)
    alert = await reader.wait_reply("🔔 Alert")
    assert alert.text.startswith("🔔 Alert · World news\n\n1. Story 200\n")
    assert alert.labels == ["1", "🔕 Switch off", "⚙"]
    await reader.tap("1", message=alert)
    await reader.wait_until(lambda: "‹ Back" in alert.labels or None)
    await reader.tap("‹ Back", message=alert)
    await reader.wait_until(lambda: "1" in alert.labels or None)
    await reader.tap("🔕 Switch off", message=alert)
    await reader.wait_edit(alert, "What asked for this alert")
    assert "wait for your digest" in await reader.tap("✓ World news", message=alert)
    await reader.wait_until(lambda: "World news" in alert.labels or None)
    await alerting.comes(201)
    assert "Story 201" not in reader.last.text


async def test_several_stories_are_numbered_under_what_asked_for_them(
    town: Town, sandbox: Sandbox, alerting: Alerting
) -> None:
    reader = await reader_of(town, sandbox, "zh")
    me = await town.subscriber(reader)
    async with town.store.write() as tx:
        query = await standing.keep(tx, '"olive harvest"', town.now)
    await town.services.subscriptions.follow(me.id, FollowKind.SEARCH, query)
    screen = await switched_on(reader)
    await reader.tap('🔎 "olive harvest"')
    await reader.wait_edit(screen, "2 / 2")
    for n, text in ((210, "The olive harvest began."), (211, "A ferry was late.")):
        await town.more_of("world", an_entry(n, published=town.now, text=text))
    await alerting.told()
    alert = await reader.wait_reply("提醒")
    assert alert.text.startswith("🔔 2 条提醒 · ")
    assert "\nWorld news\n1. Story 211" in alert.text
    assert '\n🔎 "olive harvest"\n2. Story 210' in alert.text
    assert alert.labels == ["1", "2", "🔕 关闭提醒", "⚙"]
    await reader.tap("🔕", message=alert)
    await reader.wait_edit(alert, "这条提醒来自")
    assert alert.labels == ["✓ World news", '✓ 🔎 "olive harvest"', "🔔 提醒", "‹ 返回"]


async def test_the_last_of_the_hour_says_so(town: Town, sandbox: Sandbox, alerting: Alerting) -> None:
    reader = await reader_of(town, sandbox)
    screen = await switched_on(reader)
    await reader.tap("At most 6 an hour")
    await reader.wait_edit(screen, "At most 6 an hour")
    assert "✓ 6" in screen.labels
    await reader.tap("1")
    await reader.wait_edit(screen, "At most 1 an hour")
    await alerting.comes(220)
    alert = await reader.wait_reply("🔔 Alert")
    until = (town.now + timedelta(hours=9)).strftime("%H:%M")
    assert f"until {until} stands in your digest" in alert.text, "by the clock of Shanghai"
    await alerting.comes(221)
    assert reader.last is alert


async def test_the_news_of_a_story_come_at_once_where_that_is_wanted(
    town: Town, sandbox: Sandbox, alerting: Alerting
) -> None:
    reader = await reader_of(town, sandbox)
    digest = reader.last
    await reader.tap("1")
    await reader.wait_until(lambda: "🔔 Follow" in digest.labels or None)
    assert "⚡ At once" not in digest.labels
    await reader.tap("🔔 Follow")
    await reader.wait_until(lambda: "⚡ At once" in digest.labels or None)
    assert "come at once" in await reader.tap("⚡ At once")
    await reader.wait_until(lambda: "✓ ⚡ At once" in digest.labels or None)
    await goes_on(town, "world", 15, 300)
    await alerting.told()
    news = await reader.wait_reply("🔔 Alert")
    assert news.text.startswith("🔔 Alert · a story you follow\n\n1. Story 300")
    assert news.reply_to is digest
    await reader.tap("🔕 Switch off", message=news)
    await reader.wait_edit(news, "What asked")
    await reader.tap("✓ 📌", message=news)
    await reader.wait_until(lambda: any(each.startswith("📌") for each in news.labels) or None)
    await goes_on(town, "world", 15, 301)
    await alerting.told()
    assert "Story 301" not in reader.last.text


async def test_who_follows_nothing_is_shown_the_way(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="en")
    await reader.ask("/start")
    said = await reader.ask("/alerts")
    assert "You follow nothing yet" in said.text
    await reader.tap(said.labels[0])
    await reader.wait_until(lambda: any("Technology" in each for each in said.labels) or None)


async def test_quiet_hours_and_alerts_lead_to_each_other(town: Town, sandbox: Sandbox) -> None:
    reader = await reader_of(town, sandbox)
    screen = await reader.ask("/alerts")
    await reader.tap("🌙 Quiet hours: off")
    await reader.wait_edit(screen, "🌙 Quiet hours")
    await reader.tap("22:00–07:00")
    await reader.wait_edit(screen, "22:00–07:00, every day")
    await reader.tap("‹ Back")
    await reader.wait_edit(screen, "What sounds")
    await reader.tap("🔔 Alerts")
    await reader.wait_edit(screen, "None come in quiet hours (22:00–07:00, every day)")


async def test_many_subscriptions_have_pages(town: Town, sandbox: Sandbox) -> None:
    reader = await reader_of(town, sandbox)
    me = await town.subscriber(reader)
    tags = tuple(Tag(f"Topic {n}") for n in range(20))
    await town.more_of("world", an_entry(230, tags=tags, published=town.now))
    for n in range(20):
        found = await town.services.catalogue.tag(f"Topic {n}")
        assert found is not None
        await town.services.subscriptions.follow(me.id, FollowKind.TAG, found.id)
    screen = await reader.ask("/alerts")
    assert "0 of 21" in screen.text
    assert "1–12 / 21" in screen.labels
    await reader.tap("›")
    await reader.wait_until(lambda: "13–21 / 21" in screen.labels or None)
    await reader.tap("#Topic 19")
    await reader.wait_until(lambda: "✓ #Topic 19" in screen.labels or None)
    assert "13–21 / 21" in screen.labels, "it stays on its page"


async def test_in_a_group_only_its_admins_switch(town: Town, sandbox: Sandbox, alerting: Alerting) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    await group.ask("/subscribe world")
    assert "Only this group's admins" in (await group.ask("/alerts", by=member)).text
    screen = await group.ask("/alerts")
    assert "Only this group's admins" in await group.tap("World news", by=member)
    await group.tap("World news")
    await group.wait_until(lambda: "✓ World news" in screen.labels or None)
    assert all(len(each["callback_data"].encode()) <= 64 for each in screen.buttons)


async def test_a_forged_button_is_dead(town: Town, sandbox: Sandbox, alerting: Alerting) -> None:
    reader = await reader_of(town, sandbox)
    me = await town.subscriber(reader)
    with pytest.raises(BadInput):
        await town.services.alerts.limit(me.id, 1000)
    with pytest.raises(BadInput):
        await town.services.alerts.asked_for(me.id, 999)
    assert not await town.services.alerts.switch(me.id, FollowKind.TAG, 999, on=True)
