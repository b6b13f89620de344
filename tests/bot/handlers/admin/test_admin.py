"""``/feeds``, ``/addfeed``, ``/stats`` and what is behind their buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import BotCommandScopeChat

from bot.chat.shared import SHARED, Shared
from bot.handlers.admin import progress
from bot.process.application import publish_commands
from bot.sandbox import Message, Room, Sandbox, covered
from digests.errors import Unreachable, Unreadable
from digests.model import FeedKind, FeedState, Problem
from digests.sources.probe import Probe
from digests.store import Store
from tests.bot.begun import Begun
from tests.bot.conftest import FIRST, Town, an_entry, running_with, settings_for

NEW = "https://new.example.org/rss"


@pytest.fixture
def admin(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, begun: Begun, admin: Room) -> AsyncIterator[Town]:
    there = Town(sandbox, store, settings_for(sandbox, admin_ids=str(admin.person.id)))
    async with running_with(there, begun, {"tech": FIRST["tech"]}):
        yield there


def a_probe(town: Town, address: str = NEW, **values: object) -> Probe:
    """A first look at a feed of three entries, which its first fetch will find as well."""
    entries = tuple(an_entry(n) for n in (33, 32, 31))
    fields = {
        "address": address,
        "kind": FeedKind.WEB,
        "format": "RSS 2.0",
        "title": "New <feed>",
        "entries": entries,
        "total": 3,
        "per_week": 3.0,
    }
    probe = Probe(**(fields | values))  # type: ignore[arg-type]
    town.source.looks[address] = probe
    town.source.says(address, *entries, title="New <feed>", format="RSS 2.0")
    return probe


async def edited(room: Room, message: Message, text: str) -> Message:
    return await room.wait_edit(message, text)


# --------------------------------------------------------------------------- who may


@pytest.mark.parametrize("command", ["/feeds", "/addfeed https://x.example", "/stats"])
@pytest.mark.parametrize(("language", "polite"), [("en", "Only the bot's admins"), ("zh", "管理员可以用")])
async def test_others_are_told_politely(
    town: Town, sandbox: Sandbox, command: str, language: str, polite: str
) -> None:
    other = sandbox.private(language=language, started=True)
    assert polite in (await other.ask(command)).text


async def test_buttons_and_words_are_checked_as_well(town: Town, sandbox: Sandbox, admin: Room) -> None:
    group = sandbox.group(owner=admin.person, members=[(other := sandbox.add_person("Other"))])
    listed = await group.ask("/feeds")
    assert "Only the bot's admins" in await group.tap("1", message=listed, by=other)
    await group.tap("1", message=listed)
    await edited(group, listed, "last 8 weeks")
    assert "Only the bot's admins" in await group.tap("🗑 Remove", message=listed, by=other)
    await group.tap("✏ Title", message=listed)
    await edited(group, listed, "Send the new title")
    await group.say("Taken over", by=other, reply_to=listed)
    await group.say("By the admin", reply_to=listed)
    await group.wait_reply("By the admin")
    assert (await town.services.feeds.get(1)).title == "By the admin"


async def test_admins_have_a_longer_menu(town: Town, admin: Room) -> None:
    await publish_commands(town.app.bot, [admin.person.id, 999_999_999])
    mine = await town.app.bot.get_my_commands(BotCommandScopeChat(admin.person.id), "zh")
    everybodys = await town.app.bot.get_my_commands(language_code="zh")
    admins = [
        "feeds",
        "addfeed",
        "testfeed",
        "importfeeds",
        "exportfeeds",
        "story",
        "stats",
        "broadcast",
        "audit",
    ]
    assert [each.command for each in mine[: len(admins)]] == admins
    assert mine[len(admins) :] == everybodys


# --------------------------------------------------------------------------- the list and the card


async def test_the_list_says_how_feeds_fare(town: Town, admin: Room) -> None:
    listed = await admin.ask("/feeds")
    assert listed.text.startswith("📡 Feeds · 1 · 1 ok, 0 failing, 0 paused\n1. ✓ ")
    assert "Technology · 12 posts · just now" in listed.text
    assert listed.labels == ["1", "+ Add", "⬇ Import", "⬆ Export"]


async def test_pages_turn_and_failing_ones_can_be_listed_alone(town: Town, admin: Room) -> None:
    for n in range(11):
        await town.publish(f"topic{n:02}", [])
    bad = town.feeds["topic05"]
    town.source.batches["https://feeds.example.org/topic05"] = [
        Unreachable("http_status", status=503, host="h")
    ]
    for _ in range(5):
        with pytest.raises(Unreachable):
            await town.refresh(bad, town.now)
    assert (await admin.ask("/feeds failing")).text == "✓ No feed is failing."  # a hiccup is not death
    town.now += timedelta(days=3)
    listed = await admin.ask("/feeds")
    assert listed.text.startswith("📡 Feeds · 12 · 11 ok, 1 failing, 0 paused\n1. ⚠ ")
    assert "failing for 3 d: " in listed.text
    assert "503" in listed.text
    assert listed.labels[-5:-2] == ["›", "+ Add", "⚠ Failing only (1)"]
    await admin.tap("›")
    await edited(admin, listed, "12. ✓ ")
    assert "11–12 / 12" in listed.labels
    await admin.tap("⚠ Failing only")
    await edited(admin, listed, "📡 Failing feeds · 1\n1. ⚠ ")
    await admin.tap("1", message=listed)
    await edited(admin, listed, "5 times in a row")
    await admin.tap("‹ Feeds")
    await edited(admin, listed, "📡 Failing feeds · 1")
    assert (await admin.ask("/feeds failing")).text == listed.text


async def test_the_card(town: Town, admin: Room) -> None:
    listed = await admin.ask("/feeds")
    await admin.tap("1", message=listed)
    card = await edited(admin, listed, "last 8 weeks")
    assert covered(card, "code")[0] == "https://feeds.example.org/tech"
    assert "Category: Technology" in card.text
    assert "✓ ok · last today 16:00 · next" in card.text
    assert "▁▁▁▁▁▁▁█ last 8 weeks" in card.text
    assert card.labels == [
        "🔄 Fetch now",
        "⏸ Pause",
        "📁 Category: Technology",
        "✏ Title",
        "⏱ as the feed says",
        "📄 Full text: off",
        "🔗 New address",
        "🕘 Latest fetches",
        "🗑 Remove",
        "‹ Feeds",
    ]


@pytest.fixture
async def card(town: Town, admin: Room) -> Message:
    listed = await admin.ask("/feeds")
    await admin.tap("1", message=listed)
    return await edited(admin, listed, "last 8 weeks")


async def test_fetch_now(town: Town, admin: Room, card: Message) -> None:
    town.source.says("https://feeds.example.org/tech", an_entry(1, title="Changed"), an_entry(40))
    assert await admin.tap("🔄 Fetch now") == "Fetching…"
    await edited(admin, card, "Fetched: 1 new, 1 changed, 0 taken back.")


async def test_fetch_now_that_fails(town: Town, admin: Room, card: Message) -> None:
    town.source.batches["https://feeds.example.org/tech"] = [Unreachable("timeout", host="feeds.example.org")]
    await admin.tap("🔄 Fetch now")
    await edited(admin, card, "The latest fetch did not work: ")
    assert "feeds.example.org did not" in card.text
    assert "🔄 Fetch now" in card.labels


async def test_pause_and_resume(town: Town, admin: Room, card: Message) -> None:
    assert await admin.tap("⏸ Pause") == "Paused"
    await edited(admin, card, "⏸ paused")
    assert (await town.services.feeds.get(1)).state is FeedState.PAUSED
    await admin.tap("▶ Resume")
    await edited(admin, card, "✓ ok")
    assert (await town.services.feeds.get(1)).state is FeedState.ACTIVE


async def test_category_by_button_and_by_word(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("📁 Category")
    await edited(admin, card, "Now: Technology")
    assert card.labels == ["Technology", "as each post states it", "‹ Back"]
    await admin.tap("as each post")
    await edited(admin, card, "Category: as each post states it")
    await admin.tap("📁 Category")
    await edited(admin, card, "Now: as each post states it")
    below = await admin.ask("Machines & more")
    assert "Category: Machines & more" in below.text


async def test_title_by_word_and_the_feeds_own(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("✏ Title")
    await edited(admin, card, "Send the new title")
    assert "at most 300" in (await admin.ask("x" * 301)).text
    assert (await admin.ask("<b>Mine</b>")).text.startswith("📡 <b>Mine</b>\n")
    await admin.tap("✏ Title")
    await admin.tap("Use the feed's own title")
    assert (await town.services.feeds.get(1)).title == ""


async def test_remove_asks_once_and_can_be_undone(town: Town, admin: Room, card: Message) -> None:
    await admin.tap("🗑 Remove")
    await edited(admin, card, "its 12 posts stay")
    await admin.tap("‹ Back")
    await edited(admin, card, "last 8 weeks")
    await admin.tap("🗑 Remove")
    await edited(admin, card, "its 12 posts stay")
    await admin.tap("Remove")
    await edited(admin, card, "is removed; its posts stay.")
    assert (await town.services.feeds.page(0, town.now)).total == 0
    assert await admin.tap("↩ Undo") == "It is back"
    await edited(admin, card, "✓ ok")


async def test_a_feed_that_is_gone_is_a_sentence(town: Town, admin: Room, card: Message) -> None:
    data = next(b["callback_data"] for b in card.buttons if "feedpause" in b["callback_data"])
    assert ":1:" in data
    assert "no feed number" in await tap_data(admin, card, data.replace(":1:", ":zz:"))


async def tap_data(room: Room, message: Message, data: str) -> str:
    """Tap a button whose data somebody has altered."""
    message.buttons[0]["callback_data"] = data
    return await room.tap(data, message=message)


# --------------------------------------------------------------------------- adding


async def test_adding_goes_on_in_another_process(town: Town, admin: Room) -> None:
    a_probe(town)
    await admin.ask(f"/addfeed {NEW}")

    def restart() -> None:
        shared: Shared = town.app.bot_data[SHARED]
        town.app.bot_data[SHARED] = Shared(shared.services, shared.settings, shared.now)

    restart()
    chosen = await admin.ask("Volcanoes")
    assert "Category: Volcanoes" in chosen.text
    restart()
    await admin.tap("✅ Add", message=chosen)
    await edited(admin, chosen, "✅ ")
    assert NEW in [feed.address for feed in await town.services.feeds.every()]


async def test_add_shows_a_card_then_adds_to_a_category(town: Town, admin: Room) -> None:
    a_probe(town)
    offer = await admin.ask(f"/addfeed {NEW}")
    assert offer.text.startswith(f"📡 New <feed>\n{NEW}\nRSS 2.0 · English · 3 posts read\nLast post: ")
    assert "about 3 posts a week\n📄 Carries whole articles" in offer.text
    assert "• Story 33\n– " in offer.text
    assert offer.text.count("\n– ") == 9
    assert covered(offer, "text_link") == ["Story 33", "Story 32", "Story 31"]
    assert offer.labels == ["Technology", "as each post states it", "Do not add"]
    await admin.tap("Technology", message=offer)
    await edited(admin, offer, "Category: Technology\nFetched: as the feed says")
    assert offer.labels == [
        "✓ as the feed says",
        "15 min",
        "1 h",
        "6 h",
        "📁 Category: Technology",
        "✅ Add",
        "Do not add",
    ]
    assert await admin.tap("✅ Add") == "Adding and fetching…"
    await edited(admin, offer, "✅ Added New <feed>: 3 posts, in Technology.")
    await admin.tap("Open")
    await edited(admin, offer, "Category: Technology")


async def test_add_to_a_new_category_by_word(town: Town, admin: Room) -> None:
    a_probe(town)
    await admin.ask(f"/addfeed {NEW}")
    choice = await admin.ask("Quite new")
    assert "Category: Quite new" in choice.text
    await admin.tap("✅ Add")
    await edited(admin, choice, "3 posts, in Quite new.")
    assert (await town.services.catalogue.category("quite new")).posts == 3


async def test_the_address_may_come_alone(town: Town, admin: Room) -> None:
    a_probe(town)
    assert "Send the address" in (await admin.ask("/addfeed")).text
    assert "RSS 2.0" in (await admin.ask(NEW)).text


async def test_interval_and_full_text_are_chosen_before(town: Town, admin: Room) -> None:
    a_probe(town, teasers=True)
    offer = await admin.ask(f"/addfeed {NEW}")
    assert "full text would help" in offer.text
    await admin.tap("as each post", message=offer)
    await edited(admin, offer, "only beginnings: full text would give better key points")
    await admin.tap("6 h")
    await edited(admin, offer, "Fetched: every 6 h")
    await admin.tap("📄 Full text: off")
    await edited(admin, offer, "Its articles are fetched")
    await admin.tap("📁 Category")
    await edited(admin, offer, "Which category?")
    await admin.tap("Technology")
    await edited(admin, offer, "Category: Technology\nFetched: every 6 h\n📄 Its articles")
    await admin.tap("✅ Add")
    await edited(admin, offer, "✅ Added")
    feed = await town.services.feeds.at(NEW)
    assert (feed.every, feed.full_text) == (21_600, True)
    assert feed.category is not None
    assert feed.category.slug == "tech"


async def test_a_page_with_several_feeds(town: Town, admin: Room) -> None:
    page = "https://new.example.org"
    feeds = tuple(f"https://new.example.org/{n}.xml" for n in range(1, 7))
    for n, each in enumerate(feeds, 1):
        a_probe(town, each, title=f"Feed {n}", teasers=n == 2)
    town.source.looks[feeds[2]] = Unreadable("not_a_feed")
    a_probe(town, page, candidates=feeds, entries=(), total=0)
    offer = await admin.ask(f"/addfeed {page}")
    assert offer.text.startswith("🔎 This page has 6 feeds · 1–5 / 6. Which one?\n\n1. Feed 1\n")
    assert "2. Feed 2\nhttps://new.example.org/2.xml\nRSS 2.0 · English · 3 posts read\n" in offer.text
    assert offer.text.count("Most posts are only the beginning") == 1
    assert "3. https://new.example.org/3.xml\n⚠ There is no feed" in offer.text
    assert offer.labels == ["1", "2", "3", "4", "5", "1–5 / 6", "›", "Do not add"]
    await admin.tap("›")
    await edited(admin, offer, "6. Feed 6")
    assert offer.labels == ["6", "‹", "6–6 / 6", "Do not add"]
    await admin.tap("6")
    await edited(admin, offer, "📡 Feed 6")
    await admin.tap("‹ Back")
    await edited(admin, offer, "6. Feed 6")
    await admin.tap("‹")
    await edited(admin, offer, "2. Feed 2")
    await admin.tap("2")
    await edited(admin, offer, "📡 Feed 2")
    await admin.tap("as each post")
    await edited(admin, offer, "✂ Its posts")
    await admin.tap("✅ Add")
    await edited(admin, offer, "✅ Added")
    assert (await town.services.feeds.at(feeds[1])).category is None


async def test_what_cannot_be_added_is_a_sentence(town: Town, admin: Room) -> None:
    town.source.looks[NEW] = Unreadable("not_a_feed")
    refused = await admin.ask(f"/addfeed {NEW}")
    assert "That did not work" not in refused.text
    town.source.looks[NEW] = ZeroDivisionError()
    assert "That did not work" in (await admin.ask(f"/addfeed {NEW}")).text


async def test_a_feed_that_is_there_already_says_where(town: Town, admin: Room) -> None:
    a_probe(town, "https://feeds.example.org/tech")
    offer = await admin.ask("/addfeed https://feeds.example.org/tech")
    assert "This feed is there already: feeds.example.org/tech · Technology" in offer.text
    assert offer.labels == ["Open its card"]
    await admin.tap("Open its card")
    await edited(admin, offer, "last 8 weeks")


async def test_somebody_else_was_faster(town: Town, admin: Room) -> None:
    a_probe(town)
    offer = await admin.ask(f"/addfeed {NEW}")
    await admin.tap("as each post", message=offer)
    await edited(admin, offer, "Fetched: as the feed says")
    await town.services.feeds.add(NEW, title="Theirs", category="tech", actor="test", now=town.now)
    await admin.tap("✅ Add")
    await edited(admin, offer, "This feed is there already: Theirs · Technology")
    assert offer.labels == ["Open its card"]


async def test_a_login_in_an_address_stands_in_no_message(town: Town, admin: Room) -> None:
    secret = "https://reader:geheim@new.example.org/rss"
    a_probe(town, secret)
    town.source.says(NEW, an_entry(31))
    offer = await admin.ask(f"/addfeed {secret}")
    await admin.tap("as each post", message=offer)
    await edited(admin, offer, "Fetched: as the feed says")
    assert NEW in offer.text
    tested = await admin.ask(f"/testfeed {secret}")
    await admin.tap("✅ Add", message=offer)
    await edited(admin, offer, "✅ Added")
    await admin.tap("Open", message=offer)
    await edited(admin, offer, "Fetched with: login reader")
    said = [message.text for message in admin.replies] + [str(each.buttons) for each in admin.replies]
    assert "geheim" not in "\n".join(said)
    assert NEW in tested.text


async def test_a_first_fetch_that_fails_leaves_the_feed(town: Town, admin: Room) -> None:
    a_probe(town)
    offer = await admin.ask(f"/addfeed {NEW}")
    town.source.batches[NEW] = [Unreachable("timeout", host="new.example.org")]
    await admin.tap("as each post", message=offer)
    await edited(admin, offer, "Fetched: as the feed says")
    await admin.tap("✅ Add")
    await edited(admin, offer, "but the first fetch did not work")
    assert (await town.services.feeds.at(NEW)).failures == 1


async def test_a_preview_is_used_once(town: Town, admin: Room) -> None:
    a_probe(town)
    offer = await admin.ask(f"/addfeed {NEW}")
    await admin.tap("Technology", message=offer)
    await edited(admin, offer, "Fetched: as the feed says")
    data = next(b["callback_data"] for b in offer.buttons if "addyes" in b["callback_data"])
    await admin.tap("✅ Add", message=offer)
    await edited(admin, offer, "✅ Added")
    assert "This preview was used" in await tap_data(admin, offer, data)


async def test_no_is_an_answer(town: Town, admin: Room) -> None:
    a_probe(town)
    offer = await admin.ask(f"/addfeed {NEW}")
    await admin.tap("Do not add")
    await edited(admin, offer, "Nothing was added.")
    assert (await town.services.feeds.page(0, town.now)).total == 1


async def test_a_slow_look_says_so_and_others_are_served(
    town: Town, admin: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    a_probe(town, problems=(Problem("a.md", "no_front_matter"),), teasers=True)
    town.source.looking = asyncio.Event()
    waiting = await admin.ask(f"/addfeed {NEW}")
    assert waiting.text == f"🔎 Looking at {NEW} …"
    assert (await admin.ask("/stats")).text.startswith("📊 Figures")
    town.source.looking.set()
    await edited(admin, waiting, "Which category?")
    assert "⚠ 1 thing could not be read:\n• a.md: " in waiting.text
    assert "only the beginning" in waiting.text


# --------------------------------------------------------------------------- figures


async def test_stats_and_again(town: Town, admin: Room, sandbox: Sandbox) -> None:
    stats = await admin.ask("/stats")
    assert "12 posts, 12 stories, 16 tags" in stats.text
    assert await admin.tap("🔄 Refresh") == "Nothing has changed."
    assert not sandbox.record.calls["editmessagetext", 400]
    await town.more("tech", 1)
    await admin.tap("🔄 Refresh")
    await edited(admin, stats, "13 posts, 13 stories")


async def test_in_chinese(town: Town, sandbox: Sandbox, store: Store, admin: Room) -> None:
    admin.person.language = "zh-hans"
    a_probe(town)
    listed = await admin.ask("/feeds 出错")
    assert listed.text == "✓ 没有出错的订阅源。"
    assert (await admin.ask("/stats")).text.startswith("📊 数字\n12 篇文章")
    offer = await admin.ask(f"/addfeed {NEW}")
    assert "约每周 3 篇" in offer.text
    await admin.tap("按文章自带的")
    await edited(admin, offer, "抓取：由订阅源决定")
    await admin.tap("✅ 添加")
    await edited(admin, offer, "✅ 已添加 New <feed>：3 篇文章")
