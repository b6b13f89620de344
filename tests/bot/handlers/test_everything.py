"""Every button that any screen shows does something, in both languages; none is dead, none goes wrong."""

from __future__ import annotations

import logging
from collections import Counter

import pytest

from bot.chat.callback_data import Listing, act, unpack
from bot.handlers import registry
from bot.sandbox import Message, Room, Sandbox, Standing
from bot.screens.renderer import TelegramRenderer
from bot.telegram.screen import Button, Screen
from bot.texts import Html, plain
from digests.model import MuteKind
from digests.steps.send.notices import Notices
from digests.store.subscribers import story_follows
from tests.bot.conftest import Town
from tests.stories import join, relate

COMMANDS = (
    "/start",
    "/help",
    "/latest",
    "/latest tech 3",
    "/latest tecnolog",
    "/top 7d",
    "/top tecnolog",
    "/tag 5G",
    "/tag Climte",
    "/tags",
    "/search",
    "/search olive harvest",
    "/search olive qqqq",
    "/search tag:Climte",
    "/digest",
    "/digest",
    "/categories",
    "/subscribe #Rail wrld",
    "/unsubscribe",
    "/settings",
    "/filter",
    "/filter -olive",
    "/sources",
    "/mytags",
    "/manage",
    "/next",
    "/alerts",
    "/preview",
    "/stop",
    "/history",
    "/saved",
    "/taste",
    "/mutes",
    "/why olive",
    "/why olive qqqq",
    "/mydata",
    "/forget",
    "7:30 19:00",
    "new york",
)
_EACH = 3  # buttons of one action that are tried


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_button_leads_nowhere(
    town: Town, sandbox: Sandbox, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    reader = sandbox.private(language=language)
    seen: dict[str, None] = {}

    def collect(message: Message) -> None:
        found = [each["callback_data"] for each in message.buttons if "callback_data" in each]
        seen.update(dict.fromkeys(found))

    channel = sandbox.channel("Voice", owner=reader.person, bot=Standing.LEFT)
    sandbox.group("Forum", owner=reader.person, topics=["Rail", "Talk"], bot=Standing.LEFT).add_bot()
    collect(await reader.ask("/start"))
    channel.set_bot(Standing.ADMIN)
    collect(await reader.wait_reply("Voice"))
    await town.ready(reader, "Technology", "World")
    collect(reader.last)
    await town.services.filters.keep((await town.subscriber(reader)).id, None, "-olive")
    for command in COMMANDS[1:]:
        await town.more("tech", 1)
        await town.index.due()
        collect(await reader.ask(command))
    async with town.store.write() as tx:
        who = await town.subscriber(reader)
        await story_follows.add(tx, who.id, 1, town.now)
        await Notices(TelegramRenderer(), "UTC").tell(tx, who.id, "topic_gone", town.now)
    await town.deliver()
    collect(reader.last)
    collect(await reader.ask("/following"))
    await town.services.editions.add(who.id, "Evening", town.now)
    collect(await reader.ask("/digests"))
    token, _ = await town.services.shared_setups.share(who.id, town.now)
    collect(await reader.ask(f"/start setup-{token}"))
    seen[act("unbell", 1)] = None  # under news of a followed story
    voice = await town.subscriber(channel)
    await town.services.subscriptions.change(voice.id, town.now, signature="@voice")
    seen |= dict.fromkeys(act(each, about=voice.id) for each in ("posts", "stored"))
    seen[act("channels")] = None  # what led to all channels before there were groups
    under_an_alert = act("alertasked", 1), act("alertsnew"), act("alertrule", "c", 1, 0, 1)
    seen |= dict.fromkeys(under_an_alert)
    told, also, beside, *_ = [post.id for post in (await town.services.browse.latest(None)).posts]
    await join(town.store, told, also, now=town.now)
    await relate(town.store, told, beside)
    await own_things(town, who.id, told)
    for command in ("/mutes", "/taste", "/saved"):
        collect(await reader.ask(command))
    seen[act("mutes", 0)] = None  # in the settings
    noted = act("unnote", "post", told, Listing("a").packed(), "")  # while it is saved with a note
    seen = {noted: None, act("post", told, Listing("a").packed(), ""): None, **seen}
    tried: Counter[str] = Counter()
    with caplog.at_level(logging.ERROR):
        while left := [data for data in seen if tried[unpack(data)[0]] < _EACH and data not in tried]:
            tried[left[0]] += 1
            tried[unpack(left[0])[0]] += 1
            for message in await tapped(town, reader, left[0], language):
                collect(message)
    assert not caplog.records
    actions = {str(handler.pattern.pattern)[4:].partition("(")[0] for handler in registry.buttons()}  # type: ignore[attr-defined]
    assert actions - set(tried) == set()


async def own_things(town: Town, who: int, post: int) -> None:
    """Something muted, something liked, and something kept with a note."""
    await town.services.mutes.mute(who, MuteKind.STORY, post, for_good=False)
    await town.services.tastes.say(who, post, 1)
    await town.services.saved.save(who, post)
    await town.services.saved.write(who, post, "Read this")


async def tapped(town: Town, reader: Room, data: str, lang: str) -> list[Message]:
    """Tap a button that sends this back, alone in a message; the messages that show something new."""
    screen = Screen(Html("…"), ((Button("button", data),),))
    sent = await town.app.bot.send_message(reader.id, screen.html, reply_markup=screen.keyboard())
    toast = await reader.tap(data, message=reader.chat.messages[sent.message_id])
    assert toast not in (plain(lang, "error.dead_button"), plain(lang, "error.unexpected")), data
    await reader.ask("/help")
    return reader.replies[-4:]
